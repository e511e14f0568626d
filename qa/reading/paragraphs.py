"""What stands before a sentence, by paragraphs."""

from __future__ import annotations

import re
from functools import lru_cache

from index.models import Span
from index.text import block_spans, sentence_spans

_BACK_CHARS = 2_000
# What stands alone among others: an item of a list, a row of a table. Nor does a paragraph go on over a
# heading.
_APART = re.compile(r"[|#>]|[-*•+] |\d\d?[.)] |(?:[*_-] ?){3,}$|(?:\*\*|__)[^*_\n]+[.:?!]?(?:\*\*|__)")
_LABELLED = re.compile(r"[*_]{0,3}[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}[*_]{0,3}:[*_]{0,3}\s")
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]*_]*\Z")


def stands_apart(line: str) -> bool:
    """True of an item of a list, a row, a heading, and of what is said by somebody named before a colon."""
    return _APART.match(line) is not None or _LABELLED.match(line) is not None


def sentences_above(text: str, start: int) -> tuple[list[Span], list[list[Span]]]:
    """The sentences before the one that begins at `start`: those of its own paragraph, the last first, and
    those of each paragraph above in their order, the nearest paragraph first.

    Captions and what is cut off have none; where a list or a heading stands, nothing above belongs to it.
    """
    low = max(0, start - _BACK_CHARS)
    end = text.find("\n", start)
    own, above = _by_paragraphs(text[low : end if end >= 0 else len(text)], start - low, is_cut=low > 0)
    return [_moved(s, low) for s in own], [[_moved(s, low) for s in paragraph] for paragraph in above]


@lru_cache(maxsize=256)
def _by_paragraphs(text: str, start: int, *, is_cut: bool) -> tuple[list[Span], list[list[Span]]]:
    blocks = [b for b in block_spans(text) if b.start <= start]
    blocks = blocks[1:] if is_cut and len(blocks) > 1 else blocks
    if not blocks:
        return [], []
    *others, last = blocks
    own = (
        [s for s in _sentences(text, Span(last.start, start)) if s.end <= start] if start > last.start else []
    )
    above: list[list[Span]] = []
    for block in reversed([] if stands_apart(last.of(text)) else others):
        if stands_apart(block.of(text)):
            break
        if _SENTENCE_END.search(block.of(text)):
            above.append(_sentences(text, block))
    return own[::-1], above


def _sentences(text: str, block: Span) -> list[Span]:
    return [_moved(s, block.start) for s in sentence_spans(block.of(text))]


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
