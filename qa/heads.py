"""What a sentence stands under: the head of its table, the question it answers, the beginning of its item.

A row says nothing without the names of its columns, "No." nothing without what was asked, and "The journey
takes 33 minutes" in a list of lines may be any line's.
"""

from __future__ import annotations

from index.models import Article, Span
from index.text import head_of_table, is_row
from qa.citations import cite
from qa.models import Statement
from qa.reading.candidates import Place
from qa.reading.leads import stands_under

_MOST_CHARS = 500


def with_its_head(statement: Statement, place: Place) -> Statement:
    """The statement, which rests on what stands at `place`, with what that stands under, if it stands under
    something."""
    article, span = place
    head = head_over(article, span)
    return statement.model_copy(update={"before": cite(article, head)}) if head else statement


def head_over(article: Article, span: Span) -> Span | None:
    """Where the words stand that what is at `span` stands under; None where there are none."""
    if is_row(span.of(article.text)):
        start = head_of_table(article.text, span.start)
        return Span(start, article.text.find("\n", start)) if start != span.start else None
    head = stands_under(article, span)
    return head if head and len(head) <= _MOST_CHARS else None
