"""What stands over a sentence outside of tables: the beginning of its item, or the question it answers.

"The journey takes 33 minutes" in a list of lines may be any line's, and "No." says nothing without what was
asked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.models import Article, Span
from index.text import sentence_spans
from qa.reading.interviews import question_over

_ITEM = re.compile(r"[ \t]*(?:[-*•+][ \t]+|\d\d?[.)][ \t]+(?=\S+ \S)|(?=(?:\*\*|__)(?![\s*_])))")
_BOLD = re.compile(r"(\*\*|__)(?![\s*_])(?P<bold>[^*\n]+?)\1")
_MOST_CHARS = 2_000  # of an item
_MARKS, _MARKER = re.compile(r"[*_]{1,3}(?!\w)|(?<!\w)[*_]{1,3}"), re.compile(r"[-+•] ")
_MOST_READ = 300


def stands_under(article: Article, span: Span) -> Span | None:
    """The question that what stands at `span` answers, or what its item begins with."""
    return question_over(article, span.start) or lead_of(article.text, span)


def read_under(article: Article, span: Span) -> str:
    """The words it stands under as they are read with it, without marks: of an item those in bold if there
    are any; "" where there are none."""
    at = stands_under(article, span)
    if at is None or len(at) > _MOST_READ:
        return ""
    words = _MARKER.sub("", at.of(article.text), count=1)
    label = _BOLD.match(words) if not words.rstrip("*_ ").endswith("?") else None
    return _MARKS.sub("", label["bold"] if label else words).strip()


def lead_of(text: str, span: Span) -> Span | None:
    """The first sentence of the item that the sentence at `span` is of; None if it is that itself, or of
    none."""
    start = text.rfind("\n", 0, span.start) + 1
    if span.start - start > _MOST_CHARS or not (item := _ITEM.match(text, start)):
        return None
    if item.end() == start and not _BOLD.match(text, start):
        return None
    first = _first_of(text[start : span.end])
    if start + first.end > span.start:
        return None
    return Span(start + first.start, start + first.end)


@lru_cache(maxsize=1_024)
def _first_of(item: str) -> Span:
    return sentence_spans(item)[0]
