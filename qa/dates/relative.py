"""Dates that are counted from another one: "last week", "yesterday", "three days later", "that morning"."""

from __future__ import annotations

import re

from qa.dates.expression import Counted, Meaning, NearestWeekend, Overnight, Unit, Which
from qa.dates.pointing import POINTER, STEPS, TOLD, which_of
from qa.dates.rule import Rule, after, before, rule
from qa.dates.vocabulary import IN_UNIT, NUMBER, PART_OF_DAY, UNIT, number

_DURING = re.compile(r"\b(?:over|in|within|for|during|throughout|of|through)\s(?:the\s)?$", re.I)
_WITHIN = re.compile(r"\b(?:over|within|for)\s(?:the\s)?$", re.I)


def _unit(match: re.Match[str]) -> Meaning | None:
    """ "Last week", but not "over the last week" (seven days) and not "the last week of March"."""
    words, front, behind = match["which"].lower(), before(match), after(match)
    which, unit = which_of(words), Unit(match["u"].lower())
    has_article = words.startswith("the ") or bool(re.search(r"\bthe\s$", front, re.I))
    if has_article and which is Which.NEXT and not words.endswith("coming"):
        which = Which.FOLLOWING  # "the next day" is told from another one
    is_span = _WITHIN.search(front) if which is Which.FOLLOWING else _DURING.search(front)
    if re.match(r"\sof\s(?!th)", behind) or (has_article and which not in _ALWAYS_DATES and is_span):
        return None
    if unit is Unit.DAY and which not in TOLD:
        return None
    if unit is Unit.WEEKEND and which is Which.THIS:
        return NearestWeekend()  # on a Monday "this weekend" may be either
    if words == "that" and re.match(r"\s(?:and|by|after|to)\s(?:night|day|week|month|year)", behind):
        return None
    return Counted(unit, STEPS[which], which in TOLD)


_ALWAYS_DATES = frozenset({Which.THIS, Which.SAME, Which.PREVIOUS})


def _in_unit(match: re.Match[str]) -> Meaning:
    return Counted(Unit(match["u"].lower()), 0)


def _same_before(match: re.Match[str]) -> Meaning:
    """ "The same month a year earlier" is a month, of the one told of before."""
    is_month = match["u"].lower() == "month"
    return Counted(Unit.MONTH if is_month else Unit.QUARTER, -12 if is_month else -4, from_told=True)


_DAY_STEPS = {"last": -1, "this": 0, "that": 0, "same": 0, "next": 1, "following": 1, "previous": -1}


def _part_of_day(match: re.Match[str]) -> Meaning:
    which = match["which"].lower().split()[-1]
    return Counted(Unit.DAY, _DAY_STEPS[which], from_told=which not in ("last", "this"))


_NEAR_STEPS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def _near(match: re.Match[str]) -> Meaning | None:
    if match["n"][0].isupper() and re.search(r"\b[A-Z]\w{0,30}\s$", before(match)):
        return None  # "USA Today"
    return Counted(Unit.DAY, _NEAR_STEPS[match["n"].lower()])


def _overnight(match: re.Match[str]) -> Meaning | None:
    is_attribute = re.match(r"\s(?:stay|bag|success|sensation|train|guest|deliver)", after(match))
    return None if is_attribute else Overnight()


def _ago(match: re.Match[str]) -> Meaning:
    return Counted(Unit(match["u"].lower()), -number(match["n"]))


def _hence(match: re.Match[str]) -> Meaning:
    return Counted(Unit(match["u"].lower()), number(match["n"]))


def _from_told(match: re.Match[str]) -> Meaning | None:
    """ "Three days later", but not "three months earlier than planned"."""
    if re.match(r"\sthan\b", after(match)):
        return None
    sign = -1 if match["dir"].lower() in ("earlier", "before", "previously") else 1
    return Counted(
        Unit(match["u"].lower()), sign * number(match.groupdict().get("n") or "one"), from_told=True
    )


_CLAUSE_END = r"(?=\s?[.,;:)!?]|$)"
_SHADE = r"(?:(?:earlier|later|early|late)\s)?"
_PARTS = ("morning", "afternoon", "evening", "night")
_AFTER_OR_BEFORE = ("later", "earlier", "after", "previously", "before")

RULES: tuple[Rule, ...] = (
    rule(
        rf"\b{_SHADE}(?P<which>{POINTER})\s(?:(?:financial|fiscal|calendar|trading)\s)?(?P<u>{UNIT})\b",
        _unit,
        IN_UNIT,
        re.I,
    ),
    rule(
        rf"\b(?:the\s)?(?:start|beginning|middle|end|close|turn)\sof\sthe\s(?!day){_SHADE}(?P<u>{UNIT})\b",
        _in_unit,
        IN_UNIT,
        re.I,
    ),
    rule(rf"\b(?:earlier|later|early|late)\sin\sthe\s(?P<u>{UNIT})\b", _in_unit, IN_UNIT, re.I),
    rule(r"\b(?P<u>year|month)(?:[- ]|[’']s\s)end\b", _in_unit, ("end",), re.I),
    rule(
        r"\bthe\ssame\s(?P<u>month|quarter)\s(?:(?:a|one)\syear\s(?:ago|earlier|before)|(?:of\s)?last\syear)\b",
        _same_before,
        ("same",),
        re.I,
    ),
    rule(r"\bthe\sweekend\b", lambda _: NearestWeekend(), ("weekend",), re.I),
    rule(
        rf"\b{_SHADE}(?P<which>this|that|the\s(?:same|next|following|previous))\s(?P<d>{PART_OF_DAY})\b",
        _part_of_day,
        _PARTS,
        re.I,
    ),
    rule(r"\b(?:late\s)?(?P<which>last)\s(?:night|evening)\b", _part_of_day, _PARTS, re.I),
    rule(
        rf"\b{_SHADE}(?P<n>yesterday|today|tonight|tomorrow)\b(?:\s{PART_OF_DAY}\b)?",
        _near,
        tuple(_NEAR_STEPS),
        re.I,
    ),
    rule(r"\bovernight\b", _overnight, ("overnight",), re.I),
    rule(rf"\b(?P<n>{NUMBER})\s(?P<u>{UNIT})s?\sago\b", _ago, ("ago",), re.I),
    rule(
        rf"\b(?P<n>{NUMBER})\s(?P<u>{UNIT})s?(?:\s(?:from\s(?:now|today)|hence)|[’']\stime)\b",
        _hence,
        ("now", "today", "hence", "time"),
        re.I,
    ),
    rule(
        rf"\b(?P<n>{NUMBER})\s(?P<u>{UNIT})s?\s"
        rf"(?P<dir>later|earlier|afterwards?|previously|before{_CLAUSE_END}|after{_CLAUSE_END})\b",
        _from_told,
        _AFTER_OR_BEFORE,
        re.I,
    ),
    rule(
        rf"\bthe\s(?P<u>day|week|month|year)\s(?P<dir>before|after){_CLAUSE_END}",
        _from_told,
        _AFTER_OR_BEFORE,
        re.I,
    ),
)
