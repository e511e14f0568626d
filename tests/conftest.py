"""What the tests of several rooms share: a clean environment, a home, small articles, an exact embedder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from index.embedding import HashingEmbedder
from index.library import Library
from index.vectors import VectorIndex

# A busy machine is no failure: time is bounded where it is the subject of a test.
settings.register_profile("groundwire", deadline=None)
settings.load_profile("groundwire")

_PROXIES = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}

ARTICLES = {
    "bridge.txt": (
        "Kestrel Bridge reopens after repairs\n\n"
        "Kestrel Bridge reopened on Monday after nine months of repairs. The final bill was £4.2 million, "
        "the county said. Engineers replaced 212 bolts and two bearings.\n"
    ),
    "harbour.md": (
        "---\ntitle: Velmar harbour dredged\npublisher: Velmar Observer\ndate: 2025-03-14\n"
        "url: https://observer.example/harbour\n---\n"
        "Dredging of Velmar harbour began on Friday. The port expects ferries of up to 180 metres.\n"
    ),
    "orchard.txt": (
        "Frost spares the orchards of Lindhaven\n\n"
        "Growers in Lindhaven said frost had spared most of their apple trees. Cider makers were relieved.\n"
    ),
}


@pytest.fixture(scope="session", autouse=True)
def clean_environment() -> Iterator[None]:
    """No test reads a setting, a key or a proxy of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("GROUNDWIRE_", "OPENAI_")) or name.lower() in _PROXIES:
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The data that stand beside the project, in a folder of their own."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the shared data are not beside the project")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that does not exist yet."""
    return tmp_path / "home"


@pytest.fixture
def article_files(tmp_path: Path) -> dict[str, Path]:
    """Three small articles as files: name to path."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return {name: folder / name for name in ARTICLES}


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    library = Library(home)
    yield library
    library.close()


@pytest.fixture
def vectors(home: Path, library: Library, embedder: HashingEmbedder) -> Iterator[VectorIndex]:
    vectors = VectorIndex(home, library, embedder.name, embedder.dim)
    yield vectors
    vectors.close()
