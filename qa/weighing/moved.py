"""A date that was moved: "the hearing, which had been set for 3 December, has been put back to 14 January".

Where a sentence answers "when" with a date, and another tells that this date was moved, the other goes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.models import Article, Span
from qa.asking.kind import AnswerType
from qa.dates import Stretch, find_dates, publication_day, resolve, stretch_of
from qa.dates.moved import asks_for_the_first, asks_of_a_move, moves_in, was_to_be
from qa.language.irregular import bases_in
from qa.language.words import content_stems, stem, stems_in, words_of
from qa.reader import Evidence, Reading
from qa.reading.decided import decided
from qa.weighing.corrections import sentences_behind

Day = tuple[int, int]  # month and day, which is 0 of a month or some days of it

_SAID_WITHIN = 7  # days
_NEAR, _LEAST = 0.65, 0.5  # of the best score: it often says "it"; where it names the very date
_HAD_BEEN = re.compile(
    r"\bhad (?:first |originally )?been (?:expected|due|set|scheduled|planned|meant)\b", re.I
)
_SHARED = 2  # words of two sentences, one of them no name
_SAY_NOTHING = frozenset(
    map(stem, "said told plan planned will until month months week weeks year years".split())
)
_SHORT_FOR = frozenset({"pm", "ceo", "mp", "uk", "us", "eu"})  # which articles write out
_LEANS = re.compile(r"the (?:following|next|same) ", re.IGNORECASE)  # a day told by another
_GOES_ON = re.compile(r"(?:It|This|That|They|The [a-z]+)\b")


@dataclass(frozen=True, slots=True)
class _Moved:
    """A day that something was moved to, where its words stand, and for which days it was set before."""

    day: Day
    at: Span
    before: tuple[Day, ...]


def with_what_was_moved(reading: Reading) -> tuple[Reading, str]:
    """`reading` with the sentence first that tells that the date of its best was moved, and a note; as it
    is where none does."""
    view = reading.view
    if view.answer_type is not AnswerType.DATE or not reading.evidence:
        return reading, ""
    if asks_for_the_first(view.text) or asks_of_a_move(view.text):
        return reading, ""
    best = reading.evidence[0]
    days = _days_asked(best, view.text)
    if len(days) != 1 or _moved(best) or _is_another_asked(best, view.text):
        return reading, ""
    for evidence in reading.evidence[1:]:
        moved = _moved(evidence) if evidence.score >= _LEAST * best.score else None
        if moved and moved.day not in days and _is_of(evidence, moved, best, days, reading):
            note = f"The date was moved to {moved.at.of(evidence.text)}."
            return _moved_first(reading, evidence, moved, days), note
    return reading, ""


def _moved_first(reading: Reading, evidence: Evidence, moved: _Moved, days: Sequence[Day]) -> Reading:
    best = reading.evidence[0]
    others = tuple(e for e in reading.evidence if e is not evidence)
    earlier = tuple(e for e in others if e is best or _days_of(e) == days)
    first = replace(evidence, score=best.score)
    return replace(reading, evidence=(first, *others), earlier=earlier, short=moved.at)


def _is_of(evidence: Evidence, moved: _Moved, best: Evidence, days: Sequence[Day], reading: Reading) -> bool:
    """True if what was moved is what the best sentence tells of: it goes on there, or is no older, of whom
    the question names, and has its date or its words."""
    article, other = evidence.places[0][0], best.places[0][0]
    is_one = article.article_id == other.article_id
    goes_on = is_one and not moved.before and _GOES_ON.match(evidence.text)
    if goes_on and evidence in sentences_behind(best, reading)[:1]:
        return True
    if (article.published_at or "") < (other.published_at or "") or not _names_all(article, reading):
        return False
    asked = set(content_stems(reading.view.text)) - reading.view.name_stems
    if any(day in days or (day[0], 0) in days for day in moved.before):  # "next week" is of that month
        return bool(reading.view.names) or bool(asked & stems_in(f"{article.title} {evidence.text}"))
    shared = asked & stems_in(best.text)
    is_near = evidence.score >= _NEAR * best.score and not moved.before
    if is_one:  # "had been expected on 24 March" tells of what is so no longer
        return is_near and _HAD_BEEN.search(best.text) is not None
    is_later = (article.published_at or "") > (other.published_at or "")
    is_asked = bool(shared) and shared <= stems_in(evidence.text)
    return is_later and is_near and (is_asked or _tell_of_one(evidence, best))


def _tell_of_one(evidence: Evidence, best: Evidence) -> bool:
    """True if two sentences have a name and a word in common: of the visit to Ostrany tell both."""
    shared = stems_in(evidence.text) & stems_in(best.text)
    words = shared & {stem(w) for w in words_of(best.text) if w.islower()} - _SAY_NOTHING
    return bool(words) and len(shared - _SAY_NOTHING) >= _SHARED


def _names_all(article: Article, reading: Reading) -> bool:
    text = f"{article.title}\n{article.text}".lower()
    words = (word.lower() for name in reading.view.names for word in name.split())
    return all(word in text for word in words if word not in _SHORT_FOR)


def _moved(evidence: Evidence) -> _Moved | None:
    """To which day a sentence says that something was moved; None if it does not say it."""
    published = evidence.places[0][0].published_at
    for move in moves_in(evidence.text):
        days = stretch_of(resolve(move.told, published))
        if not days or not days.first or not days.last:
            continue
        if move.from_to and days.first < days.last:
            return _Moved(_day(days.last), move.to, (_day(days.first),))
        if not move.from_to and (day := _in_any_year(days)):
            others = ((at, d) for at, d in _days_in(evidence) if d != day)
            before = tuple(d for at, d in others if was_to_be(evidence.text, at))
            return _Moved(day, move.to, before)
    return None


def _days_of(evidence: Evidence) -> list[Day]:
    """The days, or months, that a sentence tells of, each once."""
    return list(dict.fromkeys(day for _, day in _days_in(evidence)))


def _is_another_asked(evidence: Evidence, question: str) -> bool:
    """True if a sentence tells of a season or a year, too, and that is not clearly not what is asked: "work
    would begin in September and the bridge open in the spring of 2029"."""
    spans = [d.span for d in find_dates(evidence.text) if not _LEANS.match(d.words)]
    own = {at for at, _ in _days_in(evidence)}
    if all(span.start in own for span in spans):
        return False
    n, _ = decided(bases_in(question), evidence.text, spans)
    return n is None or spans[n].start not in own


