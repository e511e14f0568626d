"""How fast articles come in, beside what the embedder alone needs for the same passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.bench.material import embedded_passages, write_articles
from evals.bench.measure import Line, Sizes, timed
from index.embedding import BundledEmbedder, Vectors, model_tokenizer, model_weights
from index.ingest import add
from index.library import Library
from index.vectors import VectorIndex

_TURNS = 4  # the library and the embedder alone take turns, so that a busy machine slows both
_NAIVE_BATCH, _NAIVE_TEXTS, _NAIVE_RUNS = 32, 128, 3


class _Counting(BundledEmbedder):
    """Counts what it embeds."""

    n_embedded = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.n_embedded += len(texts)
        return super().embed(texts)


class NaiveEmbedder:
    """What one writes first: the texts in their order, 32 at a time, each batch padded to its longest, all
    cores on one batch."""

    def __init__(self) -> None:
        import onnxruntime

        self._tokenizer = model_tokenizer()
        self._session = onnxruntime.InferenceSession(model_weights(), providers=["CPUExecutionProvider"])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Rows, float32, shape (n, 384), not of unit length."""
        return np.concatenate(
            [self._batch(texts[at : at + _NAIVE_BATCH]) for at in range(0, len(texts), _NAIVE_BATCH)]
        )

    def _batch(self, texts: Sequence[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(list(texts))
        shape = len(encodings), max(len(e.ids) for e in encodings)
        ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)], mask[row, : len(encoding.ids)] = encoding.ids, 1
        names: dict[str, NDArray[np.int64]] = {"input_ids": ids, "attention_mask": mask}
        states = self._session.run(None, names | {"token_type_ids": np.zeros_like(ids)})[0]
        sums: Vectors = (states * mask[:, :, None]).sum(axis=1)
        return sums


def measure_adding(folder: Path, home: Path, sizes: Sizes) -> Iterator[Line]:
    """Adds made articles to the library at `home`, which stays, and adds them once more."""
    embedder = _Counting()
    library = Library(home)
    vectors = VectorIndex(home, library, embedder.name, embedder.dim)
    embedder.embed(["loads the model"])
    adding = alone = 0.0
    n_before = 0
    for turn in range(_TURNS):
        articles = folder / str(turn)
        write_articles(articles, max(1, sizes.articles // _TURNS), seed=turn)
        adding += sum(timed(partial(add, [str(articles)], library, vectors, embedder)))
        texts = embedded_passages(library)[n_before:]
        alone += sum(timed(partial(embedder.embed, texts)))
        n_before += len(texts)
    yield Line(f"add {sizes.articles:,} articles, {n_before:,} passages", adding, "s")
    yield Line("the embedder alone, the same passages", alone, "s")
    yield Line("adding, in times of the embedder alone", adding / alone, "times", at_most=1.15)
    embedder.n_embedded = 0
    (again,) = timed(partial(add, [str(folder)], library, vectors, embedder))
    yield Line("add all of it again, unchanged", again, "s")
    yield Line("adding again, how many times as fast", adding / again, "times", at_least=100)
    yield Line("adding again, passages embedded", embedder.n_embedded, "passages", at_most=0)
    yield from _embedder_against_naive(embedder, embedded_passages(library)[:_NAIVE_TEXTS])
    vectors.close()
    library.close()


def _embedder_against_naive(embedder: BundledEmbedder, texts: list[str]) -> Iterator[Line]:
    naive = NaiveEmbedder()
    seconds = [
        (timed(partial(naive.embed, texts))[0], timed(partial(embedder.embed, texts))[0])
        for _ in range(_NAIVE_RUNS)
    ]
    slow, fast = (min(each) for each in zip(*seconds, strict=True))
    yield Line("passages a second, embedded naively", len(texts) / slow, "1/s")
    yield Line("passages a second, embedded", len(texts) / fast, "1/s")
    yield Line("the embedder, how many times as fast as naively", slow / fast, "times", at_least=1.3)
    together = embedder.embed(texts)
    alone = np.concatenate([embedder.embed([text]) for text in texts])
    apart = 1 - float((together * alone).sum(axis=1).min())
    note = "the largest of the passages above"
    yield Line("a vector in company and alone, 1 - cosine", apart, "", at_most=0.001, note=note)
