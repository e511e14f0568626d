"""The best few at a glance are read with the question, under their headlines; the others are no better."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.reading.before import Before
from qa.reading.candidates import candidates_of
from qa.reading.compared import answering, as_read, worth_comparing
from qa.reading.effort import Effort
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


def test_what_is_not_read_is_given_the_least_of_the_others() -> None:
    of = article("ferries", " ".join(f"Ferry number {10**n} sank." for n in range(4)))
    candidates, comparer = candidates_of([hit(of)], finder(of)), _ByLength()
    odds = answering("Which sank?", candidates, [""] * 4, [2, 1], _then(4), comparer)
    assert comparer.read == [candidates[2].text, candidates[1].text]
    assert list(odds[1:3]) == [len(candidates[1].text), len(candidates[2].text)]
    assert {odds[0], odds[3]} == {len(candidates[1].text)}


def test_only_the_eight_best_at_a_glance_are_worth_it() -> None:
    of = article("ferries", " ".join(f"Ferry number {10**n} sank." for n in range(12)))
    glance = np.array([0.1 * (n % 5) + 0.01 * n for n in range(12)])
    chosen = worth_comparing(candidates_of([hit(of)], finder(of)), glance, _then(12))
    assert chosen == list(np.argsort(-glance)[:8])


def test_what_looks_much_worse_than_the_best_is_not_worth_it() -> None:
    of = article("ferries", "One ferry sank. Another sailed. A third burnt.")
    glance = np.array([9.0, 5.0, 4.9])
    assert worth_comparing(candidates_of([hit(of)], finder(of)), glance, _then(3)) == [0, 1]


def test_what_tells_of_another_time_is_not_worth_it() -> None:
    of = article("ferries", "One ferry sank. Another ferry sailed on.")
    candidates, then = candidates_of([hit(of)], finder(of)), _then(2, of_another=[0])
    assert worth_comparing(candidates, np.array([1.0, 0.0]), then) == [1]


def test_of_articles_that_the_asker_names_two_sentences_each_are_worth_it_however_far_behind() -> None:
    near = article("near", " ".join(f"Ferry number {10**n} sank." for n in range(10)))
    far = article("far", "It sank at dusk. It was old. Nobody knew.")
    candidates = candidates_of([hit(near), hit(far)], finder(near, far))
    glance = np.array([20.0 - 0.1 * n for n in range(10)] + [1.0, 3.0, 2.0])
    chosen = worth_comparing(candidates, glance, _then(13), Effort(are_named=True))
    assert chosen == [*range(8), 11, 12]


def test_what_tells_of_the_time_asked_about_is_not_asked_for_its_words() -> None:
    of = article("ferries", "One ferry sank. Another ferry sailed on.")
    candidates, comparer = candidates_of([hit(of)], finder(of)), _ByLength()
    then = _then(2, then=[1], phrases=("October 2008",))
    question = "Which ferry sailed in October 2008?"
    answering(question, candidates, ["", ""], [0, 1], then, comparer)
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


def test_a_follow_up_has_the_mean_of_what_is_told_of_it_alone_and_after_what_was_said() -> None:
    class ByQuestion:
        def answering(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
            return np.array([len(question) + len(text) for question, text in pairs], np.float32)

    of = article("ferries", "One ferry sank. Another ferry sailed on.")
    candidates = candidates_of([hit(of)], finder(of))
    odds = answering("Why?", candidates, [""] * 2, [1, 0], _then(2), ByQuestion(), before=Before("It sank."))
    asked = (len("Why?") + len("Why? | It sank.")) / 2
    assert list(odds) == [asked + len(c.text) for c in candidates]
