"""What fits on the page: the lines of a brief with their citation numbers, cut by rank to one A4 sheet.

Heights are estimates in millimetres for the print style of `templates/brief.html.j2`; the brief as JSON
carries everything that is left out here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.briefing.page_parts import Column, Line, Numbering, Page, Section, citation_key, sources
from qa.briefing.wording import human_dates, human_day, human_not_stated, shortened
from qa.models import (
    Attribution,
    Brief,
    Citation,
    Conflict,
    Figure,
    Organisation,
    Person,
    Precision,
    Statement,
    TimelineEntry,
)

# A4 has 273 between the margins; the rest is for what the estimates miss.
PAGE_MM = 271.0
_HEAD_MM = 17.0
_FOOT_MM = 10.0
_SECTION_MM = 8.8
# Characters to a line and millimetres a line, by where the line stands.
_SHAPE = {
    "title": (60, 7.1),
    "lead": (106, 5.1),
    "main": (77, 4.2),
    "timeline": (59, 4.2),
    "side": (55, 3.95),
    "evidence": (77, 3.0),
    "foot": (150, 3.0),
}
_LINE_GAP_MM = {
    "title": 0.0,
    "lead": 1.4,
    "main": 1.0,
    "timeline": 1.0,
    "side": 1.0,
    "evidence": 0.5,
    "foot": 3.0,
}
_MAX_EVENT_CHARS = 120
_MAX_CLAIM_CHARS = 110
_MAX_WHAT_CHARS = 84
_MAX_PLACES = 12
_MAX_OPEN_FIELDS = 8


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line before it has numbers."""

    words: str
    citations: Sequence[Citation]
    label: str = ""
    note: str = ""
    place: int = 0  # where it is shown among those that are taken, when that is not their rank


@dataclass(slots=True)
class _Filling:
    """A section while the page fills up."""

    title: str
    column: Column
    entries: Sequence[_Entry]
    n_total: int
    shape: str = ""
    is_inline: bool = False
    is_closed: bool = False
    taken: list[_Entry] = field(default_factory=list)
    shown_above: list[_Entry] = field(default_factory=list)


@dataclass(slots=True)
class _Room:
    """What is used up of the page, in millimetres; `evidence` is the length of its two columns together."""

    top: float
    main: float = 0.0
    side: float = 0.0
    evidence: float = 0.0
    quoted: set[tuple[str, int, int, int]] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)

    def is_overfull(self) -> bool:
        return self.top + max(self.main, self.side) + self.evidence / 2 + _FOOT_MM > PAGE_MM


def lay_out(brief: Brief) -> Page:
    """The best of each section that fits one A4 page: the key points, then the others taking turns."""
    lead = [_statement(s) for s in brief.bottom_line]
    open_fields = human_not_stated(brief)
    stated = "; ".join(open_fields[:_MAX_OPEN_FIELDS])
    room = _Room(
        _HEAD_MM
        + _height(stated, "foot")
        + _height(brief.title, "title")
        + sum(_height(e.words, "lead") for e in lead)
    )
    for entry in lead:
        _quote(room, entry)
    fillings = _fillings(brief)
    for _ in range(_KEY_POINTS_FIRST):
        _take_turn(fillings[0], room)
    in_turn = sorted(fillings, key=lambda f: _TURNS.index(f.title))
    for n in range(_FACT_ROUNDS):
        for filling in in_turn:
            if n == 0 or filling.title in _FACTS:
                _take_turn(filling, room)
    while any(not f.is_closed for f in fillings):
        for filling in in_turn:
            _take_turn(filling, room)
    numbering = Numbering()
    return Page(
        title=brief.title,
        about=_about(brief),
        bottom_line=tuple(_line(e, numbering) for e in lead),
        sections=tuple(_section(f, numbering) for f in fillings if f.n_total),
        sources=sources(numbering.citations),
        not_stated=tuple(open_fields[:_MAX_OPEN_FIELDS]),
        n_more_not_stated=max(0, len(open_fields) - _MAX_OPEN_FIELDS),
        n_dropped=len(brief.dropped),
    )


