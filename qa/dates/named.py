"""Months, quarters, halves, seasons and weekdays by their names; the year or week is to be found."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.dates.expression import Meaning, Months, Unclear, Weekday, Which
from qa.dates.pointing import OF_YEAR, POINTER, YEAR_SHIFTS, which_of
from qa.dates.rule import Rule, after, before, rule
from qa.dates.vocabulary import (
    IN_MONTH,
    MONTH,
    NUMBER,
    SEASON,
    SEASONS,
    TO,
    WEEKDAY,
    month_number,
    number,
    ordinal,
    weekday_number,
)  # fmt: skip


def _months(match: re.Match[str], month: int, n: int) -> Meaning:
    group = match.groupdict()
    shift = (group.get("shift") or "").lower()
    which = Which.SAME if shift == "that" else which_of(group.get("which"))
    return Months(month, n, int(group["y"]) if group.get("y") else None, which, YEAR_SHIFTS.get(shift))


# Names and verbs too, and abbreviations of other things.
_DOUBTFUL = frozenset("march april may june august mar mar. jan dec sep jun jul nov".split())
_SURE_OF_A_MONTH = re.compile(
    r"\b(?:in|since|during|throughout|this|last|next|early|late|mid|(?:start|beginning|end)\sof)[\s-]$", re.I
)
_ALLOWS_A_MONTH = re.compile(
    r"\b(?:by|until|till|from|before|after|of|for|through|to|between|and|or|than|every)\s$", re.I
)
_NAMES_WITHIN_CHARS = 2000


def _month(match: re.Match[str]) -> Meaning | None:
    """No verb ("may" and "march" are lower case), and no person ("May Lindqvist", "by Theresa May")."""
    name, front, behind = match["m"], before(match), after(match)
    meaning = _months(match, month_number(name), 1)
    if match["y"] or match["shift"] or match["which"] or match["part"]:
        return meaning
    is_sure = bool(_SURE_OF_A_MONTH.search(front))
    if re.match(r"-[A-Z]\w|\s\d|\s[A-Z][a-z]", behind) and not is_sure:
        return None
    if name.lower() not in _DOUBTFUL:
        return None if re.search(r"\b(?:Black|Mrs?\.?|Ms\.?|Dr\.?)\s$", front) else meaning
    if re.match(r"\s[A-Z]", behind) or not (is_sure or _ALLOWS_A_MONTH.search(front)):
        return None
    return None if not is_sure and _names_a_person(match.string[:_NAMES_WITHIN_CHARS], name) else meaning


@lru_cache(maxsize=64)
def _names_a_person(head: str, name: str) -> bool:
    """True if the text tells of "Theresa May" or "Mr March" near its beginning: the bare name is theirs."""
    return bool(
        re.search(rf"\b(?:Mrs?|Ms|Dr|Lord|Lady|Sir)\.?\s{name}\b", head)
        or re.search(
            rf"\b(?!In|Since|By|Until|From|This|Last|Next)[A-Z][a-z]{{1,20}}\s{name}\b(?!\s\d)", head
        )
    )


def _month_range(match: re.Match[str]) -> Meaning | None:
    first, last = month_number(match["m1"]), month_number(match["m2"])
    return _months(match, first, (last - first) % 12 + 1) if first != last else None


def _quarter(match: re.Match[str]) -> Meaning | None:
    n = int(match["q"]) if match["q"] else 4 if match["n"].lower() == "final" else ordinal(match["n"])
    return _months(match, 3 * n - 2, 3) if 1 <= n <= 4 else None


def _half(match: re.Match[str]) -> Meaning | None:
    """A half of a year, not of a match: the year must be named."""
    if not (match["y"] or match["shift"] or match["year"]):
        return None
    return _months(match, 1 if match["n"].lower() == "first" else 7, 6)


def _first_months(match: re.Match[str]) -> Meaning | None:
    n = number(match["n"])
    if not 1 <= n <= 12 or not (match["y"] or match["shift"] or match["year"]):
        return None
    return _months(match, 1 if match["end"].lower() == "first" else 13 - n, n)


_IN_FRONT_OF_A_SEASON = re.compile(
    r"\b(?:in|by|since|during|until|till|from|through|before|after|over|early|late|mid)[\s-](?:the\s)?$", re.I
)


def _season(match: re.Match[str]) -> Meaning | None:
    """ "The spring" needs a word before it that asks for a time; "the fall of a wall" and "did they fall this
    year" are none."""
    name = match["s"].lower()
    is_verb = name == "fall" and match["shift"] and not match["the"]
    if is_verb and not _IN_FRONT_OF_A_SEASON.search(before(match)):
        return None
    if not (match["y"] or match["which"] or match["shift"]):
        if not _IN_FRONT_OF_A_SEASON.search(before(match) + (match["the"] or "")):
            return None
        if name == "fall" and (not match["the"] or re.match(r"\s(?:of|in|from)\b", after(match))):
            return None
    return _months(match, SEASONS[name], 3)


