"""Batches on their way in: embedded while the one before is stored, and known only once they are."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest

from index.embedding import HashingEmbedder, Vectors
from index.errors import EmbedderError
from index.ingest import add
from tests.index.making import Desk


class _FailsAt(HashingEmbedder):
    """Breaks when it is called for the n-th time."""

    def __init__(self, n: int) -> None:
        super().__init__()
        self.left = n

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.left -= 1
        if not self.left:
            raise EmbedderError("it is broken", hint="mend it")
        return super().embed(texts)


def test_a_batch_is_embedded_while_the_one_before_is_stored(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each waits for the other: one after the other, neither would come to an end."""
    monkeypatch.setattr("index.desk.EMBEDDED_AT_ONCE", 1)
    paths = [str(desk.write(f"{n}.txt", f"Text number {n}.")) for n in range(4)]
    begun, stored = threading.Semaphore(0), threading.Semaphore(1)
    met: list[bool] = []
    calls: list[int] = []
    put = desk.library.put

    class Meeting(HashingEmbedder):
        def embed(self, texts: Sequence[str]) -> Vectors:
            calls.append(len(texts))
            if len(calls) > 1:  # beside the first nothing is stored
                begun.release()
            met.append(stored.acquire(timeout=10))
            return super().embed(texts)

    def put_once_the_next_has_begun(*args: Any, **more: Any) -> list[int]:
        if len(desk.library.articles()) < len(paths) - 1:
            met.append(begun.acquire(timeout=10))
        stored.release()
        return put(*args, **more)

    monkeypatch.setattr(desk.library, "put", put_once_the_next_has_begun)
    add(paths, desk.library, desk.vectors, Meeting())
    assert len(desk.library.articles()) == 4
    assert all(met)


def test_what_was_embedded_before_a_failure_stays_and_the_rest_comes_next_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.desk.EMBEDDED_AT_ONCE", 1)
    rows = "".join(f'{{"text": "Text number {n}."}}\n' for n in range(4))
    feed = desk.write("many.jsonl", rows)
    with pytest.raises(EmbedderError, match="it is broken"):
        add([str(feed)], desk.library, desk.vectors, _FailsAt(3))
    stored = {desk.library.article(a.article_id).text for a in desk.library.articles()}
    assert stored == {"Text number 0.", "Text number 1."}
    assert desk.library.pending() == ([], [])
    # Only some of its articles are there: the file is not taken for known.
    report = add([str(feed)], desk.library, desk.vectors, desk.embedder)
    assert (len(report.added), len(report.unchanged)) == (2, 2)
    assert len(add([str(feed)], desk.library, desk.vectors, desk.embedder).unchanged) == 4


def test_a_file_is_known_only_once_all_of_its_articles_are_stored(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.desk.EMBEDDED_AT_ONCE", 2)
    feed = desk.write("many.jsonl", "".join(f'{{"text": "Text number {n}."}}\n' for n in range(3)))
    with pytest.raises(EmbedderError):  # at the last article, when the file has been read to its end
        add([str(feed)], desk.library, desk.vectors, _FailsAt(2))
    assert len(desk.library.articles()) == 2
    assert len(add([str(feed)], desk.library, desk.vectors, desk.embedder).added) == 1


def test_what_is_being_embedded_is_recognised_in_the_next_input(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.desk.EMBEDDED_AT_ONCE", 1)
    paths = [str(desk.write(name, "The port closed.")) for name in ("a.txt", "b.txt")]
    report = add(paths, desk.library, desk.vectors, desk.embedder)
    assert (len(report.added), len(report.unchanged)) == (1, 1)
