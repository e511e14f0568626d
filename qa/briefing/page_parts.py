"""What a page is made of: lines with citation numbers, sections, and the sources the numbers point to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from qa.briefing.links import fragment_link, safe_url
from qa.briefing.wording import human_day, printable, shortened
from qa.models import Citation

Column = Literal["main", "side"]
_MAX_NAME_CHARS = 120  # of a title or a publisher


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: an optional label in front, its words, an optional note behind, its citation numbers."""

    words: str
    numbers: tuple[int, ...] = ()
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of one kind that are shown, how many are not, and the numbers of those shown further up."""

    title: str
    column: Column
    lines: tuple[Line, ...]
    n_more: int = 0
    shown_above: tuple[int, ...] = ()
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article under their number. `link` opens the article at them; `page` counts from 1."""

    number: int
    words: str
    link: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """An article with the quotes taken from it. `url` is http(s) or None."""

    title: str
    publisher: str | None
    published: str | None
    url: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A brief as it is shown. `citations[n - 1]` is what number n stands for; `kicker` stands over the
    title."""

    title: str
    about: tuple[str, ...]
    bottom_line: tuple[Line, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    citations: tuple[Citation, ...]
    not_stated: tuple[str, ...]
    n_more_not_stated: int
    n_dropped: int
    kicker: str = "Brief"

    def column(self, column: Column) -> list[Section]:
        """The sections of one column, in order."""
        return [s for s in self.sections if s.column == column]

    def foot(self) -> list[tuple[str, str]]:
        """What stands under the evidence: label and words of each line."""
        lines = []
        if self.not_stated:
            more = f"; {self.n_more_not_stated} more in the JSON" if self.n_more_not_stated else ""
            lines.append(("Not stated:", "; ".join(self.not_stated) + more))
        if self.n_dropped:
            s = "" if self.n_dropped == 1 else "s"
            why = "did not pass the check against the articles"
            lines.append(("Not shown:", f"{self.n_dropped} statement{s} that {why}"))
        return lines


@dataclass(slots=True)
class Numbering:
    """Numbers citations from 1 in the order they are first asked for."""

    citations: list[Citation] = field(default_factory=list)
    _known: dict[tuple[str, int, int, int], int] = field(default_factory=dict)

    def of(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The numbers of the citations, in order, each once."""
        return tuple(dict.fromkeys(self._number(c) for c in citations))

    def _number(self, citation: Citation) -> int:
        key = citation_key(citation)
        if key not in self._known:
            self.citations.append(citation)
            self._known[key] = len(self.citations)
        return self._known[key]


def citation_key(citation: Citation) -> tuple[str, int, int, int]:
    """What makes two citations one: the same words of the same article version."""
    return citation.article_id, citation.version, citation.start, citation.end


def sources(
    citations: Sequence[Citation], max_quote_chars: int = 10_000, first: int = 1
) -> tuple[Source, ...]:
    """The citations, numbered from `first`, by article in order of first number; longer quotes are cut."""
    by_article: dict[tuple[str, int], list[tuple[int, Citation]]] = {}
    for number, c in enumerate(citations, first):
        by_article.setdefault((c.article_id, c.version), []).append((number, c))
    return tuple(
        Source(
            title=shortened(printable(cited[0][1].title), _MAX_NAME_CHARS),
            publisher=shortened(printable(cited[0][1].publisher or ""), _MAX_NAME_CHARS) or None,
            published=human_day(cited[0][1].published_at),
            url=safe_url(cited[0][1].url),
            quotes=tuple(
                Quote(
                    n, shortened(printable(c.quote), max_quote_chars), fragment_link(c.url, c.quote), c.page
                )
                for n, c in cited
            ),
        )
        for cited in by_article.values()
    )
