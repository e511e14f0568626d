"""A service with three articles and fixed replies, made of the real shapes."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import UnknownArticle
from index.ingest import Step
from index.models import Article, ArticleInfo, Filters, Span
from qa.citations import cite, refer, verbatim
from qa.conversing.turns import Turn
from qa.models import (
    Abstained,
    Answer,
    Answered,
    Brief,
    Citation,
    Conflict,
    Dropped,
    HitView,
    Partial,
    Statement,
    Verdict,
)
from qa.phrasing.live import Listener
from qa.settings import Settings

EXTRACTIVE = Settings(home=Path())

HOSTILE = (
    "He wrote [x](javascript:window.__hit=1) ![p](https://evil.example/p.png?d=1) "
    "<script>window.__hit=1</script> <img src=x onerror=window.__hit=1> "
    "<form action=https://evil.example/f><input name=a></form> <div style='position:fixed'>over</div> "
    "](#cite-1-1) [1](#cite-1-1) `code` $$x^2$$ $y$ https://evil.example/auto www.evil.example "
    "a@evil.example {{value}} ${window.__hit=1} ${Object.assign(window,{__hit:1})} \\u0041 😀"
)

STRIKE = Path(__file__).with_name("strike.txt").read_text(encoding="utf-8")

TALKS = Path(__file__).with_name("talks.txt").read_text(encoding="utf-8")


def make_article(number: int, title: str, text: str, publisher: str | None, published: str | None) -> Article:
    """An article as the library stores it."""
    return Article(
        article_id=f"a{number}",
        version=1,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title,
        publisher=publisher,
        byline="Ines Calloway" if number == 1 else None,
        published_at=published,
        url=f"https://news.example/{number}",
        origin=f"{number}.md",
    )


ARTICLES = (
    make_article(
        1, "Dockworkers shut Port of Velmar", STRIKE, "Velmar Observer", "2025-03-14T07:30:00+01:00"
    ),
    make_article(2, "Port talks resume", TALKS, "Lindhaven Quays", "2025-03-17"),
    make_article(3, "A title with <b>tags</b> and [links](javascript:x)", HOSTILE, None, None),
)


@dataclass(frozen=True)
class Added:
    article_id: str
    title: str
    passages: int


@dataclass(frozen=True)
class Failed:
    input: str
    error: str


@dataclass(frozen=True)
class Noted:
    input: str
    note: str


@dataclass(frozen=True)
class Report:
    added: Sequence[Added] = ()
    updated: Sequence[Added] = ()
    unchanged: Sequence[Added] = ()
    failed: Sequence[Failed] = ()
    notes: Sequence[Noted] = ()


def _wait_for_stop(listener: Listener) -> None:
    """Until somebody stops it, or for longer than any test should take: then it fails instead of hanging."""
    until = time.monotonic() + 20
    while not listener.is_stopped() and time.monotonic() < until:
        time.sleep(0.01)


@dataclass
class FakeService:
    """Answers by a word of the question: strike, offer, wage, hostile; anything else is abstained. With
    "slow" in it, only the first statement comes before it is stopped; with "breaks", no answer. Where the
    settings name a language model, a brief goes on until it is stopped."""

    stored: dict[str, Article] = field(default_factory=lambda: {each.article_id: each for each in ARTICLES})
    asked: list[tuple[str, Filters]] = field(default_factory=list)
    histories: list[list[str]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    settings: Settings = EXTRACTIVE
    is_loaded: threading.Event = field(default_factory=threading.Event)

    def load(self) -> None:
        self.is_loaded.set()

    def reset(self) -> None:
        """Back to the three articles, nothing asked."""
        self.stored = {each.article_id: each for each in ARTICLES}
        self.asked, self.histories = [], []
        self.settings = EXTRACTIVE

    def articles(self) -> list[ArticleInfo]:
        return [
            ArticleInfo(
                each.article_id,
                each.version,
                each.title,
                each.publisher,
                each.published_at,
                each.url,
                len(each.text),
            )
            for each in self.stored.values()
        ]

    def article(self, article_id: str, version: int | None = None) -> Article:
        if article_id not in self.stored or version not in (None, 1):
            raise UnknownArticle(f"There is no article {article_id}")
        return self.stored[article_id]

    def superseded(self, article: Article) -> None:
        return None

    def add(self, inputs: Sequence[str], *, progress: Callable[[Step], None] | None = None) -> Report:
        added, failed, notes = [], [], []
        for done, each in enumerate(inputs, start=1):
            path = Path(each)
            if progress is not None:
                progress(Step(done, len(inputs), path.name, done, done))
            text = path.read_bytes().decode("utf-8", "replace")
            if "\x00" in text:
                failed.append(Failed(each, f"{each} is not text"))
                continue
            article = make_article(len(self.stored) + 1, path.stem, text, None, None)
            self.stored[article.article_id] = article
            added.append(Added(article.article_id, article.title, 2))
            if "12/03/2026" in text:
                notes.append(Noted(each, "its date could not be read"))
        return Report(added=added, failed=failed, notes=notes)

    def ask(
        self, question: str, filters: Filters, history: Sequence[Turn] = (), listener: Listener | None = None
    ) -> Answer:
        self.asked.append((question, filters))
        self.histories.append([turn.question for turn in history])
        if "breaks" in question:
            raise RuntimeError("nobody foresaw this")
        answer, listener = self._answer(question), listener or Listener()
        for statement in answer.statements:
            listener.show(statement)
            if "slow" in question:
                _wait_for_stop(listener)
        self.stopped.set()
        return answer

    def _answer(self, question: str) -> Answer:
        for word, reply in (
            ("strike", strike_answer),
            ("offer", offer_answer),
            ("wage", wage_answer),
            ("hostile", hostile_answer),
        ):
            if word in question.casefold():
                return reply(question)
        return Abstained(
            question=question,
            reason="No passage says who will pay for the new cranes.",
            confidence=0.12,
            engine="extractive",
            hits=[hit_view(1, ARTICLES[0], "The port handled 1.9 million containers last year")],
        )

    def brief(
        self, article_ids: Sequence[str], topic: str | None = None, *, listener: Listener | None = None
    ) -> Brief:
        chosen = [self.article(each) for each in article_ids] or [ARTICLES[0]]
        if self.settings.llm != "none" and listener is not None:
            listener.show(verbatim(chosen[0], Span(0, 40)))
            listener.at("people")
            _wait_for_stop(listener)
        self.stopped.set()
        return Brief(
            title=topic or chosen[0].title,
            articles=[refer(each) for each in chosen],
            engine="extractive",
            bottom_line=[verbatim(chosen[0], Span(0, 40))],
            independent_sources=len(chosen),
        )


def place(article: Article, words: str) -> Span:
    """Where `words` stand in `article`."""
    start = article.text.index(words)
    return Span(start, start + len(words))


def citation(article: Article, words: str) -> Citation:
    return cite(article, place(article, words))


def quoted(article: Article, words: str) -> Statement:
    return verbatim(article, place(article, words))


def hit_view(rank: int, article: Article, words: str) -> HitView:
    span = place(article, words)
    return HitView(
        rank=rank,
        score=1.0,
        passage_id=rank,
        article_id=article.article_id,
        version=article.version,
        start=span.start,
        end=span.end,
        text=words,
        title=article.title,
        publisher=article.publisher,
        published_at=article.published_at,
    )


LAYOFFS = "She denied that the new cranes would lead to layoffs."
WALKOUT = STRIKE.split("\n")[0].split("— ")[1]
COST = (
    "Helle Sørlund, the port authority’s chief executive, said the stoppage would cost the port around "
    "6 million crowns a day in lost fees."
)
OFFER = (
    "The port authority put a pay rise of 6 percent on the table, "
    "two people with knowledge of the offer said."
)


def strike_answer(question: str) -> Answered:
    article = ARTICLES[0]
    return Answered(
        question=question,
        statements=[
            quoted(article, WALKOUT),
            quoted(article, LAYOFFS),
            Statement(
                text="The stoppage costs about 6 million crowns a day, the port’s chief executive said.",
                citations=[citation(article, COST), citation(article, LAYOFFS)],
                verdict=Verdict.SUPPORTED,
            ),
        ],
        confidence=0.91,
        engine="extractive",
    )


def offer_answer(question: str) -> Partial:
    return Partial(
        question=question,
        reason="The language model did not answer; these are the articles’ own words.",
        statements=[quoted(ARTICLES[1], OFFER)],
        unanswered=["whether the union confirmed the figure"],
        confidence=0.6,
        engine="extractive",
        dropped=[Dropped(text="The union accepted.", why="not in the cited words")],
    )


def wage_answer(question: str) -> Answered:
    return Answered(
        question=question,
        statements=[quoted(ARTICLES[1], OFFER)],
        conflicts=[
            Conflict(
                about="the size of the rise",
                sides=[
                    quoted(ARTICLES[0], "The union wants a 9 percent pay rise over two years"),
                    quoted(ARTICLES[1], OFFER),
                ],
            )
        ],
        confidence=0.7,
        engine="extractive",
    )


def hostile_answer(question: str) -> Answered:
    article = ARTICLES[2]
    whole = cite(article, Span(0, len(article.text)))
    return Answered(
        question=question,
        statements=[
            verbatim(article, Span(0, len(article.text))),
            Statement(text=HOSTILE, citations=[whole], verdict=Verdict.SUPPORTED),
        ],
        reason=HOSTILE,
        unanswered=[HOSTILE],
        conflicts=[Conflict(about=HOSTILE, sides=[verbatim(article, Span(0, len(article.text)))])],
        confidence=0.5,
        engine="extractive",
    )
