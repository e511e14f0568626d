"""Time expressions are found where they stand and counted from the day they must be, never guessed."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Span
from qa.dates import (
    WEEKDAYS,
    dated,
    dateline_anchor,
    dateline_spans,
    find_dates,
    publication_day,
    resolve,
)
from qa.models import Precision

FRIDAY = "2025-03-14T07:30:00+01:00"
DATES = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def _first(text: str, published_at: str | None) -> date:
    (_, resolved), *_ = dated(text, published_at)
    assert resolved.date is not None
    return date.fromisoformat(resolved.date)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("It fell on March 3.", Precision.DAY),
        ("It fell on May 3-5.", Precision.DAY),
        ("It fell last week.", Precision.DAY),
        ("It fell in March.", Precision.MONTH),
        ("It fell in the first quarter.", Precision.MONTH),
        ("It fell this spring.", Precision.MONTH),
        ("It fell in 2022.", Precision.YEAR),
        ("It fell in the 1990s.", Precision.YEAR),
        ("It fell on 3/5/2025.", Precision.UNKNOWN),
        ("It fell three days later.", Precision.UNKNOWN),
    ],
)
def test_the_precision_is_that_of_the_words(text: str, precision: Precision) -> None:
    ((_, resolved),) = dated(text, FRIDAY)
    assert resolved.precision is precision


@pytest.mark.parametrize(
    ("text", "published_at", "origin"),
    [
        ("It fell on March 3, 2025.", FRIDAY, "stated"),
        ("It fell on March 3.", None, "stated"),
        ("It fell in 1998.", FRIDAY, "stated"),
        ("It fell on March 3.", FRIDAY, "published 2025-03-14"),
        ("It fell on Tuesday.", FRIDAY, "published 2025-03-14"),
        ("VELMAR, March 14 — It fell yesterday.", None, "the dateline --03-14"),
        ("VELMAR, March 14, 2025 — It fell yesterday.", None, "the dateline 2025-03-14"),
        ("It fell on March 3. It rose a day later.", FRIDAY, "the previous date 2025-03-03"),
        ("It fell in 1998. It rose the following year.", FRIDAY, "the previous date 1998"),
        ("It fell on Tuesday.", None, None),
        ("It rose a day later.", FRIDAY, None),
    ],
)
def test_it_says_what_a_date_was_counted_from(
    text: str, published_at: str | None, origin: str | None
) -> None:
    assert dated(text, published_at)[-1][1].resolved_from == origin


def test_one_expression_alone_is_resolved_like_that_of_a_text() -> None:
    (expression,) = find_dates("It fell yesterday.")
    assert resolve(expression, FRIDAY).date == "2025-03-13"
    (expression,) = find_dates("It fell three days later.")
    assert resolve(expression, FRIDAY).date is None


def test_the_readers_day_is_the_day_in_the_offset() -> None:
    assert publication_day("2025-03-14T23:30:00-05:00") == date(2025, 3, 14)
    assert publication_day("2025-03-14") == date(2025, 3, 14)
    assert publication_day("last Tuesday") is None
    assert publication_day(None) is None
    assert _first("It fell yesterday.", "2025-03-14T23:30:00-05:00") == date(2025, 3, 13)


@pytest.mark.parametrize(
    ("line", "day", "is_year_open"),
    [
        ("VELMAR, March 17 (Meridian Wire) — It fell.", "--03-17", True),
        ("UPPER SORREL, August 29, 2025 — It fell.", "2025-08-29", False),
        ("LINDHAVEN, Feb. 11 – It fell.", "--02-11", True),
        ("PORT LACERNE, Sorrenia, 24 April 2025 - It fell.", "2025-04-24", False),
        ("LONDON (Wire), May 3 -- It fell.", "--05-03", True),
        ("March 01 , 2008", "2008-03-01", False),
        ("By Gwen Astley · 2025-05-28, 12:30", "2025-05-28", False),
        ("Published: 14 March 2025", "2025-03-14", False),
    ],
)
def test_datelines_are_context_and_no_events(line: str, day: str, is_year_open: bool) -> None:
    anchor = dateline_anchor(f"A headline\n{line}\n")
    assert anchor is not None
    assert (anchor.label, anchor.is_year_open) == (f"the dateline {day}", is_year_open)
    assert dated(f"A headline\n{line}\n", None) == []


@pytest.mark.parametrize(
    "text",
    ["It fell on March 3, then rose.", "In May — he said — it fell.", "On March 3 — a Monday — it fell."],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert dateline_spans(text) == []


def test_the_publication_counts_before_the_dateline() -> None:
    found = dated("VELMAR, March 10 — It fell yesterday.", FRIDAY)
    assert [(e.words, r.date) for e, r in found] == [("yesterday", "2025-03-13")]


def test_around_a_place_the_same_dates_are_found_and_counted_from_the_same_day() -> None:
    text = f"VELMAR, March 10 — It fell yesterday. {'So it went. ' * 40}Then, on Tuesday, it rose."
    (fell, at_first), (rose, later) = dated(text, None)
    assert dated(text, None, Span(0, 60)) == [(fell, at_first)]
    assert dated(text, None, Span(len(text) - 50, len(text))) == [(rose, later)]
    cut = rose.span.start + 2
    assert dated(text, None, Span(cut, len(text))) == []


# -- what holds for any text and any day ---------------------------------------------------------------------

WORDS = (
    "March May 14 2025 2022 , . last next this the Tuesday on in days three later earlier first quarter "
    "weekend overnight spring of to - 14/03/2025 31st 29 February 999 years ago — VELMAR a.m. 10:00 1990s ’ "
    "\n before year"
).split(" ")
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=24).map(" ".join),
    st.text(alphabet="ab 2025March-14,Tuesday.’ndlast yeroctbr0\n", max_size=120),
    st.text(max_size=80),
)


def _is_partial_iso(value: str) -> bool:
    if value.startswith("--"):
        value = "2024" + value[1:]
    date.fromisoformat(value + {4: "-01-01", 7: "-01"}.get(len(value), ""))
    return True


@given(TEXTS, st.sampled_from([None, FRIDAY, "0001-01-01", "9999-12-31", "2024-02-29"]))
def test_any_text_gives_spans_in_it_in_order_and_dates_that_exist(
    text: str, published_at: str | None
) -> None:
    found = find_dates(text)
    assert all(e.span.of(text) == e.words for e in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for _, resolved in dated(text, published_at):
        assert (resolved.date is None) == (resolved.precision is Precision.UNKNOWN)
        assert (resolved.date is None) == (resolved.resolved_from is None)
        if resolved.date:
            assert _is_partial_iso(resolved.date)
            assert resolved.end_date is None or _is_partial_iso(resolved.end_date)


@given(DATES, st.integers(0, 6), st.integers(-500, 500), st.sampled_from(["met", "will meet", "is to meet"]))
def test_weekdays_move_with_the_publication_by_whole_weeks(
    published: date, weekday: int, weeks: int, verb: str
) -> None:
    text, moved = f"The council {verb} on {WEEKDAYS[weekday]}.", published + timedelta(weeks=weeks)
    assert _first(text, moved.isoformat()) - _first(text, published.isoformat()) == timedelta(weeks=weeks)


@given(DATES, st.integers(0, 6))
def test_a_past_weekday_lies_in_the_week_up_to_publication(published: date, weekday: int) -> None:
    found = _first(f"The council met on {WEEKDAYS[weekday]}.", published.isoformat())
    assert found.weekday() == weekday
    assert timedelta(0) <= published - found < timedelta(7)


@given(DATES, st.dates(date(2023, 1, 1), date(2023, 12, 31)))
def test_a_past_day_is_the_last_one_and_a_coming_day_the_next(published: date, day: date) -> None:
    words = f"{day:%B} {day.day}"
    past = _first(f"The council met on {words}.", published.isoformat())
    ahead = _first(f"The council will meet on {words}.", published.isoformat())
    assert timedelta(0) <= published - past <= timedelta(366)
    assert timedelta(0) <= ahead - published <= timedelta(366)


@given(DATES, st.integers(2, 60))
def test_days_later_are_counted_from_the_day_before(told: date, n: int) -> None:
    text = f"It opened on {told:%B} {told.day}, {told.year}. It shut {n} days later."
    assert dated(text, None)[-1][1].date == (told + timedelta(days=n)).isoformat()


@pytest.mark.parametrize("piece", ["by May ", "On Tuesday ", "1-"])
def test_a_long_line_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(n_chars: int) -> float:
        text, start = piece * (n_chars // len(piece)), time.process_time()
        dated(text, FRIDAY)
        return time.process_time() - start

    assert seconds(100_000) < 60 * seconds(10_000) + 0.5  # in proportion: ten times; squared: a hundred


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The exchange had been planned for March 28 and was put off.", "2026-03-28"),
        ("It was first planned for February 10.", "2026-02-10"),
        ("The round has been postponed to May 31, the ministry said.", "2026-05-31"),
        ("The appeal was to be heard on May 19.", "2026-05-19"),
        ("The summit, planned for April 20, will be in Ennis.", "2026-04-20"),
    ],
)
def test_what_was_planned_for_a_day_or_moved_to_one_is_in_the_year_of_the_news(text: str, day: str) -> None:
    assert _first(text, "2026-04-03").isoformat() == day
