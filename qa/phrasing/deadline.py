"""Work that is waited for so long and no longer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import closing, suppress
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from pydantic import BaseModel

from qa.errors import ModelError, ModelStopped, ModelTimeout
from qa.models import Usage
from qa.phrasing.live import Listener
from qa.phrasing.llm import Call, Filled, Form, LanguageModel
from qa.phrasing.prompts import Message

_LOOKED_UP_S = 0.1  # how often it is asked whether anybody still waits
_LATE = "the language model did not answer in time"
_STOPPED = "the language model was stopped"


class Bounded:
    """A model for one question: so many seconds in all, whatever it is asked, and fewer if the listener
    stops it. They are counted from when it is first asked; what it must load for that may take as long again.
    `usage` adds up, calls that failed included, but not what was never sent."""

    def __init__(self, model: LanguageModel, seconds: float, listener: Listener | None = None) -> None:
        self._model, self._seconds = model, seconds
        self._ends: float | None = None
        self._listener = listener or Listener()
        self.name = model.name
        self.usage = Usage()

    def part(self, share: float) -> Bounded:
        """The model for the first `share` of what is left of the time, in (0, 1]; its usage counts here."""
        with suppress(ModelError):  # whoever asks it is told
            self.prepare()
        left = self._seconds if self._ends is None else self._ends - monotonic()
        return Bounded(self, share * left, self._listener)

    def prepare(self) -> None:
        """Have the model load what it needs, and then begin to count.

        Raises:
            ModelError: as the model does; `ModelTimeout` if it takes longer than it may be waited for.
        """
        if self._ends is not None:
            return
        try:
            within(self._seconds, self._model.prepare)
        except ModelTimeout:
            self._ends = monotonic()
            raise
        self._ends = monotonic() + self._seconds

    def _end(self) -> float:
        """When the time is over, on the monotonic clock; only if something may still be sent.

        Raises:
            ModelError: see `prepare`; `ModelTimeout` if it is over.
        """
        self.prepare()
        assert self._ends is not None
        if self._ends <= monotonic():
            raise ModelTimeout(_LATE)
        return self._ends

    def fill(self, message: Message, form: type[Form], *, max_tokens: int) -> Filled[Form]:
        """As the model's own `fill`, within what is left of the time.

        Raises:
            ModelError: as the model does; `ModelTimeout` when the time is over.
        """
        ends = self._end()
        try:
            filled: Filled[Form] = within(
                ends - monotonic(), lambda: self._model.fill(message, form, max_tokens=max_tokens)
            )
        except ModelError as e:
            self.usage = added(self.usage, Usage(calls=int(e.was_sent)))
            raise
        self.usage = added(self.usage, filled.usage)
        return filled

    def stream(
        self, message: Message, form: type[BaseModel], call: Call, *, max_tokens: int
    ) -> Generator[BaseModel, None, None]:
        """As the model's own `stream`, within what is left of the time; close it to end the call.

        Raises:
            ModelError: as the model does; `ModelTimeout` when the time is over, `ModelStopped` if stopped.
        """
        ends = self._end()
        if self._listener.is_stopped():
            raise ModelStopped(_STOPPED)
        work = self._model.stream(message, form, call, max_tokens=max_tokens)
        try:
            yield from _as_it_comes(work, ends, self._listener.is_stopped)
        except ModelError as e:
            if not e.was_sent:
                call.usage = Usage()
            raise
        finally:
            call.is_over = True
            self.usage = added(self.usage, call.usage)


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
        raise ModelTimeout(_LATE)
    threading.Thread(target=run, daemon=True).start()
    try:
        return done.result(seconds)
    except FutureTimeout as e:
        if done.done():
            raise
        raise ModelTimeout(_LATE) from e


def _as_it_comes(
    items: Generator[BaseModel, None, None], ends: float, is_stopped: Callable[[], bool]
) -> Generator[BaseModel, None, None]:
    """The items of a generator that another thread waits for, till `ends` on the monotonic clock.

    What is given up goes on unheard till its next token, or ends with the program.
    """
    came: SimpleQueue[BaseModel | BaseException | None] = SimpleQueue()

    def run() -> None:
        try:
            with closing(items):
                for item in items:
                    came.put(item)
            came.put(None)
        except BaseException as e:  # noqa: BLE001  (handed over to the thread that waits)
            came.put(e)

    threading.Thread(target=run, daemon=True).start()
    while True:
        left = ends - monotonic()
        if is_stopped():
            raise ModelStopped(_STOPPED)
        if left <= 0:
            raise ModelTimeout(_LATE)
        try:
            item = came.get(timeout=min(left, _LOOKED_UP_S))
        except Empty:
            continue
        if item is None:
            return
        if isinstance(item, BaseException):
            raise item
        yield item
