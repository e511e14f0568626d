"""BM25 over passages and their titles, from the FTS5 index that the library keeps."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.dense import Ids, ids_in
from index.library import Library

# Words that ask or join and say nothing of the matter. Without them a query reads a tenth of the index.
STOPWORDS = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do does
    doing during for from had has have having he her hers him his how i if in into is it its itself
    just me more most my no nor not now of off on once only or other our out over own said same she
    should so some such than that the their them then there these they this those through to too
    under until up very was we were what when where which while who whom whose why will with would
    you your tell give according article articles many much s t
    """.split()
)
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*", re.UNICODE)
_MAX_TERMS = 40
_SCORED, _MOST_SCORED = 400, 600  # the second, where many have the same words
_REMEMBERED = 2_000_000  # passages of words: 16 MB


def terms_of(query: str) -> list[str]:
    """The words of `query` worth looking up, lower case, in order, each once, at most 40.

    All of its words if none is.
    """
    words = list(dict.fromkeys(w.lower() for w in _WORD.findall(query)))
    return ([w for w in words if w not in STOPWORDS] or words)[:_MAX_TERMS]


@dataclass(frozen=True, slots=True)
class Matches:
    """Passages that hold any of the words: ids ascending (n,), scores (n,), higher is better."""

    ids: Ids
    scores: NDArray[np.float64]

    def best(self, k: int) -> list[int]:
        """The `k` ids with the highest scores, best first, ties by id."""
        return [int(i) for i in self.ids[_highest(self.scores, k)[:k]]]

    def of(self, passage_ids: Iterable[int]) -> dict[int, float]:
        """Id to score of those among `passage_ids` that match."""
        wanted = np.array(sorted(passage_ids), np.int64)
        at = np.flatnonzero(np.isin(self.ids, wanted, assume_unique=True))
        return dict(zip(self.ids[at].tolist(), self.scores[at].tolist(), strict=True))


class BM25:
    """Scores the passages of one library by the words of a query: SQLite FTS5's BM25 (k1 1.2, b 0.75) with
    porter stems; the statistics are of the whole library, whatever the filter.

    FTS5 takes 2 microseconds a passage, a tenth of a second where words are common. So the passages that
    hold a word are gathered first (.14 microseconds each), and only the `_SCORED` with the highest sum of
    the words' idf are scored; the others count as if each of their words stood in them once and they were
    of average length, for which BM25 is that sum. Over 100,000 passages this finds 99 % of the ten that
    FTS5 finds. What was gathered is remembered until `forget`. Not for several threads at a time.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self.forget()

    def forget(self) -> None:
        """The library has changed."""
        self._holding: dict[str, Ids] = {}
        self._total = self._library.n_passages()

    def matches(self, terms: Sequence[str], among: Ids | None = None) -> Matches:
        """The passages that hold any of `terms`; with `among` (ids, ascending) only of those."""
        holding = {t: ids for t in terms if len(ids := self._passages_with(t))}
        if not holding:
            return Matches(np.empty(0, np.int64), np.empty(0))
        sums = np.zeros(1 + max(int(ids[-1]) for ids in holding.values()))
        for ids in holding.values():
            sums[ids] += max(math.log((self._total - len(ids) + 0.5) / (len(ids) + 0.5)), 1e-6)
        found = np.flatnonzero(sums) if among is None else among[among < len(sums)]
        found = found[sums[found] > 0]
        scores = sums[found]
        scored = _highest(scores, _SCORED)[:_MOST_SCORED]
        exact = self._exact(list(holding), [int(i) for i in found[scored]])
        scores[scored] = [exact.get(int(i), 0.0) for i in found[scored]]
        return Matches(found, scores)

    def _passages_with(self, term: str) -> Ids:
        if term not in self._holding:
            if sum(map(len, self._holding.values())) > _REMEMBERED:
                self._holding.clear()
            sql = "SELECT group_concat(rowid) FROM lexical WHERE lexical MATCH ?"
            self._holding[term] = ids_in(self._library, sql, _quoted(term))
        return self._holding[term]

    def _exact(self, terms: Sequence[str], passage_ids: Sequence[int]) -> dict[int, float]:
        # The plus keeps SQLite from running the whole match anew for each id.
        rows = self._library.rows(
            "SELECT rowid, -bm25(lexical) FROM lexical WHERE lexical MATCH ?"
            " AND +rowid IN (SELECT value FROM json_each(?))",
            [" OR ".join(_quoted(t) for t in terms), str(list(passage_ids))],
        )
        return {int(passage_id): float(score) for passage_id, score in rows}


def _highest(scores: NDArray[np.float64], k: int) -> NDArray[np.intp]:
    """Where the `k` highest scores stand, and those equal to the last of them: highest first, then in the
    order of `scores`."""
    good = np.arange(len(scores))
    if len(scores) > k:
        good = np.flatnonzero(scores >= np.partition(scores, -k)[-k])
    return good[np.argsort(-scores[good], kind="stable")]


def document_frequencies(library: Library, terms: Sequence[str]) -> tuple[dict[str, int], int]:
    """In how many passages each term occurs, stemmed as the index stems, and how many passages there are."""
    counted = "SELECT count(*) FROM lexical WHERE lexical MATCH ?"
    counts = {t: int(library.rows(counted, [_quoted(t)])[0][0]) for t in dict.fromkeys(terms)}
    return counts, library.n_passages()


def _quoted(term: str) -> str:
    """The term as an FTS5 string: no operator of its query language has effect in it."""
    return '"' + term.replace('"', '""') + '"'
