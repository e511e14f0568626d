"""What tells the opposite of what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reading.opposites import tells_opposite


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who voted against the hold?", "Five of the seven voted to hold."),
        ("How far did the shares fall?", "The shares rose by 3 per cent."),
        ("Which is the smallest island?", "Velm is the largest island."),
        ("When did the fair close?", "The fair opened on 3 May."),
        ("Who was dismissed?", "Ann Bell was appointed."),
        ("What lies north of Velm?", "South of Velm lies Orlo."),
    ],
)
def test_the_opposite_is_known_either_way_round(question: str, text: str) -> None:
    assert tells_opposite(question, text)
    assert tells_opposite(f"When was it that {text}", question.replace("When did", "Then did"))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who voted against the hold?", "Two voted against it, and five voted to hold."),
        ("Who was for and who against the sale?", "Ann Bell supported it."),
        ("Is the road open?", "The road was closed on Monday."),  # which answers it
        ("Who wants fewer seats?", "They want no more than 20."),
        ("When did Will Dorn speak?", "He spoke on Monday."),
    ],
)
def test_what_tells_both_or_neither_or_whether_is_no_opposite(question: str, text: str) -> None:
    assert not tells_opposite(question, text)


@given(st.text(max_size=200))
def test_nothing_is_its_own_opposite(text: str) -> None:
    assert not tells_opposite(text, text)
