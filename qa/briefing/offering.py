"""Sentences as a language model gets them: in batches of bounded length, each behind a short id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from qa.briefing.prose import Sentence

_MAX_SENTENCE_CHARS = 700


def is_offered(sentence: Sentence) -> bool:
    """False for a sentence that could fill a request alone."""
    return len(sentence.span) <= _MAX_SENTENCE_CHARS


def in_batches(sentences: Iterable[Sentence], max_chars: int) -> Iterator[list[Sentence]]:
    """The sentences that may be offered, in their order, at most `max_chars` characters of them a batch."""
    batch: list[Sentence] = []
    for sentence in filter(is_offered, sentences):
        if sum(len(s.span) for s in batch) + len(sentence.span) > max_chars:
            yield batch
            batch = []
        batch.append(sentence)
    if batch:
        yield batch


def numbered(sentences: Sequence[Sentence]) -> dict[str, Sentence]:
    """The sentences by the ids that a request gives them, s1 on."""
    return {f"s{n}": sentence for n, sentence in enumerate(sentences, 1)}


def listed(by_id: Mapping[str, Sentence]) -> str:
    """A line a sentence, its id before it."""
    return "\n".join(f"[{i}] {one_line(s.text)}" for i, s in by_id.items())


def one_line(text: str) -> str:
    """The text without line ends."""
    return " ".join(text.split())


def one_of(words: Sequence[str]) -> Any:
    """The type of a field that can hold nothing but one of the words."""
    # Literal takes its values at run time here; that is the point of it.
    return Literal[tuple(words)]
