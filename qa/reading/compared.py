"""The few sentences that look best, each read together with the question (`index.cross_encoder`)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.cross_encoder import Comparer
from qa.reading.candidates import Candidate
from qa.reading.tokens import Floats

# Of the sentences these are read, each of which takes some 3 ms: the best, and what looks nearly as good, in
# log-odds.
_COMPARED, _WITHIN = 10, 8.0


def answering(
    question: str,
    candidates: Sequence[Candidate],
    headlines: Sequence[str],
    glance: Floats,
    order: NDArray[np.intp],
    comparer: Comparer,
) -> Floats:
    """Log-odds that each candidate answers, (n,), told from itself under its headline.

    `glance` are the log-odds at a first glance, (n,), and `order` the candidates that may answer, best first;
    those that are not read are given what the least of the others has.
    """
    best = [i for i in order[:_COMPARED] if glance[i] >= glance[order[0]] - _WITHIN]
    odds = comparer.answering(question, [as_read(candidates[i].text, headlines[i]) for i in best])
    found = np.full(len(candidates), odds.min(), np.float64)
    found[best] = odds
    return found


def as_read(text: str, headline: str) -> str:
    """A sentence as it is read with a question, and as the model was taught to."""
    return f"{headline}. {text}" if headline and headline != text else text