_NO_WEEKDAY = re.compile(r"\b(?:every|each|per|Black|Good|Bloody|Super|Cyber|Palm|Easter|Ash|Holy|Whit)\s$")
_NO_WEEKDAY_BEHIND = re.compile(
    r"\s(?:Times|Mail|Mirror|Telegraph|Express|Herald|Post|Night\s[FL]|Football|Review|Island)\b"
)


def _weekday(match: re.Match[str]) -> Meaning | None:
    """No "every Tuesday", no "Sunday Times", no "Black Friday"."""
    if _NO_WEEKDAY.search(before(match)) or _NO_WEEKDAY_BEHIND.match(after(match)):
        return None
    return Weekday(weekday_number(match["w"]), which_of(match["which"]))


_PART = r"(?:(?:early|late|mid)[- ])?"

RULES: tuple[Rule, ...] = (
    rule(
        rf"\b(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id)[- ])?(?:(?P<which>(?i:{POINTER}))\s)?"
        rf"(?P<m>{MONTH})(?!\w){OF_YEAR}",
        _month,
        IN_MONTH,
    ),
    rule(
        rf"\b(?:(?:from|between)\s)?(?P<m1>{MONTH}){TO}(?P<m2>{MONTH})(?!\w)(?!\s\d\d?\b){OF_YEAR}",
        _month_range,
        IN_MONTH,
    ),
    rule(
        rf"\b(?:the\s)?(?:(?P<n>first|second|third|fourth|final)[-\s]quarter|Q(?P<q>[1-4])\b)"
        rf"(?:\sof\sthe\syear\b)?{OF_YEAR}(?![-\s](?:final|century|mile|hour))",
        _quarter,
        ("quarter", "q"),
        re.I,
    ),
    rule(
        rf"\b(?:the\s)?(?P<n>first|second)\shalf\b(?P<year>\sof\sthe\syear\b)?{OF_YEAR}",
        _half,
        ("half",),
        re.I,
    ),
    rule(
        rf"\b(?:the\s)?(?P<end>first|last)\s(?P<n>{NUMBER})\smonths\b(?P<year>\sof\sthe\syear\b)?{OF_YEAR}",
        _first_months,
        ("months",),
        re.I,
    ),
    rule(
        rf"\b(?:(?P<which>{POINTER})\s|(?P<the>the\s))?{_PART}(?P<s>{SEASON})\b{OF_YEAR}",
        _season,
        tuple(SEASONS),
        re.I,
    ),
    # Of a sport: on no calendar that is known here.
    rule(r"\b(?:last|next|this)\sseason\b", lambda _: Unclear(), ("season",), re.I),
    rule(rf"\b(?:(?P<which>(?i:{POINTER}))\s)?(?P<w>{WEEKDAY})\b", _weekday, ("day",)),
)
