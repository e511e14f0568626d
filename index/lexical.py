"""BM25 over passages and their titles, from the FTS5 index that the library keeps."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.dense import Ids, ids_in
from index.library import Library
from index.tokens import Tokeniser

# Words that ask or join and say nothing of the matter. Without them a query reads a tenth of the index.
STOPWORDS = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do does
    doing during for from had has have having he her hers him his how i if in into is it its itself
    just me more most my no nor not now of off on once only or other our out over own said same she
    should so some such than that the their them then there these they this those through to too
    under until up very was we were what when where which while who whom whose why will with would
    you your say says saying tell tells told give according article articles many much s t
    someone somebody anyone anybody
    """.split()
)
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*", re.UNICODE)
_MAX_TERMS = 40
_K1, _B = 1.2, 0.75  # as in FTS5
_LEAST_IDF = 1e-6
_REMEMBERED = 4_000_000  # passages of words: 32 MB
_PLACES = 1 << 21  # of tokens in a passage, and as many in its title
Scores = NDArray[np.float32]
_Holding = tuple[NDArray[np.int32], Scores]  # ids, ascending, and what they gain


def terms_of(query: str) -> list[str]:
    """The words of `query` worth looking up, lower case, in order, each once, at most 40.

    All of its words if none is.
    """
    words = list(dict.fromkeys(w.lower() for w in _WORD.findall(query)))
    return ([w for w in words if w not in STOPWORDS] or words)[:_MAX_TERMS]


@dataclass(frozen=True, slots=True)
class Matches:
    """Passages that hold any of the words: their `ids`, ascending (n,), and scores by id, higher is better;
    0 for the others."""

    ids: Ids
    scores: Scores

    def best(self, k: int) -> list[int]:
        """The `k` ids with the highest scores, best first, ties by id."""
        good, scores = self.ids, self.scores[self.ids]
        if len(good) > k:  # with those equal to the last of them
            high = scores >= np.partition(scores, -k)[-k]
            good, scores = good[high], scores[high]
        return [int(i) for i in good[np.argsort(-scores, kind="stable")][:k]]

    def of(self, passage_ids: Iterable[int]) -> dict[int, float]:
        """Id to score of those among `passage_ids` that match."""
        known = (i for i in passage_ids if i < len(self.scores))
        return {i: score for i in known if (score := float(self.scores[i])) > 0}


class BM25:
    """Scores the passages of one library by the words of a query as SQLite FTS5's `bm25()` does (k1 1.2,
    b 0.75, porter stems); the statistics are of the whole library, whatever the filter.

    FTS5 itself takes 2 microseconds for each passage that holds a word, a tenth of a second where words are
    common. It tells where a word stands in a tenth of that, and what the words are worth is quickly added up
    in arrays. What was read is remembered until `forget`. Not for several threads at a time.
    """

    def __init__(self, library: Library) -> None:
        self._library, self._tokeniser = library, Tokeniser()
        self.forget()

    def forget(self) -> None:
        """The library has changed."""
        self._holding: dict[tuple[str, ...], _Holding] = {}  # the last used last
        self._n_held = self._n_passages = 0
        self._norms = np.empty(0, np.float32)

    def matches(self, terms: Sequence[str], among: Ids | None = None) -> Matches:
        """The passages that hold any of `terms`; with `among` (ids, ascending) only of those."""
        asked = dict.fromkeys(filter(None, map(self._tokeniser.tokens, terms)))
        holding = [self._passages_with(tokens) for tokens in asked]
        sums = np.zeros(1 + max((int(ids[-1]) for ids, _ in holding if len(ids)), default=0), np.float32)
        for ids, worth in holding:
            sums[ids] += worth
        found = np.flatnonzero(sums) if among is None else among[among < len(sums)]
        found = found[sums[found] > 0]
        return Matches(found, sums)

    def counts(self, terms: Iterable[str]) -> tuple[dict[str, int], int]:
        """In how many passages each term stands, and how many passages there are."""
        cut = {term: self._tokeniser.tokens(term) for term in terms}
        counts = {term: len(self._passages_with(tokens)[0]) if tokens else 0 for term, tokens in cut.items()}
        return counts, self._n_passages or self._library.n_passages()

    def _passages_with(self, tokens: tuple[str, ...]) -> _Holding:
        """The passages that hold `tokens` one after the other, ascending, and what that adds to the score of
        each."""
        held = self._holding.pop(tokens, None)
        if held is None:
            if not self._n_passages:
                self._measure()
            places = self._places_of(tokens)
            # What another process has added since was not measured; the next search knows it.
            held = self._weighed(places[places < len(self._norms)])
            self._n_held += len(held[0])
            while self._n_held > _REMEMBERED and self._holding:
                self._n_held -= len(self._holding.pop(next(iter(self._holding)))[0])
        self._holding[tokens] = held
        return held

    def _weighed(self, places: Ids) -> _Holding:
        """`places` are passages, ascending, each as often as it holds what is asked for."""
        first = np.flatnonzero(np.diff(places, prepend=-1))
        ids, often = places[first], np.diff(first, append=len(places))
        rarity = math.log((self._n_passages - len(ids) + 0.5) / (len(ids) + 0.5))
        worth = often * (_K1 + 1) / (often + self._norms[ids]) * max(rarity, _LEAST_IDF)
        return ids.astype(np.int32), worth.astype(np.float32)

    def _places_of(self, tokens: tuple[str, ...]) -> Ids:
        if len(tokens) == 1:
            return ids_in(self._library, "SELECT group_concat(doc) FROM temp.tokens WHERE term = ?", *tokens)
        place = f"doc * {2 * _PLACES} + (col = 'title') * {_PLACES} + offset"
        sql = f"SELECT group_concat({place}) FROM temp.tokens WHERE term = ?"
        places = [ids_in(self._library, sql, token) - at for at, token in enumerate(tokens)]
        return reduce(np.intersect1d, places) // (2 * _PLACES)

    def _measure(self) -> None:
        """How many passages there are, and by id what the length of each does to its score.

        FTS5 keeps lengths in tokens, title and text, as varints ("FTS5 Database File Format" in its
        documentation): seven bits a byte, the highest first, the eighth bit set on all but the last.
        """
        ids = ids_in(self._library, "SELECT group_concat(id) FROM lexical_docsize")
        self._n_passages = len(ids)
        if not len(ids):
            return
        ((joined,),) = self._library.rows("SELECT group_concat(hex(sz), '') FROM lexical_docsize")
        data = np.frombuffer(bytes.fromhex(joined), np.uint8)
        ends = np.flatnonzero(data < 128)
        starts = np.concatenate([[0], ends[:-1] + 1])
        shifts = 7 * (np.repeat(ends, ends - starts + 1) - np.arange(len(data)))
        sizes = np.add.reduceat((data & 127).astype(np.int64) << shifts, starts)
        lengths = sizes.reshape(len(ids), -1).sum(axis=1)
        self._norms = np.zeros(ids.max() + 1, np.float32)
        self._norms[ids] = _K1 * (1 - _B + _B * lengths / lengths.mean())
