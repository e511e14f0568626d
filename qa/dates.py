"""The calendar days that time expressions in news text stand for.

A day is only ever counted from the article's own publication date; without one, "yesterday" stands for
nothing and "October 29" for a day of an open year. Pure functions: no clock, no time zone tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qa.briefing.time_words import MONTHS, WEEKDAYS, Kind, Leaning, TimeExpression, find_dates, is_day
from qa.models import Precision

__all__ = [
    "MONTHS", "WEEKDAYS", "Kind", "Leaning", "Resolved", "TimeExpression", "find_dates", "publication_day",
    "resolve",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days an expression stands for, in the form of `qa.models.TimelineEntry`."""

    date: str | None
    end_date: str | None
    precision: Precision
    resolved_from: str | None


_NOTHING = Resolved(None, None, Precision.UNKNOWN, None)


def publication_day(published_at: str | None) -> date | None:
    """The day in the offset the article was published in; None if there is none or it cannot be read."""
    try:
        return datetime.fromisoformat(published_at).date() if published_at else None
    except ValueError:
        return None


def resolve(expression: TimeExpression, published_at: str | None) -> Resolved:
    """What `expression` stands for in an article published at `published_at` (ISO 8601, or None).

    `resolved_from` is the publication day where it was needed, and None where the words settle the date
    alone or nothing does. A year is never guessed: without a publication date it stays open (`--10-29`).
    """
    today = publication_day(published_at)
    match expression.kind:
        case Kind.DAY:
            return _resolve_day(expression, today)
        case Kind.MONTH | Kind.PART_OF_YEAR:
            return _resolve_months(expression, today)
        case Kind.YEAR:
            last = str(expression.last[0]) if expression.last else None
            return Resolved(str(expression.first[0]), last, Precision.YEAR, None)
        case Kind.OPEN:
            return _NOTHING
    if today is None:
        return _NOTHING
    try:
        return _resolve_near(expression, today)
    except (OverflowError, ValueError):  # "999 years ago": before the calendar of the program begins
        return _NOTHING


def _resolve_near(expression: TimeExpression, today: date) -> Resolved:
    match expression.kind:
        case Kind.WEEKDAY:
            day = _nearest_weekday(expression, today)
            return Resolved(day.isoformat(), None, Precision.DAY, today.isoformat())
        case Kind.NEAR_DAY:
            return _resolve_near_day(expression, today)
        case _:
            return _resolve_unit(expression.count, expression.unit, today)


def _resolve_day(expression: TimeExpression, today: date | None) -> Resolved:
    year, month, day = expression.first
    if month is None or day is None:  # by construction a day has both
        return _NOTHING
    last = expression.last
    if year is not None:
        return _resolve_stated_year(year, (month, day), last)
    if today is None:
        end = f"--{last[1]:02}-{last[2]:02}" if last else None
        return Resolved(f"--{month:02}-{day:02}", end, Precision.DAY, None)
    chosen = _nearest_year(expression, month, day, today)
    if chosen is None:
        return _NOTHING
    end_date = None
    if last and last[1] and last[2]:
        end_year = chosen.year + (1 if (last[1], last[2]) < (month, day) else 0)
        end_date = (
            date(end_year, last[1], last[2]).isoformat() if is_day(end_year, last[1], last[2]) else None
        )
    return Resolved(chosen.isoformat(), end_date, Precision.DAY, today.isoformat())


def _resolve_stated_year(
    year: int, first: tuple[int, int], last: tuple[int | None, int | None, int | None] | None
) -> Resolved:
    """The year stands after the last day: "December 30 to January 2, 2026" begins in 2025."""
    until = (last[1] or first[0], last[2] or first[1]) if last else None
    first_year = year - 1 if until and until < first else year
    if not is_day(first_year, *first) or (until and not is_day(year, *until)):
        return _NOTHING
    end = date(year, *until).isoformat() if until else None
    return Resolved(date(first_year, *first).isoformat(), end, Precision.DAY, None)


