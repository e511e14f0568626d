"""What both models said of a question, kept while it is read: one that asks about a time may be read again
without it, from mostly the same passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np

from index.bert import Floats
from index.cross_encoder import Comparer, Pair
from index.skimmer import Skimmer, SplitText

Asked = TypeVar("Asked")
Told = TypeVar("Told")


class Remembered:
    """A skimmer and a comparer that read nothing twice. One thread at a time may ask."""

    def __init__(self, skimmer: Skimmer, comparer: Comparer) -> None:
        self._skimmer, self._comparer = skimmer, comparer
        self._skimmed: dict[tuple[str, SplitText], Floats] = {}
        self._compared: dict[Pair, float] = {}

    def skim(self, question: str, passages: Sequence[SplitText]) -> list[Floats]:
        """As `index.skimmer.Skimmer` has it."""
        asked = [(question, passage) for passage in passages]
        return _each(asked, self._skimmed, lambda new: self._skimmer.skim(question, [p for _, p in new]))

    def answering(self, pairs: Sequence[Pair]) -> Floats:
        """As `index.cross_encoder.Comparer` has it."""
        return np.array(_each(pairs, self._compared, self._comparer.answering), np.float32)


def _each(
    asked: Sequence[Asked], known: dict[Asked, Told], tell: Callable[[list[Asked]], Iterable[Told]]
) -> list[Told]:
    """What is `known` of each of `asked`, after `tell` has told of those it was not."""
    if new := [one for one in dict.fromkeys(asked) if one not in known]:
        known.update(zip(new, tell(new), strict=True))
    return [known[one] for one in asked]
