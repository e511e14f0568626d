"""What was to be is told from what was by the words before its figure."""

from __future__ import annotations

import pytest

from qa.reading.foreseen import asks_what_comes, is_foreseen, is_guessed, tells_what_comes


@pytest.mark.parametrize(
    ("question", "text", "is_plan"),
    [
        ("How much did it cost?", "It was planned to cost 90 million crowns.", True),
        ("How much did it cost?", "It will open in May.", True),
        ("How much did it cost?", "It cost 134 million crowns and will open in May.", False),
        ("How much did it cost?", "It cost 134 million crowns.", False),
        ("How much was it expected to cost?", "It was planned to cost 90 million crowns.", False),
        ("How much will it cost?", "It will cost 90 million crowns.", False),
        ("How much did it cost?", "They planned it for years.", False),
        ("How much did it cost?", "Due to the flood it cost 5 million crowns.", False),
        ("When did it open?", "It was due to open on 3 May.", True),
        ("How many nurses has it hired?", "Two hundred more nurses by the end of 2031.", True),
        ("How many nurses has it hired?", "It hired 90 of two hundred nurses by the end of 2030.", False),
        ("How many nurses will it hire?", "Two hundred more nurses by the end of 2031.", False),
    ],
)
def test_a_plan_is_told_by_what_stands_before_the_first_figure(
    question: str, text: str, is_plan: bool
) -> None:
    assert is_foreseen(text, question) is is_plan


@pytest.mark.parametrize(
    ("question", "is_asked"),
    [
        ("When will the bridge open?", True),
        ("what date is the vote due", True),
        ("When did the bridge open?", False),
        ("When did the bridge close due to rain?", False),
        ("When was the planned bridge opened?", False),
        ("When is the bridge due to open?", True),
        ("Who will open the bridge?", False),
    ],
)
def test_a_question_asks_when_something_will_be(question: str, is_asked: bool) -> None:
    assert asks_what_comes(question) is is_asked


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("The embassies are to open on 1 March.", True),
        ("The vote is scheduled for May.", True),
        ("The visit ended on Wednesday.", False),
    ],
)
def test_a_sentence_tells_of_what_is_to_be(text: str, is_told: bool) -> None:
    assert tells_what_comes(text) is is_told


@pytest.mark.parametrize(
    ("question", "clause", "is_it"),
    [
        ("What is the price?", "analysts reckon with", True),
        ("What is the price?", "the price could rise to", True),
        ("What is the price?", "I would cut it to", True),
        ("How much will it bring in?", "it was to bring in", True),
        ("What is the price?", "the price is", False),
        ("What is the price?", "who could have paid", False),
        ("What will the price be?", "analysts reckon with", False),
        ("How much was it to bring in?", "it was to bring in", False),
    ],
)
def test_a_guess_is_told_from_what_is(question: str, clause: str, is_it: bool) -> None:
    assert is_guessed(question, clause, clause) is is_it


def test_what_is_under_a_condition_is_a_guess_unless_it_is_asked() -> None:
    text = "If convicted, Orr faces up to eight years in prison."
    assert is_guessed("How long must Orr go to prison?", text, "Orr faces ")
    assert not is_guessed("How long could Orr go to prison?", text, "Orr faces ")
