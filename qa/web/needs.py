"""What the page needs of the rest of the program: the service behind it, and what that gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from index.ingest import Step
from index.models import Article, ArticleInfo, Filters
from index.versions import Change
from qa.conversing.turns import Turn
from qa.models import Answer, Brief
from qa.phrasing.live import Listener
from qa.settings import Settings

OnProgress = Callable[[Step], None]


class AddedArticle(Protocol):
    """An article as taken in."""

    @property
    def article_id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def passages(self) -> int: ...


class FailedInput(Protocol):
    """An input that could not become an article, and why."""

    @property
    def input(self) -> str: ...
    @property
    def error(self) -> str: ...


class NotedInput(Protocol):
    """Something about an input that a person should know."""

    @property
    def input(self) -> str: ...
    @property
    def note(self) -> str: ...


class AddReport(Protocol):
    """What came of adding some inputs."""

    @property
    def added(self) -> Sequence[AddedArticle]: ...
    @property
    def updated(self) -> Sequence[AddedArticle]: ...
    @property
    def unchanged(self) -> Sequence[AddedArticle]: ...
    @property
    def failed(self) -> Sequence[FailedInput]: ...
    @property
    def notes(self) -> Sequence[NotedInput]: ...


class ChatService(Protocol):
    """What the page needs of the service; called from several threads. Errors are `GroundwireError`."""

    @property
    def settings(self) -> Settings: ...
    def load(self) -> None: ...
    def ask(self, question: str, filters: Filters, history: Sequence[Turn], listener: Listener) -> Answer: ...
    def article(self, article_id: str, version: int | None = None) -> Article: ...
    def articles(self) -> Sequence[ArticleInfo]: ...
    def superseded(self, article: Article) -> Change | None: ...
    def add(self, inputs: Sequence[str], *, progress: OnProgress | None = None) -> AddReport: ...
    def brief(
        self,
        article_ids: Sequence[str],
        topic: str | None = None,
        *,
        listener: Listener | None = None,
    ) -> Brief: ...
