"""An answer while it grows: who reads along, and may stop the language model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa.models import Statement


def _unread(_: object) -> None:
    """Nobody reads along."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Is shown each statement once it is settled: all of them, in order, and none is taken back.

    `show` is called on the thread that answers. `is_stopped` is asked some times a second while a language
    model writes; from when it says so, the articles' own sentences end the answer. `at` is told the part of a
    brief that a model is about to write.
    """

    show: Callable[[Statement], None] = _unread
    is_stopped: Callable[[], bool] = bool  # False
    at: Callable[[str], None] = _unread
