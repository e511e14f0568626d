"""An answer or a brief while it grows: the service works on a thread of its own, what it settles comes one by
one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import TypeVar

from qa.models import Answer, Brief, Statement
from qa.phrasing.live import Listener

Made = TypeVar("Made", Answer, Brief)


def heard(
    make: Callable[[Listener], Made], is_stopped: Callable[[], bool]
) -> Iterator[Statement | str | Made]:
    """Each statement of what `make` makes once it is settled, the names of the parts it comes to, and then
    the whole.

    A listener who leaves, by closing this, stops the language model like one who says so. What `make` raises
    is raised here.
    """
    came: SimpleQueue[Statement | str | Made | BaseException] = SimpleQueue()
    gone = threading.Event()
    listener = Listener(came.put, lambda: gone.is_set() or is_stopped(), came.put)

    def run() -> None:
        try:
            came.put(make(listener))
        except BaseException as e:  # noqa: BLE001  (handed over to the thread that waits)
            came.put(e)

    threading.Thread(target=run, daemon=True).start()
    try:
        while True:
            item = came.get()
            if isinstance(item, BaseException):
                raise item
            yield item
            if not isinstance(item, Statement | str):
                return
    finally:
        gone.set()
