"""What fits on the page: the lines of a brief with their citation numbers, cut by rank to one sheet.

The entries are put in one order, best first: some key points, then the sections taking turns. The page takes
as many as it holds, set in type and measured on a sheet as wide as A4 and as high as US Letter, so that the
same page fits both. What is left out is counted where it is missing; the brief as JSON carries it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from qa.briefing.entries import (
    Entry,
    conflict_entry,
    figure_entry,
    organisation_entry,
    person_entry,
    place_entry,
    said_entry,
    statement_entry,
    timeline_entries,
)
from qa.briefing.page_parts import Column, Line, Numbering, Page, Section, sources
from qa.briefing.wording import human_day, human_not_stated, printable, shortened
from qa.models import Brief, Statement
from qa.printing.typesetting import fits

_MAX_TITLE_CHARS = 150
MAX_QUOTE_CHARS = 420
_MAX_OPEN_FIELDS = 8
_MAX_OPEN_FIELD_CHARS = 80
_MAX_ABOUT_CHARS = 60
_MAX_PLACES = 12
_MAX_ENTRIES = 24  # of one section; more of a kind never fitted beside the others
_FIRST_GUESS = 32  # entries on a page; a page far too long is slow to measure

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


@dataclass(frozen=True, slots=True)
class _Kind:
    """All entries of one section, best first; `n_total` counts those past `_MAX_ENTRIES` too."""

    title: str
    column: Column
    entries: Sequence[Entry]
    n_total: int
    is_inline: bool = False


def lay_out(brief: Brief) -> Page:
    """The best of each section that one sheet holds."""
    kinds = _kinds(brief)
    order = _order(kinds)
    n = most_that_hold(len(order), lambda n: fits(_page(brief, kinds, order[:n])))
    taken, closed = order[:n], set[str]()
    # One column may be full while the other still has room.
    for title in order[n:]:
        if title in closed:
            continue
        if fits(_page(brief, kinds, [*taken, title])):
            taken.append(title)
        else:
            closed.add(title)
    return _page(brief, kinds, taken)


def most_that_hold(n: int, holds: Callable[[int], bool]) -> int:
    """The largest number up to `n` that holds, where every smaller one does too; 0 is taken to hold."""
    low, high = 0, min(n, _FIRST_GUESS)
    while holds(high):
        if high == n:
            return n
        low, high = high, min(n, 2 * high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _order(kinds: Sequence[_Kind]) -> list[str]:
    """The titles of the sections in the order in which they give their next entry to the page."""
    left = {k.title: len(k.entries) for k in kinds}
    order: list[str] = []

    def give(title: str) -> None:
        if left[title]:
            left[title] -= 1
            order.append(title)

    for _ in range(_KEY_POINTS_FIRST):
        give("Key points")
    n_round = 0
    while any(left.values()):
        n_round += 1
        for title in _TURNS:
            if title in _FACTS or (n_round == 1 and title != "Key points") or n_round > _FACT_ROUNDS:
                give(title)
    return order


def _page(brief: Brief, kinds: Sequence[_Kind], taken: Sequence[str]) -> Page:
    """The page with the first entries of each section, as many as its title stands in `taken`."""
    numbering = Numbering()
    lead = [statement_entry(s, is_dated=_is_of_days(brief)) for s in brief.bottom_line]
    bottom_line = tuple(_line(e, numbering) for e in lead)
    shown = {e.words for e in lead}
    sections = tuple(_section(k, taken.count(k.title), shown, numbering) for k in kinds if k.n_total)
    open_fields = [shortened(printable(name), _MAX_OPEN_FIELD_CHARS) for name in human_not_stated(brief)]
    return Page(
        title=shortened(printable(brief.title), _MAX_TITLE_CHARS),
        about=_about(brief),
        bottom_line=bottom_line,
        sections=sections,
        sources=sources(numbering.citations, MAX_QUOTE_CHARS),
        citations=tuple(numbering.citations),
        not_stated=tuple(open_fields[:_MAX_OPEN_FIELDS]),
        n_more_not_stated=max(0, len(open_fields) - _MAX_OPEN_FIELDS),
        n_dropped=len(brief.dropped),
    )


def _section(kind: _Kind, n: int, shown: set[str], numbering: Numbering) -> Section:
    """The first `n` entries; one that only repeats what is `shown` above is pointed to. Adds to `shown`."""
    taken = kind.entries[:n]
    above = [e for e in taken if kind.title in _POINTING and e.words in shown]
    if len(above) == len(taken):
        above = []  # numbers alone tell a reader nothing
    lines = sorted((e for e in taken if e not in above), key=lambda e: e.place)
    shown.update(e.words for e in lines)
    return Section(
        kind.title,
        kind.column,
        tuple(_line(e, numbering) for e in lines),
        kind.n_total - n,
        numbering.of(c for e in above for c in e.citations[:1]),
        kind.is_inline,
    )


def _line(entry: Entry, numbering: Numbering) -> Line:
    return Line(entry.words, numbering.of(entry.citations), entry.label, entry.note)


def _kinds(brief: Brief) -> list[_Kind]:
    """The sections in the order they are shown; the key points come first."""

    def kind(title: str, column: Column, entries: Sequence[Entry], most: int = _MAX_ENTRIES) -> _Kind:
        return _Kind(title, column, entries[:most], len(entries), is_inline=title == "Places")

    def told(statements: Sequence[Statement]) -> list[Entry]:
        return [statement_entry(s, is_dated=_is_of_days(brief)) for s in statements]

    above = {s.text for s in (*brief.bottom_line, *brief.key_points)}
    return [
        kind("Key points", "main", told(brief.key_points)),
        kind("Timeline", "main", timeline_entries(brief.timeline, [*brief.bottom_line, *brief.key_points])),
        kind("Risks", "main", _new_first(told(brief.risks), above)),
        kind("Open questions", "main", _new_first(told(brief.open_questions), above)),
        kind("Articles disagree", "main", [conflict_entry(c) for c in brief.disagreements]),
        kind("People", "side", [person_entry(p) for p in brief.people]),
        kind("Organisations", "side", [organisation_entry(o) for o in brief.organisations]),
        kind("Figures", "side", [figure_entry(f) for f in brief.figures]),
        kind("Who said what", "side", [said_entry(a) for a in brief.attributions]),
        kind("Places", "side", [place_entry(p) for p in brief.places], _MAX_PLACES),
    ]


def _new_first(entries: Sequence[Entry], above: Collection[str]) -> list[Entry]:
    """The entries, those last that only tell what stands above."""
    return sorted(entries, key=lambda e: any(e.words in words for words in above))


def _is_of_days(brief: Brief) -> bool:
    """True if its articles were published on several days."""
    return len({a.published_at[:10] for a in brief.articles if a.published_at}) > 1


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
    return tuple(shortened(printable(part), _MAX_ABOUT_CHARS) for part in parts)