def _take_turn(filling: _Filling, room: _Room) -> None:
    """Adds the section's next entry if the page has room for it and its quotes; else closes the section."""
    n = len(filling.taken) + len(filling.shown_above)
    if filling.is_closed or n >= len(filling.entries):
        filling.is_closed = True
        return
    entry = filling.entries[n]
    if filling.title in _POINTING and entry.words in room.shown:
        filling.shown_above.append(entry)
        return
    before = (room.main, room.side, room.evidence)
    label = "" if filling.shape == "timeline" else entry.label  # which has a column of its own
    height = _height(f"{label} {entry.words} {entry.note}", filling.shape or filling.column)
    if filling.is_inline and filling.taken:
        height /= 5  # several to a line
    height += 0.0 if filling.taken else _SECTION_MM
    if filling.column == "main":
        room.main += height
    else:
        room.side += height
    quoted = _quote(room, entry)
    if room.is_overfull():
        room.main, room.side, room.evidence = before
        room.quoted -= quoted
        filling.is_closed = True
        return
    room.shown.add(entry.words)
    filling.taken.append(entry)


def _quote(room: _Room, entry: _Entry) -> set[tuple[str, int, int, int]]:
    """Makes room for the quotes of an entry that are not there yet; which these were."""
    new = {citation_key(c): c for c in entry.citations if citation_key(c) not in room.quoted}
    for c in new.values():
        if not any(k[:2] == (c.article_id, c.version) for k in room.quoted):
            room.evidence += _height(f"{c.title} {c.publisher or ''} {c.published_at or ''}", "evidence")
        room.evidence += _height(c.quote, "evidence")
        room.quoted.add(citation_key(c))
    room.shown.add(entry.words)
    return set(new)


def _height(words: str, shape: str) -> float:
    per_line, line_mm = _SHAPE[shape]
    return math.ceil((len(words.strip()) + 3) / per_line) * line_mm + _LINE_GAP_MM[shape]


def _line(entry: _Entry, numbering: Numbering) -> Line:
    return Line(entry.words, numbering.of(entry.citations), entry.label, entry.note)


def _section(filling: _Filling, numbering: Numbering) -> Section:
    return Section(
        filling.title,
        filling.column,
        tuple(_line(e, numbering) for e in sorted(filling.taken, key=lambda e: e.place)),
        max(0, filling.n_total - len(filling.taken) - len(filling.shown_above)),
        numbering.of(c for e in filling.shown_above for c in e.citations[:1]),
        filling.is_inline,
    )


# How many key points go before everything else, and in which order the sections take turns after that.
_KEY_POINTS_FIRST = 4
_TURNS = (
    "People", "Timeline", "Figures", "Organisations", "Risks", "Open questions", "Articles disagree",
    "Places", "Who said what", "Key points",
)  # fmt: skip
# These get three entries before any other section gets its second.
_FACTS = frozenset({"People", "Timeline", "Figures", "Organisations", "Places"})
_FACT_ROUNDS = 3
# Sections that only point to a statement when it already stands higher up.
_POINTING = frozenset({"Risks", "Open questions"})


def _fillings(brief: Brief) -> list[_Filling]:
    """The sections in the order they are shown; the key points come first."""

    def filling(title: str, column: Column, entries: Sequence[_Entry], shape: str = "") -> _Filling:
        return _Filling(title, column, entries, len(entries), shape)

    places = filling(
        "Places", "side", [_Entry(p.name.value or "", p.name.citations[:1]) for p in brief.places]
    )
    places.entries, places.is_inline = places.entries[:_MAX_PLACES], True
    return [
        filling("Key points", "main", [_statement(s) for s in brief.key_points]),
        filling("Timeline", "main", _timeline(brief.timeline), "timeline"),
        filling("Risks", "main", [_statement(s) for s in brief.risks]),
        filling("Open questions", "main", [_statement(s) for s in brief.open_questions]),
        filling("Articles disagree", "main", [_conflict(c) for c in brief.disagreements]),
        filling("People", "side", [_person(p) for p in brief.people]),
        filling("Organisations", "side", [_organisation(o) for o in brief.organisations]),
        filling("Figures", "side", [_figure(f) for f in brief.figures]),
        filling("Who said what", "side", [_said(a) for a in brief.attributions]),
        places,
    ]


def _statement(statement: Statement) -> _Entry:
    return _Entry(" ".join(statement.text.split()), statement.citations)


