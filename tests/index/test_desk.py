"""Batches on their way in: embedded while the one before is stored, and known only once they are."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from index.embedding import HashingEmbedder, Vectors
from index.errors import EmbedderError
from index.ingest import add
from index.library import Library
from tests.index.making import Desk


class _Slow(HashingEmbedder):
    """Notes how many articles are stored when it is asked and when it is done; may fail at a call."""

    def __init__(self, library: Library, fails_at: int = 0) -> None:
        super().__init__()
        self.library, self.fails_at = library, fails_at
        self.stored: list[tuple[int, int]] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        before = len(self.library.articles())
        if len(self.stored) + 1 == self.fails_at:
            raise EmbedderError("it is broken", hint="mend it")
        until = time.monotonic() + 10
        while self.stored and len(self.library.articles()) == before and time.monotonic() < until:
            time.sleep(0.01)
        self.stored.append((before, len(self.library.articles())))
        return super().embed(texts)


def test_a_batch_is_embedded_while_the_one_before_is_stored(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.desk.EMBEDDED_AT_ONCE", 1)
    paths = [str(desk.write(f"{n}.txt", f"Text number {n}.")) for n in range(4)]
    slow = _Slow(desk.library)
    add(paths, desk.library, desk.vectors, slow)
    assert all(after > before for before, after in slow.stored[1:])
    assert len(desk.library.articles()) == 4


def test_what_was_embedded_before_a_failure_stays_and_the_rest_comes_next_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.desk.EMBEDDED_AT_ONCE", 1)
    rows = "".join(f'{{"text": "Text number {n}."}}\n' for n in range(4))
    feed = desk.write("many.jsonl", rows)
    with pytest.raises(EmbedderError, match="it is broken"):
        add([str(feed)], desk.library, desk.vectors, _Slow(desk.library, fails_at=3))
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
        add([str(feed)], desk.library, desk.vectors, _Slow(desk.library, fails_at=2))
    assert len(desk.library.articles()) == 2
    assert len(add([str(feed)], desk.library, desk.vectors, desk.embedder).added) == 1


def test_what_is_being_embedded_is_recognised_in_the_next_input(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.desk.EMBEDDED_AT_ONCE", 1)
    paths = [str(desk.write(name, "The port closed.")) for name in ("a.txt", "b.txt")]
    report = add(paths, desk.library, desk.vectors, desk.embedder)
    assert (len(report.added), len(report.unchanged)) == (1, 1)
