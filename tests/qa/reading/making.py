"""Articles, passages and an embedder in which a word is a direction of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.embedding import TokenVectors, Vectors
from index.models import Article, Hit, Passage, Span
from qa.words import content_stems

_DIM = 512


class WordEmbedder:
    """One vector a word, equal for equal words and else nearly orthogonal; reads `limit` words of a text."""

    name, dim = "words", _DIM

    def __init__(self, limit: int = 1_000) -> None:
        self.limit = limit
        self.asked: list[str] = []

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        self.asked += texts
        return [self._tokens(text) for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._tokens(text).mean for text in texts])

    def _tokens(self, text: str) -> TokenVectors:
        found = list(re.finditer(r"\w+|[^\w\s]", text))[: self.limit]
        rows = np.zeros((len(found), _DIM), np.float32)
        for row, word in zip(rows, found, strict=True):
            digest = hashlib.sha256(word.group().lower().encode()).digest()
            row[int.from_bytes(digest[:4], "big") % _DIM] = 1.0
        mean = rows.sum(axis=0) / max(float(np.linalg.norm(rows.sum(axis=0))), 1e-9)
        return TokenVectors(rows.astype(np.float16), [m.span() for m in found], mean)


class WholeEmbedder:
    """As from a server: a text is one vector."""

    name, dim = "whole", _DIM

    def embed(self, texts: Sequence[str]) -> Vectors:
        return WordEmbedder().embed(texts)


def article(article_id: str, text: str, title: str = "") -> Article:
    """An article of which only these matter."""
    return Article(article_id, 1, text, "", title or article_id, None, None, None, None, f"{article_id}.md")


def hit(of: Article, start: int = 0, end: int | None = None, score: float = 1.0) -> Hit:
    """A passage of an article."""
    span = Span(start, len(of.text) if end is None else end)
    passage = Passage(hash((of.article_id, start)), of.article_id, 1, span, span.of(of.text))
    return Hit(1, score, passage, of.title, None, None)


def finder(*articles: Article) -> Callable[[str, int], Article]:
    """What looks an article up."""
    known = {a.article_id: a for a in articles}
    return lambda article_id, version: known[article_id]


def all_rare(words: Sequence[str]) -> Mapping[str, float]:
    """Every word that carries anything weighs the same."""
    return {w: 3.0 for w in words if content_stems(w)}
