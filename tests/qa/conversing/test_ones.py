""" "The previous one" and "the second" take the noun that is left out, and nothing where none fits."""

from __future__ import annotations

import pytest

from qa.conversing.kinds import Antecedent, Kind
from qa.conversing.ones import of_another_one, the_nth, with_noun

COACH = Antecedent("the new coach of Tarrow United", Kind.PERSON)
OFFER = Antecedent("Norvane's first offer", Kind.THING, acts=False)
BUSES = Antecedent("the buses", Kind.THINGS, acts=False)
UNION = Antecedent("the union", Kind.THING)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("who was the previous one?", "who was the previous coach of Tarrow United?"),
        ("why was the final one refused?", "why was Norvane's final offer refused?"),
        ("what do the electric ones cost?", "what do the electric buses cost?"),
        ("who is the only one?", "who is the only one?"),
        ("what did one of them say?", "what did one of them say?"),
    ],
)
def test_one_is_of_the_kind_that_was_spoken_of(question: str, read: str) -> None:
    assert with_noun(question, [UNION, COACH, OFFER, BUSES]) == read


def test_one_is_nothing_that_says_and_does() -> None:
    assert with_noun("why was the big one refused?", [UNION, COACH]) == "why was the big one refused?"


@pytest.mark.parametrize(
    ("last", "other", "read"),
    [
        ("What was Norvane's first offer?", "the second", "What was Norvane's second offer?"),
        ("What was Norvane's offer?", "the second", None),
        ("What was the first offer of the new board?", "the second", None),  # or the old board
        ("What was Norvane's first offer?", "the union", None),
    ],
)
def test_the_second_stands_for_the_first(last: str, other: str, read: str | None) -> None:
    assert the_nth(last, other) == read


def test_the_last_question_is_asked_of_another_one() -> None:
    asked = "Who is the new coach of Tarrow United?"
    assert of_another_one(asked, "the previous one", [COACH]) == (
        "Who is the previous coach of Tarrow United?"
    )
    assert of_another_one("What happens to the buses?", "the electric ones", [BUSES]) == (
        "What happens to the electric buses?"
    )
    assert of_another_one("Who drives?", "the electric ones", [BUSES]) is None
