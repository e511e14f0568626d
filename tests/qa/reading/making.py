"""Articles, passages and a skimmer that counts words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.bert import Floats
from index.models import Article, Hit, Passage, Span
from index.skimmer import SplitText
from qa.language.words import content_stems


class WordSkimmer:
    """A sentence has the number of words that it shares with the question; reads `limit` letters of a
    passage."""

    def __init__(self, limit: int = 10_000) -> None:
        self.limit = limit
        self.read: list[str] = []

    def skim(self, question: str, passages: Sequence[SplitText]) -> list[Floats]:
        self.read += [passage.text for passage in passages]
        asked = set(content_stems(question))
        return [
            np.array([self._odds(asked, p.text, span) for span in p.sentences], np.float32) for p in passages
        ]

    def _odds(self, asked: set[str], text: str, span: Span) -> float:
        shared = asked & set(content_stems(span.of(text)))
        return float("nan") if span.end > self.limit else float(len(shared))


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