def _conflict(conflict: Conflict) -> _Entry:
    sides = " — but: ".join(shortened(s.text, _MAX_CLAIM_CHARS) for s in conflict.sides)
    return _Entry(sides, [c for s in conflict.sides for c in s.citations], conflict.about)


def _person(person: Person) -> _Entry:
    words = ", ".join(v.value for v in (person.role, person.affiliation) if v.value)
    cited = person.role if person.role.value else person.name
    return _Entry(words or "role not stated", cited.citations[:1], person.name.value or "")


def _organisation(organisation: Organisation) -> _Entry:
    part = organisation.part
    cited = part if part.value else organisation.name
    words = shortened(part.value or "part not stated", _MAX_WHAT_CHARS)
    return _Entry(words, cited.citations[:1], organisation.name.value or "")


_PRECISE_FIRST = {Precision.DAY: 0, Precision.MONTH: 1, Precision.YEAR: 2, Precision.UNKNOWN: 3}


def _timeline(timeline: Sequence[TimelineEntry]) -> list[_Entry]:
    """Entries by rank, the exact and early told ones first; they are shown in the order of their dates."""
    placed = list(enumerate(timeline))
    placed.sort(key=lambda p: (_PRECISE_FIRST[p[1].precision], p[1].event.citations[0].start))
    return [
        _Entry(
            shortened(e.event.value or "", _MAX_EVENT_CHARS, around=e.expression),
            e.event.citations,
            label=human_dates(e.date, e.end_date) if e.date else f"“{e.expression}”",
            note=f"“{e.expression}”" if e.resolved_from and not re.search(r"\d", e.expression) else "",
            place=place,
        )
        for place, e in placed
    ]


def _figure(figure: Figure) -> _Entry:
    unit = figure.unit or ""
    is_before = unit.endswith(("$", "€", "£", "¥", "₹"))
    value = (
        f"{unit}{figure.value}" if is_before else f"{figure.value}{'' if unit == '%' else ' '}{unit}".strip()
    )
    label = f"{figure.qualifier} {value}" if figure.qualifier else value
    return _Entry(_measured(figure), figure.what.citations, label)


def _measured(figure: Figure) -> str:
    """What is said of a figure: the words behind it, or those before it where it comes last."""
    what = " ".join((figure.what.value or "").split())
    at = what.find(figure.value)
    end = at + len(figure.value)
    unit = figure.unit or ""
    if what[end:].lstrip(" -").startswith(unit):
        end = what.find(unit, end) + len(unit)
    behind = what[end:].strip(" ,;.")
    if len(behind.split()) >= 4:
        return shortened(behind, _MAX_WHAT_CHARS)
    ahead = re.sub(rf"\s{re.escape(figure.qualifier or '')}\s*$", "", what[:at], flags=re.I)
    return shortened(ahead, _MAX_WHAT_CHARS, around=ahead[-20:]).removesuffix(" …") + " …" if ahead else what


def _said(attribution: Attribution) -> _Entry:
    claim = shortened(attribution.claim.value or "", _MAX_CLAIM_CHARS)
    who = attribution.speaker.value or ""
    label = (
        f"{attribution.verb} {who}"
        if attribution.verb.lower() == "according to"
        else f"{who} {attribution.verb}"
    )
    cited = [*attribution.claim.citations, *attribution.speaker.citations]
    return _Entry(claim, list({citation_key(c): c for c in cited}.values()), label)


def _about(brief: Brief) -> tuple[str, ...]:
    """The line under the title: where from, when, how made."""
    n, independent = len(brief.articles), brief.independent_sources
    parts: list[str] = []
    if n == 1:
        article = brief.articles[0]
        parts += [article.publisher or "Publisher not stated"]
        parts += [human_day(article.published_at) or "Publication date not stated"]
    else:
        days = sorted(a.published_at[:10] for a in brief.articles if a.published_at)
        parts.append(f"{n} articles, {independent} independent")
        if days:
            first, last = human_day(days[0]), human_day(days[-1])
            parts.append(f"{first} to {last}" if first != last else f"{first}")
    if brief.as_of:
        parts.append(f"as of {human_day(brief.as_of) or brief.as_of}")
    parts.append(
        "in the articles’ own words"
        if brief.engine.startswith("extractive")
        else f"phrased by {brief.engine}"
    )
    return tuple(parts)
