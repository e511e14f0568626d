"""Words as they are compared: lower case, stemmed, without the ones that carry nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.lexical import STOPWORDS
from index.text import normalise, unaccented

WORD = re.compile(r"[^\W_]+(?:[.,'][^\W_]+)*", re.UNICODE)

_CONTRACTED = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))$")
_SAYS_NOTHING = STOPWORDS | {"wo", "ca", "sha"}  # of "won't", "can't" and "shan't"
_STEMMING = Lock()


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball English stem of a word, lower case, without a possessive ending and without accents."""
    word = unaccented(word.lower()).removesuffix("'s")
    with _STEMMING:  # the stemmer keeps the word it works on: two threads would mix theirs
        stemmed: str = _stemmer().stemWord(word)
    return stemmed


def words_of(text: str) -> list[str]:
    """The words and numbers of `text` in its normal form, in order; "3.5" and "Bank's" are one each."""
    return WORD.findall(normalise(text).text)


@lru_cache(maxsize=50_000)
def carries(word: str) -> bool:
    """True if a word says something of the matter: not of "he's", "won't", "which"."""
    return _CONTRACTED.sub("", word.lower()) not in _SAYS_NOTHING


def content_stems(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order, each once."""
    return list(dict.fromkeys(stem(w) for w in words_of(text) if carries(w)))


def stems_in(text: str) -> frozenset[str]:
    """`content_stems`, of a sentence that is asked for them again and again."""
    return _remembered(text)[0]


def stem_weights(text: str, weights: Mapping[str, float]) -> dict[str, float]:
    """The stems of the words of `text` that weigh anything, in order; `weights` is by word."""
    return {stem(w): weights[w] for w in words_of(text) if weights.get(w, 0.0) > 0}


def pairs_of(text: str) -> frozenset[tuple[str, str]]:
    """The stems that stand side by side in `text`, small words included."""
    return _remembered(text)[1]


@lru_cache(maxsize=8_192)
def _remembered(text: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    # Questions come back to the same sentences.
    words = words_of(text)
    stems = [stem(word) for word in words]
    own = frozenset(s for s, word in zip(stems, words, strict=True) if carries(word))
    return own, frozenset(pairwise(stems))


def held(stems: Collection[str], texts: Sequence[str]) -> NDArray[np.float64]:
    """1 where a text (row) holds a stem (column), else 0."""
    rows = [stems_in(text) for text in texts]
    found = [[float(s in row) for s in stems] for row in rows]
    return np.array(found).reshape(len(texts), len(stems))
