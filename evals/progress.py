"""A bar on standard error, where somebody is watching, for one run or for several side by side."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from time import perf_counter

_WIDTH = 24


class Bar:
    """Sums up what is done in all runs. Nothing is written where standard error is no terminal."""

    def __init__(self) -> None:
        self._start = perf_counter()
        self._turn = threading.Lock()
        self._runs: dict[str, tuple[int, int]] = {}

    def of(self, run: str) -> Callable[[int, int], None]:
        """What a run is to call with (n_done, n_to_do)."""

        def tell(n_done: int, n_to_do: int) -> None:
            with self._turn:
                self._runs[run] = (n_done, n_to_do)
                if sys.stderr.isatty():
                    self._draw()

        return tell

    def _draw(self) -> None:
        n_done, n_to_do = (sum(counts) for counts in zip(*self._runs.values(), strict=True))
        seconds = perf_counter() - self._start
        left = seconds / n_done * (n_to_do - n_done)
        filled = "#" * round(_WIDTH * n_done / n_to_do)
        end = "\n" if n_done == n_to_do else ""
        sys.stderr.write(f"\r[{filled:{_WIDTH}}] {n_done}/{n_to_do}, {left:.0f} s left  {end}")
        sys.stderr.flush()
