"""Sentences of different articles that say the same thing otherwise: another figure, date or name.

Both sides are shown, never averaged. Only where the later article says itself that it corrects what the
other says, the correction is the answer (`qa.weighing.corrections`). Copies of a story are one side: a side
is what it says, not who ran it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from index.sketches import are_twins, shingles_of
from qa.asking.kind import AnswerType
from qa.dates import day_of
from qa.dates.clock import asks_time_of_day, times_of_day
from qa.language.numbers import CURRENCY_SIGN, SMALL, Quantity
from qa.language.words import content_stems, stem, stems_in, words_of
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES, NAMES
from qa.reading.foreseen import tells_what_comes
from qa.weighing.claims import Claim
from qa.weighing.counted import asked_counts, is_part, which_of
from qa.weighing.newer import share_names
from qa.weighing.stated import agree, are_of_one, clause_of, differ, may_be_one, measure_of

_ALIKE = 0.6  # of the words of both, values left out
_SHARED_WORDS = 2
_SHARED_FOR_DATE = 4  # unless a date is asked for: two meetings on two days are no conflict
_SHARED_FOR_COUNT = 3
_SAME_NEWS_DAYS = 3
_NEAR = 0.85  # of the best score
_NEAR_ENOUGH = 0.7  # of what tells the same by two words of the question
_ALSO = 0.85
_ROUNDED = Decimal("0.05")
# How many there are by now is no other count of how many it is this time.
_BY_NOW = re.compile(r"\b(?:ha(?:s|ve|d) now|so far|to date|by now|since (?:then|\d{4}))\b", re.IGNORECASE)
# "Last year's gathering" is another.
_LAST_TIME = re.compile(r"\b(?:last|previous) (?:year|season|month|week)['’]s\b", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:rises|rose|falls|fell|slid|(?:jump|climb|gain|tumbl|surg|soar|slump)(?:ed|s|es)|"
    r"(?:drop|slip)(?:ped|s))"
    r"(?: (?:by|to|from|a|another|further|about|nearly|some|more|than|as|much)){0,3} "
    rf"(?:{CURRENCY_SIGN}?\d|(?:{SMALL})\b)|\bclosed at\b",
    re.IGNORECASE,
)
_BELIEVED = re.compile(
    r"\b(?:believed|understood|thought|reported(?:ly)?|said to|set to|agreed to|could|may|might)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\d{4}(?:-\d\d)?$")  # a year or a month


def are_rivals(one: Claim, other: Claim, reading: Reading, *, at_any_time: bool = False) -> bool:
    """True if two articles answer the same with different figures, dates or names; `at_any_time` if what an
    article says much later counts, too, for whoever compares."""
    if one.evidence.places[0][0].article_id == other.evidence.places[0][0].article_id:
        return False
    # What is cheap to tell comes first: each is held against each.
    if bool(_LAST_TIME.search(one.evidence.text)) != bool(_LAST_TIME.search(other.evidence.text)):
        return False
    return (
        _contradict(one, other, reading, at_any_time)
        and (at_any_time or not _is_of_another_day(one, other))
        and not _stand_together(one.evidence, other.evidence)
    )


def _contradict(one: Claim, other: Claim, reading: Reading, at_any_time: bool) -> bool:
    """True if the sentences differ in a figure, a date or a name, whatever articles they are of."""
    shared = len(one.around & other.around)
    alike = shared / max(1, len(one.around | other.around))
    kind = reading.view.answer_type
    if _counts_differ(one, other, reading, at_any_time) or _tell_apart(one, other, reading, at_any_time):
        return True
    if alike < _ALIKE or shared < _SHARED_WORDS:
        return False
    needed = _SHARED_WORDS if kind is AnswerType.DATE else _SHARED_FOR_DATE
    return (
        (_figures_differ(one, other) and not _are_of_two_periods(one, other))
        or (shared >= needed and _dates_differ(one.dates, other.dates))
        or (kind in NAMES and _names_differ(one.names, other.names))
    )


def say_same(one: Claim, other: Claim, reading: Reading) -> bool:
    """True if both answer the question alike, as far as can be told: one sum, count, day or name."""
    kind = reading.view.answer_type
    if one.stated or other.stated:
        return agree(one.stated, other.stated, reading.view, _days_apart(one, other) or 0)
    if kind in NAMES:
        return bool(one.names and other.names) and not _names_differ(one.names, other.names)
    both = one.counted.keys() & other.counted.keys() & asked_counts(reading.view.text)
    return kind in FIGURES and bool(both) and all(_fit(one, other, what, reading) for what in both)


def rivals_among(
    claims: Sequence[Claim], reading: Reading, *, at_any_time: bool = False
) -> list[list[Claim]]:
    """Each claim that others contradict, with those others, one for each thing said."""
    found: list[list[Claim]] = []
    for n, claim in enumerate(claims):
        sides = [claim]
        for other in claims[n + 1 :]:
            if all(are_rivals(side, other, reading, at_any_time=at_any_time) for side in sides):
                sides.append(other)
        if len(sides) > 1 and not any(claim in known for known in found):
            found.append(sides)
    return found


def also_said(found: Sequence[Claim], claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    """Claims of further articles that match the question nearly as well as the best, and answer it otherwise.

    Where two bear one name, each is answered for; no article is asked which of them was meant.
    """
    best = claims[0]
    out: list[Claim] = []
    for claim in claims[1:]:
        seen = [*found, *out]
        said = frozenset().union(*(_answers(c, reading) for c in seen))
        # What is published weeks later is a development, and no second answer.
        is_close = claim.evidence.score >= _ALSO * best.evidence.score and (
            (_days_apart(claim, best) or 0) <= _SAME_NEWS_DAYS
        )
        if is_close and _answers(claim, reading) - said and not _is_known(claim, seen):
            out.append(claim)
    return out


def beside(claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    """The first claim of each further article that tells what the best does, or may: for whoever compares."""
    best, out = claims[0], list[Claim]()
    for claim in claims[1:]:
        is_near = claim.evidence.score >= _NEAR_ENOUGH * best.evidence.score
        if is_near and tell_of_one(best, claim, reading) and not _is_known(claim, [best, *out]):
            out.append(claim)
    return out


def tell_of_one(one: Claim, other: Claim, reading: Reading) -> bool:
    """True if both count what is asked for, or state it of the same; where it is asked if something is so, if
    the other has most words of the question."""
    view = reading.view
    if view.answer_type is AnswerType.ANY:
        asked = set(content_stems(view.text))
        return len(asked & stems_in(other.evidence.text)) > len(asked) / 2
    counts = asked_counts(view.text) if view.answer_type in FIGURES else set()
    return bool(counts & one.counted.keys() & other.counted.keys()) or are_of_one(one.stated, other.stated)


def _answers(claim: Claim, reading: Reading) -> frozenset[str]:
    """What in the sentence is of the kind asked for, and is not said in the question."""
    kind = reading.view.answer_type
    if asks_time_of_day(reading.view.text):
        return frozenset(map(str, times_of_day(claim.evidence.text)))
    if kind is AnswerType.DATE:
        return claim.dates
    if kind in FIGURES:
        own = [q for q in claim.figures if q.span.of(claim.evidence.text) not in reading.view.figures]
        return frozenset(str(q.value) for q in own)
    if kind in NAMES:
        return claim.names
    return frozenset({claim.evidence.text}) if kind is AnswerType.ANY else frozenset()


def _is_known(claim: Claim, seen: Sequence[Claim]) -> bool:
    """True if the article, or a copy of it, is among those of `seen`."""
    article = claim.evidence.places[0][0]
    others = {c.evidence.places[0][0].article_id: c.evidence.places[0][0] for c in seen}
    if article.article_id in others:
        return True
    own = shingles_of(article.text)
    return any(are_twins(own, shingles_of(other.text)) for other in others.values())


def _counts_differ(one: Claim, other: Claim, reading: Reading, at_any_time: bool) -> bool:
    """True if both count what the question asks to be counted, and neither counts what the other does."""
    kind = reading.view.answer_type
    if kind not in FIGURES or kind is AnswerType.DATE:
        return False
    asked = asked_counts(reading.view.text)
    both = [what for what in one.counted.keys() & other.counted.keys() if what in asked]
    apart = [what for what in both if _fit(one, other, what, reading) is False]
    if not apart:
        return False
    if not _are_in_time(one, other, at_any_time):
        return False
    shared = len(one.around & other.around)
    is_of_one = shared >= _SHARED_FOR_COUNT or (at_any_time and _are_of_one_thing(one, other))
    if is_of_one and _are_near(one, other, reading, at_any_time):
        return True
    return any(_tell_alike(one, other, what, reading) for what in apart) and _are_both_about(
        one, other, reading
    )


def _fit(one: Claim, other: Claim, what: str, reading: Reading) -> bool | None:
    """True if a count of `what` in one may be that of the other: "at least four" may be eleven; None if they
    are counts of some of them."""
    own, others = _counting(one, other, what, reading), _counting(other, one, what, reading)
    return any(may_be_one(q, r) for q in own for r in others) if own and others else None


def _counting(claim: Claim, other: Claim, what: str, reading: Reading) -> list[Quantity]:
    """The figures of a claim that count `what`, all of it: "another four" are but some, and "four early
    ones", where neither the question nor the other says early."""
    text, known = claim.evidence.text, other.around | set(content_stems(reading.view.text))
    found = (q for q in claim.figures if q.value in claim.counted[what] and not _is_part(claim, q))
    return [q for q in found if known.issuperset(map(stem, which_of(text, q)))]


