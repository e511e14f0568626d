"""The lines of a brief before they have numbers: what is said of a person, a figure, an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.briefing.corrected import CORRECTED
from qa.briefing.page_parts import citation_key
from qa.briefing.standing import leans_on_another
from qa.briefing.wording import human_dates, human_day, printable, shortened
from qa.language.numbers import CURRENCY_SIGNS
from qa.models import (
    Attribution,
    Citation,
    Conflict,
    Figure,
    Organisation,
    Person,
    Place,
    Precision,
    Statement,
    TimelineEntry,
)

_MAX_EVENT_CHARS = 120
_MAX_CLAIM_CHARS = 110
_MAX_CORRECTION_CHARS = 280
_MAX_WHAT_CHARS = 84
# Bounds for what an article may make as long as it likes: no single line can fill the page.
_MAX_WORDS_CHARS = 420
_MAX_LABEL_CHARS = 80
_MAX_NOTE_CHARS = 40
_MAX_NUMBERS = 3  # of one line; the JSON has all


@dataclass(frozen=True, slots=True)
class Entry:
    """A line before it has numbers. `place` is where it is shown, when that is not its rank."""

    words: str
    citations: Sequence[Citation]
    label: str = ""
    note: str = ""
    place: int = 0


def _entry(
    words: str, citations: Sequence[Citation], label: str = "", note: str = "", place: int = 0
) -> Entry:
    n_articles = len({c.article_id for c in citations})
    if not note and n_articles > _MAX_NUMBERS:
        note = f"in {n_articles} articles"
    return Entry(
        shortened(printable(words), _MAX_WORDS_CHARS),
        citations[:_MAX_NUMBERS],
        shortened(printable(label), _MAX_LABEL_CHARS),
        shortened(printable(note), _MAX_NOTE_CHARS),
        place,
    )


def statement_entry(statement: Statement, *, is_dated: bool = False) -> Entry:
    """A sentence with all it cites, and of what day it is where the brief is of several: "on Monday" alone
    would be read as last Monday."""
    day = human_day(statement.citations[0].published_at) if is_dated and statement.citations else None
    return _entry(statement.text, statement.citations, note=day.rsplit(" ", 1)[0] if day else "")


def conflict_entry(conflict: Conflict) -> Entry:
    """The sides of a disagreement, each with who published it and when."""
    is_corrected = conflict.about == CORRECTED
    words = []
    for n, side in enumerate(conflict.sides):
        n_chars = _MAX_CORRECTION_CHARS if is_corrected and n == 0 else _MAX_CLAIM_CHARS
        words.append(f"{shortened(side.text, n_chars)} ({_published(side.citations[0])})")
    sides = (" — before: " if is_corrected else " — but: ").join(words)
    return _entry(sides, [s.citations[0] for s in conflict.sides], conflict.about)


def _published(citation: Citation) -> str:
    day = human_day(citation.published_at) or "date not stated"
    time = re.match(r".{10}T(\d\d:\d\d)", citation.published_at or "")
    return f"{citation.publisher or 'publisher not stated'}, {day}{f' {time[1]}' if time else ''}"


def place_entry(place: Place) -> Entry:
    """A place that is named."""
    return _entry(place.name.value or "", place.name.citations[:1])


def person_entry(person: Person) -> Entry:
    """Name, role and affiliation."""
    words = ", ".join(v.value for v in (person.role, person.affiliation) if v.value)
    cited = person.role if person.role.value else person.name
    return _entry(words or "role not stated", cited.citations[:1], person.name.value or "")


def organisation_entry(organisation: Organisation) -> Entry:
    """Name and part in the matter."""
    part = organisation.part
    cited = part if part.value else organisation.name
    words = shortened(part.value or "part not stated", _MAX_WHAT_CHARS)
    return _entry(words, cited.citations[:1], organisation.name.value or "")


_PRECISE_FIRST = {Precision.DAY: 0, Precision.MONTH: 1, Precision.YEAR: 2, Precision.UNKNOWN: 3}


def timeline_entries(timeline: Sequence[TimelineEntry], points: Sequence[Statement] = ()) -> list[Entry]:
    """Entries by rank: the exact ones, those that `points` tell of, those told by many articles and early in
    them first; they are shown in the order of their dates."""
    told = {citation_key(c) for point in points for c in point.citations}

    def rank(entry: TimelineEntry) -> tuple[int, bool, bool, int, int]:
        cited = entry.event.citations
        is_told = any(citation_key(c) in told for c in cited)
        leans = leans_on_another(entry.event.value or "")
        return _PRECISE_FIRST[entry.precision], leans, not is_told, -len(cited), cited[0].start

    placed = sorted(enumerate(timeline), key=lambda p: rank(p[1]))
    return [
        _entry(
            shortened(e.event.value or "", _MAX_EVENT_CHARS),
            e.event.citations,
            label=human_dates(e.date, e.end_date) if e.date else f"“{e.expression}”",
            note=f"“{e.expression}”" if e.resolved_from and not re.search(r"\d", e.expression) else "",
            place=place,
        )
        for place, e in placed
    ]


def figure_entry(figure: Figure) -> Entry:
    """The value in front, what it measures behind."""
    unit = figure.unit or ""
    is_before = unit.endswith(tuple(CURRENCY_SIGNS))
    value = (
        f"{unit}{figure.value}" if is_before else f"{figure.value}{'' if unit == '%' else ' '}{unit}".strip()
    )
    label = f"{figure.qualifier} {value}" if figure.qualifier else value
    return _entry(_measured(figure), figure.what.citations, label)


def _measured(figure: Figure) -> str:
    """What is said of a figure: the clause it stands in, from its beginning where that is short enough."""
    what = " ".join((figure.what.value or "").split())
    at = what.find(figure.value)
    if at + len(figure.value) + len(figure.unit or "") <= _MAX_WHAT_CHARS:
        return shortened(what, _MAX_WHAT_CHARS)
    return shortened(what, _MAX_WHAT_CHARS, around=what[at - 20 : at + 20])


def said_entry(attribution: Attribution) -> Entry:
    """Who said it, how, and what."""
    claim = shortened(attribution.claim.value or "", _MAX_CLAIM_CHARS)
    who = attribution.speaker.value or ""
    label = (
        f"{attribution.verb} {who}"
        if attribution.verb.lower() == "according to"
        else f"{who} {attribution.verb}"
    )
    cited = [*attribution.claim.citations, *attribution.speaker.citations]
    return _entry(claim, list({citation_key(c): c for c in cited}.values()), label)
