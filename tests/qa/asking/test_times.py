"""The time a question asks about, as its words say it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Filters
from qa.asking.times import asked_time, local_day
from qa.dates import Stretch

TODAY = date(2025, 11, 19)  # a Wednesday


def told(question: str, asked_on: date | None = TODAY) -> list[str]:
    asked = asked_time(question, asked_on)
    return [t.stretch.words() for t in asked.told] if asked else []


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What happened on 3 May 2025?", "3 May 2025"),
        ("What happened in October?", "October"),
        ("What happened on 3 May?", "3 May"),
        ("What happened last week?", "10 to 16 November 2025"),
        ("What happened on Tuesday in Velmar?", "18 November 2025"),
        ("Who resigned yesterday?", "18 November 2025"),
        ("What was decided two weeks ago?", "3 to 9 November 2025"),
        ("What happened between 3 May 2025 and 9 June 2025?", "3 May to 9 June 2025"),
        ("Which trains were late in the first quarter of 2025?", "January to March 2025"),
        ("Who resigned before 3 May 2025?", "up to 2 May 2025"),
        ("What has changed since 3 May 2025?", "from 3 May 2025 on"),
        ("What changed after 3 May 2025?", "from 4 May 2025 on"),
        ("What was reported in October about cod?", "October"),
        ("What happened today?", "19 November 2025"),
        ("And the port's losses, May 2025?", "May 2025"),
        ("cod quota 3 may 2025", "3 May 2025"),
        ("who resigned in march", "March"),
        ("ships waiting, tuesday", "18 November 2025"),
    ],
)
def test_when_something_happened(question: str, days: str) -> None:
    assert told(question) == [days]


@pytest.mark.parametrize(
    "question",
    [
        "Who runs the port?",
        "What did the winter inspection find?",
        "How far did sales drop in the spring quarter?",
        "How long did the 2011 strike last?",
        "Where does the case stand today?",
        "Who wrote “A Day in May 2025”?",
        "How many cases were there by September?",  # of some year: any time before
        "How long did it last, two years or three?",
        "who may march on the port",
    ],
)
def test_what_only_names_a_thing_asks_about_no_time(question: str) -> None:
    assert asked_time(question, TODAY) is None


@pytest.mark.parametrize(
    ("question", "since", "until", "as_of"),
    [
        ("What was reported last week about the strike?", "2025-11-10", "2025-11-16", None),
        ("Which articles published since 1 June 2025 mention cod?", "2025-06-01", None, None),
        ("Which stories from October 2025 mention cod?", "2025-10-01", "2025-10-31", None),
        ("As of Tuesday, how many ships were waiting?", None, None, "2025-11-18"),
        ("By 10 June 2025, what was known about the cause?", None, None, "2025-06-10"),
        ("What was known by 10 June 2025 about the cause?", None, None, "2025-06-10"),
    ],
)
def test_when_it_was_published_bounds_what_is_read(
    question: str, since: str | None, until: str | None, as_of: str | None
) -> None:
    asked = asked_time(question, TODAY)
    assert asked is not None
    assert asked.narrowed(Filters()) == Filters(since=since, until=until, as_of=as_of)
    assert len(asked.to_say) == 1
    # Nothing gets wider than it was.
    narrow = Filters(since="2025-11-12", until="2025-11-13", as_of="2025-01-01")
    bounded = asked.narrowed(narrow)
    assert bounded.since is not None
    assert bounded.since >= "2025-11-12"
    assert (bounded.until or "", bounded.as_of or "") <= ("2025-11-13", "2025-01-01")


def test_as_of_a_day_an_open_year_is_the_nearest() -> None:
    asked = asked_time("What happened in October?", TODAY, is_year_settled=True)
    assert asked is not None
    assert [t.note() for t in asked.told] == ["“October” read as October 2025"]


def test_without_a_day_to_count_from_such_words_say_nothing() -> None:
    assert asked_time("What happened last week?", None) is None
    assert told("What happened on 3 May 2025?", None) == ["3 May 2025"]


def test_it_is_the_day_of_the_articles_where_their_offsets_agree() -> None:
    late = datetime(2025, 11, 19, 20, 30, tzinfo=UTC)
    india = "2025-11-18T09:00:00+05:30"
    assert local_day(late, [india, india, None, "2025-11-18"]) == date(2025, 11, 20)
    assert local_day(late, [india, "2025-11-18T09:00:00+00:00"]) == date(2025, 11, 19)
    assert local_day(late, ["no date"]) == date(2025, 11, 19)


DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@given(DAYS, DAYS)
def test_a_stated_day_is_that_day_whenever_it_is_asked(day: date, asked_on: date) -> None:
    asked = asked_time(f"What happened on {day:%B} {day.day}, {day.year}?", asked_on)
    assert asked is not None
    assert [t.stretch for t in asked.told] == [Stretch(day, day)]
    assert asked.to_say == ()


@given(DAYS, st.integers(0, 52))
def test_what_is_counted_moves_with_the_day_of_asking(asked_on: date, weeks: int) -> None:
    later = asked_time("What happened last week?", asked_on + timedelta(weeks=weeks))
    now = asked_time("What happened last week?", asked_on)
    assert now is not None
    assert later is not None
    (stretch,), (moved,) = [t.stretch for t in now.told], [t.stretch for t in later.told]
    assert stretch.first is not None
    assert moved.first == stretch.first + timedelta(weeks=weeks)
    assert stretch.n_days == 7
    assert stretch.last is not None
    assert stretch.last < asked_on


@given(DAYS, DAYS, DAYS, DAYS)
def test_stretches_overlap_as_their_days_do(a: date, b: date, c: date, d: date) -> None:
    one, other = Stretch(min(a, b), max(a, b)), Stretch(min(c, d), max(c, d))
    is_shared = max(min(a, b), min(c, d)) <= min(max(a, b), max(c, d))
    assert one.overlaps(other) == other.overlaps(one) == is_shared
    assert one.overlaps(Stretch(None, None))


@given(DAYS, DAYS)
def test_an_open_year_is_any_year(day: date, other: date) -> None:
    open_ = Stretch(day.replace(year=2024), day.replace(year=2024), is_year_open=True)
    assert open_.overlaps(Stretch(day, day))
    same = (day.month, day.day) == (other.month, other.day)
    is_leap_day = (day.month, day.day) == (2, 29)
    assert open_.overlaps(Stretch(other, other)) == same or is_leap_day


@given(st.text(max_size=80), st.one_of(st.none(), DAYS))
def test_any_words_are_read_or_left(question: str, asked_on: date | None) -> None:
    asked = asked_time(question, asked_on)
    assert asked is None or asked.told or asked.published or asked.known_by


@pytest.mark.parametrize(
    ("asked_on", "known_by"), [(date(2026, 12, 1), date(2026, 2, 13)), (date(2026, 2, 12), date(2025, 2, 13))]
)
def test_as_of_a_day_without_its_year_is_the_last_such_day(asked_on: date, known_by: date) -> None:
    asked = asked_time("As of February 13, what stake did Greyfriars have?", asked_on)
    assert asked is not None
    assert asked.known_by == known_by
    assert asked.to_say[0].stretch == Stretch(known_by, known_by)


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("What was the toll as of 20 June 2025?", "What was the toll?"),
        ("As of 20 June 2025, what was the toll?", "what was the toll?"),
        ("What was the toll on 20 June 2025?", "What was the toll on 20 June 2025?"),
        ("What was known of the toll by 20 June 2025?", "What was known of the toll by 20 June 2025?"),
    ],
)
def test_as_of_a_day_is_no_part_of_what_is_looked_for(question: str, without: str) -> None:
    time = asked_time(question, None)
    assert time is not None
    assert time.without_known(question) == without


@pytest.mark.parametrize(
    "question",
    [
        "Velmar Bank net profit vs a year ago",
        "What was the profit compared with last year?",
        "How much did sales rise on last year?",
        "How far did sales fall from a year earlier?",
        "Did more ships sink than in 2019?",
    ],
)
def test_a_time_that_another_is_held_against_is_not_asked_about(question: str) -> None:
    assert asked_time(question, TODAY) is None


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("How far did shares fall on Tuesday?", "18 November 2025"),
        ("Did prices fall from 3 May 2025 to 9 June 2025?", "3 May to 9 June 2025"),
        ("Did sales rise last year?", "2024"),
    ],
)
def test_what_rose_or_fell_did_so_at_a_time(question: str, days: str) -> None:
    assert told(question) == [days]


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What was the toll on Tuesday?", "16 September 2025"),
        ("How many had died by Friday?", "up to 19 September 2025"),
        ("Who resigned yesterday?", "19 September 2025"),
        ("What happened last week?", "10 to 16 November 2025"),
        ("What was decided two weeks ago?", "3 to 9 November 2025"),
        ("What opens tomorrow?", "20 November 2025"),
        ("What happened on 3 May 2025?", "3 May 2025"),
    ],
)
def test_where_all_articles_are_older_near_days_count_from_the_newest(question: str, days: str) -> None:
    asked = asked_time(question, TODAY, newest=date(2025, 9, 20))
    assert asked is not None
    assert [t.stretch.words() for t in asked.told] == [days]


def test_near_days_count_from_today_where_articles_are_of_these_days() -> None:
    asked = asked_time("What was the toll on Tuesday?", TODAY, newest=date(2025, 11, 14))
    assert asked is not None
    assert [t.stretch.words() for t in asked.told] == ["18 November 2025"]


def test_which_coming_friday_is_meant_nobody_knows_where_all_articles_are_older() -> None:
    assert asked_time("What will open on Friday?", TODAY, newest=date(2025, 9, 20)) is None
    assert told("What will open on Friday?") == ["21 November 2025"]


@pytest.mark.parametrize(
    "question",
    [
        "What did the envoy say about June 30?",
        "Does the minister still believe in 3 May?",
        "Has the club given up on September?",
        "Who ruled out 9 June 2026?",
        "What does she think about March 2026?",
    ],
)
def test_a_date_that_is_spoken_of_is_a_word_like_others(question: str) -> None:
    assert asked_time(question, TODAY) is None


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What happened about 3 May?", "3 May"),
        ("What did she say about the strike in June?", "June"),
        ("What did she say about last week?", "10 to 16 November 2025"),
        ("What did they rule out on 3 May?", "3 May"),
    ],
)
def test_a_date_on_which_something_is_said_is_its_time(question: str, days: str) -> None:
    assert told(question) == [days]
