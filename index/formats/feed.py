"""Feeds: RSS, Atom and RDF, one article for each entry that brings its whole text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from index.errors import NoArticleText, UnreadableInput
from index.formats.html_tree import text_of_fragment
from index.formats.items import Item, item_of, line, published
from index.models import Draft

ROOTS = frozenset({"rss", "feed", "RDF", "channel"})
MIN_SUMMARY_CHARS = 200


def read(data: bytes, name: str) -> Iterator[Item]:
    """The entries in their order, named `name!1`, `name!2`, ...

    A summary that stands alone counts as the article from `MIN_SUMMARY_CHARS` characters of text on.
    Nothing is fetched: neither the pages that entries link to nor anything else.

    Raises:
        UnreadableInput: if no entry is found.
    """
    # Imported where it is used: only feeds need it.
    import feedparser

    # As a stream: bytes that happen to be the name of a file would be taken for one, and opened.
    # Not sanitised, since that would drop the styles which hide text from readers.
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.entries:
        raise UnreadableInput(
            "no feed, or a feed without entries", hint="check that it is RSS or Atom, and whole"
        )
    for n, entry in enumerate(found.entries, start=1):
        yield item_of(f"{name}!{n}", _draft, entry, found.feed)


def _draft(entry: Any, feed: Any) -> Draft:
    text, n_hidden = _text(entry)
    title, _ = text_of_fragment(entry.get("title") or "")
    date = published(entry.get("published") or entry.get("updated"))
    source = entry.get("source") or {}  # a feed of feeds names where each entry is from
    return Draft(
        text=text,
        title=line(title),
        publisher=line(source.get("title")) or line(feed.get("title")),
        byline=", ".join(filter(None, (line(a.get("name")) for a in entry.get("authors") or ())))
        or line(entry.get("author")),
        published_at=date.iso,
        url=line(entry.get("link")),
        language=line(_stated_language(entry)) or line(feed.get("language")),
        wire_id=line(entry.get("id")),
        n_hidden=n_hidden,
        unread_date=date.unread,
    )


def _text(entry: Any) -> tuple[str, int]:
    whole = max((part.get("value") or "" for part in entry.get("content") or ()), key=len, default="")
    if whole.strip():
        return text_of_fragment(whole)
    text, n_hidden = text_of_fragment(entry.get("summary") or "")
    if len(text) < MIN_SUMMARY_CHARS:
        raise NoArticleText("the feed holds only its summary", hint="save the article's page and add that")
    return text, n_hidden


def _stated_language(entry: Any) -> str | None:
    return next((part["language"] for part in entry.get("content") or () if part.get("language")), None)
