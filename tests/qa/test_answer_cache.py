"""An answer is found again for the same question; one about "tuesday" not in another week."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from qa.answer_cache import hour_of
from qa.conversing.turns import Turn

NOW = datetime(2026, 11, 29, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("question", ["What happened on Tuesday?", "what happened on tuesday", "news in may"])
def test_where_a_time_is_asked_about_the_hour_counts(question: str) -> None:
    assert hour_of(NOW, question, ()) == "2026-11-29T08+00:00"


def test_a_time_in_an_earlier_turn_counts_too() -> None:
    assert hour_of(NOW, "And who won?", (Turn("What happened on Tuesday?"),)) is not None


def test_where_none_is_it_does_not() -> None:
    assert hour_of(NOW, "who may march?", ()) is None
