"""An answer while it grows: the service works on a thread of its own, what it settles comes one by one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue

from qa.live import Listener
from qa.models import Answer, Statement


def heard(ask: Callable[[Listener], Answer], is_stopped: Callable[[], bool]) -> Iterator[Statement | Answer]:
    """Each statement of what `ask` answers once it is settled, and then the answer.

    A listener who leaves, by closing this, stops the language model like one who says so. What `ask` raises
    is raised here.
    """
    came: SimpleQueue[Statement | Answer | BaseException] = SimpleQueue()
    gone = threading.Event()
    listener = Listener(came.put, lambda: gone.is_set() or is_stopped())

    def run() -> None:
        try:
            came.put(ask(listener))
        except BaseException as e:  # noqa: BLE001  (handed over to the thread that waits)
            came.put(e)

    threading.Thread(target=run, daemon=True).start()
    try:
        while True:
            item = came.get()
            if isinstance(item, BaseException):
                raise item
            yield item
            if not isinstance(item, Statement):
                return
    finally:
        gone.set()
