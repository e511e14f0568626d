"""A question that leans on the conversation before it, made to stand alone.

By plain rules: pronouns take what was spoken of last, "and in 2024?" and "what about Norvane?" ask the last
question again with one thing changed, "why?" asks for its reason. A language model, where there is one, may
put it better, in words of the conversation only. The answer shows as what the question was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from index.text import normalise
from qa.asking.parts import counted, names_its_subject
from qa.conversing.again import (
    AUX,
    about,
    about_another,
    at_another,
    at_another_time,
    elsewhere,
    for_the_contrary,
    in_another_office,
    is_time_alone,
    of_others,
    of_the_same_kind,
    who_is,
    with_another_name,
)
from qa.conversing.kinds import Antecedent, Kind
from qa.conversing.mentions import mentions_in_question, with_genders
from qa.conversing.naming import as_told, without_who_acts
from qa.conversing.of_another import of_another_actor, of_ones_own, what_anothers
from qa.conversing.one_before import of_the_one_before
from qa.conversing.ones import of_another_one, the_nth, with_noun
from qa.conversing.otherwise import asked_otherwise
from qa.conversing.pronouns import BY_HOW_MUCH, GENDERS, fill, in_the_same_place, is_named_body
from qa.conversing.recased import recased
from qa.conversing.small_talk import is_small_talk
from qa.conversing.spoken_of import (
    ABOUT,
    LEAD,
    NAME_ALONE,
    brought_up,
    called_so,
    longest,
    rather_known,
    spoken_of,
)
from qa.conversing.turns import Turn, quotes_of
from qa.errors import ModelError
from qa.language.nlp import Parser
from qa.language.words import carries, stem, words_of
from qa.models import Abstained
from qa.phrasing.llm import LanguageModel
from qa.phrasing.prompts import load_prompt

_MAX_TOKENS = 120
_MAX_CHARS = 400
_MOST_WORDS = 8  # of what a question is about, in brackets
# "No, I meant Velm": the last question about something else.
_MEANT = re.compile(
    r"^(?:(?:i|what i) (?:mean|meant|was asking about)(?: was| is)?\s+)(.+?)\W*$", re.IGNORECASE
)
_I_MEANT = re.compile(r"^(.+?),? (?:is what )?i (?:meant|mean)\W*$", re.IGNORECASE)
# The topic, then the question: "the manager, who was there before him?", "what about the tax? Will it go up?"
_TOPIC_FIRST = re.compile(
    r"^(?:what about |how about )?((?:(?:the|a|an|his|her|its|their) )?[\w'’-]+(?: [\w'’-]+){0,2}"
    r"(?: who(?: [\w'’-]+){1,5})?)[,?:] "
    rf"((?:(?:[a-z]+ )?(?:who|whom|what|which|when|where|why|how)\b|{AUX}\b).+)$",
    re.IGNORECASE,
)
_BACK_TO = re.compile(r"^(?:going |coming )?back to ([^:,?]{1,40})[:,]\s*(.+)$", re.IGNORECASE)
# Of "To whom: How many maps were sold?" the last question is the latter.
_ONLY_WORD = re.compile(r"^[A-Z][\w ]{1,20}: (?=(?:how|what|which|whose)\b)", re.IGNORECASE)
_TOPIC = re.compile(r" \([^()]*\)(?=\W*$)")  # as `_with_topic` puts it
_ASKING = re.compile(rf"(?:who|whom|whose|what|which|when|where|why|how|{AUX})\b(?! about\b)", re.IGNORECASE)
_WHY = re.compile(r"^(why(?:\s+not)?)(?:\s+(?:is|was)\s+that|\s+so)?\W*$", re.IGNORECASE)
_THE_ONE = re.compile(r"the (?:[\w'’-]+ ){0,2}[\w-]+", re.IGNORECASE)
_NEWS = re.compile(
    r"(?:(?:is|are) there )?(?:anything (?:new|newer|more recent)|any (?:more )?(?:news|updates?)|"
    r"what(?:'s| is) (?:new|the latest))(?: (?:on|about) (?:it|this|that))?(?: since(?: then)?)?",
    re.IGNORECASE,
)
_POINTS_ALONE = re.compile(r"(?:he|she|him|her|it|they|them|that|this)\W*", re.IGNORECASE)
# "Was that more than in May?" compares what the question before it asked about.
_COMPARES = re.compile(
    rf"^{AUX}\s+(?:that|this|it|they|those|these)\b.*\b(?:than|compared|as\s+\w+\s+as)\b", re.IGNORECASE
)
_WHY_THE = re.compile(r"^why (?:the|this|that|such|so)\b(?!.*\b(?:is|are|was|were)\b)", re.IGNORECASE)
_ACCORDING_TO = re.compile(r"according to (.+?)\W*$", re.IGNORECASE)
_HIM_ALONE = re.compile(r"(?:(?:what|how) about )?(him|her)", re.IGNORECASE)
_OF_PUBLISHER = re.compile(r",? according to ([^,?]+?)(?=\W*$)", re.IGNORECASE)
_WHO_DID_TO = re.compile(r"who\s.*\b(?:him|her|them)\W*$", re.IGNORECASE)
# "When?", "By how many votes?", "In which town?": asks the last question for something else, without a verb.
_ONLY_ASKS = re.compile(
    r"^(?:(?:in|on|at|by|for|from|to|with|of|under|since|until|about|against|after|before)\s+)?"
    r"(?:when|where|whom|which|what|whose|how)(?:\s+[\w'’-]+){0,3}\W*$",
    re.IGNORECASE,
)
_WHEN_THEN = re.compile(
    r"^(?:in|on|at|since|before|after|during|by|until|for|from|with|under|near)\s+"
    rf"(?!.*\b(?:{AUX}|who|whom|what|which|how|when)\b)[^,;]{{1,60}}$",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:that|this|those|these|they|them|their|he|him|his|she|her|it|its)\b", re.IGNORECASE
)
_ASKS_FOR = frozenset("who which what when where why how".split())
_OF_ANSWER = re.compile(
    r"\b(?:that|this|those|these)\b(?! [a-z])|\b(?:is|was) (?:that|this)\b", re.IGNORECASE
)
_Said = tuple[str, list[Antecedent]]  # a question, and what was spoken of
_GLUE = _ASKS_FOR | frozenset("a an the of in on at to by for from with and or 's s that".split())


class FollowUp(BaseModel):
    """The form a model fills: the question, standing alone."""

    model_config = ConfigDict(extra="forbid")

    question: str


def stand_alone(question: str, turns: Sequence[Turn], parser: Parser) -> str | None:
    """`question` as it reads after `turns`; None if it stands alone."""
    seen = [hit.text for turn in turns if turn.answer for hit in turn.answer.hits]
    before = _so_far(turns, seen, parser)
    asks_why = _WHY.match(LEAD.sub("", question.strip()))
    last = next((t for t in reversed(turns) if not is_small_talk(t.question)), None)
    if asks_why and last and isinstance(last.answer, Abstained) and (known := last.answer.read_as):
        before.append((known, before[-1][1] if before else []))
    asked = recased(question, seen)
    before = [(text, without_who_acts(known, asked, seen)) for text, known in before]
    read = _read(asked, before, parser) if before else question
    return None if _same(read.lower(), question.lower()) else read


def _so_far(turns: Sequence[Turn], seen: Sequence[str], parser: Parser) -> list[_Said]:
    """What each of the `turns` asked, standing alone, and what it spoke of."""
    before: list[_Said] = []
    told = [quote for turn in turns for quote in quotes_of(turn)]
    for turn in turns:
        if is_small_talk(turn.question):
            continue
        typed, known = recased(turn.question, seen), turn.answer.read_as if turn.answer else None
        is_in_vain = known and before and isinstance(turn.answer, Abstained)
        asked = _TOPIC.sub("", known or LEAD.sub("", _read(typed, before, parser)))
        asked = _ONLY_WORD.sub("", asked)
        if is_in_vain and (not _is_name_alone(turn.question) or _TOPIC.search(known or "")):
            # What may have been read wrongly is nothing to go on from; what was typed is.
            if not _asks_by_itself(typed, parser):
                if came_up := brought_up(typed, parser):
                    before.append((before[-1][0], with_genders(came_up, seen, told, parser)))
                continue
            spoke_of = mentions_in_question(LEAD.sub("", typed), parser)
            before.append((asked, with_genders(spoke_of, [*told, *seen], told, parser)))
            continue
        is_of_source = _ACCORDING_TO.match(LEAD.sub("", typed)) is not None or _is_of_somebody(asked, seen)
        about_what = asked if is_of_source else _OF_PUBLISHER.sub("", asked)
        spoke_of = spoken_of(about_what, turn, seen, parser)
        if before and isinstance(turn.answer, Abstained) and not names_its_subject(typed):
            # Of "the board", of which nothing was found, nobody goes on.
            spoke_of = [m for m in spoke_of if m.text[:1].isupper()]
        spoke_of = with_genders(rather_known(spoke_of, typed, before), [*told, *seen], told, parser)
        before.append((asked, spoke_of))
        before = [(text, called_so(typed, asked, text, known_)) for text, known_ in before]
    return before


def _is_of_somebody(asked: str, seen: Sequence[str]) -> bool:
    """True of "according to Bell", whom the passages `seen` tell to be somebody, and no paper."""
    source = _OF_PUBLISHER.search(asked)
    told = as_told([Antecedent(source[1], Kind.THING)], seen) if source else []
    return any(m.kind is Kind.PERSON for m in told)


def _asks_by_itself(typed: str, parser: Parser) -> bool:
    """True of "did Norvane reply", which is no "when?", "and the one before?" or "was that right?"."""
    bare = LEAD.sub("", typed)
    if _OF_ANSWER.search(bare):
        return False
    return _ASKING.match(bare) is not None and (not _ONLY_ASKS.match(bare) or _has_verb(bare, parser))


def _is_name_alone(question: str) -> bool:
    """True of "and Norvane?" and "what about Norvane?": so it was meant, though nothing tells of it."""
    bare = LEAD.sub("", normalise(question).text.strip())
    other = ABOUT.match(bare) or _ACCORDING_TO.match(bare)
    return NAME_ALONE.match(other[1] + "?" if other else bare) is not None


def phrased(question: str, read_as: str, turns: Sequence[Turn], model: LanguageModel) -> str:
    """`read_as` as a model puts it, where it asks for what `question` does and uses words of the conversation
    only; else unchanged."""
    lines = [f"- {t.question}" for t in turns]
    lines += [f"  {s.text}" for t in turns[-1:] if t.answer for s in t.answer.statements[:2]]
    message = load_prompt("follow_up").message(turns="\n".join(lines), question=question)
    try:
        filled = model.fill(message, FollowUp, max_tokens=_MAX_TOKENS)
    except ModelError:
        return read_as  # the rules have read it already
    text = " ".join(filled.value.question.split())
    known = {stem(w) for w in words_of(" ".join([*lines, question, read_as]))} | _GLUE
    is_said = 0 < len(text) <= _MAX_CHARS and all(stem(w) in known for w in words_of(text))
    bare, asked = (words_of(LEAD.sub("", t).lower()) for t in (text, question))
    is_as_asked = bare == asked  # then it knows no better what is meant
    # A small model puts an earlier question in its place.
    asks_the_same = {stem(w) for w in asked if carries(w) or w in _ASKS_FOR} <= {stem(w) for w in bare}
    return text if is_said and asks_the_same and not is_as_asked else read_as


def _read(question: str, before: Sequence[_Said], parser: Parser) -> str:
    if not before:
        return question
    text = normalise(question).text.strip()
    last, spoken_of = before[-1]
    bare = counted(LEAD.sub("", text), [last])
    mentions = longest(
        [replace(m, ago=ago) for ago, (_, known) in enumerate(reversed(before)) for m in known]
    )
    mentions.sort(key=lambda m: m.by_the_way and m.kind is Kind.PERSON)
    meant = _MEANT.match(bare)
    full = with_noun(meant[1] if meant and _ASKING.match(meant[1]) else bare, mentions)
    text, bare = (text, bare) if full == bare else (full, full)
    if back := _BACK_TO.match(bare):
        topics = mentions_in_question(back[1], parser) or [Antecedent(back[1], Kind.THING)]
        filled = fill(back[2], topics, parser)
        return _capital(_with_topic(filled, topics) if _same(filled, back[2]) else filled)
    if (first := _TOPIC_FIRST.match(bare)) and not _ASKING.match(bare):
        return _capital(_of_topic(first[1], first[2], mentions, parser))
    if (alone := _HIM_ALONE.fullmatch(bare.rstrip(" ?.!"))) and (
        him := _other_than(last, alone[1], mentions)
    ):
        return _capital(about(last, him.text, spoken_of, parser) or question)
    if _POINTS_ALONE.fullmatch(bare):
        return question
    if one_before := of_the_one_before(last, bare.rstrip(" ?.!"), mentions):
        return _capital(fill(one_before, mentions, parser))
    is_only_changed = _is_name_alone(bare) or _WHEN_THEN.match(bare.rstrip(" ?.!"))
    asks_of_answer = _COMPARES.match(last) or _WHY_THE.match(last)
    if asks_of_answer and len(before) > 1 and (is_only_changed or is_time_alone(bare.rstrip(" ?.!"))):
        last, spoken_of = before[-2]
    return _capital(_again(bare, last, spoken_of, parser) or _filled(text, bare, mentions, last, parser))


def _other_than(last: str, pronoun: str, mentions: Sequence[Antecedent]) -> Antecedent | None:
    """Whom "and him?" means, behind a question about somebody else."""
    gender = GENDERS[pronoun.lower()]
    people = (m for m in mentions if m.kind is Kind.PERSON and m.gender is gender and m.text[:1].isupper())
    return next((m for m in people if m.text.split()[-1] not in last), None)


def _of_topic(topic: str, asked: str, mentions: Sequence[Antecedent], parser: Parser) -> str:
    """ "The manager" and "who was there before him?" as one question."""
    topic = fill(topic, mentions, parser)
    meant = [Antecedent(topic, kind) for kind in (Kind.PERSON, Kind.THING, Kind.THINGS)]
    filled = fill(asked, meant, parser)
    is_named = topic.lower() in asked.lower()
    return (
        filled if is_named or not _same(filled, asked) else _with_topic(fill(asked, mentions, parser), meant)
    )


def _again(bare: str, last: str, spoken_of: Sequence[Antecedent], parser: Parser) -> str | None:
    """The last question with what `bare` puts in its place; None if `bare` is a question of its own."""
    if why := _WHY.match(bare):
        return asked_otherwise(why[1], last, spoken_of, parser)
    if other := ABOUT.match(bare) or NAME_ALONE.match(bare) or _MEANT.match(bare) or _I_MEANT.match(bare):
        return about(last, other[1], spoken_of, parser)
    short = bare.rstrip(" ?.!")
    if _NEWS.fullmatch(short):
        return at_another_time(last, "now", parser)
    if source := _ACCORDING_TO.fullmatch(short):
        return f"{_OF_PUBLISHER.sub('', last.rstrip(' ?'))} according to {source[1]}?"
    if again := (
        of_another_one(last, short, spoken_of)
        or with_another_name(last, short, parser)
        or of_the_same_kind(last, short)
        or in_another_office(last, short)
        or of_others(last, short, parser)
        or what_anothers(last, short)
        or the_nth(last, short)
        or at_another_time(last, short, parser)
        or elsewhere(last, short, parser)
        or for_the_contrary(last, short)
        or about_another(last, short)
        or (of_another_actor(last, short, parser) if _THE_ONE.fullmatch(short) else None)
    ):
        return again
    if _WHEN_THEN.match(short):
        return at_another(last, short, parser)
    if _ONLY_ASKS.match(bare) and not _has_verb(bare, parser):
        return asked_otherwise(short, last, spoken_of, parser)
    return None


def _filled(text: str, bare: str, mentions: Sequence[Antecedent], last: str, parser: Parser) -> str:
    """`bare`, which is `text` without its "and", with what its pronouns mean, or else what it is about."""
    if bare != text and _WHO_DID_TO.match(bare):
        # "Who prosecuted Carl Dorn?", "and who defended him?": the same.
        mentions = sorted(mentions, key=lambda m: m.text.startswith("the person who "))
    filled = fill(bare, in_the_same_place(bare, mentions, last, parser), parser)
    whose = who_is(filled)
    filled = (of_ones_own(last, filled.rstrip(" ?.!")) or whose) if whose != filled else filled
    if _same(filled, bare) and _leans(bare, parser, led=bare != text):
        names = [m for m in mentions if m.kind is not Kind.PERSON and m.text[:1].isupper() and m.text in last]
        told = [m for m in mentions if not (BY_HOW_MUCH.match(bare) and is_named_body(m))]
        filled = _with_topic(bare, told, names)
    return text if _same(filled, bare) else filled


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _has_verb(text: str, parser: Parser) -> bool:
    (parse,) = parser.parse([text], deep=True)
    return any(t.pos in {"VERB", "AUX"} for t in parse.tokens)


def _leans(question: str, parser: Parser, *, led: bool) -> bool:
    """True if nothing in the question says what it is about: it names nothing, and goes on with "and" or has
    a "that" or "they" that is nothing spoken of."""
    (parse,) = parser.parse([question], deep=True)
    nouns = [t for n, t in enumerate(parse.tokens) if n > 1 and t.pos in {"NOUN", "PROPN"}]
    named = any(t.pos == "PROPN" for t in nouns)
    return not named and (led or not nouns or _POINTS.search(question) is not None)


def _with_topic(question: str, mentions: Sequence[Antecedent], names: Sequence[Antecedent] = ()) -> str:
    """The question with what was spoken of behind it: a thing before a person, and nobody who is known not
    to be meant by its "she"; with the first of the `names` that it does not hold."""
    is_of_somebody = any(w.lower() in GENDERS for w in words_of(question))
    known = [
        m for m in mentions if len(m.text.split()) <= _MOST_WORDS and not m.text.startswith("the person who ")
    ]
    topics = sorted(
        (m for m in known if not is_of_somebody or not (m.kind is Kind.PERSON or m.by_the_way)),
        key=lambda m: (m.by_the_way, m.kind is Kind.PERSON, m.text.startswith(("a ", "an "))),
    )
    told = [topics[0].text] if topics else []
    told += [m.text for m in names if told and m.text not in told[0]][:1]
    return f"{question.rstrip(' ?.')} ({', '.join(told)})?" if told else question


def _same(one: str, other: str) -> bool:
    return normalise(one).text.strip() == normalise(other).text.strip()
