"""How a sentence stands to the time a question asks about: does it tell of then, of another time, of none?

It tells of then if a date in it says so; if it has none of its own, by the date told of before it in its
article, or by the day of publication.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from functools import lru_cache

from index.models import Article, Span
from index.text import head_of_table
from qa.asking.kind import answer_type_of
from qa.asking.times import ReadAs
from qa.dates import MONTHS, Stretch, dated, find_dates, of_day, publication_day, resolve, stretch_of
from qa.reading.answer_types import FIGURES
from qa.reading.candidates import MAX_SENTENCE_CHARS, Place

# A time that was told of more than a few paragraphs before a sentence says nothing of it, so an article is
# read in stretches that begin so far before its blocks, and end so far behind.
_BLOCK, _BEHIND = 1_000, MAX_SENTENCE_CHARS  # characters; no sentence of the evidence is longer
_REMEMBERED_CHARS = 40_000
_STORY_DAYS = 14  # between what happened and its story
_YEAR_DAYS = 300  # a stretch from so long on is asked for as a year
# "4.1 million passengers in 2025": the figure of that year.
_OF_YEAR = re.compile(r"\d[\d.,]*(?: [\w'’%-]+){1,4}? (?:in|for|during) (?:the year )?(?:19|20)\d\d\b")
# "Slowed to 3.4% in September" says nothing of October, though it was told then.
_OF_MONTH = re.compile(rf"\d(?:\.\d+)?(?:%| per ?cent)? (?:in|for|during) (?:{'|'.join(MONTHS)})\b", re.I)
_MONTH_DAYS = range(28, 32)
_SEASON = re.compile(r"\b(\d{4})[-–/](?:\d\d)?\d\d$")
# Of which firms report: its figures are told weeks behind its end.
_PERIOD = re.compile(r"\b(?:quarter|half|[QH][1-4]|[1-4][QH])\b", re.IGNORECASE)
_PERIOD_DAYS = (80, 190)  # of a quarter, of a half
_DAYS = 3  # a stretch up to so long is asked for as days
_SAYING = re.compile(
    r"\b(?:say|says|said|announc|report|t[eo]ll|told|claim|warn|promis|pledg|expect|forecast|plan|predict|"
    r"estimat|propos|demand|schedul|given|foreseen|intend|want|offer)",
    re.I,
)
# "Up 8 percent from a year earlier" tells of now.
_LEAD_CHARS = 60
_COMPARED = re.compile(
    r"\b(?:(?<!less )(?<!more )than|compared (?:to|with)|against|versus|(?:up|down|drop|fall|rise|gain|"
    r"increase|decline|percent|%|sales)\b[^.,;]{0,30} from) (?:(?:the|that|those|a) )?(?:same \w+ )?"
    r"(?:(?:of|in|during|for) )?(?:the |a )?$",
    re.I,
)


class Fit(IntEnum):
    """How a sentence stands to the time asked about."""

    OTHER = 0
    OPEN = 1  # neither it nor its article tells of a time
    TOLD = 2  # by its article
    NAMED = 3  # by a date in it


def fits_of(places: Sequence[Sequence[Place]], told: Sequence[ReadAs], question: str) -> list[Fit]:
    """For each sentence, told by the places it stands in, how it stands to any of the times `told`."""
    is_saying = _SAYING.search(question) is not None
    is_figure = bool(told) and answer_type_of(question) in FIGURES
    how = {"is_saying": is_saying, "is_figure": is_figure}
    return [max((_fit(a, s, t, **how) for a, s in own for t in told), default=Fit.OPEN) for own in places]


def _fit(article: Article, span: Span, asked: ReadAs, *, is_saying: bool, is_figure: bool) -> Fit:
    """How the sentence at `span` stands to one of the times asked about."""
    stretch = asked.stretch
    before, own = told_at(article, span)
    fine = [s for s in own if is_fine(s, stretch)]
    if _SEASON.search(asked.words) and fine and all(map(_is_season, fine)) and stretch not in fine:
        return Fit.OTHER
    if any(stretch.overlaps(s) for s in fine) or _says(span.of(article.text), asked.words):
        return Fit.NAMED
    if _PERIOD.search(asked.words) and (told := _told_of_period(article, span, own, is_figure=is_figure)):
        return Fit.TOLD if any(stretch.overlaps(s) for s in told) else Fit.OTHER
    published = publication_day(article.published_at)
    is_published_then = published is not None and stretch.overlaps(of_day(published))
    if fine and stretch.length <= _DAYS and not is_saying:
        return Fit.OTHER
    if fine and is_figure and stretch.length >= _YEAR_DAYS and _OF_YEAR.search(span.of(article.text)):
        return Fit.OTHER
    if fine and not is_saying and stretch.length in _MONTH_DAYS and _OF_MONTH.search(span.of(article.text)):
        return Fit.OTHER
    if is_published_then:
        return Fit.TOLD
    if fine:
        return Fit.OTHER
    if any(stretch.overlaps(s) for s in _of_headline(article) if is_fine(s, stretch)):
        return Fit.TOLD
    if published is None and before is None:
        return Fit.OPEN
    is_told_then = before is not None and stretch.overlaps(before) and is_fine(before, stretch)
    return Fit.TOLD if is_told_then and _is_the_story(before, published) else Fit.OTHER


def _is_period(stretch: Stretch) -> bool:
    """True of what is as long as a quarter or a half."""
    return _PERIOD_DAYS[0] <= stretch.length <= _PERIOD_DAYS[1]


def _is_season(stretch: Stretch) -> bool:
    """True of "2022-23": two years that share one with the season before, and one with that behind."""
    first, last = stretch.first, stretch.last
    if not first or not last or last.year != first.year + 1:
        return False
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


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


def told_at(article: Article, span: Span) -> tuple[Stretch | None, list[Stretch]]:
    """The time told of last before `span`, and the times told of in it; in a row of a table are those of its
    head."""
    found = _told_in(article, span)
    start = bisect_left(found, head_of_table(article.text, span.start), key=lambda f: f[0])
    end = bisect_left(found, span.end, key=lambda f: f[0])
    return (found[start - 1][1] if start else None), [s for _, s in found[start:end]]


def _told_of_period(
    article: Article, span: Span, own: Sequence[Stretch], *, is_figure: bool
) -> list[Stretch]:
    """The times that tell if the sentence at `span` is of a quarter: its `own` if one is a quarter, of a
    figure any; or else the quarter told of last before it, in its paragraph if it is no figure."""
    if own:
        return list(own) if is_figure or any(map(_is_period, own)) else []
    above = 0 if is_figure else article.text.rfind("\n", 0, span.start)
    return [s for at, s in _told_in(article, span) if above <= at < span.start and _is_period(s)][-1:]


def _told_in(article: Article, span: Span) -> tuple[tuple[int, Stretch], ...]:
    # Only of articles of the usual length is it remembered: the others' texts would stay in memory with it.
    stretches = _stretches if len(article.text) <= _REMEMBERED_CHARS else _stretches.__wrapped__
    return stretches(article.text, article.published_at, span.start // _BLOCK)


@lru_cache(maxsize=256)
def _stretches(text: str, published_at: str | None, block: int) -> tuple[tuple[int, Stretch], ...]:
    """Where a text tells of times, and of which, in a block of it and around."""
    around = Span(max(0, block - 1) * _BLOCK, min(len(text), (block + 1) * _BLOCK + _BEHIND))
    found = ((e.span.start, stretch_of(resolved)) for e, resolved in dated(text, published_at, around))
    return tuple(
        (at, stretch)
        for at, stretch in found
        if stretch is not None and not _COMPARED.search(text[max(0, at - _LEAD_CHARS) : at])
    )


def _of_headline(article: Article) -> Sequence[Stretch]:
    """The times of a headline: "What changes on 13 December" is over all that stands below."""
    return _times_of(article.title or "", article.published_at)


@lru_cache(maxsize=256)
def _times_of(text: str, published_at: str | None) -> tuple[Stretch, ...]:
    found = (stretch_of(resolve(e, published_at)) for e in find_dates(text))
    return tuple(stretch for stretch in found if stretch is not None)


def is_fine(told: Stretch, asked: Stretch) -> bool:
    """ "The first since 2011" says nothing of a day in March; a year is fine enough for a year."""
    return told.length <= max(7, 2 * asked.length)