def _is_part(claim: Claim, quantity: Quantity) -> bool:
    return is_part(claim.evidence.text, quantity)


def _tell_alike(one: Claim, other: Claim, what: str, reading: Reading) -> bool:
    """True if what stands around the counts of `what` is nearly the same in both, or in the shorter all of
    it."""
    own = [_words_by(one, q) for q in _counting(one, other, what, reading)]
    others = [_words_by(other, q) for q in _counting(other, one, what, reading)]
    return any(
        len(a & b) >= max(_SHARED_FOR_COUNT, _ALIKE * min(len(a), len(b))) for a in own for b in others
    )


def _are_both_about(one: Claim, other: Claim, reading: Reading) -> bool:
    """True if both articles have every word of the question."""
    asked = set(content_stems(reading.view.text))
    articles = (c.evidence.places[0][0] for c in (one, other))
    return all(asked <= stems_in(f"{a.title}\n{a.text}") for a in articles)


def _tell_apart(one: Claim, other: Claim, reading: Reading, at_any_time: bool) -> bool:
    """True if both state what is asked for, a sum, a time, a day, an age, of the same thing, and apart."""
    if not (one.stated and other.stated):
        return False
    days = _days_apart(one, other) or 0
    words = differ(one.stated, other.stated, reading.view, days)
    if not words or _are_of_two_periods(one, other) or _is_only_planned(one, other):
        return False
    least = (_NEAR if words == 1 else _NEAR_ENOUGH) * reading.evidence[0].score
    is_age = reading.view.answer_type is AnswerType.AGE
    is_near = min(one.evidence.score, other.evidence.score) >= least
    return is_near and (is_age or _are_in_time(one, other, at_any_time))


