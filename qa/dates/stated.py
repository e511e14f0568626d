"""Dates that are stated by their numbers: days, ranges of days, years, decades, centuries."""

from __future__ import annotations

import re

from qa.dates.expression import Calendar, DayOfMonth, Meaning, Months, Unclear
from qa.dates.rule import Rule, after, before, rule
from qa.dates.vocabulary import (
    COMMA,
    DAY,
    DECADES,
    IN_MONTH,
    MONTH,
    ORDINAL,
    TO,
    WEEKDAY_SHORT,
    YEAR,
    digits,
    is_day,
    month_number,
    ordinal,
    weekday_number,
)  # fmt: skip

# "March 3, 2025", and the year that words give: "March 3 last year".
_OF_YEAR = rf"(?:{COMMA}(?:of\s)?(?P<y>{YEAR})\b(?![,.]\d)|,?\s(?:of\s)?(?P<shift>last|this|next)\syear\b)?"
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_NO_COUNT = r"(?![,.]?\d|:\d|\s?%|\sper\s?cent|\spercent)"

_MONTH_FIRST = (
    rf"\b(?:(?P<w>{WEEKDAY_SHORT}){COMMA})?(?P<m>{MONTH})\s(?:the\s)?(?P<d>{DAY})\b{_NO_COUNT}"
    rf"(?:{TO}(?:(?P<m2>{MONTH})\s)?(?P<d2>{DAY})\b{_NO_COUNT})?{_OF_YEAR}"
)
_DAY_FIRST = (
    rf"\b(?:(?P<w>{WEEKDAY_SHORT}){COMMA})?(?:the\s)?(?P<d>{DAY})"
    rf"(?:(?:\s(?:of\s)?(?P<m1>{MONTH}))?{TO}(?:the\s)?(?P<d2>{DAY}))?\s(?:of\s)?(?P<m>{MONTH})(?!\w){_OF_YEAR}"
)


def _day(match: re.Match[str]) -> Meaning | None:
    group = match.groupdict()
    year = int(group["y"]) if group.get("y") else None
    month, day = month_number(group["m"]), digits(group["d"])
    last_month = month
    if group.get("m1"):  # "30 December to 2 January": the month at the end is the last day's
        month = month_number(group["m1"])
    elif group.get("m2"):
        last_month = month_number(group["m2"])
    last = (year, last_month, digits(group["d2"])) if group.get("d2") else None
    if last and last[1:] <= (month, day) and last_month == month:
        last = None  # "a May 3-1 win": no range
    if not is_day(2024, month, day) or (last and not is_day(2024, last_month, last[2])):
        return None  # 2024: the 29th of February may exist
    shift = group.get("shift")
    weekday = weekday_number(group["w"]) if group.get("w") else None
    return Calendar((year, month, day), last, weekday, _SHIFTS[shift.lower()] if shift else None)


def _iso(match: re.Match[str]) -> Meaning | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    return Calendar((year, month, day)) if year and is_day(year, month, day) else None


