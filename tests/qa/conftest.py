"""The read path over one article, with a real parser and no model; and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from index.embedding import HashingEmbedder
from index.ingest import add
from index.library import Library
from index.retrieval import Retriever
from index.vectors import VectorIndex
from qa.answer import Tools
from qa.language.nlp import SpacyParser
from tests.comparing import COMPARER, SKIMMER

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ARTICLE = """Bridge reopens after repair

The Kestrel Bridge reopened to trucks on Tuesday. The repair cost about 46 million crowns, the city said. \
Mayor Ann Bell, chief executive of the port until 2021, opened the bridge. Carl Dorn, chief executive of \
Sandell, did not attend the opening.
"""


@pytest.fixture(scope="module")
def parser() -> Iterator[SpacyParser]:
    parser = SpacyParser()
    yield parser
    parser.close()


@pytest.fixture
def tools(tmp_path: Path, parser: SpacyParser) -> Iterator[Tools]:
    (tmp_path / "bridge.txt").write_text(ARTICLE, "utf-8")
    library, embedder = Library(tmp_path / "home"), HashingEmbedder()
    vectors = VectorIndex(tmp_path / "home", library, embedder.name, embedder.dim)
    add([str(tmp_path / "bridge.txt")], library, vectors, embedder)

    def equal(words: Sequence[str]) -> Mapping[str, float]:
        return {w: 1.0 for w in words if len(w) > 3}

    yield Tools(Retriever(library, vectors, embedder), SKIMMER, COMPARER, parser, library.article, equal)
    vectors.close()
    library.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"needs a browser: none of {', '.join(BROWSERS)} is on the PATH")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()
