"""How much is read for one question: it is what an answer takes its time for."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

_PASSAGES, _SENTENCES = 10, 8  # on two cores; an even number leaves none idle


@dataclass(frozen=True, slots=True)
class Effort:
    """So many passages at a glance, and so many of their sentences together with the question. `are_named`:
    the asker named the articles, so that each of them is read."""

    passages: int = _PASSAGES
    sentences: int = _SENTENCES
    are_named: bool = False

    @classmethod
    def shared(cls, n: int, *, are_named: bool) -> Effort:
        """That for each of `n` parts of a question: of two less than for one, but more than half of it."""
        share = 1.0 if n == 1 else 1.3 / n
        return cls(max(3, ceil(share * _PASSAGES)), max(4, ceil(share * _SENTENCES)), are_named)


WHOLE = Effort()
