"""The few sentences that look best, each read together with the question (`index.cross_encoder`)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.cross_encoder import Comparer
from qa.reading.candidates import Candidate
from qa.reading.tokens import Floats

_COMPARED = 8  # sentences: to read one takes 3 ms


def answering(
    question: str,
    candidates: Sequence[Candidate],
    headlines: Sequence[str],
    order: NDArray[np.intp],
    comparer: Comparer,
) -> Floats:
    """Log-odds that each candidate answers, (n,), told from itself under its headline.

    `order` are the candidates that may answer, best first; those behind the `_COMPARED` best are given
    what the least of these has.
    """
    best = order[:_COMPARED]
    odds = comparer.answering(question, [as_read(candidates[i].text, headlines[i]) for i in best])
    found = np.full(len(candidates), odds.min(), np.float64)
    found[best] = odds
    return found


def as_read(text: str, headline: str) -> str:
    """A sentence as it is read with a question, and as the model was taught to."""
    return f"{headline}. {text}" if headline and headline != text else text
