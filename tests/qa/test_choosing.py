"""How many sentences are shown beside the best, without a model."""

from __future__ import annotations

import pytest

from index.models import Span
from index.text import sentence_spans
from qa.choosing import _each_once, choose
from qa.corrections import Superseded
from qa.nlp import Parse
from qa.question import view_of
from qa.reader import Evidence, Reading
from tests.qa.brief_helpers import parser
from tests.qa.reading.making import article

ASKED = "Why did the ferry sink?"
BEST = "The ferry sank because a valve broke."
OTHERS = ("Nobody had looked at it since the spring.", "Rain fell on the harbour all day.")


def _shown(*scores: float) -> list[str]:
    texts = (BEST, *OTHERS)
    one = article("one", " ".join(texts), "A ferry sinks")
    found = [
        Evidence(((one, Span(at := one.text.index(text), at + len(text))),), score)
        for text, score in zip(texts, (1.0, *scores), strict=True)
    ]
    view = view_of(ASKED, Parse(ASKED, (), ()))
    return [e.text for e in choose(ASKED, Reading(view, tuple(found), 0.9, {}, ()), parser()).evidence]


@pytest.mark.parametrize(("scores", "n_others"), [((0.96, 0.9), 2), ((0.9, 0.89), 1), ((0.89, 0.5), 0)])
def test_what_is_nearly_as_likely_as_the_best_is_shown_with_it(
    scores: tuple[float, ...], n_others: int
) -> None:
    assert _shown(*scores) == [BEST, *OTHERS[:n_others]]


def test_what_was_corrected_twice_is_told_once_with_the_first_that_corrects_it() -> None:
    told = article("a", "Twelve were hurt. It was fourteen. It was fifteen.", "Fire")
    wrong, first, second = (Evidence(((told, span),), 1.0) for span in sentence_spans(told.text))
    found = _each_once([Superseded(wrong, first), Superseded(wrong, second), Superseded(first, second)])
    assert found == [Superseded(wrong, first), Superseded(first, second)]
