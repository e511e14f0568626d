"""What was to be is told from what was by the words before its figure."""

from __future__ import annotations

import pytest

from qa.reading.foreseen import is_foreseen


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
    ],
)
def test_a_plan_is_told_by_what_stands_before_the_first_figure(
    question: str, text: str, is_plan: bool
) -> None:
    assert is_foreseen(text, question) is is_plan
