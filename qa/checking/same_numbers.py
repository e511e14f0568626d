"""Does a statement give the numbers of its sentence, in the unit, with the qualifier, of the time and in the
direction they have there?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from qa.dates import TimeExpression, find_dates
from qa.language.numbers import Quantity, quantities

_UP_OR_DOWN = re.compile(r"\b(up|down)(?: by| to)? $|\b((?:up|down) from) $", re.IGNORECASE)
_FROM = re.compile(r"\b(up|down) from\b", re.IGNORECASE)
_PART_OF = re.compile(
    r" of (?:the |its |their |his |her |some |about |(?:the )?[A-Z][\w.&-]*(?: [A-Z&][\w.&-]*){0,3}['’]s? )?"
)
_WHO = re.compile(r" [\w-]+ (?:that|which|who)\b")
# "A 23 % higher rate" is not a rate of 23 %.
_COMPARED = (
    "higher|lower|more|less|fewer|greater|larger|smaller|bigger|faster|slower|cheaper|dearer|longer|shorter"
)
_MORE = re.compile(
    rf"\b(?:{_COMPARED}|increases?d?|r[ai]ses?|rose|risen|drop\w*|f[ae]ll\w*|declin\w+|reduc\w+|decreas\w+|"
    r"jump\w*|gain\w*|cuts?|grow\w*|grew|premium|discount|above|below|over|under|up|down)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?: (?!go |goes |went )[a-z]+){0,2}? (?P<way>ahead|behind|above|below|clear|adrift|short)\b"
)
_BESIDE = 22  # characters
_CHANGED_BY = re.compile(
    r"\b(?:r[ai]ses?|rose|risen|raised|drop(?:s|ped)?|f[ae]ll(?:s|en)?|declined?|decreased?|increased?|jumped|gained|"
    r"gr[eo]wn?|shr[aiu]nk|climbed|slumped|plunged|surged)(?: by)?(?: about| a further| another)? $",
    re.IGNORECASE,
)
_TO = re.compile(r"\bto (?:about |around |nearly |almost )?$", re.IGNORECASE)
# "80 dollars per tree", "300 dollars a hectare", "500 for each house".
_UNITS = (
    "hour|day|night|week|month|year|hectare|acre|tonne|ton|kilo|kilogram|litre|liter|gallon|barrel|head|person|share|"
    "dose|unit|mile|kilometre|ounce|pound|piece|house|tree|ticket|seat|household|child|pupil|passenger|game|visit"
)
_EACH = re.compile(
    r"(?: (?!an? |per |each |every |for )[a-z-]+){0,3} "
    rf"(?:per (?!cent)(?P<per>[a-z]+)|(?:an?|each|every) (?P<a>{_UNITS})|"
    r"for (?:each|every) (?P<each>[a-z]+))\b"
    r"(?! (?:ago|earlier|later|before|after|early|late|of|when|that|which|since|on)\b)"
)
_MORE_BY = re.compile(rf" (?:{_COMPARED})\b", re.IGNORECASE)
_IN = re.compile(r" (?:in|on|for) (?:the )?")


def other_numbers(said: str, source: str) -> Iterator[str]:
    """Each way in which the numbers of `said` are not those of `source`, both in their normal form."""
    known = list(quantities(source))
    for quantity in quantities(said):
        carriers = [k for k in known if k.carries(quantity)]
        if not carriers:
            yield f"{_why(quantity, known)}: {quantity.span.of(said).strip()}"
        elif (way := _way(said, quantity)) and way not in {_way(source, k) for k in carriers}:
            yield f"another direction: {way} {quantity.span.of(said).strip()}"
        elif (after := _AHEAD.match(said, quantity.span.end)) and not any(
            (told := _AHEAD.match(source, k.span.end)) and told["way"] == after["way"] for k in carriers
        ):
            yield f"another direction: {quantity.span.of(said).strip()} {after['way']}"
        elif all(_MORE_BY.match(source, k.span.end) for k in carriers) and not _MORE.search(
            said, max(0, quantity.span.start - _BESIDE), quantity.span.end + _BESIDE
        ):
            yield f"leaves out that it is more or less by that: {quantity.span.of(said).strip()}"
        elif _CHANGED_BY.search(said, 0, quantity.whole.start) and all(
            _TO.search(source, 0, k.whole.start) for k in carriers
        ):
            yield f"it is to what it changed, not by what: {quantity.span.of(said).strip()}"
        elif unit := _left_out_unit(said, source, carriers):
            yield f"leaves out for each of what: {unit}"
    pairs, known_pairs = _ranges(said), iter(_ranges(source))
    # In their order: of the sets of a match the first is the first.
    yield from (f"not paired like that: {a:f}-{b:f}" for a, b in pairs if (a, b) not in known_pairs)
    changes = _changes(source)
    yield from (f"not paired like that: from {a:f} to {b:f}" for a, b in _changes(said) if (b, a) in changes)
    wholes = _wholes(source) - _wholes(said)
    yield from (f"a part of it is meant: {q.span.of(said)}" for q in quantities(said) if q.value in wholes)
    times = _timed(source)
    for value, time in _timed(said).items():
        if times.get(value, time).meaning != time.meaning:
            yield f"another time: {value:f} {time.words.lower()}"
    for way in _FROM.findall(said):
        if way.lower() not in {w.lower() for w in _FROM.findall(source)}:
            yield f"another direction: {way} from"


def _left_out_unit(said: str, source: str, carriers: Sequence[Quantity]) -> str | None:
    """ "Tree" of "80 dollars per tree", if `said` has no such word and the figure stands nowhere else."""
    units = [_EACH.match(source, k.span.end) for k in carriers if k.unit or not 1900 <= k.value <= 2100]
    named = [unit["per"] or unit["a"] or unit["each"] for unit in units if unit]
    is_told = len(named) < len(carriers) or any(re.search(rf"\b{u}", said, re.IGNORECASE) for u in named)
    return None if is_told else named[0]


def _wholes(text: str) -> set[Decimal]:
    """The second number of every "34 of 90"; not of "three of the seven pumps that failed": all seven did."""
    pairs = (
        p for p in pairwise(quantities(text)) if _PART_OF.fullmatch(text, p[0].span.end, p[1].span.start)
    )
    return {whole.value for _, whole in pairs if not _WHO.match(text, whole.span.end)}


def _timed(text: str) -> dict[Decimal, TimeExpression]:
    """The time that stands right behind a quantity ("8.5 percent in June"), by its value; of equal values
    the last counts."""
    days = {d.span.start: d for d in find_dates(text)}
    behind = ((q.value, _IN.match(text, q.span.end)) for q in quantities(text))
    return {value: days[gap.end()] for value, gap in behind if gap and gap.end() in days}


def _ranges(text: str) -> list[tuple[Decimal, Decimal]]:
    """Both ends of every range and score."""
    pairs = pairwise(quantities(text))
    return [(a.value, b.value) for a, b in pairs if (a.qualifier, b.qualifier) == ("from", "to")]


def _changes(text: str) -> list[tuple[Decimal, Decimal]]:
    """Both ends of every "from 310 to 355 million"."""
    return [
        (a.value, b.value)
        for a, b in pairwise(quantities(text))
        if text[a.span.end : b.span.start] == " to " and text[: a.whole.start].lower().endswith("from ")
    ]


def _way(text: str, quantity: Quantity) -> str | None:
    """ "up" or "down" where it stands before a quantity ("up by about 11 percent")."""
    found = _UP_OR_DOWN.search(text, 0, quantity.whole.start)
    return (found[1] or found[2]).lower() if found else None


def _why(quantity: Quantity, known: Sequence[Quantity]) -> str:
    same = [k for k in known if k.value == quantity.value]
    if not same:
        return "a number that is not there"
    return "another unit" if all(k.unit != quantity.unit for k in same) else "another qualifier"
