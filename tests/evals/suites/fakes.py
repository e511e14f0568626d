"""A desk and a service that say what a test has scripted, over articles kept as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from evals.suites.cases import Document, Item, Loaded, Suite
from index.errors import UnknownArticle
from index.models import Article, ArticleInfo, Filters, Span
from index.text import sentence_spans, sha256_of
from qa.citations import verbatim
from qa.models import Abstained, Answer, Answered, Brief, Conflict, HitView, Statement

SURE, UNSURE = 0.9, 0.2
PORT = "Nine ships waited outside. The union wants 9 percent."
APPLES = "Frost spared the apple trees. Cider makers were relieved."
SHIPS, UNION, FROST = (
    "Nine ships waited outside.",
    "The union wants 9 percent.",
    "Frost spared the apple trees.",
)
_TAG = re.compile(r"<[^>]*>")


def article_of(document: Document) -> Article:
    """The text below the front matter; of a page, what is displayed."""
    text = document.content.partition("\n---\n")[2]
    if document.name.endswith(".html"):
        text = _TAG.sub("", re.sub(r"<div.*?</div>|<head.*?</head>", "", document.content))
    name = document.name
    return Article(name, 1, text, sha256_of(text), name, None, None, None, None, name)


def statement(article: Article, words: str) -> Statement:
    start = article.text.index(words)
    return verbatim(article, Span(start, start + len(words)))


def hit(rank: int, article: Article, words: str) -> HitView:
    start = article.text.index(words)
    return HitView(
        rank=rank, score=1 / rank, passage_id=rank, article_id=article.article_id, version=1,
        start=start, end=start + len(words), text=words, title=article.title, publisher=None,
        published_at=None,
    )  # fmt: skip


def answered(
    statements: Sequence[Statement],
    *,
    confidence: float = SURE,
    hits: Sequence[HitView] = (),
    conflicts: Sequence[Conflict] = (),
) -> Answer:
    return Answered(
        question="?", statements=list(statements), confidence=confidence, engine="extractive",
        hits=list(hits), conflicts=list(conflicts),
    )  # fmt: skip


def silent() -> Answer:
    return Abstained(question="?", confidence=0.0, engine="extractive", reason="Nothing was found.")


def brief_of(points: Sequence[Statement]) -> Brief:
    return Brief(
        title="A brief", articles=[], engine="extractive", bottom_line=list(points), independent_sources=1
    )


class FakeDesk:
    """Articles by the names of their files; `says` makes each answer, `points` each brief."""

    def __init__(
        self,
        documents: Sequence[Document],
        says: Callable[[FakeDesk, str, Sequence[str]], Answer] | None = None,
        points: Callable[[FakeDesk, Sequence[str]], list[Statement]] | None = None,
        risk: float = 0.6,
    ) -> None:
        self.articles = {d.name: article_of(d) for d in documents}
        self.says, self.points, self.risk = says, points, risk
        self.asked_after: list[tuple[str, ...]] = []

    def ask(self, question: str, names: Sequence[str] = (), history: Sequence[str] = ()) -> Answer:
        self.asked_after.append(tuple(history))
        return self.says(self, question, names) if self.says else silent()

    def brief(self, names: Sequence[str], topic: str | None = None) -> Brief:
        return brief_of(self.points(self, names) if self.points else [])

    def article(self, article_id: str) -> Article:
        return self.articles[article_id]

    def id_of(self, name: str) -> str | None:
        return name if name in self.articles else None

    def where(self, words: str) -> Article:
        """The first article that holds these words."""
        return next(a for a in self.articles.values() if words in a.text)

    def quote(self, *sentences: str, confidence: float = SURE) -> Answer:
        """An answer that shows these sentences, found in the articles they stand in."""
        found = [(self.where(words), words) for words in sentences]
        return answered(
            [statement(article, words) for article, words in found],
            confidence=confidence,
            hits=[hit(n, article, words) for n, (article, words) in enumerate(found, start=1)],
        )


class FakeService:
    """Keeps files as articles, and answers each question with the first sentence of the first it may use."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.stored: dict[str, Article] = {}
        self.n_added = 0
        self.asked: list[tuple[str, Filters]] = []
        self.is_closed = False
        self.fails_at: int | None = None
        self.answer: Answer | None = None

    def add(self, inputs: Sequence[str], /) -> None:
        for folder in inputs:
            for path in sorted(Path(folder).iterdir()):
                self.n_added += 1
                article = article_of(Document(path.name, path.read_text("utf-8")))
                if article.sha256 not in {a.sha256 for a in self.stored.values()}:
                    self.stored[article.article_id] = article

    def articles(self) -> list[ArticleInfo]:
        return [
            ArticleInfo(a.article_id, 1, a.title, None, None, None, len(a.text)) for a in self.stored.values()
        ]

    def article(self, article_id: str, version: int | None = None, /) -> Article:
        if article_id not in self.stored:
            raise UnknownArticle(f"no article {article_id!r}")
        return self.stored[article_id]

    def ask(self, question: str, filters: Filters, history: Sequence[str] = (), /) -> Answer:
        if self.fails_at == len(self.asked):
            raise KeyboardInterrupt
        self.asked.append((question, filters))
        if self.answer is not None:
            return self.answer
        allowed = [a for a in self.stored.values() if a.article_id in (filters.article_ids or self.stored)]
        if not allowed:
            return silent()
        first = sentence_spans(allowed[0].text)[0].of(allowed[0].text)
        return answered([statement(allowed[0], first)], hits=[hit(1, allowed[0], first)])

    def brief(self, article_ids: Sequence[str], topic: str | None, /) -> Brief:
        return brief_of([])

    def close(self) -> None:
        self.is_closed = True


def write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n\n" for row in rows), "utf-8")
    return path


def scored(suite: Suite, loaded: Loaded, *shown: str, confidence: float = 0.9, case: int = 0) -> Item:
    """The item of one case, when the program shows these sentences."""

    def says(desk: FakeDesk, question: str, names: Sequence[str]) -> Answer:
        return desk.quote(*shown, confidence=confidence)

    return suite.score(loaded.cases[case], FakeDesk(loaded.documents, says))
