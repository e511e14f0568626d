"""The threads that the bundled models run on: one a core, for all models of the process together."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Result = TypeVar("Result")


def on_all_cores(run: Callable[[int], Result], lengths: Sequence[int]) -> Iterator[Result]:
    """`run(n)` for each of the things of those lengths, as many at a time as there are cores, the longest
    first: the last ones are short, so that no core waits long for another."""
    at_work: deque[Future[Result]] = deque()
    for n in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        at_work.append(_cores().submit(run, n))
        # Only a few wait at a time: whoever else asks meanwhile need not stand behind all of them.
        if len(at_work) > 2 * _n_cores():
            yield at_work.popleft().result()
    for thing in at_work:
        yield thing.result()


def _n_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def _cores() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_n_cores(), thread_name_prefix="model")
