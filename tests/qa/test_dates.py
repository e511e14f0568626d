"""Time expressions are found where they stand and resolved from the publication date, never guessed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dates import find_dates, publication_day, resolve
from qa.models import Precision

FRIDAY = "2025-03-14T07:30:00+01:00"


def _resolved(text: str, published_at: str | None = FRIDAY) -> tuple[str | None, str | None, Precision]:
    (expression,) = find_dates(text)
    found = resolve(expression, published_at)
    return found.date, found.end_date, found.precision


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("It fell on 2025-03-14.", "2025-03-14", None, Precision.DAY),
        ("It fell on 14 March 2025.", "2025-03-14", None, Precision.DAY),
        ("It fell on March 14, 2025.", "2025-03-14", None, Precision.DAY),
        ("Prices fell in March 2025.", "2025-03", None, Precision.MONTH),
        ("It has grown since 2022.", "2022", None, Precision.YEAR),
        ("Moscow’s 2022 invasion of Ukraine", "2022", None, Precision.YEAR),
        ("She was mayor from 2013 until 2021.", "2013", "2021", Precision.YEAR),
        ("from December 30 to January 2, 2026", "2025-12-30", "2026-01-02", Precision.DAY),
        ("in the first quarter of 2029", "2029-01", "2029-03", Precision.MONTH),
        ("by the first half of 2028", "2028-01", "2028-06", Precision.MONTH),
    ],
)
def test_explicit_dates_need_no_publication_date(
    text: str, first: str, last: str | None, precision: Precision
) -> None:
    assert _resolved(text, None) == (first, last, precision)
    (expression,) = find_dates(text)
    assert resolve(expression, FRIDAY).resolved_from is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The strike began on Tuesday.", "2025-03-11", None),
        ("The strike began on Friday.", "2025-03-14", None),
        ("The council met last Friday.", "2025-03-07", None),
        ("The council will vote on Wednesday.", "2025-03-19", None),
        ("Vaccinations begin next Friday.", "2025-03-21", None),
        ("The two sides will meet at 10:00 a.m. CET on Wednesday.", "2025-03-19", None),
        ("It fell yesterday.", "2025-03-13", None),
        ("It will open tomorrow.", "2025-03-15", None),
        ("The bridge was closed overnight.", "2025-03-13", "2025-03-14"),
        ("It will be closed overnight.", "2025-03-14", "2025-03-15"),
        ("It grew last week.", "2025-03-03", "2025-03-09"),
        ("It fell three days ago.", "2025-03-11", None),
        ("It grew last year.", "2024", None),
        ("It grew last month.", "2025-02", None),
        ("Sales fell in the first quarter.", "2025-01", "2025-03"),
        ("The talks were held on October 29-30.", "2024-10-29", "2024-10-30"),
        ("The fair, due to open on June 13, is off.", "2025-06-13", None),
        ("The museum, closed in 2020, will stay closed until August 12.", "2025-08-12", None),
        ("ahead of her subsequent visit on April 4-5", "2025-04-04", "2025-04-05"),
        ("ahead of her subsequent visit on March 4-5", "2025-03-04", "2025-03-05"),
    ],
)
def test_open_dates_are_counted_from_the_publication_day(text: str, first: str, last: str | None) -> None:
    expression = find_dates(text)[-1]
    found = resolve(expression, FRIDAY)
    assert (found.date, found.end_date, found.resolved_from) == (first, last, "2025-03-14")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The talks were held on October 29-30.", "--10-29", "--10-30"),
        ("The visit is due on December 4-5.", "--12-04", "--12-05"),
        ("It fell in late March.", "--03", None),
        ("The council met on Tuesday.", None, None),
        ("It grew this year.", None, None),
        ("It fell yesterday.", None, None),
        ("It came three days later.", None, None),
    ],
)
def test_no_year_is_guessed_without_a_publication_date(
    text: str, first: str | None, last: str | None
) -> None:
    found = resolve(find_dates(text)[0], None)
    assert (found.date, found.end_date, found.resolved_from) == (first, last, None)


def test_the_readers_day_is_the_day_in_the_offset() -> None:
    assert publication_day("2025-03-14T23:30:00-05:00") == date(2025, 3, 14)
    assert publication_day("2025-03-14") == date(2025, 3, 14)
    assert publication_day("last Tuesday") is None
    assert publication_day(None) is None


@pytest.mark.parametrize(
    "text",
    [
        "It may rain.",
        "about 2000 people came",
        "The 1340 GMT bulletin",
        "They march on the town.",
        "May Lindqvist spoke.",
        "Turnout was 58.2 percent.",
        "on February 31",
    ],
)
def test_what_is_no_time_is_not_found(text: str) -> None:
    assert find_dates(text) == []


@given(st.text(alphabet="ab 2025March-14,Tuesday.’ndlast yeroctbr0\n", max_size=120))
def test_expressions_stand_in_order_and_are_the_texts_own_words(text: str) -> None:
    found = find_dates(text)
    assert all(e.span.of(text) == e.words for e in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for e in found:
        resolve(e, FRIDAY)
        resolve(e, None)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(0, 6))
def test_a_past_weekday_lies_in_the_week_up_to_publication(published: date, weekday: int) -> None:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    first, _, _ = _resolved(f"The council met on {names[weekday]}.", published.isoformat())
    assert first is not None
    found = date.fromisoformat(first)
    assert found.weekday() == weekday
    assert timedelta(0) <= published - found < timedelta(7)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.dates(date(2023, 1, 1), date(2023, 12, 31)))
def test_a_past_day_is_the_last_one_and_a_coming_day_the_next(published: date, day: date) -> None:
    words = f"{day:%B} {day.day}"
    past, _, _ = _resolved(f"The council met on {words}.", published.isoformat())
    ahead, _, _ = _resolved(f"The council will meet on {words}.", published.isoformat())
    assert past is not None
    assert ahead is not None
    assert timedelta(0) <= published - date.fromisoformat(past) <= timedelta(366)
    assert timedelta(0) <= date.fromisoformat(ahead) - published <= timedelta(366)
