"""A small library to ask, with nothing in it that is slow to load but the parser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.embedding import HashingEmbedder
from index.ingest import add
from index.library import Library
from index.retrieval import Retriever
from index.vectors import VectorIndex
from qa.answer import Tools
from qa.language.nlp import Parser
from tests.comparing import COMPARER, SKIMMER


@contextmanager
def tools_over(articles: Mapping[str, str], folder: Path, parser: Parser) -> Iterator[Tools]:
    """What the read path works with, over `articles` (file name and text), kept in `folder`."""
    for name, text in articles.items():
        (folder / name).write_text(text, "utf-8")
    library, embedder = Library(folder / "home"), HashingEmbedder()
    vectors = VectorIndex(folder / "home", library, embedder.name, embedder.dim)
    add([str(folder / name) for name in articles], library, vectors, embedder)

    def equal(words: Sequence[str]) -> Mapping[str, float]:
        return {w: 1.0 for w in words if len(w) > 3}

    yield Tools(Retriever(library, vectors, embedder), SKIMMER, COMPARER, parser, library.article, equal)
    vectors.close()
    library.close()
