"""Searches over one library, in a process of their own, so that its memory is theirs alone:
`python -m evals.bench.serving HOME QUESTIONS_FILE`. Prints one JSON document."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import numpy as np

from evals.bench.measure import peak_memory_mb, percentile, timed
from index.dense import Ids, PassageTable
from index.embedding import BundledEmbedder, Vectors
from index.lexical import BM25, terms_of
from index.library import Library
from index.models import Filters
from index.retrieval import Retriever
from index.vectors import VectorIndex

# From all passages to a few: by date, by publisher, by both.
FILTERS = {
    "dates, all": Filters(since="2000-01-01"),
    "dates, half": Filters(since="2024-05-15"),
    "dates, a month": Filters(since="2024-03-01", until="2024-03-31"),
    "dates, a day": Filters(since="2024-03-05", until="2024-03-05"),
    "a publisher of many": Filters(publishers=("Publisher 1",)),
    "a publisher of few": Filters(publishers=("Publisher 40",)),
    "a publisher and a month": Filters(publishers=("Publisher 2",), since="2024-03-01", until="2024-03-31"),
    "nobody": Filters(publishers=("Nobody",)),
}
_K = 10
T = TypeVar("T")


class _Known:
    """Has embedded these questions before."""

    def __init__(self, questions: Sequence[str], embedder: BundledEmbedder) -> None:
        self.name, self.dim = embedder.name, embedder.dim
        self._rows = dict(zip(questions, embedder.embed(questions), strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._rows[text] for text in texts])


def measure_serving(home: Path, questions: Sequence[str]) -> dict[str, float]:
    """Milliseconds, megabytes and recalls by name. The first question opens, the rest are timed."""
    embedder = BundledEmbedder()
    figures: dict[str, float] = {}
    for _ in range(2):  # the first time also loads the modules and the model
        start = perf_counter()
        library = Library(home)
        vectors = VectorIndex(home, library, embedder.name, embedder.dim)
        retriever = Retriever(library, vectors, embedder)
        retriever.search(questions[0], _K)
        figures["reopen"] = (perf_counter() - start) * 1e3
        if "first" not in figures:
            figures["first"] = figures["reopen"]
            vectors.close()
            library.close()
    figures["with p50"], figures["with p95"] = _latency(partial(retriever.search, k=_K), questions[1:])
    # The embedder remembers what it was asked, so these are other words.
    figures["embed"], _ = _latency(embedder.embed, [[f"So {q}"] for q in questions[1:]])
    (first,) = timed(partial(retriever.search, questions[0], _K, FILTERS["dates, half"]))
    figures["first filtered"] = first * 1e3
    for name, filters in FILTERS.items():
        search = partial(retriever.search, k=_K, filters=filters)
        figures[f"{name} p50"], figures[f"{name} p95"] = _latency(search, questions[1:])
    words = BM25(library)
    shares = [len(words.matches(terms_of(q)).ids) / library.n_passages() for q in questions]
    figures["share a word"] = percentile(shares, 50)
    known = _Known(questions, embedder)
    searching = partial(Retriever(library, vectors, known).search, k=_K)
    figures["search p50"], figures["search p95"] = _latency(searching, questions[1:])
    figures["memory"] = peak_memory_mb()
    figures |= _recalls(library, vectors, known, questions)
    vectors.close()
    library.close()
    return figures


def _latency(work: Callable[[T], object], arguments: Sequence[T]) -> tuple[float, float]:
    """Median and 95th percentile, in ms, of a call with each of the arguments."""
    seconds = [timed(partial(work, argument))[0] for argument in arguments]
    return percentile(seconds, 50) * 1e3, percentile(seconds, 95) * 1e3


def _recalls(
    library: Library, vectors: VectorIndex, embedder: _Known, questions: Sequence[str]
) -> dict[str, float]:
    """Which share of the ten passages nearest by exact cosine are among the ten that are found."""
    table = PassageTable(library, embedder.name, embedder.dim)
    table.refresh()
    everything, half = table.allowed(Filters()), table.allowed(FILTERS["dates, half"])
    exact = library.vectors(everything.tolist(), embedder.name, embedder.dim)
    rows = np.stack([exact[i] for i in everything.tolist()])
    shares: dict[str, list[float]] = {"recall": [], "recall filtered": []}
    for vector in embedder.embed(questions):
        cosines = rows @ vector
        found = set(list(vectors.nearest(vector, 100))[:_K])
        shares["recall"].append(_share(found, everything, cosines))
        in_half = np.isin(everything, half)
        near = table.nearest(vector, 100, half)
        best = sorted(near, key=lambda i: -float(exact[i] @ vector))[:_K]
        shares["recall filtered"].append(_share(set(best), half, cosines[in_half]))
    return {name: float(np.mean(each)) for name, each in shares.items()}


def _share(found: set[int], ids: Ids, cosines: Vectors) -> float:
    best = set(ids[np.argsort(-cosines)[:_K]].tolist())
    return len(found & best) / len(best) if best else 1.0


if __name__ == "__main__":
    asked = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    sys.stdout.write(json.dumps(measure_serving(Path(sys.argv[1]), asked)))
