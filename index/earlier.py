"""What stood in an article on a day: the versions that a later one has replaced since."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.chunking import passage_spans
from index.library import Library
from index.models import Article, Filters, Hit, Passage

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Replaced:
    """A version that is not current: its days are those of its publication and of the current version's."""

    article_id: str
    version: int
    day: str
    publisher: str | None
    current_day: str


def replaced_versions(library: Library) -> list[Replaced]:
    """The versions with a date that were published on an earlier day than the current ones, oldest first."""
    rows = library.rows(
        "SELECT o.article_id, o.version, substr(o.published_at, 1, 10), o.publisher,"
        " substr(c.published_at, 1, 10) FROM versions o JOIN versions c USING (article_id)"
        " WHERE NOT o.is_current AND c.is_current"
        " AND substr(o.published_at, 1, 10) < substr(c.published_at, 1, 10) ORDER BY o.article_id, o.version"
    )
    return [Replaced(*row) for row in rows]


def standing(replaced: Sequence[Replaced], filters: Filters) -> dict[str, int]:
    """The version of each article that was the last one on the day of `filters.as_of`, where that is not the
    current one and the other bounds of `filters` let it through."""
    day = filters.as_of
    if day is None:
        return {}
    publishers = {p.casefold() for p in filters.publishers}
    return {
        r.article_id: r.version  # the last of them, in their order
        for r in replaced
        if r.day <= day < r.current_day
        and (filters.since or r.day) <= r.day <= (filters.until or r.day)
        and (not publishers or (r.publisher or "").casefold() in publishers)
        and (not filters.article_ids or r.article_id in filters.article_ids)
    }


def as_it_stood(hit: Hit, article: Article) -> Hit:
    """`hit` in an earlier version of its article: the passage that shares most words with its own.

    Its id is negative, the same for the same passage: the index holds only current versions.
    """
    words = set(_WORD.findall(hit.passage.text.lower()))
    spans = passage_spans(article.text)
    span = max(spans, key=lambda s: len(words & set(_WORD.findall(s.of(article.text).lower()))))
    name = f"{article.article_id}:{article.version}:{span.start}"
    passage = Passage(
        -1 - zlib.crc32(name.encode()), article.article_id, article.version, span, span.of(article.text)
    )
    return replace(
        hit,
        passage=passage,
        title=article.title,
        publisher=article.publisher,
        published_at=article.published_at,
    )
