"""What the measurements share: times, sizes, and what one of them becomes on the page."""

from __future__ import annotations

import math
import resource
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured. `passages` is the large library, `fewer` the one its growth is told from."""

    articles: int = 2_000
    passages: int = 100_000
    fewer: int = 10_000
    questions: int = 160
    runs: int = 5


FULL = Sizes()
QUICK = Sizes(articles=200, passages=5_000, fewer=1_000, questions=40, runs=3)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: what was measured and, where one is set, the bound it must keep.

    `at_most` and `at_least` are inclusive.
    """

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def target(self) -> str:
        """The bound in words, empty if there is none."""
        if self.at_most is not None:
            return f"at most {number(self.at_most)}"
        return f"at least {number(self.at_least)}" if self.at_least is not None else ""

    @property
    def share(self) -> float | None:
        """The value divided by its bound, None if there is none or it is 0."""
        bound = self.at_most if self.at_most is not None else self.at_least
        return self.value / bound if bound else None

    @property
    def is_kept(self) -> bool | None:
        """True if the bound is kept, None if there is none."""
        if self.at_most is not None:
            return self.value <= self.at_most
        return None if self.at_least is None else self.value >= self.at_least


def number(value: float) -> str:
    """Three digits that tell, or all of a whole number: 1,234, 12.3, .987 as 0.987."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    digits = 2 - math.floor(math.log10(abs(value))) if value else 0
    return f"{value:.{max(0, min(digits, 4))}f}"


def timed(work: Callable[[], object], runs: int = 1) -> list[float]:
    """Seconds that each of `runs` runs took."""
    seconds = []
    for _ in range(runs):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return seconds


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of 100 of the values lie, linear between two of them."""
    return float(np.percentile(values, percent))


def growth(fewer: float, more: float, times: float) -> float:
    """The exponent e with which a figure grows: more = fewer x times^e."""
    return math.log(more / fewer) / math.log(times)


def bytes_in(folder: Path) -> int:
    """Bytes of all files below `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def peak_memory_mb() -> float:
    """The largest resident size this process has had, in MB (10^6 bytes)."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says on Linux may be of the parent
        return int(status.read_text().split("VmHWM:")[1].split()[0]) * 1_024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # macOS counts bytes
