"""A figure counts the noun behind it, and of people what became of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.language.numbers import Quantity, quantities
from qa.weighing.counted import (
    asked_counts,
    counts_of,
    is_age,
    is_denied,
    is_hour_or_label,
    is_of_a_whole,
    is_part,
    is_ratio,
)


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


@pytest.mark.parametrize(
    ("text", "what", "count"),
    [
        ("Four Ostrelian harbour pilots were hurt.", "pilot", 4),
        ("The yard will add 900 permanent jobs by May.", "job", 900),
        ("The number of pupils waiting for a place stood at about 310 at the end of May.", "pupil", 310),
        ("The number of vacant posts rose to 44 in June.", "post", 44),
        ("It has 12 beds and a school room.", "bed", 12),
    ],
)
def test_the_plural_behind_the_words_that_say_which_is_counted_or_what_there_is_a_number_of(
    text: str, what: str, count: int
) -> None:
    assert counts(text)[what] == {count}


@pytest.mark.parametrize(
    "text", ["Of the 88 who came 12 left as ships do.", "It rose to 17 on Monday, when buses stopped."]
)
def test_what_stands_behind_a_small_word_is_not_counted(text: str) -> None:
    assert not {"ship", "buse", "bus"} & counts(text).keys()


def test_missing_hikers_are_missing() -> None:
    assert counts("Five missing hikers were found.")["gone"] == {5}


def test_a_figure_may_be_denied_or_be_some_of_them() -> None:
    three, two = quantities("Three were hurt, not two.")
    text = "Three were hurt, not two."
    assert (is_denied(text, three), is_denied(text, two)) == (False, True)
    other = "Twelve people were hurt, including four children."
    assert [is_part(other, q) for q in quantities(other)] == [False, True]
    (seats,) = quantities("The ship can carry 400 passengers.")
    assert is_part("The ship can carry 400 passengers.", seats)
    (carried,) = quantities("The ship carried 207 passengers.")
    assert not is_part("The ship carried 207 passengers.", carried)


def _first(text: str) -> Quantity:
    return next(iter(quantities(text)))


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("The cook, Una Feld, 47, left.", True),
        ("A girl of nine left.", True),
        ("He died aged 91 in Tarne.", True),
        ("A 23-year-old left.", True),
        ("Mr Feld, who was 47, left.", True),
        ("The one who was 47 minutes late left.", False),
        ("It has 47 rooms.", False),
        ("It cost £47, and more.", False),
    ],
)
def test_an_age_is_no_count(text: str, is_it: bool) -> None:
    assert is_age(text, _first(text)) is is_it


@pytest.mark.parametrize(
    ("text", "is_it"),
    [("At 3.10am it was", True), ("STEP-2 is", True), ("The number 12 runs", True), ("Some 12 run", False)],
)
def test_an_hour_and_the_number_of_a_thing_count_nothing(text: str, is_it: bool) -> None:
    assert is_hour_or_label(text, _first(text).span) is is_it


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("One tram in four runs.", True),
        ("Four in five back it.", True),
        ("Four people in two cars died.", False),
        ("It killed four in May.", False),
    ],
)
def test_a_ratio_is_no_count(text: str, is_it: bool) -> None:
    assert is_ratio(text, _first(text)) is is_it


def test_a_part_is_told_from_the_whole() -> None:
    text = "She said 12 of the 71 beams were new."
    part, whole = quantities(text)
    assert is_of_a_whole("How many beams are new?", text, whole)
    assert not is_of_a_whole("How many beams are new?", text, part)
    assert not is_of_a_whole("How many beams does it have?", text, whole)
    hurt = "Of the 58 people injured, 21 are in hospital."
    whole, _ = quantities(hurt)
    assert not is_of_a_whole("How many people were injured?", hurt, whole)
    assert is_of_a_whole("How many are in hospital?", hurt, whole)
    own = "She let go four of her own nine cooks."
    assert is_of_a_whole("How many cooks did she let go?", own, list(quantities(own))[1])
