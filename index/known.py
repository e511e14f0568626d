"""Whether the library holds what a filter names."""

from __future__ import annotations

from collections.abc import Sequence

from index.library import Library


def unknown_articles(library: Library, article_ids: Sequence[str]) -> list[str]:
    """Those of `article_ids` that no article has, in whatever case they are written."""
    return [i for i in article_ids if not library.holds(i) and not _holds(library, "article_id", i)]


def unknown_publishers(library: Library, publishers: Sequence[str]) -> list[str]:
    """Those of `publishers` that no version of an article is of; letters A to Z may be large or small."""
    return [name for name in publishers if not _holds(library, "publisher", name)]


def publishers_of(library: Library) -> list[str]:
    """Every publisher once, by name."""
    rows = library.rows("SELECT DISTINCT publisher FROM versions WHERE publisher IS NOT NULL ORDER BY 1")
    return [str(name) for (name,) in rows]


def _holds(library: Library, column: str, value: str) -> bool:
    return bool(library.rows(f"SELECT 1 FROM versions WHERE {column} = ? COLLATE NOCASE LIMIT 1", [value]))