def _is_only_planned(one: Claim, other: Claim) -> bool:
    """True if one tells what is to be and the other what is."""
    plans = [tells_what_comes(c.evidence.text) for c in (one, other)]
    believed = [_BELIEVED.search(c.evidence.text) is not None for c in (one, other)]
    return plans[0] != plans[1] and not any(believed)


def _is_of_another_day(one: Claim, other: Claim) -> bool:
    """True if one counts up to now and the other does not, or if a figure moves and the articles are of two
    days: shares rise on one, and rise again on another."""
    texts = [c.evidence.text for c in (one, other)]
    if (_BY_NOW.search(texts[0]) is None) != (_BY_NOW.search(texts[1]) is None):
        return True
    return any(map(_MOVES.search, texts)) and bool(_days_apart(one, other))


def _stand_together(one: Evidence, other: Evidence) -> bool:
    """True if an article has both: it does not contradict itself, nor does a copy that has but one."""
    ids = [{article.article_id for article, _ in e.places} for e in (one, other)]
    pairs = ((one, other), (other, one))
    return bool(ids[0] & ids[1]) or any(b.text in article.text for a, b in pairs for article, _ in a.places)


def _are_near(one: Claim, other: Claim, reading: Reading, at_any_time: bool) -> bool:
    """True if both answer nearly as well as the best."""
    share = _NEAR_ENOUGH if at_any_time else _NEAR
    return min(one.evidence.score, other.evidence.score) >= share * reading.evidence[0].score


