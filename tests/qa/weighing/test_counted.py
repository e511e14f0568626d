"""A figure counts the noun behind it, and of people what became of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.language.numbers import quantities
from qa.weighing.counted import asked_counts, counts_of


def counts(text: str) -> dict[str, set[int]]:
    return {what: {int(v) for v in values} for what, values in counts_of(text, quantities(text)).items()}


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("It killed four workers and injured 19 on Monday.", {4}, {19}),
        ("Six workers died and 19 were injured.", {6}, {19}),
        ("Fourteen people died in the storm.", {14}, None),
        ("The storm claimed 12 lives.", {12}, None),
        ("The storm hit 12 ships.", None, None),
        ("Some 900 people live there.", None, None),
    ],
)
def test_the_dead_and_the_hurt_are_counted_apart_whatever_they_are_called(
    text: str, dead: set[int] | None, hurt: set[int] | None
) -> None:
    found = counts(text)
    assert (found.get("dead"), found.get("hurt")) == (dead, hurt)


def test_a_unit_or_the_noun_behind_is_what_is_counted() -> None:
    found = counts_of("It has 18 new seats and 5% more.", quantities("It has 18 new seats and 5% more."))
    assert found == {"seat": frozenset({Decimal(18)}), "%": frozenset({Decimal(5)})}


def test_who_asks_for_the_dead_asks_for_no_other_people() -> None:
    assert "dead" in asked_counts("How many people were killed?")
    assert "peopl" not in asked_counts("How many people were killed?")
    assert "peopl" in asked_counts("How many people came?")
