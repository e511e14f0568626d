"""Which sentences of many articles are read closely; parsing and embedding those of a hundred takes a minute.

What is known beforehand decides: the vectors that the library keeps of the articles' passages, where a
sentence stands, and its words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexical import STOPWORDS
from index.models import Article, Span
from index.text import unaccented
from qa.briefing.concerns import is_concern
from qa.briefing.outline import Outline
from qa.language.words import stem

Vectors = NDArray[np.float32]
Scores = NDArray[np.float64]
# The passages of each article with their unit vectors; an article may have none.
Passages = Sequence[tuple[Span, Vectors]]
PassagesOf = Callable[[Sequence[Article]], Sequence[Passages]]

MAX_READ = 400
"""Sentences. Two cores parse and embed so many in about three seconds."""
_FROM_EACH = 2  # of every article, where no topic says which articles matter
_WORDS, _POSITION, _CONTENT, _CONCERN = 0.5, 1.0, 0.5, 0.5
_WORD = re.compile(r"[^\W_]+")
_NAME_OR_NUMBER = re.compile(r"(?<=[\w,] )[A-Z]\w+|\d[\d.,]*")


def none_known(articles: Sequence[Article]) -> Sequence[Passages]:
    """Nothing of any article."""
    return [()] * len(articles)


def select(
    outlines: Sequence[Outline], passages_of: PassagesOf, topic: tuple[str, Vectors] | None, n: int = MAX_READ
) -> list[list[int]]:
    """For each article the numbers of the sentences to read, ascending: all of them, if there are no more
    than `n`. `topic` is its text with its unit vector (dim,)."""
    if sum(len(o.sentences) for o in outlines) <= n:
        return [list(range(len(o.sentences))) for o in outlines]
    owner = np.array([a for a, o in enumerate(outlines) for _ in o.sentences])
    number = np.array([i for o in outlines for i in range(len(o.sentences))])
    texts = [s.of(o.article.text) for o in outlines for s in o.sentences]
    passages = passages_of([o.article for o in outlines])
    known = next((vector for of_article in passages for _, vector in of_article), np.zeros(1, np.float32))
    nothing = np.zeros_like(known if topic is None else topic[1])
    vectors = _vectors_of_sentences(outlines, passages, nothing)
    if topic is None:
        centre = vectors.mean(axis=0)
        told = np.array([math.log1p(len(_NAME_OR_NUMBER.findall(t))) for t in texts])
        scores = _standard(vectors @ centre) + _CONTENT * _standard(told) + _POSITION / (1.0 + 0.5 * number)
        scores += _CONCERN * np.array([is_concern(t) for t in texts])
        scores = scores + 100.0 * _is_best_of_article(owner, scores, _FROM_EACH)
    else:
        scores = _standard(vectors @ topic[1]) + _WORDS * _standard(_shared_words(texts, topic[0]))
    chosen = np.argsort(-scores, kind="stable")[:n]
    return [sorted(int(number[i]) for i in chosen if owner[i] == a) for a in range(len(outlines))]


def _vectors_of_sentences(
    outlines: Sequence[Outline], passages: Sequence[Passages], nothing: Vectors
) -> Vectors:
    """For each sentence the vector of the passage that it begins in; `nothing` where none is known."""
    rows = []
    for o, of_article in zip(outlines, passages, strict=True):
        for sentence in o.sentences:
            inside = (v for span, v in of_article if span.start <= sentence.start < span.end)
            rows.append(next(inside, nothing))
    return np.stack(rows)


def _standard(values: NDArray[np.floating]) -> Scores:
    """Mean 0, deviation 1; zeros where all are equal."""
    deviation = float(values.std())
    return np.asarray((values - values.mean()) / deviation if deviation > 1e-9 else values * 0.0, dtype=float)


def _is_best_of_article(owner: NDArray[np.int_], scores: Scores, n: int) -> NDArray[np.bool_]:
    best = np.zeros(len(scores), dtype=bool)
    for a in np.unique(owner):
        of_article = np.flatnonzero(owner == a)
        best[of_article[np.argsort(-scores[of_article], kind="stable")[:n]]] = True
    return best


def _shared_words(texts: Sequence[str], topic: str) -> Scores:
    """How much of what is rare in `topic` stands in each text: sum of idf over the root of its length."""
    wanted = {stem(w) for w in _WORD.findall(topic) if w.lower() not in STOPWORDS}
    begins = tuple({word[:2] for word in wanted})  # stemming every word of a hundred articles takes a second
    bare = (unaccented(t).lower() for t in texts)
    found = [{stem(w) for w in _WORD.findall(t) if w.startswith(begins)} & wanted for t in bare]
    holders = Counter(word for words in found for word in words)
    idf = {word: math.log(1.0 + len(texts) / n) for word, n in holders.items()}
    lengths = np.array([len(t.split()) or 1 for t in texts])
    return np.asarray(np.array([sum(idf[w] for w in words) for words in found]) / np.sqrt(lengths))
