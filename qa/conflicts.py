"""Sentences of different articles that say the same thing otherwise: another figure, date or name.

Both sides are shown, never averaged. Only where the later article says itself that it corrects what the
other says, the correction is the answer (`qa.corrections`). Copies of a story are one side: a side is what
it says, not who ran it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.models import Span
from index.sketches import are_twins, shingles_of
from qa.answer_types import FIGURES, NAMES
from qa.asked_kind import AnswerType
from qa.counted import asked_counts, counts_of, figures_in
from qa.dates import day_of, find_dates, resolve
from qa.dates.clock import are_apart, asks_time_of_day, times_of_day
from qa.nlp import Parse, Parser
from qa.numbers import Quantity
from qa.reader import Evidence, Reading
from qa.words import stem, stems_in, words_of

_COMPARED = 16  # of the evidence
_ALIKE = 0.6  # of the words of both, values left out
_SHARED_WORDS = 2
_SHARED_FOR_DATE = 4  # unless a date is asked for: two meetings on two days are no conflict
_SHARED_FOR_COUNT = 3
_SAME_NEWS_DAYS = 3
_NEAR = 0.85  # of the best score
_ALSO = 0.85
_ROUNDED = Decimal("0.05")
_LABELS = {
    AnswerType.PERSON: {"PERSON"},
    AnswerType.ORGANISATION: {"ORG"},
    AnswerType.PLACE: {"GPE", "LOC", "FAC"},
}
_PERIOD = re.compile(r"\d{4}(?:-\d\d)?$")  # a year or a month


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence taken apart: its values, and the stems of the words around them."""

    evidence: Evidence
    around: frozenset[str]
    figures: tuple[Quantity, ...]
    counted: dict[str, frozenset[Decimal]]  # by what is counted
    dates: frozenset[str]
    names: frozenset[str]


def claims_of(reading: Reading, parser: Parser) -> list[Claim]:
    """The best of the evidence of `reading` taken apart, in its order."""
    compared = reading.evidence[:_COMPARED]
    is_asked = reading.view.answer_type in _LABELS
    parses = parser.parse([e.text for e in compared]) if is_asked else [None] * len(compared)
    return [_claim(e, reading, parse) for e, parse in zip(compared, parses, strict=True)]


def are_rivals(one: Claim, other: Claim, reading: Reading) -> bool:
    """True if two articles answer the same with different figures, dates or names."""
    if one.evidence.places[0][0].article_id == other.evidence.places[0][0].article_id:
        return False
    shared = len(one.around & other.around)
    alike = shared / max(1, len(one.around | other.around))
    kind = reading.view.answer_type
    if _counts_differ(one, other, reading) and shared >= _SHARED_FOR_COUNT:
        return True
    if _times_differ(one, other, reading):
        return True
    if alike < _ALIKE or shared < _SHARED_WORDS:
        return False
    needed = _SHARED_WORDS if kind is AnswerType.DATE else _SHARED_FOR_DATE
    return (
        (_figures_differ(one.figures, other.figures) and not _are_of_two_periods(one, other))
        or (shared >= needed and _dates_differ(one.dates, other.dates))
        or (kind in NAMES and _names_differ(one.names, other.names))
    )


def rivals_among(claims: Sequence[Claim], reading: Reading) -> list[list[Claim]]:
    """Each claim that others contradict, with those others, one for each thing said."""
    found: list[list[Claim]] = []
    for n, claim in enumerate(claims):
        sides = [claim]
        for other in claims[n + 1 :]:
            if all(are_rivals(side, other, reading) for side in sides):
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


def _claim(evidence: Evidence, reading: Reading, parse: Parse | None) -> Claim:
    article, _ = evidence.places[0]
    text = evidence.text
    found = find_dates(text)
    date_spans = [d.span for d in found]
    figures = figures_in(text)
    names = _names_in(parse, reading) if parse else []
    cut = [*date_spans, *(q.span for q in figures), *(span for span, _ in names)]
    around = _without(text, cut)
    days = (resolve(d, article.published_at).date for d in found)
    return Claim(
        evidence=evidence,
        around=stems_in(around),
        figures=figures,
        counted=counts_of(text, figures),
        dates=frozenset(d for d in days if d),
        names=frozenset(name for _, name in names),
    )


def _names_in(parse: Parse, reading: Reading) -> list[tuple[Span, str]]:
    labels = _LABELS[reading.view.answer_type]
    found = [(e.span, e.span.of(parse.text)) for e in parse.entities if e.label in labels]
    asked = {stem(w) for w in words_of(reading.view.text)}
    return [(span, name) for span, name in found if not {stem(w) for w in words_of(name)} <= asked]


def _without(text: str, spans: Sequence[Span]) -> str:
    """`text` without the spans, which may overlap; single spaces between what is left."""
    kept, end = [], 0
    for span in sorted(spans):
        kept.append(text[end : max(end, span.start)].strip())
        end = max(end, span.end)
    return " ".join([*kept, text[end:].strip()])


def _counts_differ(one: Claim, other: Claim, reading: Reading) -> bool:
    """True if both count what the question asks to be counted, and neither counts what the other does."""
    kind = reading.view.answer_type
    if kind not in FIGURES or kind is AnswerType.DATE or not _are_same_news(one, other, reading):
        return False
    asked = asked_counts(reading.view.text)
    both = [what for what in one.counted.keys() & other.counted.keys() if what in asked]
    return any(not one.counted[what] & other.counted[what] for what in both)


def _times_differ(one: Claim, other: Claim, reading: Reading) -> bool:
    """True if a time of day is asked for, and both give one, apart."""
    if not asks_time_of_day(reading.view.text) or not _are_same_news(one, other, reading):
        return False
    if len(one.around & other.around) < _SHARED_WORDS:
        return False  # something else was at noon
    return are_apart(times_of_day(one.evidence.text), times_of_day(other.evidence.text))


def _are_same_news(one: Claim, other: Claim, reading: Reading) -> bool:
    """True if both answer nearly as well as the best, and are of days near each other, as far as is known."""
    least, days = _NEAR * reading.evidence[0].score, _days_apart(one, other)
    is_near = min(one.evidence.score, other.evidence.score) >= least
    return is_near and (days or 0) <= _SAME_NEWS_DAYS


def _days_apart(one: Claim, other: Claim) -> int | None:
    """Between the days of both articles; None where one is not known: later counts are of something later."""
    articles = (c.evidence.places[0][0] for c in (one, other))
    day, other_day = (day_of(a.text, a.published_at) for a in articles)
    return abs((day - other_day).days) if day and other_day else None


def _figures_differ(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool:
    """True if each says a figure that the other does not say, not even rounded."""
    return any(not says_figure(q, other) for q in one) and any(not says_figure(q, one) for q in other)


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