def _are_in_time(one: Claim, other: Claim, at_any_time: bool) -> bool:
    """True if the articles are of days near each other, as far as is known; at any time, or of one thing."""
    is_near = (_days_apart(one, other) or 0) <= _SAME_NEWS_DAYS
    return is_near or (at_any_time and _are_of_one_thing(one, other))


def _are_of_one_thing(one: Claim, other: Claim) -> bool:
    return share_names(one.evidence.places[0][0], other.evidence.places[0][0])


def _days_apart(one: Claim, other: Claim) -> int | None:
    """Between the days of both articles; None where one is not known: later counts are of something later."""
    articles = (c.evidence.places[0][0] for c in (one, other))
    day, other_day = (day_of(a.text, a.published_at) for a in articles)
    return abs((day - other_day).days) if day and other_day else None


def _figures_differ(one: Claim, other: Claim) -> bool:
    """True if each says a figure of the same that the other does not say, not even rounded."""
    own = [q for q in one.figures if not says_figure(q, other.figures) and not _is_part(one, q)]
    others = [q for q in other.figures if not says_figure(q, one.figures) and not _is_part(other, q)]
    return any(_are_apart(one, q, other, r) for q in own for r in others)


def _are_apart(one: Claim, figure: Quantity, other: Claim, another: Quantity) -> bool:
    """True if figures of two claims are of one measure and one thing, and cannot be one."""
    measures = (measure_of(c.evidence.text, q) for c, q in ((one, figure), (other, another)))
    is_of_one = len(set(measures)) == 1 and _words_by(one, figure) & _words_by(other, another)
    return bool(is_of_one) and not may_be_one(figure, another)


def _words_by(claim: Claim, quantity: Quantity) -> frozenset[str]:
    """The stems of its clause but for those of figures."""
    text = claim.evidence.text
    return stems_in(clause_of(text, quantity.span)) & claim.around


def says_figure(quantity: Quantity, among: Sequence[Quantity]) -> bool:
    """True if the figure is among those, or rounded, or exactly."""
    return any(_same_figure(quantity, q) for q in among)


def _same_figure(one: Quantity, other: Quantity) -> bool:
    if one.value == other.value:
        return True
    is_rounded = {one.qualifier, other.qualifier} & {"about", "nearly"}
    return bool(is_rounded) and abs(one.value - other.value) <= _ROUNDED * max(
        abs(one.value), abs(other.value)
    )


def _are_of_two_periods(one: Claim, other: Claim) -> bool:
    """True if each tells of a year or a month, and neither of the other's: a profit of 2025 does not
    contradict that of 2026."""
    periods = [{d for d in c.dates if _PERIOD.match(d)} for c in (one, other)]
    return bool(periods[0] and periods[1]) and _dates_differ(frozenset(periods[0]), frozenset(periods[1]))


def _dates_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    def fits(day: str, among: frozenset[str]) -> bool:
        return any(day.startswith(d) or d.startswith(day) for d in among)

    return any(not fits(d, other) for d in one) and any(not fits(d, one) for d in other)


def _names_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """True if no name of one is a name of the other; a surname alone is the same name."""
    words = [{stem(w) for name in names for w in words_of(name)} for names in (one, other)]
    return bool(words[0] and words[1]) and not words[0] & words[1]
