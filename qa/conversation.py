"""A question that leans on the conversation before it, made to stand alone.

By plain rules: pronouns take what was spoken of last, "and in 2024?" and "what about Norvane?" ask the last
question again with one thing changed, "why?" asks for its reason. A language model, where there is one, may
put it better, in words of the conversation only. The answer shows as what the question was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from index.text import normalise
from qa.asked_kind import AnswerType, answer_type_of
from qa.dates import find_dates
from qa.errors import ModelError
from qa.llm import LanguageModel
from qa.models import Abstained, Answer
from qa.nlp import Parser
from qa.prompts import load_prompt
from qa.pronouns import Kind, Mention, fill, full_names, mentions_in_question, mentions_in_sentences
from qa.words import stem, words_of

_REMEMBERED = 6  # turns
_MAX_TOKENS = 120
_MAX_CHARS = 400
_AUX = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
_LEAD = re.compile(r"^(?:and|but|so|then|also|ok|okay)\b[,\s]+", re.IGNORECASE)
_WHY = re.compile(r"^why(?:\s+(?:is|was)\s+that|\s+so)?\W*$", re.IGNORECASE)
# "When?", "By how many votes?", "In which town?": asks the last question for something else, without a verb.
_ONLY_ASKS = re.compile(
    r"^(?:(?:in|on|at|by|for|from|to|with|of|under|since|until|about|against|after|before)\s+)?"
    r"(?:when|where|whom|which|what|whose|how)(?:\s+[\w'’-]+){0,3}\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:what|how)\s+about\s+(.+?)\W*$", re.IGNORECASE)
# "And Toyota?" is short for "what about Toyota?"; "and the union?" may be another thing.
_NAME_ALONE = re.compile(
    r"^(?!(?:[Ww]h\w+|[Hh]ow|Yes|No|Really|Thanks?|O[Kk]|Okay|Hello)\b)((?:the\s+)?(?:[A-ZÀ-ÞĀ-Ž][\w.&'’-]*\s*){1,5})\?$"
)
_TWO_ARTICLES = re.compile(r"\b(?:the|an?)\s+(?=(?:the|an?)\s)", re.IGNORECASE)
_WHEN_THEN = re.compile(
    r"^(?:in|on|at|since|before|after|during|by|until|for|from|with|under|near)\s+"
    rf"(?!.*\b(?:{_AUX}|who|whom|what|which|how|when)\b)[^,;]{{1,60}}$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"^(?:\w+\s+)?(?:who|what|which|when|where|how)\b.*?\b(?={_AUX}\s+(?:the|an?|[A-Z]))", re.IGNORECASE
)
_WHO = re.compile(r"^who\s+", re.IGNORECASE)
# "Who is suing Norvane?", not "who is the mayor?" or "who is Ann Bell?".
_WHO_DOES = re.compile(
    r"^[Ww]ho\s+(?:is|are|was|were|has|have|had|will|would|can|could|should)\s+"
    r"(?!(?:the|an?|his|her|its|their|he|she|it|they|this|that)\b)[a-z]"
)
_GLUE = frozenset(
    "a an the of in on at to by for from with and or 's s that who which what when where why how".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked, and its answer where there was one."""

    question: str
    answer: Answer | None = None


History = Sequence[Turn | tuple[str, Answer] | str]


class FollowUp(BaseModel):
    """The form a model fills: the question, standing alone."""

    model_config = ConfigDict(extra="forbid")

    question: str


def turns_of(history: History) -> tuple[Turn, ...]:
    """The last turns, in order, in one shape."""
    turns = (t if isinstance(t, Turn) else Turn(t) if isinstance(t, str) else Turn(*t) for t in history)
    return tuple(turns)[-_REMEMBERED:]


def stand_alone(question: str, turns: Sequence[Turn], parser: Parser) -> str | None:
    """`question` as it reads after `turns`; None if it stands alone."""
    before: list[tuple[str, list[Mention]]] = []
    for turn in turns:
        asked = (turn.answer.read_as if turn.answer else None) or _read(turn.question, before, parser)
        before.append((asked, _mentions(asked, turn, parser)))
    read = _read(question, before, parser) if before else question
    return None if _same(read, question) else read


def phrased(question: str, read_as: str, turns: Sequence[Turn], model: LanguageModel) -> str:
    """`read_as` as a model puts it, where it uses words of the conversation only; else unchanged."""
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
    return text if is_said else read_as


def _mentions(asked: str, turn: Turn, parser: Parser) -> list[Mention]:
    """What the turn spoke of, likeliest first: for "who" the person of the answer, else its own nouns."""
    in_question = mentions_in_question(asked, parser)
    if turn.answer is None or isinstance(turn.answer, Abstained):
        return in_question
    quotes = [c.quote for s in turn.answer.statements[:2] for c in s.citations[:1]]
    in_answer = [m for m in mentions_in_sentences(quotes, parser) if m.text.lower() not in asked.lower()]
    if answer_type_of(asked) is AnswerType.PERSON:
        return full_names(in_answer) + in_question + in_answer
    return in_question + full_names(in_answer) + [m for m in in_answer if m.kind is not Kind.PERSON]


