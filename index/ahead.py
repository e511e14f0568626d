"""An iterator that works ahead of whoever uses it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from typing import TypeVar

T = TypeVar("T")


def read_ahead(items: Iterator[T], depth: int = 64) -> Generator[T, None, None]:
    """The items in their order, made by a thread that is up to `depth` of them ahead.

    What the thread raises is raised here at its place. Closing the generator stops the
    thread at its next item.
    """
    made: queue.Queue[tuple[str, object]] = queue.Queue(depth)
    is_over = threading.Event()

    def make() -> None:
        try:
            for item in items:
                if not _put(("item", item)):
                    return
            _put(("end", None))
        except BaseException as e:  # noqa: BLE001  (it is raised again in the thread that waits for it)
            _put(("error", e))

    def _put(entry: tuple[str, object]) -> bool:
        while not is_over.is_set():
            try:
                made.put(entry, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    threading.Thread(target=make, name="read-ahead", daemon=True).start()
    try:
        while True:
            kind, value = made.get()
            if kind == "end":
                return
            if isinstance(value, BaseException) and kind == "error":
                raise value
            yield value  # type: ignore[misc]
    finally:
        is_over.set()
