"""Short forms in full: the same said in two ways reads alike, and what only looks like one is left alone."""

from __future__ import annotations

import pytest

from qa.checking.short_forms import in_full


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("winds of 110 km/h", "winds of 110 kilometres per hour"),
        ("80 mm of rain", "80 millimetres of rain"),
        ("reached 47.8°C", "reached 47.8 degrees Celsius"),
        ("minus 27 degrees", "-27 degrees"),
        ("900 sq km of sea", "900 square kilometres of sea"),
        ("30 kilometers", "30 kilometres"),
        ("The CEO left", "The chief executive left"),
        ("one in eight purchases", "12.5 percent of purchases"),
        ("up from one in twenty before", "up from 5 percent before"),
        ("nearly three in four voters", "nearly 75 percent of voters"),
        ("fell by a quarter to 431", "fell by 25 percent to 431"),
        ("two fifths of them", "40 percent of them"),
        ("240 a decade ago", "240 10 years ago"),
        ("from 11 p.m. to 5 am", "from 23:00 to 05:00"),
        ("It began at 3:40 a.m.", "It began at 03:40."),
        ("12 a.m. sharp", "00:00 sharp"),
        ("a man in his 60s", "a man in his sixties"),
        ("between 4 and 7 March", "between 4 March and 7 March"),
        ("for the 4th month", "for the fourth month"),
        ("dropped to -18C overnight", "dropped to -18 degrees Celsius overnight"),
        ("closed at 318p", "closed at 318 pence"),
        ("it isn't shut, and won't be", "it is not shut, and will not be"),
        ("Can't it open?", "Can not it open?"),
        ("six and a half years", "6.5 years"),
        ("up half a percentage point", "up 0.5 percentage points"),
        ("cut by one third next year", "cut by 33.3333 percent next year"),
        ("in the 200m freestyle", "in the 200 metres freestyle"),
        ("winds of 120 kilometres an hour", "winds of 120 kilometres per hour"),
        ("cut by two-thirds by the drug", "cut by 66.6667 percent by the drug"),
        ("fell by a third, it said", "fell by 33.3333 percent, it said"),
    ],
)
def test_what_is_short_is_written_in_full(short: str, full: str) -> None:
    assert in_full(short) == full


@pytest.mark.parametrize(
    "text",
    [
        "in the 1960s",
        "the third quarter",
        "a quarter century",
        "won one in four games",
        "seven in two",
        "the 3rd of March",
        "on March 3rd",
        "at 5 amps",
        "a 200m deal",
        "in 720p",
        "in room 41C-2",
        "a pound and a half",
        "the $200m race",
        "while a third, Nestor Amaya, was freed",
        "and a third, aged 15, was freed",
        "I am one in a crowd",
    ],
)
def test_what_only_looks_short_is_left_alone(text: str) -> None:
    assert in_full(text) == text
