"""All passages of a library in memory, for searches that a filter narrows: exact, whatever the filter lets
through.

Chroma answers a search without a filter; with one it took 37 to 340 ms over 100,000 passages. Here vectors
stand as the library keeps them, a byte a number, 38 MB for 100,000 passages, and scoring all of them takes
13 ms on one core.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.library import Library
from index.models import Filters
from index.rounding import Rounded, stacked
from index.sql import conditions_of

Ids = NDArray[np.int64]

_LOADED_AT_ONCE = 10_000
_SCORED_AT_ONCE = 512  # rows turned into float32 at a time: .8 MB, which stays in a core's cache


class PassageTable:
    """Ids, article versions and rounded vectors of all passages, aligned, by ascending id.

    Empty until it is first refreshed. Not for several threads at a time.
    """

    def __init__(self, library: Library, embedder: str, dim: int) -> None:
        self._library, self._embedder, self._dim = library, embedder, dim
        self._empty()

    def _empty(self) -> None:
        self._ids: Ids = np.empty(0, np.int64)
        self._versions: Ids = np.empty(0, np.int64)  # rowids in the library's `versions`
        self._rows: Rounded = np.empty((0, self._dim), np.int8)
        self._lengths: Vectors = np.empty(0, np.float32)  # of the rows; 0 where there is no vector

    def refresh(self) -> None:
        """Read what the library has gained, and drop what it has lost. The id of a passage is never given
        to another, and its vector never changes: only new ones are read."""
        if not self._lengths.all():
            self._empty()  # some were not embedded yet; perhaps they are now
        there = ids_in(self._library, "SELECT group_concat(passage_id) FROM passages")
        kept = np.isin(self._ids, there, assume_unique=True)
        parts = [(self._ids[kept], self._versions[kept], self._rows[kept], self._lengths[kept])]
        last = int(self._ids[-1]) if len(self._ids) else 0
        while part := self._read(last):
            parts.append(part)
            last = int(part[0][-1])
        if len(parts) > 1 or not kept.all():
            ids, versions, rows, lengths = zip(*parts, strict=True)
            self._ids, self._versions = np.concatenate(ids), np.concatenate(versions)
            self._rows, self._lengths = np.concatenate(rows), np.concatenate(lengths)

    def allowed(self, filters: Filters) -> Ids:
        """Ids of the passages that `filters` lets through, ascending."""
        conditions, values = conditions_of(filters)
        versions = ids_in(
            self._library, f"SELECT group_concat(v.rowid) FROM versions v WHERE {conditions}", *values
        )
        return self._ids[np.isin(self._versions, versions)]

    def nearest(self, vector: Vectors, k: int, among: Ids) -> dict[int, float]:
        """The `k` of the passages `among` (ascending, all in the table) whose cosine to `vector` is highest,
        best first; those without a vector are left out."""
        at = np.searchsorted(self._ids, among)
        at = at[self._lengths[at] > 0]
        scores = self._cosines(vector, at)
        best = np.argpartition(-scores, k)[:k] if len(at) > k else np.arange(len(at))
        best = best[np.argsort(-scores[best], kind="stable")]
        return dict(zip(self._ids[at[best]].tolist(), scores[best].tolist(), strict=True))

    def _cosines(self, vector: Vectors, at: NDArray[np.intp]) -> Vectors:
        """The cosine to `vector` of the rows `at`."""
        is_all = len(at) == len(self._ids)  # then nothing need be gathered
        scores = np.empty(len(at), np.float32)
        block = np.empty((_SCORED_AT_ONCE, self._dim), np.float32)
        for start in range(0, len(at), _SCORED_AT_ONCE):
            part = slice(start, start + _SCORED_AT_ONCE)
            rows = self._rows[part] if is_all else self._rows[at[part]]
            np.copyto(block[: len(rows)], rows)
            np.dot(block[: len(rows)], vector, out=scores[start : start + len(rows)])
        scores /= self._lengths[at]
        return scores

    def _read(self, after: int) -> tuple[Ids, Ids, Rounded, Vectors] | None:
        """The next passages with an id over `after`: ids, versions, rounded vectors, their lengths."""
        found = self._library.rows(
            "SELECT p.passage_id, v.rowid, e.vector FROM passages p"
            " JOIN versions v ON v.article_id = p.article_id AND v.version = p.version"
            " LEFT JOIN embeddings e ON e.sha256 = p.embedded_sha256"
            " AND e.embedder = (SELECT n FROM embedders WHERE name = ?)"
            " WHERE p.passage_id > ? ORDER BY p.passage_id LIMIT ?",
            [self._embedder, after, _LOADED_AT_ONCE],
        )
        if not found:
            return None
        ids, versions, blobs = zip(*found, strict=True)
        rows = stacked(blobs, self._dim)
        lengths = np.sqrt(np.einsum("nd,nd->n", rows, rows, dtype=np.float32))
        return np.array(ids, np.int64), np.array(versions, np.int64), rows, lengths


def ids_in(library: Library, sql: str, *values: object) -> Ids:
    """The numbers that a statement of one `group_concat` gives, in its order: ten times as fast as rows."""
    ((joined,),) = library.rows(sql, values)
    return np.fromstring(joined, np.int64, sep=",") if joined else np.empty(0, np.int64)
