"""Dates that were moved: where a sentence says to when, and for when something had been set before."""

from __future__ import annotations

import pytest

from qa.dates.moved import asks_for_the_first, moves_in, was_to_be


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The vote was moved from 3 May to 9 June.", ["9 June"]),
        ("Its report, due at the end of June, has been put off to September.", ["September"]),
        ("The hearing, set for 3 May, was adjourned until Monday.", ["Monday"]),
        ("They asked for it to be put off to September.", []),
        ("It was not postponed to 9 June.", []),
        ("The cranes were moved on 9 June.", []),
        ("It opens on 9 June.", []),
    ],
)
def test_a_move_is_told_with_the_date_it_is_to(text: str, to: list[str]) -> None:
    assert [move.to.of(text) for move in moves_in(text)] == to


def test_a_date_that_something_was_set_for_is_told_from_others() -> None:
    text = "The vote, due on 3 May, takes place on 9 June."
    assert was_to_be(text, text.index("3 May"))
    assert not was_to_be(text, text.index("9 June"))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("When was the vote due?", True),
        ("When was the vote first set for?", True),
        ("When is the vote due?", False),
        ("When is the vote?", False),
    ],
)
def test_a_question_for_what_was_due_may_mean_the_date_given_up(question: str, first: bool) -> None:
    assert asks_for_the_first(question) is first
