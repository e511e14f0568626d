"""Time expressions in English news text: where they stand, and what their words alone say.

What day they stand for is `qa.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.models import Span

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth")


class Kind(StrEnum):
    """What sort of expression it is, and so how it is resolved."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    PART_OF_YEAR = "part of year"
    WEEKDAY = "weekday"
    NEAR_DAY = "near day"
    UNIT = "unit"
    AGO = "ago"
    OPEN = "open"


class Leaning(StrEnum):
    """Which side of the publication date the words around an expression point to."""

    PAST = "past"
    FUTURE = "future"
    LATER = "later"  # after something that is told of; usually, not surely, after publication
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression at `span` of the text it was found in.

    `first` and `last` are (year, month, day), each part None where the words leave it open; `last` is
    inclusive. `count` is a number of `unit`s before publication (negative: after), or a weekday from 0.
    """

    span: Span
    words: str
    kind: Kind
    leaning: Leaning
    first: tuple[int | None, int | None, int | None] = (None, None, None)
    last: tuple[int | None, int | None, int | None] | None = None
    count: int = 0
    unit: str = ""


_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept(?:ember|\.)?|Sep\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DASH = r"\s?(?:[-–—]|to|and|until|through)\s?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_N = r"(?:\d{1,3}|an?|" + "|".join(_NUMBER_WORDS[1:]) + ")"

_MONTH_FIRST = (
    rf"\b(?:(?P<w>{_WEEKDAY}),?\s)?(?P<m>{_MONTH})\s(?P<d>{_DAY})\b(?!\.\d|,\d|\s?%)"
    rf"(?:{_DASH}(?:(?P<m2>{_MONTH})\s)?(?P<d2>{_DAY})\b(?![,.]?\d|:|\s?%|\sper\s?cent))?"
    rf"(?:,?\s(?P<y>{_YEAR})\b(?!,\d))?"
)
_DAY_FIRST = (
    rf"\b(?:(?P<w>{_WEEKDAY}),?\s)?(?P<d>{_DAY})(?:{_DASH}(?P<d2>{_DAY}))?\s(?:of\s)?(?P<m>{_MONTH})\b"
    rf"(?:,?\s(?P<y>{_YEAR})\b)?"
)

# Tried in this order at every place; the first that fits takes the words.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, flags))
    for name, pattern, flags in (
        ("iso", r"\b(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b(?!-)", 0),
        ("month_first", _MONTH_FIRST, 0),
        ("day_first", _DAY_FIRST, 0),
        ("quarter", rf"\b(?P<n>first|second|third|fourth)\squarter(?:\sof\s(?P<y>{_YEAR})\b)?", re.I),
        ("half", rf"\b(?P<n>first|second)\shalf\sof\s(?P<y>{_YEAR})\b", re.I),
        ("month", rf"\b(?:(?:early|late|mid)[- ])?(?P<m>{_MONTH})\b(?:,?\s(?:of\s)?(?P<y>{_YEAR})\b)?", 0),
        ("years", rf"\b(?:from|between)\s(?P<y>{_YEAR}){_DASH}(?P<y2>{_YEAR})\b", re.I),
        ("year", rf"(?<![\d.,$€£#-])\b(?:mid-)?(?P<y>{_YEAR})\b(?![,.]\d|-\d|–\d|\s?%|\sGMT|s\b)", 0),
        ("end_of", r"\b(?:start|beginning|middle|end)\sof\s(?:the|this)\s(?P<u>year|month|week)\b", re.I),
        ("last_weekday", rf"\b(?P<which>last|next|this)\s(?P<w>{_WEEKDAY})\b", re.I),
        ("weekday", rf"\b(?P<w>{_WEEKDAY})\b", 0),
        (
            "unit",
            r"\b(?P<which>(?:earlier |later )?this|last|next|the previous)\s(?P<u>year|month|week|weekend)\b",
            re.I,
        ),
        ("weekend", r"\b(?:over|at|since|during)\sthe\s(?P<u>weekend)\b", re.I),
        ("year_end", r"\b(?P<u>year)[- ]end\b", re.I),
        ("ago", rf"\b(?P<n>{_N})\s(?P<u>day|week|month|year)s?\sago\b", re.I),
        (
            "open",
            rf"\b{_N}\s(?:day|week|month|year)s?\s(?:later|earlier)\b|\bthe\s(?:next|following)\sday\b",
            re.I,
        ),
        ("open", r"\b(?:last|next|this)\s(?:spring|summer|autumn|winter|season)\b", re.I),
        ("near", r"\b(?P<n>yesterday|today|tonight|tomorrow|overnight)\b", re.I),
        ("near", r"\b(?P<n>this)\s(?:morning|afternoon|evening)\b", re.I),
    )
)

_IN_FRONT_OF_A_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|before|after|of|for|early|late|mid|during|between|and|or|to|through|"
    r"the|its|their|his|her|than|over|year|summer|winter|spring|autumn)\b|[’']s|[(;,—–-]|^)\s*$",
    re.I,
)
_COUNTED = re.compile(
    r"\s(?:people|men|women|children|troops|soldiers|homes|houses|jobs|votes|cases|deaths|tonnes|tons|"
    r"metres|meters|kilometres|kilometers|miles|litres|hectares|acres|crowns|euros|dollars|pounds|"
    r"percent|per cent|million|billion|workers|employees|staff|beds|seats|pupils|students|residents)\b"
)
_QUALIFIED = re.compile(r"\b(?:about|around|some|nearly|almost|over|up to|than|at least|only|just)\s*$", re.I)

# An auxiliary takes its participle along: in "will be closed" nothing is past.
_PARTICIPLE = r"(?:\s(?:not|also|now|then))?(?:\s(?:be|have|have\sbeen)\s\w+)?"
_FUTURE_CUE = (
    rf"(?:will|shall|must|may|can|to){_PARTICIPLE}(?<!\bto)|won[’']t|next|upcoming|forecast\s(?:is|for)|due|"
    rf"(?:set|scheduled|planned|expected)\sfor|(?:is|are)\s(?:set|expected|scheduled|planned|likely)|"
    rf"(?:is|are|plans?|expects?|going|ha(?:s|ve))\sto{_PARTICIPLE}"
)
_LATER_CUE = rf"subsequent(?:ly)?|would{_PARTICIPLE}|(?:was|were)\s(?:due|to|set|scheduled|expected)"
_PAST_CUE = (
    r"\w{2,}ed|was|were|had|did|said|told|began|met|won|lost|fell|rose|came|went|held|led|left|found|struck|"
    r"took|gave|made|got|saw|sent|set|put|paid|spoke|wrote|broke|built|has|have|ago|last|died|forecast(?!\s(?:is|for))|hit|cut|shut|since"
)
_CUE = re.compile(rf"\b(?:(?P<later>{_LATER_CUE})|(?P<future>{_FUTURE_CUE})|(?P<past>{_PAST_CUE}))\b", re.I)
_SENTENCE_END = re.compile(r"(?<!\b[ap]\.m)[.!?][”\"’']?\s+(?=[\"“‘]?[A-Z0-9])|\n")
_CLAUSE_END = re.compile(r"[,;:—–]\s|[.!?](?:\s|$)|\n")


def find_dates(text: str) -> list[TimeExpression]:
    """The time expressions of `text`, in order, without overlap; offsets are those of `text`."""
    taken: list[tuple[Span, str, re.Match[str]]] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            if all(span.end <= s.start or s.end <= span.start for s, _, _ in taken):
                taken.append((span, name, match))
    found: list[TimeExpression] = []
    for span, name, match in sorted(taken, key=lambda t: t[0]):
        if name in ("year", "month") and not _stands_for_time(text, name, match):
            continue
        expression = _expression(name, match, span, _leaning(text, span))
        if expression is not None:
            found.append(expression)
    return found


def _stands_for_time(text: str, name: str, match: re.Match[str]) -> bool:
    """False for "2000 people", "may" at the start of a sentence, "March" on its own as a verb or name."""
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 16]
    if name == "year":
        if _QUALIFIED.search(before) or _COUNTED.match(after):
            return False
        return bool(_IN_FRONT_OF_A_YEAR.search(before)) or not re.match(r"\s\w+s\b", after)
    if match["y"] or match[0].lower()[:4] in ("earl", "late", "mid-", "mid "):
        return True
    if re.search(
        r"\b(?:in|since|by|until|till|from|before|after|of|during|for|this|last|next)\s$", before, re.I
    ):
        return not re.match(r"\s[A-Z]", after)  # "by May Lindqvist" is a person
    return False


def _leaning(text: str, span: Span) -> Leaning:
    """The nearest word before the expression that tells of past or future; else the nearest after it."""
    start = 0
    for end_mark in _SENTENCE_END.finditer(text, 0, span.start):
        start = end_mark.end()
    before = list(_CUE.finditer(text, start, span.start))
    clause_end = _CLAUSE_END.search(text, span.end)
    after = list(_CUE.finditer(text, span.end, clause_end.start() if clause_end else len(text)))
    if re.match(r"next\b", text[span.start : span.end], re.I):
        return Leaning.FUTURE
    if re.search(r"\b(?:by|until)\s$", text[start : span.start]):
        # "will stay closed until": a participle says nothing here, only verbs that show their time do.
        before = [c for c in before if not c[0].endswith("ed")]
        return _cue_leaning(before[-1]) if before else Leaning.FUTURE
    if before and not re.search(r"[”\"]\s", text[before[-1].end() : span.start]):
        return _cue_leaning(before[-1])
    if after:
        return _cue_leaning(after[0])
    return Leaning.FUTURE if re.search(r"\bfrom\s$", text[start : span.start]) else Leaning.NONE


def _cue_leaning(cue: re.Match[str]) -> Leaning:
    if cue["later"]:
        return Leaning.LATER
    return Leaning.FUTURE if cue["future"] else Leaning.PAST


def _expression(name: str, match: re.Match[str], span: Span, leaning: Leaning) -> TimeExpression | None:
    def made(kind: Kind, **parts: object) -> TimeExpression:
        return TimeExpression(span, match[0], kind, leaning, **parts)  # type: ignore[arg-type]

    group = match.groupdict()
    year = int(group["y"]) if group.get("y") else None
    if name in ("iso", "month_first", "day_first"):
        return _day_expression(match, span, leaning)
    if name in ("quarter", "half"):
        months = 3 if name == "quarter" else 6
        from_month = _ORDINALS.index(match["n"].lower()) * months + 1
        last = (year, from_month + months - 1, None)
        return made(Kind.PART_OF_YEAR, first=(year, from_month, None), last=last)
    if name == "month":
        return made(Kind.MONTH, first=(year, _month(match["m"]), None))
    if name in ("year", "years"):
        last_year = (int(group["y2"]), None, None) if group.get("y2") else None
        return made(Kind.YEAR, first=(year, None, None), last=last_year)
    if name in ("weekday", "last_weekday"):
        return made(Kind.WEEKDAY, count=_weekday(match["w"]), unit=(group.get("which") or "").lower())
    if name in ("unit", "weekend", "end_of", "year_end"):
        which = (group.get("which") or "this").lower()
        if match["u"].lower() == "weekend" and name == "weekend":
            which = "last" if leaning in (Leaning.PAST, Leaning.NONE) else "this"
        count = {"last": 1, "the previous": 1, "next": -1}.get(which, 0)
        return made(Kind.UNIT, count=count, unit=match["u"].lower())
    if name == "ago":
        return made(Kind.AGO, count=_count(match["n"]), unit=match["u"].lower())
    if name == "near":
        return made(Kind.NEAR_DAY, unit=match["n"].lower())
    return made(Kind.OPEN)


def is_day(year: int, month: int | None, day: int | None) -> bool:
    """True if there is such a day; an open month or day is taken for the first."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True


def _day_expression(match: re.Match[str], span: Span, leaning: Leaning) -> TimeExpression | None:
    group = match.groupdict()
    year = int(group["y"]) if group.get("y") else None
    month = int(match["m"]) if match["m"].isdigit() else _month(match["m"])
    first = (year, month, _number(match["d"]))
    last = None
    if group.get("d2"):
        last = (year, _month(group["m2"]) if group.get("m2") else month, _number(match["d2"]))
    for _, m, d in filter(None, (first, last)):
        if not is_day(2024, m, d):  # a leap year: the 29th of February may exist
            return None
    return TimeExpression(
        span, match[0], Kind.DAY, leaning, first, last,
        count=_weekday(group["w"]) if group.get("w") else 0, unit="weekday" if group.get("w") else "",
    )  # fmt: skip


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3] == name[:3])


def _weekday(name: str) -> int:
    return next(n for n, day in enumerate(WEEKDAYS) if day[:3].lower() == name[:3].lower())


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _count(word: str) -> int:
    lowered = word.lower()
    if lowered in ("a", "an"):
        return 1
    return int(word) if word.isdigit() else _NUMBER_WORDS.index(lowered)
