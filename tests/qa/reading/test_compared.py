"""The best few at a glance are read with the question, under their headlines; the others are no better."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.reading.candidates import candidates_of
from qa.reading.compared import answering, as_read
from qa.reading.ranking import Then
from tests.qa.reading.making import article, finder, hit


class _ByLength:
    """Says of a text how long it is, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    @property
    def read(self) -> list[str]:
        return [text for _, text in self.asked]

    def answering(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        return np.array([len(text) for _, text in pairs], np.float32)


def _then(
    n: int, of_another: Sequence[int] = (), then: Sequence[int] = (), phrases: tuple[str, ...] = ()
) -> Then:
    """The time asked about, of which the candidates `then` tell, and those `of_another` of another."""
    places = np.arange(n)
    return Then(phrases, np.isin(places, then), np.isin(places, of_another))


def test_only_the_best_at_a_glance_are_read_and_the_others_are_given_the_least_of_theirs() -> None:
    text = " ".join(f"Ferry number {10**n} sank." for n in range(12))
    of = article("ferries", text)
    candidates, comparer = candidates_of([hit(of)], finder(of)), _ByLength()
    glance = np.array([0.1 * (n % 5) + 0.01 * n for n in range(12)])
    odds = answering("Which sank?", candidates, [""] * 12, glance, _then(12), comparer)
    order = np.argsort(-glance)
    assert comparer.read == [candidates[i].text for i in order[:6]]
    assert [odds[i] for i in order[:6]] == [len(candidates[i].text) for i in order[:6]]
    assert {odds[i] for i in order[6:]} == {min(len(text) for text in comparer.read)}


def test_what_looks_much_worse_than_the_best_is_not_read() -> None:
    of = article("ferries", "One ferry sank. Another sailed. A third burnt.")
    candidates, comparer = candidates_of([hit(of)], finder(of)), _ByLength()
    answering("Which?", candidates, [""] * 3, np.array([9.0, 3.0, 2.9]), _then(3), comparer)
    assert comparer.read == ["One ferry sank.", "Another sailed."]


def test_what_tells_of_another_time_is_not_read() -> None:
    of = article("ferries", "One ferry sank. Another ferry sailed on.")
    candidates, comparer = candidates_of([hit(of)], finder(of)), _ByLength()
    odds = answering("Which?", candidates, ["", ""], np.array([1.0, 0.0]), _then(2, of_another=[0]), comparer)
    assert comparer.read == ["Another ferry sailed on."]
    assert odds[0] == odds[1]


def test_what_tells_of_the_time_asked_about_is_not_asked_for_its_words() -> None:
    of = article("ferries", "One ferry sank. Another ferry sailed on.")
    candidates, comparer = candidates_of([hit(of)], finder(of)), _ByLength()
    then = _then(2, then=[1], phrases=("October 2008",))
    question = "Which ferry sailed in October 2008?"
    answering(question, candidates, ["", ""], np.array([1.0, 0.0]), then, comparer)
    assert [asked for asked, _ in comparer.asked] == [question, "Which ferry sailed?"]


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
