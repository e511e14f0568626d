"""What changed since an earlier brief, on one sheet of its own behind the brief."""

from __future__ import annotations

from collections.abc import Sequence

from qa.briefing.comparing import Comparison, Pair, ToldLine
from qa.briefing.page import MAX_QUOTE_CHARS, most_that_hold
from qa.briefing.page_parts import Line, Numbering, Page, Section, sources
from qa.briefing.wording import printable, shortened
from qa.printing.typesetting import fits

_MAX_WORDS_CHARS = 220
_MAX_TITLE_CHARS = 150
_MAX_NUMBERS = 2  # of each side; the JSON has all
_MAX_ENTRIES = 24  # of one section


def lay_out_changes(since: Comparison, brief: Page) -> Page:
    """The lines changed, new and gone that one sheet holds, taken in turn; what is left out is counted.

    Numbers go on from those of `brief`; words quoted there keep their number.
    """
    since = since.model_copy(update={"new": _in_turn(since.new), "withdrawn": _in_turn(since.withdrawn)})
    counts = [min(len(lines), _MAX_ENTRIES) for lines in (since.changed, since.new, since.withdrawn)]
    turns = [kind for n in range(max(counts)) for kind, count in enumerate(counts) if n < count]
    n = most_that_hold(len(turns), lambda n: fits(_page(since, brief, turns[:n])))
    return _page(since, brief, turns[:n])


def _in_turn(lines: Sequence[ToldLine]) -> list[ToldLine]:
    """The first of each kind, then the second of each: thirty figures must not keep out every event."""
    of_kind: dict[str, int] = {}
    rounds = []
    for told in lines:
        of_kind[told.kind] = of_kind.get(told.kind, 0) + 1
        rounds.append(of_kind[told.kind])
    return [told for _, told in sorted(zip(rounds, lines, strict=True), key=lambda each: each[0])]


def _page(since: Comparison, brief: Page, turns: Sequence[int]) -> Page:
    numbering = Numbering()
    numbering.of(brief.citations)
    n_before = len(numbering.citations)
    n_changed, n_new, n_withdrawn = (turns.count(kind) for kind in range(3))
    changed = tuple(_changed(pair, numbering) for pair in since.changed[:n_changed])
    new = tuple(_told(told, numbering) for told in since.new[:n_new])
    withdrawn = tuple(_told(told, numbering) for told in since.withdrawn[:n_withdrawn])
    sections = (
        Section("Changed", "main", changed, len(since.changed) - n_changed),
        Section("New", "main", new, len(since.new) - n_new),
        Section("No longer in the brief", "side", withdrawn, len(since.withdrawn) - n_withdrawn),
    )
    shown = tuple(s for s in sections if s.lines or s.n_more)
    old_title = shortened(printable(since.old_title), _MAX_TITLE_CHARS)
    return Page(
        kicker="Since the last brief",
        title=brief.title,
        about=(since.summary(), *([f"compared with “{old_title}”"] if old_title != brief.title else [])),
        bottom_line=() if shown else (Line("Nothing is new, changed or gone since then."),),
        sections=shown,
        sources=sources(numbering.citations[n_before:], MAX_QUOTE_CHARS, first=n_before + 1),
        citations=tuple(numbering.citations),
        not_stated=(),
        n_more_not_stated=0,
        n_dropped=0,
    )


def _changed(pair: Pair, numbering: Numbering) -> Line:
    words = f"{_words(pair.new)} — before: {_words(pair.old)}"
    cited = [*pair.new.citations[:_MAX_NUMBERS], *pair.old.citations[:_MAX_NUMBERS]]
    return Line(words, numbering.of(cited), label=f"{pair.new.kind}, {' and '.join(pair.differs)}:")


def _told(told: ToldLine, numbering: Numbering) -> Line:
    return Line(_words(told), numbering.of(told.citations[:_MAX_NUMBERS]), label=f"{told.kind}:")


def _words(told: ToldLine) -> str:
    return shortened(printable(told.text), _MAX_WORDS_CHARS)
