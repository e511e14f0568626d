"""Work that is waited for so long and no longer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from time import monotonic
from typing import Any

from qa.errors import ModelTimeout
from qa.llm import Filled, Form, LanguageModel
from qa.models import Usage
from qa.prompts import Message


class Bounded:
    """A model for one question: so many seconds in all, whatever it is asked. `usage` adds up."""

    def __init__(self, model: LanguageModel, seconds: float) -> None:
        self._model, self._ends = model, monotonic() + seconds
        self.name = model.name
        self.usage = Usage()

    def fill(self, message: Message, form: type[Form], *, max_tokens: int) -> Filled[Form]:
        """As the model's own `fill`, within what is left of the time.

        Raises:
            ModelError: as the model does; `ModelTimeout` when the time is over.
        """
        filled: Filled[Form] = within(
            self._ends - monotonic(), lambda: self._model.fill(message, form, max_tokens=max_tokens)
        )
        self.usage = added(self.usage, filled.usage)
        return filled


def added(one: Usage, other: Usage) -> Usage:
    """What both cost together; the price is known if each is, and no calls cost nothing."""
    known = [u.cost_usd for u in (one, other) if u.calls]
    return Usage(
        calls=one.calls + other.calls,
        prompt_tokens=one.prompt_tokens + other.prompt_tokens,
        completion_tokens=one.completion_tokens + other.completion_tokens,
        cost_usd=None if not known or None in known else sum(c for c in known if c is not None),
    )


def within(seconds: float, work: Callable[[], Any]) -> Any:
    """What `work` returns or raises. What is given up goes on unheard, and ends with the program.

    Raises:
        ModelTimeout: if it takes longer.
    """
    done: Future[Any] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as e:  # noqa: BLE001  (handed over to the thread that waits)
            done.set_exception(e)

    if seconds <= 0:
        raise ModelTimeout("the language model did not answer in time")
    threading.Thread(target=run, daemon=True).start()
    try:
        return done.result(seconds)
    except FutureTimeout as e:
        if done.done():
            raise
        raise ModelTimeout("the language model did not answer in time") from e
