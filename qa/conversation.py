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
from qa.asked_again import AUX, about, asked_otherwise, at_another, of_the_same_kind, with_another_name
from qa.asked_kind import AnswerType, answer_type_of
from qa.errors import ModelError
from qa.llm import LanguageModel
from qa.models import Abstained, Answer
from qa.nlp import Parser
from qa.prompts import load_prompt
from qa.pronouns import (
    GENDERS,
    Kind,
    Mention,
    fill,
    full_names,
    mentions_in_question,
    mentions_in_sentences,
    with_genders,
)
from qa.words import stem, words_of

_REMEMBERED = 6  # turns
_MAX_TOKENS = 120
_MAX_CHARS = 400
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
_WHEN_THEN = re.compile(
    r"^(?:in|on|at|since|before|after|during|by|until|for|from|with|under|near)\s+"
    rf"(?!.*\b(?:{AUX}|who|whom|what|which|how|when)\b)[^,;]{{1,60}}$",
    re.IGNORECASE,
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
    told = [quote for turn in turns for quote in _quotes(turn)]
    for turn in turns:
        asked = (turn.answer.read_as if turn.answer else None) or _read(turn.question, before, parser)
        before.append((asked, with_genders(_mentions(asked, turn, parser), told, parser)))
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
    in_question = [*_came_up(turn.question, parser), *mentions_in_question(asked, parser)]
    if turn.answer is None or isinstance(turn.answer, Abstained):
        return in_question
    shorts = [s.short.text for s in turn.answer.statements if s.short]
    in_answer = [
        m for m in mentions_in_sentences(_quotes(turn), parser) if m.text.lower() not in asked.lower()
    ]
    in_answer.sort(key=lambda m: not any(m.text in short or short in m.text for short in shorts))
    people = full_names(in_answer)
    if answer_type_of(asked) is AnswerType.PERSON:
        # "The person who led it" has a name now.
        in_question = [m for m in in_question if not (people and m.text.startswith("the person who "))]
        return people + in_question + in_answer
    return in_question + people + [m for m in in_answer if m.kind is not Kind.PERSON]


def _came_up(question: str, parser: Parser) -> list[Mention]:
    """What a question "what about the library?" brought up: it is what is spoken of then."""
    other = _ABOUT.match(_LEAD.sub("", normalise(question).text.strip()))
    return mentions_in_question(other[1], parser) if other else []


def _quotes(turn: Turn) -> list[str]:
    """The sentences that the answer of a turn rests on first."""
    statements = turn.answer.statements[:2] if turn.answer else []
    return [c.quote for s in statements for c in s.citations[:1]]


def _read(question: str, before: Sequence[tuple[str, list[Mention]]], parser: Parser) -> str:
    if not before:
        return question
    text = normalise(question).text.strip()
    bare = _LEAD.sub("", text)
    last = before[-1][0]
    if _WHY.match(bare):
        return asked_otherwise("Why", last, before[-1][1], parser)
    if other := _ABOUT.match(bare) or _NAME_ALONE.match(bare):
        return about(last, other[1], before[-1][1], parser)
    short = bare.rstrip(" ?.")
    if again := with_another_name(last, short, parser) or of_the_same_kind(last, short):
        return again
    if _WHEN_THEN.match(short):
        return at_another(last, short, parser)
    if _ONLY_ASKS.match(bare) and not _has_verb(bare, parser):
        return asked_otherwise(short, last, before[-1][1], parser)
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


def _has_verb(text: str, parser: Parser) -> bool:
    (parse,) = parser.parse([text], deep=True)
    return any(t.pos in {"VERB", "AUX"} for t in parse.tokens)


def _leans(question: str, parser: Parser, *, led: bool) -> bool:
    """True if nothing in the question says what it is about: it names nothing, or goes on with "and"."""
    (parse,) = parser.parse([question], deep=True)
    nouns = [t for n, t in enumerate(parse.tokens) if n > 1 and t.pos in {"NOUN", "PROPN"}]
    named = any(t.pos == "PROPN" for t in nouns)
    return not named and (led or not nouns)


def _with_topic(question: str, mentions: Sequence[Mention]) -> str:
    """The question with what was spoken of behind it: a thing before a person, and nobody who is known not
    to be meant by its "she"."""
    is_of_somebody = any(w.lower() in GENDERS for w in words_of(question))
    topics = sorted(
        (m for m in mentions if m.kind is not Kind.PERSON or not is_of_somebody),
        key=lambda m: m.kind is Kind.PERSON,
    )
    topic = topics[0].text if topics else None
    return f"{question.rstrip(' ?.')} ({topic})?" if topic else question


def _same(one: str, other: str) -> bool:
    return normalise(one).text.strip() == normalise(other).text.strip()
