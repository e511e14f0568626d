"""Pieces of SQL that several statements are made of, and the values that go with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.models import Filters

# SQLite takes 32,766 values in a statement; longer lists are sent in parts of this many.
_MANY = 10_000


def conditions_of(filters: Filters) -> tuple[str, list[object]]:
    """SQL that lets through what `filters` does, over versions `v`, and the values for it."""
    day = "substr(v.published_at, 1, 10)"
    conditions, values = ["v.is_current"], []
    for condition, value in (
        (f"{day} >= ?", filters.since),
        (f"{day} <= ?", filters.until),
        (f"(v.published_at IS NULL OR {day} <= ?)", filters.as_of),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    for column, allowed in (("v.publisher", filters.publishers), ("v.article_id", filters.article_ids)):
        if allowed:
            conditions.append(f"{column} COLLATE NOCASE IN ({marks(allowed)})")
            values.extend(allowed)
    return " AND ".join(conditions), list[object](values)


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" * len(values))


def parts(values: Sequence[object]) -> Iterator[list[object]]:
    """`values` in lists that fit into one statement."""
    for at in range(0, len(values), _MANY):
        yield list(values[at : at + _MANY])
