"""Numbers mean the same however they are written, and differ when a unit or a qualifier does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.numbers import Quantity, quantities


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("36%", "36", "%", None),
        ("36 per cent", "36", "%", None),
        ("about thirty-six percent", "36", "%", "about"),
        ("over 500 makers", "500", None, "over"),
        ("more than 500 makers", "500", None, "over"),
        ("at least half a dozen executives", "6", None, "at least"),
        ("$2.4 billion", "2400000000", "$", None),
        ("2.4bn", "2400000000", None, None),
        ("1,411 votes", "1411", None, None),
        ("nearly a million", "1000000", None, "nearly"),
        ("up to 12", "12", None, "at most"),
        ("twelve people", "12", None, None),
        ("500 or more", "500", None, "at least"),
        ("500 people or more", "500", None, "at least"),
        ("500-plus", "500", None, "at least"),
        ("500+", "500", None, "at least"),
        ("5 days at least", "5", None, "at least"),
        ("500 or so", "500", None, "about"),
        ("500-odd", "500", None, "about"),
        ("500 people or fewer", "500", None, "at most"),
        ("minus 5 degrees", "-5", None, None),
        ("5 degrees below zero", "-5", None, None),
        ("₪5 million", "5000000", "₪", None),
        ("two-thirds of them", "0.666667", "part", None),
        ("75 million dollars", "75000000", "$", None),
        ("£900 million", "900000000", "£", None),
        ("Rs 500 crore", "5000000000", "₹", None),
        ("500 pounds of cocaine", "500", None, None),
        ("three percentage points", "3", "points", None),
        ("one hundred and twenty men", "120", None, None),
        ("an estimated 300 people", "300", None, "estimated"),
    ],
)
def test_a_number_is_read_as_it_is_meant(
    text: str, value: str, unit: str | None, qualifier: str | None
) -> None:
    found = only(text)
    assert (found.value, found.unit, found.qualifier) == (Decimal(value), unit, qualifier)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("5 to 7 percent", "5", "7", "%"),
        ("5-7%", "5", "7", "%"),
        ("between 120 and 150 clinics", "120", "150", None),
        ("$300-350 million", "300000000", "350000000", "$"),
    ],
)
def test_a_range_is_neither_of_its_ends(text: str, low: str, high: str, unit: str | None) -> None:
    first, last = quantities(text)
    assert (first.value, last.value) == (Decimal(low), Decimal(high))
    assert {first.unit, last.unit} == {unit}
    assert (first.qualifier, last.qualifier) == ("from", "to")


def test_what_changes_to_a_number_with_a_unit_changes_from_one_with_it() -> None:
    low, high = quantities("from 35 to 42 euros")
    assert (low.value, low.unit, low.qualifier) == (Decimal(35), "€", None)
    assert (high.value, high.unit, high.qualifier) == (Decimal(42), "€", None)


def test_what_falls_from_a_year_to_a_number_is_no_range() -> None:
    assert [q.qualifier for q in quantities("412 pairs in 2010 to 268 pairs")] == [None, None, None]


def test_what_goes_up_to_a_number_comes_to_rest_there() -> None:
    assert only("prices go up to 42 euros").qualifier is None
    assert only("the grant pays up to 42 euros").qualifier == "at most"
    assert only("the ferry takes up to 42 people").qualifier == "at most"


def test_a_change_is_no_range() -> None:
    assert [q.qualifier for q in quantities("rose from 6.4 to 7.1 percent")] == [None, None]


@pytest.mark.parametrize(
    ("told", "said", "carried"),
    [
        ("36%", "about 36 per cent", True),
        ("about 36 per cent", "36%", False),
        ("about 36%", "some thirty-six percent", True),
        ("over 500", "500", False),
        ("over 500", "about 500", False),
        ("500", "over 500", False),
        ("nearly 500", "about 500", False),
        ("3 percent", "3 percentage points", False),
        ("$5 million", "5 million euros", False),
    ],
)
def test_about_may_be_added_and_nothing_else_changed(told: str, said: str, carried: bool) -> None:
    assert only(told).carries(only(said)) == carried


@pytest.mark.parametrize("text", ["MiG29", "one of them", "nothing", "A4b"])
def test_what_is_no_number_is_left_out(text: str) -> None:
    assert list(quantities(text)) == []


@given(st.integers(min_value=2, max_value=10**9))
def test_digits_with_and_without_separators_are_one_number(n: int) -> None:
    assert only(f"{n} ships").says_same(only(f"{n:,} ships"))


@given(st.integers(2, 10**6), st.integers(2, 10**6))
def test_numbers_say_the_same_exactly_when_they_are_equal(a: int, b: int) -> None:
    assert only(f"{a} ships").says_same(only(f"{b} boats")) == (a == b)


@given(st.text(max_size=80))
def test_every_span_holds_the_number_it_stands_for(text: str) -> None:
    for quantity in quantities(text):
        assert quantity.span.end <= len(text)
        assert quantity.span.of(text).strip()


def test_at_least_of_the_next_number_is_not_of_this_one() -> None:
    first, second = quantities("500 people at least 20 of them hurt")
    assert (first.qualifier, second.qualifier) == (None, "at least")


def test_at_least_of_a_number_in_words_is_not_of_the_one_before() -> None:
    ten, six = quantities("ten volunteers for at least six months")
    assert (ten.qualifier, six.qualifier) == (None, "at least")


def test_a_fraction_of_a_number_too_long_to_divide_is_read_without_an_error() -> None:
    assert [q.unit for q in quantities("9" * 40 + " thirds")] == ["part"]
