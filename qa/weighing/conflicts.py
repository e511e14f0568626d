"""Sentences of different articles that say the same thing otherwise: another figure, date or name.

Both sides are shown, never averaged. Only where the later article says itself that it corrects what the
other says, the correction is the answer (`qa.weighing.corrections`). Copies of a story are one side: a side
is what it says, not who ran it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.models import Span
from index.sketches import are_twins, shingles_of
from qa.asking.kind import AnswerType
from qa.dates import day_of, find_dates, resolve
from qa.dates.clock import asks_time_of_day, times_of_day
from qa.language.nlp import Parse, Parser
from qa.language.numbers import CURRENCY_SIGN, SMALL, Quantity
from qa.language.words import stem, stems_in, words_of
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES, NAMES
from qa.reading.foreseen import tells_what_comes
from qa.weighing.counted import asked_counts, counts_of, figures_in
from qa.weighing.stated import Stated, agree, are_of_one, clause_of, differ, may_be_one, measure_of, stated_in

_COMPARED = 16  # of the evidence
_ALIKE = 0.6  # of the words of both, values left out
_SHARED_WORDS = 2
_SHARED_FOR_DATE = 4  # unless a date is asked for: two meetings on two days are no conflict
_SHARED_FOR_COUNT = 3
_SAME_NEWS_DAYS = 3
_NEAR = 0.85  # of the best score
_NEAR_ENOUGH = 0.7  # of what tells the same by two words of the question
_ALSO = 0.85
_ROUNDED = Decimal("0.05")
_LABELS = {
    AnswerType.PERSON: {"PERSON"},
    AnswerType.ORGANISATION: {"ORG"},
    AnswerType.PLACE: {"GPE", "LOC", "FAC"},
}
# How many there are by now is no other count of how many it is this time.
_BY_NOW = re.compile(r"\b(?:ha(?:s|ve|d) now|so far|to date|by now|since (?:then|\d{4}))\b", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence taken apart: its values, and the stems of the words around them."""

    evidence: Evidence
    around: frozenset[str]
    figures: tuple[Quantity, ...]
    counted: dict[str, frozenset[Decimal]]  # by what is counted
    dates: frozenset[str]
    names: frozenset[str]
    stated: tuple[Stated, ...]  # of the kind asked for


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
    # What is cheap to tell comes first: each is held against each.
    return (
        _contradict(one, other, reading)
        and not _is_of_another_day(one, other)
        and not _stand_together(one.evidence, other.evidence)
    )


def _contradict(one: Claim, other: Claim, reading: Reading) -> bool:
    """True if the sentences differ in a figure, a date or a name, whatever articles and days they are of."""
    shared = len(one.around & other.around)
    alike = shared / max(1, len(one.around | other.around))
    kind = reading.view.answer_type
    if _counts_differ(one, other, reading) and shared >= _SHARED_FOR_COUNT:
        return True
    if _tell_apart(one, other, reading):
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
    return kind in FIGURES and bool(both) and all(_may_be_one(one, other, what) for what in both)


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


def beside(claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    """The first claim of each further article that tells what the best does, or may: for whoever compares."""
    best, out = claims[0], list[Claim]()
    counts = asked_counts(reading.view.text)
    for claim in claims[1:]:
        is_near = claim.evidence.score >= _NEAR_ENOUGH * best.evidence.score
        is_count = reading.view.answer_type in FIGURES and counts & best.counted.keys() & claim.counted.keys()
        is_same = is_count or are_of_one(best.stated, claim.stated)
        if is_near and is_same and not _is_known(claim, [best, *out]):
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
        stated=tuple(stated_in(text, article, reading.view)),
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
    return any(not _may_be_one(one, other, what) for what in both)


def _may_be_one(one: Claim, other: Claim, what: str) -> bool:
    """True if a count of `what` in one may be that of the other: "at least four" may be eleven."""
    own, others = ([q for q in c.figures if q.value in c.counted[what]] for c in (one, other))
    return any(may_be_one(q, r) for q in own for r in others)


def _tell_apart(one: Claim, other: Claim, reading: Reading) -> bool:
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
    return is_near and (is_age or days <= _SAME_NEWS_DAYS)


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


def _figures_differ(one: Claim, other: Claim) -> bool:
    """True if each says a figure of the same that the other does not say, not even rounded."""
    own = [q for q in one.figures if not says_figure(q, other.figures)]
    others = [q for q in other.figures if not says_figure(q, one.figures)]
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
