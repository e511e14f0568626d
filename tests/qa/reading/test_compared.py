"""The best few at a glance are read with the question, under their headlines; the others are no better."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.reading.candidates import candidates_of
from qa.reading.compared import answering, as_read
from tests.qa.reading.making import article, finder, hit


class _ByLength:
    """Says of a text how long it is, and remembers what it was asked."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def answering(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read += texts
        return np.array([len(text) for text in texts], np.float32)


LEVEL = np.zeros(12)


def test_only_the_best_at_a_glance_are_read_and_the_others_are_given_the_least_of_theirs() -> None:
    text = " ".join(f"Ferry number {10**n} sank." for n in range(12))
    of = article("ferries", text)
    candidates, comparer = candidates_of([hit(of)], finder(of)), _ByLength()
    order = np.argsort([-n % 12 for n in range(12)])
    odds = answering("Which sank?", candidates, [""] * 12, LEVEL, order, comparer)
    assert comparer.read == [candidates[i].text for i in order[:10]]
    assert [odds[i] for i in order[:10]] == [len(candidates[i].text) for i in order[:10]]
    assert {odds[i] for i in order[10:]} == {min(len(text) for text in comparer.read)}


def test_what_looks_much_worse_than_the_best_is_not_read() -> None:
    of = article("ferries", "One ferry sank. Another sailed. A third burnt.")
    candidates, comparer = candidates_of([hit(of)], finder(of)), _ByLength()
    glance = np.array([9.0, 1.0, 0.9])
    answering("Which?", candidates, [""] * 3, glance, np.array([0, 1, 2]), comparer)
    assert comparer.read == ["One ferry sank.", "Another sailed."]


def test_what_can_not_answer_is_not_read() -> None:
    of = article("ferries", "One ferry sank. Another ferry sailed on.")
    comparer = _ByLength()
    odds = answering(
        "Which?", candidates_of([hit(of)], finder(of)), ["", ""], LEVEL[:2], np.array([1]), comparer
    )
    assert comparer.read == ["Another ferry sailed on."]
    assert odds[0] == odds[1]


@pytest.mark.parametrize(
    ("text", "headline", "expected"),
    [
        ("It sank.", "Ferry lost", "Ferry lost. It sank."),
        ("It sank.", "", "It sank."),
        ("Ferry lost", "Ferry lost", "Ferry lost"),
    ],
)
def test_a_sentence_is_read_under_its_headline_once(text: str, headline: str, expected: str) -> None:
    assert as_read(text, headline) == expected
