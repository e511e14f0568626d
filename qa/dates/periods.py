"""Stretches of the calendar as partial ISO dates, and steps between them. Weeks are Monday to Sunday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from qa.dates.expression import Unit
from qa.models import Precision


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days an expression stands for, in the form of `qa.models.TimelineEntry`.

    `resolved_from` is "stated" where the words settle the date alone, "published 2025-03-17", "the dateline
    --05-20" or "the previous date 2025-03-14" where it was counted from there, None where nothing settles it.
    """

    date: str | None
    end_date: str | None
    precision: Precision
    resolved_from: str | None


NOTHING = Resolved(None, None, Precision.UNKNOWN, None)
STATED = "stated"


def of_days(first: date, last: date | None, origin: str) -> Resolved:
    """A day, or those from `first` to `last`, inclusive."""
    end = last.isoformat() if last and last != first else None
    return Resolved(first.isoformat(), end, Precision.DAY, origin)


def of_months(year: int | None, month: int, n: int, origin: str) -> Resolved:
    """`n` months from `month` (1 to 12) of `year`; they may run into the next year."""
    years, last = divmod(month + n - 2, 12)
    end_year = None if year is None else year + years
    if year is not None and end_year is not None:
        date(year, month, 1), date(end_year, last + 1, 1)  # raises where the calendar has no such year
    end = month_text(end_year, last + 1) if n > 1 else None
    return Resolved(month_text(year, month), end, Precision.MONTH, origin)


def of_years(first: int, last: int | None, origin: str) -> Resolved:
    """A year, or those from `first` to `last`, inclusive."""
    date(first, 1, 1), date(last or first, 1, 1)  # raises where the calendar has no such year
    return Resolved(f"{first:04}", f"{last:04}" if last else None, Precision.YEAR, origin)


def month_text(year: int | None, month: int) -> str:
    """`2025-03`, or `--03` in an open year."""
    return f"--{month:02}" if year is None else f"{year:04}-{month:02}"


def counted(unit: Unit, count: int, today: date, origin: str) -> Resolved:
    """The `unit` that lies `count` units after the one `today` is in.

    Raises:
        ValueError, OverflowError: if it lies outside the years 1 to 9999.
    """
    if unit is Unit.DAY:
        return of_days(today + timedelta(days=count), None, origin)
    if unit in (Unit.WEEK, Unit.WEEKEND):
        monday = today + timedelta(days=7 * count - today.weekday())
        return of_days(
            monday + timedelta(days=5 if unit is Unit.WEEKEND else 0), monday + timedelta(6), origin
        )
    if unit in (Unit.MONTH, Unit.QUARTER):
        size = 1 if unit is Unit.MONTH else 3
        months = (today.year * 12 + today.month - 1) // size * size + count * size
        start = date(months // 12, months % 12 + 1, 1)
        return of_months(start.year, start.month, size, origin)
    if unit is Unit.YEAR:
        return of_years(today.year + count, None, origin)
    if unit is Unit.DECADE:
        first_year = (today.year // 10 + count) * 10
        return of_years(first_year, first_year + 9, origin)
    first_year = ((today.year - 1) // 100 + count) * 100 + 1
    return of_years(first_year, first_year + 99, origin)
