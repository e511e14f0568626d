"""Cuts an article into passages: whole sentences, about 800 characters, each a slice of the text."""

from __future__ import annotations

from collections.abc import Iterator

from index.models import Span
from index.text import sentence_spans

# Part of the revision under which embeddings and passages are kept: a change of the rules is a new one.
REVISION = 1
TARGET_CHARS = 800
MAX_CHARS = 1_200
_SHORT_TAIL_CHARS = 250


def passage_spans(text: str) -> list[Span]:
    """Spans of the passages of `text`, in order, without overlap, none longer than `MAX_CHARS`.

    Every sentence is in one passage; one longer than `MAX_CHARS` is cut at white space.
    """
    passages: list[Span] = []
    for sentence in sentence_spans(text):
        for piece in _pieces(text, sentence):
            if passages and piece.end - passages[-1].start <= TARGET_CHARS:
                passages[-1] = Span(passages[-1].start, piece.end)
            else:
                passages.append(piece)
    if len(passages) > 1 and _is_short_tail(passages):
        tail = passages.pop()
        passages[-1] = Span(passages[-1].start, tail.end)
    return passages


def _is_short_tail(passages: list[Span]) -> bool:
    tail, before = passages[-1], passages[-2]
    return len(tail) < _SHORT_TAIL_CHARS and tail.end - before.start <= MAX_CHARS


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.end - start > MAX_CHARS:
        cut = text.rfind(" ", start + TARGET_CHARS // 2, start + TARGET_CHARS)
        cut = cut if cut > start else start + TARGET_CHARS
        yield Span(start, cut)
        start = cut + (text[cut] == " ")
    if start < sentence.end:
        yield Span(start, sentence.end)
