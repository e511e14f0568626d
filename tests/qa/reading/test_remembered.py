"""What a model has told of a question it is not asked again, and what it is asked it tells as without."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.models import Span
from index.skimmer import SplitText
from qa.reading.remembered import Remembered

FERRY, MILL = (SplitText(text, (Span(0, len(text)),)) for text in ("A ferry sank.", "A mill burnt down."))


class _Counting:
    """Tells how long question and text are, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def skim(self, question: str, passages: Sequence[SplitText]) -> list[NDArray[np.float32]]:
        return [self.answering([(question, p.text)] * len(p.sentences)) for p in passages]

    def answering(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        return np.array([len(question) + len(text) for question, text in pairs], np.float32)


def test_a_passage_is_skimmed_once_for_a_question_and_again_for_another_or_with_other_sentences() -> None:
    seen = _Counting()
    models = Remembered(seen, seen)
    whole = models.skim("What sank?", [FERRY, MILL])
    again = models.skim("What sank?", [MILL, FERRY])
    assert [list(odds) for odds in again] == [list(odds) for odds in whole[::-1]]
    assert len(seen.asked) == 2
    models.skim("What burnt?", [FERRY])
    models.skim("What sank?", [SplitText(FERRY.text, (Span(0, 7),))])
    assert len(seen.asked) == 4


@given(st.lists(st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=2)), max_size=6), max_size=4))
def test_pairs_are_told_as_without_it_and_each_once(rounds: list[list[tuple[str, str]]]) -> None:
    seen, plain = _Counting(), _Counting()
    models = Remembered(seen, seen)
    for pairs in rounds:
        told = models.answering(pairs)
        assert told.dtype == np.float32
        assert list(told) == list(plain.answering(pairs))
    assert len(seen.asked) == len(set(plain.asked))
