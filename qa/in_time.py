"""Which of the evidence tells of the time a question asks about.

A sentence is of that time if a date in it says so; if it has none of its own, by the date told of before it
in its article, or by the day of publication. One that names another day is not, however well it fits: a
question with a wrong date is not answered with the right one's story.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import lru_cache

from index.models import Article, Span
from qa.answer_types import FIGURES, holds_answer
from qa.asked_time import AskedTime, ReadAs
from qa.dates import Stretch, dated, of_day, publication_day, stretch_of
from qa.nlp import Parse
from qa.reader import Evidence, Reading

# A time that was told of more than a few paragraphs before a sentence says nothing of it, so an article is
# read in stretches that begin so far before its blocks, and end so far behind.
_BLOCK, _BEHIND = 1_000, 1_200  # characters; no sentence of the evidence is longer
_REMEMBERED_CHARS = 40_000
_PREFERRED = 0.1  # of its score, for a sentence that names the time
_NEAR = 0.85  # of the best score: what is below answers something else
_LOST = 2.0  # of the confidence, for each part of the best score that is missing
_STORY_DAYS = 14  # between what happened and its story
_YEAR = 366  # days, of what is open on a side
_DAYS = 3  # a stretch up to so long is asked for as days
_SAYING = re.compile(
    r"\b(?:say|says|said|announc|report|t[eo]ll|told|claim|warn|promis|pledg|expect|forecast|plan|predict|"
    r"estimat|propos|demand|schedul|given|foreseen|intend|want|offer)",
    re.I,
)


class Fit(IntEnum):
    """How a sentence stands to the time asked about."""

    OTHER = 0
    TOLD = 1  # by its article
    NAMED = 2  # by a date in it


@dataclass(frozen=True, slots=True)
class InTime:
    """A reading without the sentences of another time, what is to be said of that, and, where none is
    left, why the articles do not answer."""

    reading: Reading
    notes: tuple[str, ...] = ()
    why_not: str | None = None


def in_time(reading: Reading, asked: AskedTime | None) -> InTime:
    """`reading` as far as it tells of the time `asked` about; what names that time comes first.

    The confidence falls with what the best sentence left is worth less than the best that was found, and is
    0 where none is left.
    """
    if asked is None:
        return InTime(reading)
    if not reading.evidence or not asked.told:
        return InTime(reading, _notes(asked, None))
    is_saying = _SAYING.search(reading.view.text) is not None
    fits = [(e, _fit_of(e, asked.told, is_saying=is_saying)) for e in reading.evidence]
    kept = [
        replace(e, score=e.score + (_PREFERRED * abs(e.score) if fit is Fit.NAMED else 0.0))
        for e, fit in fits
        if fit is not Fit.OTHER
    ]
    kept.sort(key=lambda e: -e.score)
    year = _newest_year(kept, asked.told)
    if year is not None:
        told = tuple(replace(t, stretch=_settled(t.stretch, year)) for t in asked.told)
        kept = [e for e in kept if _fit_of(e, told, is_saying=is_saying) is not Fit.OTHER]
    notes = _notes(asked, year)
    if not kept:
        times = " and ".join(dict.fromkeys(t.stretch.words() for t in asked.told))
        why = f"The articles do not say: the closest sentences tell of another time than {times}."
        return InTime(replace(reading, confidence=0.0), notes, why)
    left = {e.places[0] for e in kept}
    best = next(e for e in reading.evidence if e.places[0] in left)
    n_closer = sum(fit is Fit.OTHER and e.score > best.score for e, fit in fits)
    if n_closer:
        which = "1 closer sentence tells" if n_closer == 1 else f"{n_closer} closer sentences tell"
        notes = (*notes, f"{which} of another time and {'is' if n_closer == 1 else 'are'} left out.")
    confidence = reading.confidence * _worth(kept, best, reading)
    return InTime(replace(reading, evidence=tuple(kept), confidence=confidence), notes)


def _worth(kept: Sequence[Evidence], best: Evidence, reading: Reading) -> float:
    """What is left of the confidence, in [0, 1], where `best` of `reading` is the best of what was kept."""
    view, first = reading.view, reading.evidence[0]
    if view.answer_type in FIGURES and not any(holds_answer(view, Parse(e.text, (), ())) for e in kept[:3]):
        return 0.0
    return max(0.0, 1.0 - _LOST * (1.0 - best.score / first.score)) if first.score > 0 else 1.0


def _fit_of(evidence: Evidence, told: Sequence[ReadAs], *, is_saying: bool) -> Fit:
    return max(_fit(a, s, t, is_saying=is_saying) for a, s in evidence.places for t in told)


def _fit(article: Article, span: Span, asked: ReadAs, *, is_saying: bool) -> Fit:
    """How the sentence at `span` stands to one of the times asked about."""
    stretch = asked.stretch
    before, own = _told_at(article, span)
    fine = [s for s in own if _is_fine(s, stretch)]
    if any(stretch.overlaps(s) for s in fine) or _says(span.of(article.text), asked.words):
        return Fit.NAMED
    published = publication_day(article.published_at)
    is_published_then = published is not None and stretch.overlaps(of_day(published))
    if fine and (stretch.n_days or _YEAR) <= _DAYS and not is_saying:
        return Fit.OTHER
    if is_published_then:
        return Fit.TOLD
    if fine:
        return Fit.OTHER
    if published is None and before is None:
        return Fit.TOLD  # nothing speaks against it
    is_told_then = before is not None and stretch.overlaps(before) and _is_fine(before, stretch)
    return Fit.TOLD if is_told_then and _is_the_story(before, published) else Fit.OTHER


def _is_the_story(told: Stretch | None, published: date | None) -> bool:
    """True if what comes after a date may be of it still: what an article of September says of July is a
    remark in passing."""
    if told is None or published is None or told.last is None or told.is_year_open:
        return published is None
    return abs((published - told.last).days) <= _STORY_DAYS


def _says(text: str, words: str) -> bool:
    """True if the words stand there with their year."""
    return (
        re.search(r"\d{4}", words) is not None
        and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.I) is not None
    )


def _told_at(article: Article, span: Span) -> tuple[Stretch | None, list[Stretch]]:
    """The time told of last before `span`, and the times told of in it."""
    # Only of articles of the usual length is it remembered: the others' texts would stay in memory with it.
    stretches = _stretches if len(article.text) <= _REMEMBERED_CHARS else _stretches.__wrapped__
    found = stretches(article.text, article.published_at, span.start // _BLOCK)
    start = bisect_left(found, span.start, key=lambda f: f[0])
    end = bisect_left(found, span.end, key=lambda f: f[0])
    return (found[start - 1][1] if start else None), [s for _, s in found[start:end]]


@lru_cache(maxsize=256)
def _stretches(text: str, published_at: str | None, block: int) -> tuple[tuple[int, Stretch], ...]:
    """Where a text tells of times, and of which, in a block of it and around."""
    around = Span(max(0, block - 1) * _BLOCK, min(len(text), (block + 1) * _BLOCK + _BEHIND))
    found = ((e.span.start, stretch_of(resolved)) for e, resolved in dated(text, published_at, around))
    return tuple((at, stretch) for at, stretch in found if stretch is not None)


def _newest_year(kept: Sequence[Evidence], told: Sequence[ReadAs]) -> int | None:
    """The newest year that the best of the evidence has for a time whose year is open; None where none is."""
    open_ = [t for t in told if t.stretch.is_year_open]
    if not open_ or not kept:
        return None
    years: set[int] = set()
    newest = 0
    for article, span in (place for e in kept if e.score >= _NEAR * kept[0].score for place in e.places):
        before, own = _told_at(article, span)
        day = publication_day(article.published_at)
        of = [*own, *([before] if before else []), *([of_day(day)] if day else [])]
        years |= {y for s in of for t in open_ for y in _years(t.stretch, s)}
        newest = max(newest, day.year if day else 0)
    # What is ahead of all that was published is meant only where nothing else can be.
    return max((y for y in years if y <= newest), default=min(years, default=None))


def _years(asked: Stretch, told: Stretch) -> Sequence[int]:
    """The years in which the days asked about are those told of, where these are told as finely."""
    if told.is_year_open or not told.first or not told.last or not _is_fine(told, asked):
        return ()
    return [
        y for y in range(max(1, told.first.year - 1), told.last.year + 1) if asked.in_year(y).overlaps(told)
    ]


def _is_fine(told: Stretch, asked: Stretch) -> bool:
    """ "The first since 2011" says nothing of a day in March; a year is fine enough for a year."""
    return (told.n_days or _YEAR) <= max(7, 2 * (asked.n_days or _YEAR))


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
