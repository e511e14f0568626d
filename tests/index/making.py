"""Articles put into a library, with and without reading a file, and a second process that writes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.chunking import passage_spans
from index.embedding import HashingEmbedder, Vectors
from index.ingest import add
from index.library import Library, NewPassage
from index.models import Article
from index.report import AddReport
from index.sources import Given
from index.text import sha256_of
from index.vectors import VectorIndex

EMBEDDER = HashingEmbedder()
HOLDER = """
import sys
from pathlib import Path
from index.library import Library
from index.vectors import VectorIndex
home = Path(sys.argv[1])
with VectorIndex(home, Library(home), "hashing-64", 64).writing():
    print("held", flush=True)
    sys.stdin.read()
"""


class CountingEmbedder(HashingEmbedder):
    """Counts the texts it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return super().embed(texts)


def put(
    library: Library,
    article_id: str,
    text: str,
    *,
    version: int = 1,
    title: str = "Untitled",
    publisher: str | None = None,
    published_at: str | None = None,
    url: str | None = None,
    twins: Sequence[str] = (),
) -> list[int]:
    """Store one article version, cut and embedded; the ids of its passages."""
    article = Article(
        article_id,
        version,
        text,
        sha256_of(text),
        title,
        publisher,
        None,
        published_at,
        url,
        f"{article_id}.txt",
    )
    spans = passage_spans(text)
    texts = [f"{title}\n{span.of(text)}" for span in spans]
    rows = EMBEDDER.embed(texts)
    passages = [NewPassage(s, sha256_of(t), v) for s, t, v in zip(spans, texts, rows, strict=True)]
    return library.put(article, passages, EMBEDDER.name, twins=twins)


@contextmanager
def held_by_another_process(home: Path) -> Iterator[None]:
    """Meanwhile another process holds the one writer's place of this home."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield
        holder.communicate("")


class Desk:
    """A library with its index, and files to add to it."""

    def __init__(self, folder: Path, library: Library, vectors: VectorIndex) -> None:
        self.folder, self.library, self.vectors = folder, library, vectors
        self.embedder = CountingEmbedder()

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def add(self, *inputs: Path | str, given: Given | None = None) -> AddReport:
        self.embedder.embedded.clear()
        return add([str(i) for i in inputs], self.library, self.vectors, self.embedder, given=given)

    def only(self) -> Article:
        (info,) = self.library.articles()
        return self.library.article(info.article_id)