def _nearest_year(expression: TimeExpression, month: int, day: int, today: date) -> date | None:
    years = range(max(1, today.year - 8), min(9999, today.year + 8) + 1)  # eight: leap days may be far apart
    days = [date(y, month, day) for y in years if is_day(y, month, day)]
    if expression.unit == "weekday":
        days = [d for d in days if d.weekday() == expression.count] or days
    past = max((d for d in days if d <= today), default=None)
    ahead = min((d for d in days if d >= today), default=None)
    return _by_leaning(expression.leaning, past, ahead, today)


def _by_leaning(leaning: Leaning, past: date | None, ahead: date | None, today: date) -> date | None:
    if past is None or ahead is None:
        return past or ahead
    if leaning is Leaning.FUTURE:
        return ahead
    if leaning is Leaning.PAST:
        return past
    if leaning is Leaning.LATER:
        # "her subsequent visit" lies ahead, unless that would put it most of a year away.
        return ahead if ahead - today <= timedelta(days=183) else past
    return past if today - past <= ahead - today else ahead


def _resolve_months(expression: TimeExpression, today: date | None) -> Resolved:
    year, month, _ = expression.first
    if month is None:  # by construction there is one
        return _NOTHING
    end_month = expression.last[1] if expression.last else None
    counted_from = None
    if year is None and today is not None:
        counted_from = today.isoformat()
        this, final = date(today.year, today.month, 1), end_month or month
        start = [date(y, month, 1) for y in (today.year - 1, today.year, today.year + 1) if 1 <= y <= 9999]
        past = max(d for d in start if d <= this)
        ahead = min((d for d in start if (d.year, final) >= (this.year, this.month)), default=past)
        chosen = _by_leaning(expression.leaning, past, ahead, this)
        year = chosen.year if chosen else None
    prefix = f"{year:04}" if year is not None else "-"
    end = f"{prefix}-{end_month:02}" if end_month else None
    return Resolved(f"{prefix}-{month:02}", end, Precision.MONTH, counted_from)


def _nearest_weekday(expression: TimeExpression, today: date) -> date:
    back, ahead = (today.weekday() - expression.count) % 7, (expression.count - today.weekday()) % 7
    if expression.unit == "last":
        return today - timedelta(days=back or 7)
    if expression.unit == "next":
        return today + timedelta(days=ahead or 7)
    if expression.unit == "this":
        return today + timedelta(days=expression.count - today.weekday())
    if expression.leaning in (Leaning.FUTURE, Leaning.LATER):
        return today + timedelta(days=ahead)
    return today - timedelta(days=back)


def _resolve_near_day(expression: TimeExpression, today: date) -> Resolved:
    start = {"yesterday": -1, "tomorrow": 1}.get(expression.unit, 0)
    end = None
    if expression.unit == "overnight":
        is_past = expression.leaning in (Leaning.PAST, Leaning.NONE)
        start, end = (-1, 0) if is_past else (0, 1)
    end_date = (today + timedelta(days=end)).isoformat() if end is not None else None
    first = (today + timedelta(days=start)).isoformat()
    return Resolved(first, end_date, Precision.DAY, today.isoformat())


def _resolve_unit(count: int, unit: str, today: date) -> Resolved:
    """The `unit` that lies `count` units before the one `today` is in; weeks are from Monday to Sunday."""
    origin = today.isoformat()
    if unit == "day":
        return Resolved((today - timedelta(days=count)).isoformat(), None, Precision.DAY, origin)
    if unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday() + 7 * count)
        first = monday + timedelta(days=5) if unit == "weekend" else monday
        last = monday + timedelta(days=6)
        return Resolved(first.isoformat(), last.isoformat(), Precision.DAY, origin)
    if unit == "month":
        months = today.year * 12 + today.month - 1 - count
        first = date(months // 12, months % 12 + 1, 1)
        return Resolved(first.isoformat()[:7], None, Precision.MONTH, origin)
    return Resolved(f"{date(today.year - count, 1, 1).year:04}", None, Precision.YEAR, origin)
