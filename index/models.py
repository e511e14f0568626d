"""The values that articles become on their way to ranked passages.

All offsets are half-open ranges of Unicode code points in the stored text of one article version.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range `[start, end)` of code points, `0 <= start <= end`.

    Raises:
        ValueError: if the bounds are negative or reversed.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span from {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words that stand at this span of `text`."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """True if `other` lies inside this span, bounds included."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader of files found in one input: the text as received, and what it says of itself.

    `published_at` is ISO 8601 as published, a date or a date and time with its offset; `None` is
    "not stated". Nothing is filled in from the file system or the clock. `wire_id` is the item's own
    identity where the format has one (NewsML guid, NITF doc-id, feed guid, Message-ID). `pages` are the
    offsets in `text` at which its pages begin, the first at 0; empty where there are none. `n_hidden` is
    how many characters of the input a reader of it would not see: left out of `text` where the format
    hides them, in it where they are invisible characters. `unread_date` are the words of a stated date of
    publication that could not be read; then `published_at` is None.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published_at: str | None = None
    url: str | None = None
    language: str | None = None
    wire_id: str | None = None
    pages: tuple[int, ...] = ()
    n_hidden: int = 0
    unread_date: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one published item. `text` is never changed once stored; `pages` are the offsets in
    it at which its pages begin, empty where it has none."""

    article_id: str
    version: int
    text: str
    sha256: str
    title: str
    publisher: str | None
    byline: str | None
    published_at: str | None
    url: str | None
    origin: str
    is_current: bool = True
    language: str | None = None
    wire_id: str | None = None
    pages: tuple[int, ...] = ()

    def page_of(self, at: int) -> int | None:
        """The number, from 1, of the page that the character at `at` stands on; None without pages."""
        return bisect_right(self.pages, at) or None


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """An article without its text, for lists."""

    article_id: str
    version: int
    title: str
    publisher: str | None
    published_at: str | None
    url: str | None
    characters: int
    twin_of: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of one article version: the unit that is retrieved, shown and cited."""

    passage_id: int
    article_id: str
    version: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its rank (from 1) and score; scores compare only within one list."""

    rank: int
    score: float
    passage: Passage
    title: str
    publisher: str | None
    published_at: str | None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a search may see. Dates are ISO days, both bounds inclusive, compared with the
    day an article was published where it was published; an article without a date passes no date
    bound, except `as_of`, which hides only what is known to be later."""

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    publishers: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Filters()
