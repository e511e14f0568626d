"""What answers a question is loaded while nobody asks: all of it, in the background, and no error is lost."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.embedding import HashingEmbedder, Vectors
from index.errors import EmbedderError
from qa.loading import done_meanwhile
from qa.service import Service
from qa.settings import Settings


class Elsewhere(HashingEmbedder):
    """An embedder on somebody else's server."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise EmbedderError("asked for a vector of nothing")


@pytest.mark.parametrize("embedder", ["bundled", "openai/text-embedding-3-small"])
def test_all_models_are_loaded_and_nobody_elses_server_is_asked(
    home: Path, monkeypatch: pytest.MonkeyPatch, embedder: str
) -> None:
    asked = HashingEmbedder() if embedder == "bundled" else Elsewhere()
    monkeypatch.setattr("qa.service.embedder_of", lambda settings: asked)
    with Service(Settings(home=home, embedder=embedder)) as service:
        tools = service.tools()
        assert "_session" not in {**vars(tools.skimmer), **vars(tools.comparer)}
        service.load()
        assert "_session" in vars(tools.skimmer)
        assert "_session" in vars(tools.comparer)
        assert {deep for _, deep in service._parser._cache} == {False, True}


def test_work_goes_on_beside_what_is_done_and_has_ended_when_that_has() -> None:
    begun, may_end, has_ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        assert may_end.wait(timeout=10)
        has_ended.set()

    with done_meanwhile(work):
        assert begun.wait(timeout=10)
        assert not has_ended.is_set()
        may_end.set()
    assert has_ended.is_set()


def test_an_error_is_told_in_one_line_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def work() -> None:
        raise EmbedderError("a file is missing")

    with caplog.at_level(logging.WARNING), done_meanwhile(work):
        pass
    assert [r.getMessage() for r in caplog.records] == [
        "not loaded ahead of the first question (a file is missing)"
    ]
