"""The few sentences that look best, each read together with the question (`index.cross_encoder`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from index.cross_encoder import Comparer
from qa.reading.before import NOTHING, Before
from qa.reading.candidates import Candidate
from qa.reading.effort import WHOLE, Effort
from qa.reading.full_names import NamedAsAsked
from qa.reading.other_words import quarters_written_out
from qa.reading.promising import MOST_NAMED
from qa.reading.ranking import Then, best_first
from qa.reading.skimmed import Floats

_WITHIN = 4.0  # what looks nearly as good as the best at a glance, in log-odds
# Where the asker named the articles each answers for itself: so many sentences of each.
_OF_EACH = 2


def worth_comparing(
    candidates: Sequence[Candidate], glance: Floats, then: Then, effort: Effort = WHOLE
) -> list[int]:
    """Which candidates are read with the question, by their log-odds at a first glance, (n,), best first."""
    order = [int(i) for i in best_first(glance, then)]
    best = [i for i in order[: effort.sentences] if glance[i] >= glance[order[0]] - _WITHIN]
    if not effort.are_named:
        return best
    by_article: dict[str, list[int]] = {}
    for i in order:
        by_article.setdefault(candidates[i].article.article_id, []).append(i)
    each = {i for of_one in list(by_article.values())[:MOST_NAMED] for i in of_one[:_OF_EACH]}
    return [i for i in order if i in each or i in best]


def answering(
    question: str,
    candidates: Sequence[Candidate],
    headlines: Sequence[str],
    compared: Sequence[int],
    then: Then,
    comparer: Comparer,
    before: Before = NOTHING,
) -> Floats:
    """Log-odds that each candidate answers, (n,), told from itself under its headline.

    Those that are not `compared` are given what the least of the others has. A sentence of the time asked
    about is not asked for its words: it may tell it by its date. `before` is what the question goes on from.
    """
    timeless = _without(question, then.phrases)
    named = NamedAsAsked(question)
    told = comparer.answering(
        [
            (way, as_read(named.read(candidates[i]), headlines[i]))
            for i in compared
            for way in before.ways(timeless if then.is_then[i] else question)
        ]
    )
    odds = told.reshape(len(compared), -1).mean(axis=1)
    found = np.full(len(candidates), odds.min(), np.float64)
    found[list(compared)] = odds
    return found


def _without(question: str, phrases: Sequence[str]) -> str:
    """`question` without the times it names, "in October 2008"."""
    for phrase in phrases:
        form = rf"[ ,]*\b(?:(?:in|on|during|for|of|at|from|since|by) )?{re.escape(phrase)}\b"
        question = re.sub(form, "", question, count=1, flags=re.IGNORECASE)
    return question.strip(" ,")


def as_read(text: str, headline: str) -> str:
    """A sentence as it is read with a question, and as the model was taught to."""
    return quarters_written_out(f"{headline}. {text}" if headline and headline != text else text)
