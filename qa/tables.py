"""Rows of tables: one says nothing without the head of its table."""

from __future__ import annotations

from collections.abc import Sequence

from index.text import head_of_table, is_row
from qa.reader import Evidence, Reading


def with_head(evidence: Sequence[Evidence], reading: Reading) -> list[Evidence]:
    """`evidence`, and behind its first row of a table the head of that table, which says what its columns
    are."""
    row = next((e for e in evidence if is_row(e.text)), None)
    head = _head_of(row, reading) if row else None
    if row is None or head is None or head in evidence:
        return list(evidence)
    at = list(evidence).index(row) + 1
    return [*evidence[:at], head, *evidence[at:]]


def _head_of(row: Evidence, reading: Reading) -> Evidence | None:
    article, span = row.places[0]
    start = head_of_table(article.text, span.start)
    told = (e for e in reading.evidence if (article.article_id, start) == _place(e))
    return next(told, None) if start != span.start else None


def _place(evidence: Evidence) -> tuple[str, int]:
    article, span = evidence.places[0]
    return article.article_id, span.start
