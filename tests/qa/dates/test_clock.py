"""Times of day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dates.clock import are_apart, asks_time_of_day, times_of_day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("It fell at 3:40 p.m. local time (1340 GMT).", {940}),
        ("Shortly after 4 p.m., and again at 4pm.", {960}),
        ("At 12:05 a.m. and at noon.", {5, 720}),
        ("From 9:30 to 17:05.", {570, 1025}),
        ("A score of 3:4, 15:40:22 and version 1.10 a month.", set()),
        ("At midnight.", {0}),
    ],
)
def test_the_times_a_text_gives(text: str, minutes: set[int]) -> None:
    assert times_of_day(text) == minutes


def test_which_questions_ask_for_one() -> None:
    assert asks_time_of_day("At what time did it fall?")
    assert not asks_time_of_day("When did it fall?")


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_two_times_are_apart_from_ten_minutes_on_midnight_or_not(one: int, other: int) -> None:
    gap = min(abs(one - other), 1440 - abs(one - other))
    assert are_apart(frozenset({one}), frozenset({other})) == (gap >= 10)
    assert not are_apart(frozenset({one}), frozenset())


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_is_the_same_on_either_clock(hour: int, minute: int) -> None:
    half = "a.m." if hour < 12 else "p.m."
    written = f"at {(hour + 11) % 12 + 1}:{minute:02} {half}"
    assert times_of_day(written) == times_of_day(f"at {hour}:{minute:02}") == {hour * 60 + minute}
