"""Words as they are compared: lower case, stemmed, without the ones that carry nothing."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from index.lexical import STOPWORDS
from index.text import normalise

_WORD = re.compile(r"[^\W_]+(?:[.,'][^\W_]+)*", re.UNICODE)


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball English stem of a word, lower case, without a possessive ending."""
    word = word.lower().removesuffix("'s")
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


def words_of(text: str) -> list[str]:
    """The words and numbers of `text` in its normal form, in order; "3.5" and "Bank's" are one each."""
    return _WORD.findall(normalise(text).text)


def content_stems(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order, each once."""
    return list(dict.fromkeys(stem(w) for w in words_of(text) if w.lower() not in STOPWORDS))
