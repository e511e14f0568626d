"""Which of the passages found are read: those with a sentence that looks best by its words alone.

To embed a passage takes longer than all of this. A search ranks passages by all that they tell; an answer is
one sentence, which may have the words and the figure asked for in a passage that speaks of much else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.models import Hit
from qa.asking.kind import AnswerType
from qa.asking.question import QuestionView
from qa.language.nlp import Parse
from qa.language.words import stem_weights
from qa.reading.answer_types import FIGURES, holds_answer
from qa.reading.before import NOTHING, Before
from qa.reading.candidates import Candidate
from qa.reading.effort import WHOLE, Effort
from qa.reading.other_words import in_other_words
from qa.reading.ranking import in_quotes, pairs_held, stems_held
from qa.reading.skimmed import Floats

_READ_WITHIN = 5.0  # what looks nearly as good as the best, in log-odds
# Where the asker named the articles the best passage of each is read, of so many.
MOST_NAMED = 6
FEATURES = ("found", "place", "words", "pairs", "is_title", "figure", "quote")
# Not fitted, as in `qa.reader`: words that the question quotes stand there or they do not; a follow-up is
# about what the last answers rest on.
_BY = {"quoted": 8.0, "goes_on": 2.0}


def worth_reading(
    view: QuestionView,
    weights: Mapping[str, float],
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    fitted: Mapping[str, float],
    effort: Effort = WHOLE,
    before: Before = NOTHING,
) -> list[Candidate]:
    """Those of the `candidates`, all sentences of `hits`, that stand in passages that are read. Of their
    hits these come first. `weights` are those of the question's words, `fitted` those of `FEATURES`, and
    `before` is what the question goes on from."""
    seen = first_sight(view, weights, candidates, hits) | {"goes_on": before.goes_on(candidates)}
    odds = np.sum([weight * seen[name] for name, weight in {**fitted, **_BY}.items()], axis=0)
    best = np.full(len(hits), -np.inf)
    np.maximum.at(best, _first_hits(candidates), odds)
    order = [int(n) for n in np.argsort(-best, kind="stable")]
    read = {n for n in order[: effort.passages] if best[n] >= best[order[0]] - _READ_WITHIN}
    if effort.are_named:
        first = {hits[n].passage.article_id: n for n in reversed(order)}
        read |= set(sorted(first.values(), key=order.index)[:MOST_NAMED])
    return [c.read_in(read) for c in candidates if not read.isdisjoint(c.hits)]


def found_of(candidates: Sequence[Candidate], hits: Sequence[Hit]) -> Floats:
    """How far the passage that each candidate is read in stands behind the best in the search, (n,), at most
    0: in sums of two z-scores."""
    scores = np.array([hit.score for hit in hits])
    behind: Floats = scores[_first_hits(candidates)] - scores.max()
    return behind


def _first_hits(candidates: Sequence[Candidate]) -> list[int]:
    """What is copied is new in the first passage alone."""
    return [candidate.hits[0] for candidate in candidates]


def first_sight(
    view: QuestionView, weights: Mapping[str, float], candidates: Sequence[Candidate], hits: Sequence[Hit]
) -> dict[str, Floats]:
    """The features of each sentence, (n,): those of its passage, then its own, that need no model."""
    texts, at = [c.told for c in candidates], np.array(_first_hits(candidates))
    stems = stem_weights(view.text, weights)
    weigh = np.array(list(stems.values()))
    own = stems_held(stems, texts, in_other_words(view.text, texts))
    kind = view.answer_type
    is_told_by_form = kind in FIGURES or kind is AnswerType.QUOTE
    held = np.zeros(len(texts))
    if is_told_by_form:
        held[:] = [holds_answer(view, Parse(text, (), ())) for text in texts]
    return {
        "found": found_of(candidates, hits),
        "place": -np.log1p(at),
        "words": own @ weigh / max(float(weigh.sum()), 1e-9),
        "pairs": pairs_held(view.text, stems, texts),
        "is_title": np.array([float(c.is_title) for c in candidates]),
        "figure": held * (kind in FIGURES),
        "quote": held * (kind is AnswerType.QUOTE),
        "quoted": in_quotes(view.text, texts),
    }