def _days_asked(evidence: Evidence, question: str) -> list[Day]:
    """The days of a sentence, without that on which it was said: "will merge in May, they said on Monday"; of
    several the one of which it tells what is asked, where that is plain."""
    published = publication_day(evidence.places[0][0].published_at)
    days = _days_of(evidence)
    if published is None or len(days) < 2:
        return days
    said = [_day(published - timedelta(days=n)) for n in range(_SAID_WITHIN)]
    days = [day for day in days if day not in said]
    if len(days) > 1:
        told = [(at, day) for at, day in _days_in(evidence) if day in days]
        n, _ = decided(bases_in(question), evidence.text, [Span(at, at + 1) for at, _ in told])
        return days if n is None else [told[n][1]]
    return days


def _days_in(evidence: Evidence) -> list[tuple[int, Day]]:
    published = evidence.places[0][0].published_at
    dates = (d for d in find_dates(evidence.text) if not _LEANS.match(d.words))
    found = ((d.span.start, stretch_of(resolve(d, published))) for d in dates)
    return [(at, day) for at, s in found if s and (day := _in_any_year(s))]


def _in_any_year(stretch: Stretch) -> Day | None:
    """Month and day: of what is put off no article says the year, and which is meant its words leave open.
    None of what is longer than a month."""
    if not stretch.first or not stretch.last or stretch.first.month != stretch.last.month:
        return None
    return _day(stretch.last) if stretch.n_days == 1 else (stretch.last.month, 0)


def _day(day: date) -> Day:
    return day.month, day.day
