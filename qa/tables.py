"""Rows of tables: one says nothing without the head of its table, which names the columns."""

from __future__ import annotations

from index.models import Span
from index.text import head_of_table, is_row
from qa.citations import cite
from qa.models import Statement
from qa.reading.candidates import Place


def with_its_head(statement: Statement, place: Place) -> Statement:
    """The statement, which rests on what stands at `place`, with the head of its table if that is a row."""
    article, span = place
    if not is_row(statement.text):
        return statement
    start = head_of_table(article.text, span.start)
    if start == span.start:
        return statement
    end = article.text.find("\n", start)
    return statement.model_copy(update={"before": cite(article, Span(start, end))})