def _numeric(match: re.Match[str]) -> Meaning | None:
    """Day first with full stops; with strokes or dashes only where the other reading is impossible."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    readings = {(d, m) for d, m in ((a, b), (b, a)) if 1 <= m <= 12 and is_day(year, m, d)}
    if match["sep"] == ".":
        readings &= {(a, b)}
    if len(readings) > 1:
        return Unclear()
    return next((Calendar((year, month, day)) for day, month in readings), None)


def _two_numbers(match: re.Match[str]) -> Meaning | None:
    """ "2010-11" is a season of two years, "2025-03" a month, "2019-2023" a range."""
    first, tail = int(match["y"]), match["y2"]
    if len(tail) == 4:
        return Calendar((first, None, None), (int(tail), None, None)) if int(tail) > first else None
    second = first // 100 * 100 + int(tail)
    if second == first + 1 or (second > first and not 1 <= int(tail) <= 12):
        return Calendar((first, None, None), (second, None, None))
    return Months(int(tail), year=first) if match["dash"] == "-" and 1 <= int(tail) <= 12 else None


def _years(match: re.Match[str]) -> Meaning | None:
    first, last = int(match["y"]), int(match["y2"])
    return Calendar((first, None, None), (last, None, None)) if last > first else None


_IN_FRONT_OF_A_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|before|after|of|for|early|late|mid|during|between|and|or|to|through|"
    r"the|its|their|his|her|than|over|year|fiscal|FY|circa|summer|winter|spring|autumn|season)\b|[’']s|[(;,—–-]|^)\s*$",
    re.I,
)
_COUNTED = re.compile(
    r"(?:\s|-)(?:people|men|women|children|troops|soldiers|homes|houses|jobs|votes|cases|deaths|tonnes|tons|"
    r"met(?:re|er)s?|kilomet(?:re|er)s?|km|miles?|feet|foot|litres|hectares|acres|crowns?|euros?|dollars?|"
    r"pounds?|percent|per cent|million|billion|workers|employees|staff|beds|seats|pupils|students|others|"
    r"more|residents|members|times|years|hours|points|copies|pages|degrees|GMT|UTC|CET|BST|EST)\b"
)
_QUALIFIED = re.compile(r"\b(?:about|around|some|nearly|almost|up to|than|at least|only|just)\s$", re.I)
_NAMED = re.compile(r"(?:\b(?:No\.|number|Room|Route|Boeing|Windows|Local|Unit|Flight)\s|[$€£¥#]\s?)$", re.I)


_ENDS_A_PHRASE = re.compile(r"\s?(?:[.,;:)!?—–]|$)|\s(?:and|or|as|but|when|to|with|at|in|on|after|before)\b")


def _year(match: re.Match[str]) -> Meaning | None:
    """False friends are counts ("2000 people"), prices and names ("Windows 2000", "Local 1520")."""
    front, behind, year = before(match), after(match), int(match["y"])
    if _COUNTED.match(behind) or (_QUALIFIED.search(front) and not _ENDS_A_PHRASE.match(behind)):
        return None
    is_likely = bool(_IN_FRONT_OF_A_YEAR.search(front))
    if not is_likely and (year < 1800 or re.match(r"\s\w{2,30}s\b", behind) or _NAMED.search(front)):
        return None
    return Calendar((year, None, None))


def _decade(match: re.Match[str]) -> Meaning | None:
    if match["word"]:
        first = 1900 + DECADES[match["word"].lower()]
    elif match["short"]:
        first = 1900 + int(match["short"])
    else:
        first = int(match["full"])
    return Calendar((first, None, None), (first + 9, None, None))


def _century(match: re.Match[str]) -> Meaning | None:
    n = ordinal(match["n"])
    return Calendar((100 * n - 99, None, None), (100 * n, None, None)) if 1 <= n <= 21 else None


def _ordinal_day(match: re.Match[str]) -> Meaning | None:
    n = digits(match["d"])
    return DayOfMonth(n) if 1 <= n <= 31 else None


_FEASTS = {
    "christmaseve": (12, 24), "christmasday": (12, 25), "christmas": (12, 25), "boxingday": (12, 26),
    "newyearseve": (12, 31), "newyearsday": (1, 1), "halloween": (10, 31), "valentinesday": (2, 14),
}  # fmt: skip
_IN_FRONT_OF_A_FEAST = re.compile(
    r"\b(?:at|before|by|until|since|after|over|during|for|on|around|this|last|next)\s$", re.I
)
_NO_FEAST_BEHIND = re.compile(r"\s[A-Z]|\s(?:tree|market|card|party)")


def _feast(match: re.Match[str]) -> Meaning | None:
    """ "Before Christmas", but no "Christmas tree" and no "Christmas Island"."""
    if match["feast"] in ("Christmas", "Halloween") and (
        not _IN_FRONT_OF_A_FEAST.search(before(match)) or _NO_FEAST_BEHIND.match(after(match))
    ):
        return None
    return Calendar((None, *_FEASTS[re.sub(r"\W", "", match["feast"]).lower()]))


_CLAUSE_GOES_ON = (
    r"(?=\s?[.,;:)!?—–]|$|\s(?:and|or|to|after|when|as|at|in|for|before|with|by|the|he|she|it|they|we|"
    r"of\sth(?:is|e)\smonth)\b)"
)
_NO_MORE_DIGITS = r"(?![-–/.]?\d)"
_PART = r"(?:(?:early|mid|late)[- ])?"

RULES: tuple[Rule, ...] = (
    rule(
        r"(?<![\d./-])(?P<y>\d{4})(?P<sep>[-/])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01])"
        r"(?=T?\b|T\d)(?!-)",
        _iso,
    ),
    rule(
        rf"(?<![\d./-])(?P<a>\d\d?)(?P<sep>[./-])(?P<b>\d\d?)(?P=sep)(?P<y>{YEAR}){_NO_MORE_DIGITS}\b",
        _numeric,
    ),
    rule(_MONTH_FIRST, _day, IN_MONTH),
    rule(_DAY_FIRST, _day, IN_MONTH),
    rule(
        rf"(?<![\d.,$€£#/-])\b(?P<y>{YEAR})(?P<dash>[-–/])(?P<y2>{YEAR}|\d\d){_NO_MORE_DIGITS}\b"
        r"(?!,\d|\s?%)",
        _two_numbers,
    ),
    rule(
        rf"\b(?:from|between)\s(?P<y>{YEAR}){TO}(?P<y2>{YEAR})\b{_NO_COUNT}",
        _years,
        ("from", "between"),
        re.I,
    ),
    rule(
        rf"(?<![\d.,$€£#/:])(?<!(?<!mid)-)\b(?P<y>{YEAR})\b(?![,.:/]\d|[-–]\d|\s?%|s\b|\s[’']s\b)",
        _year,
    ),
    rule(
        rf"(?:\bthe\s)?{_PART}(?:\b(?P<full>1[5-9]\d0|20\d0)(?:\s?[’'])?s\b|[’'‘](?P<short>[2-9]0)s\b"
        rf"|(?<=\bthe\s){_PART}(?P<word>{'|'.join(DECADES)})\b)",
        _decade,
        ("0s", *(f"0{gap}{mark}s" for gap in ("", " ", "\n", "\t") for mark in "’'"), *DECADES),
        re.I,
    ),
    rule(rf"(?:\bthe\s)?\b{_PART}(?P<n>{ORDINAL})[- ]century\b", _century, ("century",), re.I),
    rule(rf"(?<=\bthe\s)(?P<d>\d{{1,2}}(?:st|nd|rd|th)){_CLAUSE_GOES_ON}", _ordinal_day),
    rule(
        r"\b(?P<feast>Christmas(?:\s(?:Eve|Day))?|Boxing\sDay|New\sYear[’']s\s(?:Eve|Day)|Halloween"
        r"|Valentine[’']s\sDay)\b",
        _feast,
        ("christmas", "boxing", "new", "halloween", "valentine"),
    ),
)
