"""What an eval needs of the program; `qa.service.Service` is one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from evals.gold_set import GoldItem
from index.models import Article, ArticleInfo, Filters
from qa.models import Answer, Brief


class AnsweringService(Protocol):
    """A library that can be added to, asked and briefed on. Only what is named here is used."""

    def add(self, inputs: Sequence[str], /) -> object: ...

    def articles(self) -> list[ArticleInfo]: ...

    def article(self, article_id: str, version: int | None = None, /) -> Article: ...

    def ask(self, question: str, filters: Filters, /) -> Answer: ...

    def brief(self, article_ids: Sequence[str] = (), topic: str | None = None, /) -> Brief: ...

    def close(self) -> None: ...


def asker(service: AnsweringService) -> Callable[[GoldItem], Answer]:
    """Asks a gold item of `service` as of its day, with the turns before it if the service takes them.

    A service without conversations is asked the follow-up as it stands, and fails it as it should.
    """
    more = "history" in inspect.signature(service.ask).parameters
    ask: Any = service.ask

    def answer(item: GoldItem) -> Answer:
        filters = Filters(as_of=item.as_of.isoformat() if item.as_of else None)
        turns = {"history": list(item.history)} if more and item.history else {}
        answered: Answer = ask(item.question, filters, **turns)
        return answered

    return answer
