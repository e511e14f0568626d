"""Where the time expressions of a text stand.

Every rule is tried everywhere; of overlapping readings the one that begins first counts, of those the
longest. Then the expression takes the words beside it that belong to it without changing its day: the time
of day ("10:00 a.m. CET on Wednesday"), "early", "the end of".

A grammar of our own, because general parsers guess: see the dated entry on date libraries in evals/LOG.md.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.models import Span
from qa.dates import named, relative, stated
from qa.dates.expression import (
    Calendar,
    Counted,
    DayOfMonth,
    Meaning,
    TimeExpression,
    Unit,
    Weekday,
)
from qa.dates.leaning import Surroundings
from qa.dates.vocabulary import PART_OF_DAY

_CLOCK = (
    r"(?:\d{1,2}(?::\d\d)?\s?(?:[ap]\.\s?m\.|[ap]m\b)|(?<!\d\.)\d{1,2}:\d\d|noon|midnight)"
    r"(?:\s(?:local\stime|[A-Z]{2,4}\b))?"
)
_COMPANY_CHARS = 48
# In front of a day: "7:15 a.m. on", "late on", "the night of"; in front of anything: "the end of", "late".
_DAY_LEAD = re.compile(
    rf"(?:(?<!\w){_CLOCK},?\s(?:on\s|of\s)?|\b(?:early|late)\s(?:on\s)?"
    rf"|\b(?:the\s)?(?:early\s|late\s)?{PART_OF_DAY}\s(?:of|on)\s)$",
    re.I,
)
_ANY_LEAD = re.compile(
    r"\b(?:(?:the\s)?(?:start|beginning|middle|end|close|turn)\sof\s(?:the\s)?"
    r"|(?:early|late|mid|later|earlier)(?:\sin)?[-\s](?:the\s)?)$",
    re.I,
)
_DAY_TAIL = re.compile(
    rf"\s(?:(?:at\s(?:about\s|around\s)?)?{_CLOCK}|(?:early\s|late\s)?{PART_OF_DAY}\b)", re.I
)
_SHORT = 1_200  # characters
_RULES = (*stated.RULES, *named.RULES, *relative.RULES)
_NEEDED = frozenset(word for rule in _RULES for word in rule.needs)


def find_dates(text: str) -> list[TimeExpression]:
    """The time expressions of `text`, in order, without overlap; offsets are those of `text`.

    Takes time in proportion to the text: every pattern is bounded. Short texts are remembered: a sentence is
    asked for its dates by the reading, by what it is compared with and by the check.
    """
    return list(_found_once(text) if len(text) <= _SHORT else _found(text))


@lru_cache(maxsize=4_096)
def _found_once(text: str) -> tuple[TimeExpression, ...]:
    return tuple(_found(text))


def _found(text: str) -> list[TimeExpression]:
    found: list[tuple[int, int, Meaning]] = []
    lowered = text.lower()
    there = {word for word in _NEEDED if word in lowered}
    for rule in _RULES:
        if rule.needs and there.isdisjoint(rule.needs):
            continue
        for match in rule.matches(text, lowered):
            meaning = rule.meaning_of(match)
            if meaning is not None:
                found.append((match.start(), -match.end(), meaning))
    found.sort(key=lambda f: f[:2])
    kept: list[tuple[Span, Meaning]] = []
    for start, negative_end, meaning in found:
        if not kept or start >= kept[-1][0].end:
            kept.append((Span(start, -negative_end), meaning))
    if not kept:  # most sentences
        return []
    surroundings = Surroundings(text)
    expressions: list[TimeExpression] = []
    for n, (span, meaning) in enumerate(kept):
        floor = expressions[-1].span.end if expressions else 0
        ceiling = kept[n + 1][0].start if n + 1 < len(kept) else len(text)
        whole = _with_company(text, span, meaning, floor, ceiling)
        expressions.append(TimeExpression(whole, whole.of(text), meaning, surroundings.leaning(span)))
    return expressions


def _with_company(text: str, span: Span, meaning: Meaning, floor: int, ceiling: int) -> Span:
    """`span` with the words beside it that belong to it, between `floor` and `ceiling`."""
    start, end = span.start, span.end
    if _is_a_day(meaning):
        if lead := _DAY_LEAD.search(text, max(floor, start - _COMPANY_CHARS), start):
            start = lead.start()
        if tail := _DAY_TAIL.match(text, end, min(ceiling, end + _COMPANY_CHARS)):
            end = tail.end()
    elif lead := _ANY_LEAD.search(text, max(floor, start - _COMPANY_CHARS), start):
        start = lead.start()
    return Span(start, end)


def _is_a_day(meaning: Meaning) -> bool:
    match meaning:
        case Calendar(first=(_, _, day)):
            return day is not None
        case Counted(unit=unit):
            return unit is Unit.DAY
        case _:
            return isinstance(meaning, (Weekday, DayOfMonth))
