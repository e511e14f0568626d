"""Who did it is not taken for whom it was done to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reading.swapped import is_swapped

BID = "Brenmark, the drinks group, said on Monday it had agreed to buy the maker Tollan Foods for £4bn."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who bought Brenmark?", BID),
        ("Who acquired Brenmark?", BID),
        ("Who did Tollan Foods buy?", BID),
        ("Who was bought by Tollan Foods?", BID),
        ("Which firm sued Orlo?", "Orlo sued the builder Sel Works in May."),
        ("Whom did Ann Bell accuse?", "Tom Reed accused Ann Bell of fraud."),
    ],
)
def test_what_the_named_one_did_does_not_tell_who_did_it_to_him(question: str, text: str) -> None:
    assert is_swapped(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who bought Tollan Foods?", BID),
        ("Who did Brenmark buy?", BID),
        ("Who bought Brenmark?", "Brenmark was bought by Osprey."),
        ("Who bought Brenmark?", "Brenmark, which Osprey bought in 2019, bought Tollan."),
        ("Who bought Brenmark?", "Osprey has 40 per cent of Brenmark."),
        ("Who met Ann Bell?", "Ann Bell met Tom Reed."),  # which is the same
        ("Who leads Orlo?", "Orlo leads Sel."),
        ("When did Orlo buy Sel?", "Sel bought Orlo."),  # no "who"
    ],
)
def test_what_tells_it_or_does_not_tell_the_opposite_is_left_alone(question: str, text: str) -> None:
    assert not is_swapped(question, text)


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_question_and_text_can_be_compared(question: str, text: str) -> None:
    assert is_swapped(f"Who bought {question}", text) in (True, False)
