"""Which of the evidence tells of the time a question asks about.

One that tells of another time (`qa.weighing.time_told`) is left out, however well it fits: a question with a
wrong date is not answered with the right one's story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.asking.times import AskedTime, ReadAs
from qa.dates import Stretch, of_day, publication_day
from qa.language.nlp import Parse
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES, holds_answer
from qa.weighing.time_told import Fit, fits_of, is_fine, told_at

_PREFERRED = 0.1  # of its score, for a sentence that names the time
_NEAR = 0.85  # of the best score: what is below answers something else
_LOST = 2.0  # of the confidence, for each part of the best score that is missing


@dataclass(frozen=True, slots=True)
class InTime:
    """A reading without the sentences of another time, how its time was read, and how many were left out that
    come closer than what is left."""

    reading: Reading
    notes: tuple[str, ...] = ()
    n_closer: int = 0


def in_time(reading: Reading, asked: AskedTime | None) -> InTime:
    """`reading` as far as it tells of the time `asked` about; what names that time comes first.

    The confidence falls with what the best sentence left is worth less than the best that was found, and is
    0 where none is left.
    """
    if asked is None:
        return InTime(reading)
    if not reading.evidence or not asked.told:
        return InTime(reading, _notes(asked, None))
    question, places = reading.view.text, [e.places for e in reading.evidence]
    fits = list(zip(reading.evidence, fits_of(places, asked.told, question), strict=True))
    kept = [
        replace(e, score=e.score + (_PREFERRED * abs(e.score) if fit is Fit.NAMED else 0.0))
        for e, fit in fits
        if fit is not Fit.OTHER
    ]
    kept.sort(key=lambda e: -e.score)
    year = _newest_year(kept, asked.told)
    if year is not None:
        told = tuple(replace(t, stretch=_settled(t.stretch, year)) for t in asked.told)
        settled = fits_of([e.places for e in kept], told, question)
        kept = [e for e, fit in zip(kept, settled, strict=True) if fit is not Fit.OTHER]
    notes = _notes(asked, year)
    if not kept:
        return InTime(replace(reading, evidence=(), confidence=0.0), notes, len(fits))
    left = {e.places[0] for e in kept}
    best = next(e for e in reading.evidence if e.places[0] in left)
    n_closer = sum(fit is Fit.OTHER and e.score > best.score for e, fit in fits)
    confidence = reading.confidence * _worth(kept, best, reading)
    return InTime(replace(reading, evidence=tuple(kept), confidence=confidence), notes, n_closer)


def of_another_time(asked: AskedTime) -> str:
    """Why the articles do not answer: what comes closest tells of another time."""
    times = " and ".join(dict.fromkeys(t.stretch.words() for t in asked.told))
    return f"The articles do not say: the closest sentences tell of another time than {times}."


def note_on_closer(n: int) -> str:
    """What is to be said of `n` sentences, at least one, that come closer and tell of another time."""
    if n == 1:
        return "1 closer sentence tells of another time and is left out."
    return f"{n} closer sentences tell of another time and are left out."


def _worth(kept: Sequence[Evidence], best: Evidence, reading: Reading) -> float:
    """What is left of the confidence, in [0, 1], where `best` of `reading` is the best of what was kept."""
    view, first = reading.view, reading.evidence[0]
    if view.answer_type in FIGURES and not any(holds_answer(view, Parse(e.told, (), ())) for e in kept[:3]):
        return 0.0
    return max(0.0, 1.0 - _LOST * (1.0 - best.score / first.score)) if first.score > 0 else 1.0


def _newest_year(kept: Sequence[Evidence], told: Sequence[ReadAs]) -> int | None:
    """The newest year that the best of the evidence has for a time whose year is open; None where none is."""
    open_ = [t for t in told if t.stretch.is_year_open]
    if not open_ or not kept:
        return None
    years: set[int] = set()
    newest = 0
    for article, span in (place for e in kept if e.score >= _NEAR * kept[0].score for place in e.places):
        before, own = told_at(article, span)
        day = publication_day(article.published_at)
        of = [*own, *([before] if before else []), *([of_day(day)] if day else [])]
        years |= {y for s in of for t in open_ for y in _years(t.stretch, s)}
        newest = max(newest, day.year if day else 0)
    # What is ahead of all that was published is meant only where nothing else can be.
    return max((y for y in years if y <= newest), default=min(years, default=None))


def _years(asked: Stretch, told: Stretch) -> Sequence[int]:
    """The years in which the days asked about are those told of, where these are told as finely."""
    if told.is_year_open or not told.first or not told.last or not is_fine(told, asked):
        return ()
    return [
        y for y in range(max(1, told.first.year - 1), told.last.year + 1) if asked.in_year(y).overlaps(told)
    ]


def _settled(stretch: Stretch, year: int) -> Stretch:
    return stretch.in_year(year) if stretch.is_year_open else stretch


def _notes(asked: AskedTime, year: int | None) -> tuple[str, ...]:
    """How the words were read that do not say themselves which days they mean."""
    settled = [replace(r, stretch=_settled(r.stretch, year)) if year else r for r in asked.to_say]
    notes = [f"{read.note()}." for read in settled if not read.stretch.is_year_open]
    return tuple(dict.fromkeys(notes))


def window(asked: AskedTime, *, days: int) -> tuple[date, date] | None:
    """When what happened then was reported: from its first day to `days` after its last.

    None where it is open on a side, or its year is.
    """
    bounded = [t.stretch for t in asked.told if t.stretch.n_days is not None and not t.stretch.is_year_open]
    if not bounded or len(bounded) < len(asked.told):
        return None
    firsts, lasts = [s.first for s in bounded if s.first], [s.last for s in bounded if s.last]
    return min(firsts), date.fromordinal(min(max(lasts).toordinal() + days, date.max.toordinal()))