def _read(question: str, before: Sequence[tuple[str, list[Mention]]], parser: Parser) -> str:
    if not before:
        return question
    text = normalise(question).text.strip()
    bare = _LEAD.sub("", text)
    last = before[-1][0]
    if _WHY.match(bare):
        return _asked_otherwise("Why", last, before[-1][1], parser)
    if about := _ABOUT.match(bare) or _NAME_ALONE.match(bare):
        return _about(last, about[1], before[-1][1], parser)
    if _WHEN_THEN.match(bare.rstrip(" ?.")):
        return _moved(last, bare.rstrip(" ?."))
    if _ONLY_ASKS.match(bare) and not _has_verb(bare, parser):
        return _asked_otherwise(bare.rstrip(" ?."), last, before[-1][1], parser)
    mentions = _longest([m for _, known in reversed(before) for m in known])
    filled = fill(bare, mentions, parser)
    if _same(filled, bare) and _leans(bare, parser, led=bare != text):
        filled = _with_topic(bare, mentions)
    return text if _same(filled, bare) else filled[:1].upper() + filled[1:]


def _longest(mentions: Sequence[Mention]) -> list[Mention]:
    """In their order, "the painting" as "the painting that was stolen" where an earlier turn called it so."""
    fuller = {
        m: max((o for o in mentions if o.kind is m.kind and o.text.startswith(f"{m.text} ")), default=m,
               key=lambda o: len(o.text))
        for m in mentions
    }  # fmt: skip
    return list(dict.fromkeys(fuller[m] for m in mentions))


def _asked_otherwise(word: str, last: str, mentions: Sequence[Mention], parser: Parser) -> str:
    """ "When did X close?" as "Why did X close?", "Who led it?" as "Why was it that Ann Bell led it?", or
    without a name as "Why did someone lead it?"."""
    word = word[:1].upper() + word[1:]
    asked = _ASKED.match(last)
    if asked and not _WHO_DOES.match(last):
        return f"{word} {last[asked.end() :]}"
    if not _WHO.match(last):
        return f"{word}: {last}"
    person = next((m.text for m in mentions if m.kind is Kind.PERSON), None)
    rest = _WHO.sub("", last)
    if person and rest.rstrip("?") not in person:
        return f"{word} was it that {person} {rest}"
    did, _, more = rest.partition(" ")
    if re.fullmatch(_AUX, did, re.IGNORECASE):
        return f"{word} {did} someone {more}"
    (parse,) = parser.parse([last], deep=True)
    return f"{word} did someone {parse.tokens[1].lemma} {more}"


def _has_verb(text: str, parser: Parser) -> bool:
    (parse,) = parser.parse([text], deep=True)
    return any(t.pos in {"VERB", "AUX"} for t in parse.tokens)


def _about(last: str, other: str, mentions: Sequence[Mention], parser: Parser) -> str:
    """The last question about something else: the name of the same kind gives way, else the first."""
    if find_dates(other):
        return _moved(last, other)
    new = next(iter(mentions_in_sentences([other], parser)), None)
    named = mentions_in_sentences([last], parser)
    of_kind = [m for m in named if new is not None and m.kind is new.kind]
    old = (of_kind or named or [m for m in mentions if m.text in last])[:1]
    if not old:
        return f"{last.rstrip(' ?')} ({other})?"
    return _TWO_ARTICLES.sub("", last.replace(old[0].text, other, 1))


def _moved(last: str, when: str) -> str:
    """The last question with another time (or place) in it: it replaces a time that was asked about."""
    dates = find_dates(last) if find_dates(when) else []
    if dates:
        span = dates[-1].span
        lead = re.search(r"\b(?:in|on|at|since|before|after|during|by|until|from)\s+$", last[: span.start])
        start = lead.start() if lead and not when[0].isdigit() and " " in when else span.start
        return f"{last[:start]}{when}{last[span.end :]}"
    return f"{last.rstrip(' ?.')} {when}?"


def _leans(question: str, parser: Parser, *, led: bool) -> bool:
    """True if nothing in the question says what it is about: it names nothing, or goes on with "and"."""
    (parse,) = parser.parse([question], deep=True)
    nouns = [t for n, t in enumerate(parse.tokens) if n > 1 and t.pos in {"NOUN", "PROPN"}]
    named = any(t.pos == "PROPN" for t in nouns)
    return not named and (led or not nouns)


def _with_topic(question: str, mentions: Sequence[Mention]) -> str:
    topic = next((m.text for m in mentions if m.kind is not Kind.PERSON), None) or next(
        (m.text for m in mentions), None
    )
    return f"{question.rstrip(' ?.')} ({topic})?" if topic else question


def _same(one: str, other: str) -> bool:
    return normalise(one).text.strip() == normalise(other).text.strip()
