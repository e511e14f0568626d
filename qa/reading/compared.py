"""The few sentences that look best, each read together with the question (`index.cross_encoder`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from index.cross_encoder import Comparer
from qa.reading.candidates import Candidate
from qa.reading.ranking import Then, best_first
from qa.reading.tokens import Floats

# Of the sentences these are read, each of which takes some 3 ms: the best, and what looks nearly as good, in
# log-odds.
_COMPARED, _WITHIN = 6, 6.0


def answering(
    question: str,
    candidates: Sequence[Candidate],
    headlines: Sequence[str],
    glance: Floats,
    then: Then,
    comparer: Comparer,
) -> Floats:
    """Log-odds that each candidate answers, (n,), told from itself under its headline.

    `glance` are the log-odds at a first glance, (n,); those that are not read are given what the least of the
    others has. A sentence of the time asked about is not asked for its words: it may tell it by its date.
    """
    order = best_first(glance, then)
    best = [i for i in order[:_COMPARED] if glance[i] >= glance[order[0]] - _WITHIN]
    timeless = _without(question, then.phrases)
    odds = comparer.answering(
        [(timeless if then.is_then[i] else question, as_read(candidates[i].text, headlines[i])) for i in best]
    )
    found = np.full(len(candidates), odds.min(), np.float64)
    found[best] = odds
    return found


def _without(question: str, phrases: Sequence[str]) -> str:
    """`question` without the times it names, "in October 2008"."""
    for phrase in phrases:
        form = rf"[ ,]*\b(?:(?:in|on|during|for|of|at|from|since|by) )?{re.escape(phrase)}\b"
        question = re.sub(form, "", question, count=1, flags=re.IGNORECASE)
    return question.strip(" ,")


def as_read(text: str, headline: str) -> str:
    """A sentence as it is read with a question, and as the model was taught to."""
    return f"{headline}. {text}" if headline and headline != text else text
