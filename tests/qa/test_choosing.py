"""How many sentences are shown beside the best, without a model."""

from __future__ import annotations

import pytest

from index.models import Span
from qa.nlp import Parse
from qa.question import view_of
from qa.reader import Evidence, Reading
from qa.writing import choose
from tests.qa.brief_helpers import parser
from tests.qa.reading.making import article

ASKED = "Why did the ferry sink?"
BEST = "The ferry sank because a valve broke."
OTHERS = ("Nobody had looked at it since the spring.", "Rain fell on the harbour all day.")


def _shown(*scores: float, question: str = ASKED) -> list[str]:
    texts = (BEST, *OTHERS)
    one = article("one", " ".join(texts), "A ferry sinks")
    found = [
        Evidence(((one, Span(at := one.text.index(text), at + len(text))),), score)
        for text, score in zip(texts, (1.0, *scores), strict=True)
    ]
    view = view_of(question, Parse(question, (), ()))
    return [e.text for e in choose(question, Reading(view, tuple(found), 0.9, {}, ()), parser()).evidence]


def test_a_sentence_as_likely_as_the_best_is_shown_with_it() -> None:
    assert _shown(0.96, 0.5) == [BEST, OTHERS[0]]


@pytest.mark.parametrize("score", [0.94, 0.5])
def test_one_that_is_less_likely_and_adds_no_word_of_the_question_is_not(score: float) -> None:
    assert _shown(score, 0.4) == [BEST]


def test_one_that_adds_a_word_of_the_question_needs_less() -> None:
    assert _shown(0.4, 0.94, question="Why did the ferry sink in the harbour?") == [BEST, OTHERS[1]]
