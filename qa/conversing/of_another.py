"""The last question of a conversation asked of somebody else: of a name in the place of a name, of "the
governor" in the place of "the prime minister", of her husband in the place of herself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.models import Span
from index.text import CAPITAL
from qa.conversing.kinds import Antecedent, Kind
from qa.conversing.mentions import mentions_in_question
from qa.language.lexicon import HONORIFICS, ROLE_WORDS
from qa.language.nlp import Parser

_AUX = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
_OWNER = re.compile(r"['’]s?$")
_OWNS = re.compile(r"['’]s?(?=\s)")
_SAME_NAME = re.compile(rf"(?<![\w'’])(?:{CAPITAL}[\w.-]*(?:['’]{CAPITAL}[\w-]+)?\s+)+$")
_RANK = re.compile(r"(?:\b(?:the|an?)\s+)?\b([a-z][\w-]*)\s+$")
_WHOSE = re.compile(r"(.+?)['’]s?\s+((?:[\w-]+\s+){0,2}[\w-]+)\W*$")
_WHO_IS = re.compile(r"who\s+(?:is|was|are|were)\b", re.IGNORECASE)
_ANOTHERS = re.compile(
    rf"(?:the\s+)?{CAPITAL}[\w.&'’-]*(?:\s+{CAPITAL}[\w.&'’-]*){{0,3}}['’]s?\s+[a-z][\w -]*"
)
_WHAT_IS_ONES = re.compile(
    rf"^((?i:what|who|how (?:high|big|large|much)|when|where)\s+(?i:is|was|are|were|will be)\s+)"
    rf"(?:the\s+)?{CAPITAL}[\w.&-]*(?:\s+{CAPITAL}[\w.&-]*){{0,3}}['’]s?"
    r"(?:\s+(?!(?:in|on|at|of|for|from|by|to|with|during|before|after|since)\b)[\w-]+){1,4}",
)
_THE_ONE = re.compile(r"(?:the|his|her|its|their)\s+(?:[\w'’-]+\s+){0,2}[\w-]+", re.IGNORECASE)
_ONE_ONLY = frozenset("is was has does".split())


def with_name(last: str, old: Antecedent, other: str) -> str:
    """`last` with `other` in the place of the name `old` and of the title before it: "Who is PC Carl Dorn?"
    of "Emil Orr" is "Who is Emil Orr?". "Norvane's" stands for "Norvane"."""
    start = last.find(old.text)
    end = start + len(old.text)
    if old.kind is Kind.PERSON and other[:1].isupper():
        start = _with_title(last, start)
    other = _OWNER.sub("", other)
    owns = _OWNS.match(last, end)
    return (
        f"{last[:start]}{other}{_s(other)}{last[owns.end() :]}"
        if owns
        else f"{last[:start]}{other}{last[end:]}"
    )


def _with_title(last: str, start: int) -> int:
    """Where the name at `start` begins with what is written before it; the first word of `last` asks."""
    names = _SAME_NAME.search(last, 0, start)
    if names:
        first = names.start() or names.start() + len(names[0].split()[0]) + 1
        return min(first, start)
    rank = _RANK.search(last, 0, start)
    return rank.start() if rank and rank.start() and rank[1] in ROLE_WORDS | HONORIFICS else start


def of_ones_own(last: str, whose: str) -> str | None:
    """ "When did Ann Bell die?" of "Ann Bell's husband", also where it was asked of her son before; None if
    that is not asked about herself."""
    found = _WHOSE.fullmatch(whose)
    if found is None or _WHO_IS.match(last):
        return None
    owner = re.escape(found[1])
    surname = re.escape(found[1].split()[-1])
    name = rf"(?:{owner}|(?-i:(?:{CAPITAL}[\w.-]*\s+){{0,3}}{surname}))"
    asked = re.compile(
        rf"\b((?:{_AUX}|happened\s+to)\s+){name}(?:['’]s?\s+(?:own\s+)?[\w-]+)?(?=[\s?]|$)(?!\s+(?:the|an?)\b)",
        re.IGNORECASE,
    )
    again, n_found = asked.subn(lambda m: f"{m[1]}{found[1]}{_s(found[1])} {found[2]}", last, count=1)
    return again if n_found else None


def _s(name: str) -> str:
    return "'" if name.endswith("s") else "'s"


def what_anothers(last: str, other: str) -> str | None:
    """ "What was Sandell's profit?" of "Norvane's sales": the whole of what was asked about gives way."""
    asked = _WHAT_IS_ONES.match(last) if _ANOTHERS.fullmatch(other) else None
    return f"{asked[1]}{other}{last[asked.end() :]}" if asked else None


def of_another_actor(last: str, other: str, parser: Parser) -> str | None:
    """ "What did the minister say about the port?" of "the union": who can act gives way to who can. None if
    the last question was asked of nobody who can, or `other` cannot."""
    new = _one_who_acts(mentions_in_question(other, parser))
    if new is None or not (new.text[:1].isupper() or _THE_ONE.fullmatch(other)):
        return None
    (parse,) = parser.parse([last], deep=True)
    subject = next(
        (n for n, t in enumerate(parse.tokens) if n > 1 and t.dep == "nsubj" and t.pos in ("NOUN", "PROPN")),
        None,
    )
    if subject is None:
        return None
    at = parse.tokens[subject].span
    asked = mentions_in_question(last, parser)
    old = next((m for m in asked if _holds(last, m.text, at) and _acts(m)), None)
    if old is None or old.text.lower() == new.text.lower():
        return None
    start = last.find(old.text)
    before = last[:start].split()
    is_of_one = bool(before) and before[-1].lower() in _ONE_ONLY
    if not before or before[-1].lower() not in _AUXILIARIES or (is_of_one and new.kind is Kind.THINGS):
        return None
    again = f"{last[:start]}{other}{last[start + len(old.text) :]}"
    # The founder may be that of the firm which was asked about.
    is_of_the_old = old.kind is not Kind.PERSON and old.text[:1].isupper() and new.kind is Kind.PERSON
    is_role = is_of_the_old and not new.text[:1].isupper()
    return f"{again.rstrip(' ?.')} ({old.text})?" if is_role else again


_AUXILIARIES = frozenset(_AUX[3:-1].split("|"))


def _one_who_acts(mentions: Sequence[Antecedent]) -> Antecedent | None:
    return next((m for m in mentions if _acts(m)), None)


def _acts(mention: Antecedent) -> bool:
    return mention.kind is Kind.PERSON or (mention.acts and mention.kind is not Kind.PLACE)


def _holds(last: str, text: str, span: Span) -> bool:
    start = last.find(text)
    return start <= span.start and span.end <= start + len(text)
