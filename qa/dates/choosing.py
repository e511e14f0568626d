"""Which of the returning days, months and seasons is meant: the nearest on the side the words lean to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from qa.dates.anchors import Anchor
from qa.dates.expression import Calendar, DayOfMonth, Leaning, Months, Weekday, Which
from qa.dates.periods import NOTHING, STATED, Resolved, of_days, of_months, of_years
from qa.dates.vocabulary import is_day
from qa.models import Precision

_HALF_A_YEAR = timedelta(days=183)


def by_leaning(leaning: Leaning, past: date | None, ahead: date | None, today: date) -> date | None:
    """The one before or the one after; the nearer where nothing is known."""
    if past is None or ahead is None:
        return past or ahead
    if leaning is Leaning.FUTURE:
        return ahead
    if leaning is Leaning.PAST:
        return past
    if leaning is Leaning.LATER:
        # "her subsequent visit" lies ahead, unless that would put it most of a year away.
        return ahead if ahead - today <= _HALF_A_YEAR else past
    return past if today - past <= ahead - today else ahead


def calendar_days(meaning: Calendar, leaning: Leaning, base: Anchor | None) -> Resolved:
    """Days by their numbers; the year, where it is open, from `base`."""
    year, month, day = meaning.first
    if month is None or day is None:
        return of_years(year, meaning.last[0] if meaning.last else None, STATED) if year else NOTHING
    last = (meaning.last[1] or month, meaning.last[2] or day) if meaning.last else None
    first = (month, day)
    if year is not None:
        # The year stands after the last day: "December 30 to January 2, 2026" begins in 2025.
        start_year = year - 1 if last and last < first else year
        return _of_parts(start_year, first, last, STATED)
    if base is None or base.is_year_open:
        end = f"--{last[0]:02}-{last[1]:02}" if last else None
        return Resolved(f"--{month:02}-{day:02}", end, Precision.DAY, STATED)
    if meaning.year_shift is not None:
        return _of_parts(base.day.year + meaning.year_shift, first, last, base.label)
    chosen = _nearest_year(meaning, first, leaning, base.day)
    return _of_parts(chosen.year, first, last, base.label) if chosen else NOTHING


def _of_parts(year: int, first: tuple[int, int], last: tuple[int, int] | None, origin: str) -> Resolved:
    """From `first` to `last`, (month, day) each; a last day before the first is of the next year."""
    if last is None:
        return of_days(date(year, *first), None, origin)
    return of_days(date(year, *first), date(year + (1 if last < first else 0), *last), origin)


def _nearest_year(meaning: Calendar, first: tuple[int, int], leaning: Leaning, today: date) -> date | None:
    years = range(max(1, today.year - 8), min(9999, today.year + 8) + 1)  # eight: leap days may be far apart
    days = [date(y, *first) for y in years if is_day(y, *first)]
    if meaning.weekday is not None:
        days = [d for d in days if d.weekday() == meaning.weekday] or days
    past = max((d for d in days if d <= today), default=None)
    ahead = min((d for d in days if d >= today), default=None)
    return by_leaning(leaning, past, ahead, today)


def yearly_months(meaning: Months, leaning: Leaning, base: Anchor | None) -> Resolved:
    """Months of a year, the year from the words or from `base`."""
    month, n = meaning.month, meaning.n
    if meaning.year is not None:
        return of_months(meaning.year, month, n, STATED)
    if base is None or base.is_year_open:
        return NOTHING if _needs_year(meaning) else of_months(None, month, n, STATED)
    today = base.day
    if meaning.year_shift is not None:
        return of_months(today.year + meaning.year_shift, month, n, base.label)
    return of_months(_year_of_months(meaning, leaning, today), month, n, base.label)


def _needs_year(meaning: Months) -> bool:
    """ "Next spring" says nothing without a day to count from; "the spring" is at least some spring."""
    return meaning.which is not Which.NEAREST or meaning.year_shift is not None


def _year_of_months(meaning: Months, leaning: Leaning, today: date) -> int:
    this = today.year * 12 + today.month
    starts = [y * 12 + meaning.month for y in range(today.year - 2, today.year + 3)]
    ends = {s: s + meaning.n - 1 for s in starts}
    started = max(s for s in starts if s <= this)
    ended = max(s for s in starts if ends[s] < this)
    to_end = min(s for s in starts if ends[s] >= this)
    to_start = min(s for s in starts if s > this)
    match meaning.which:
        case Which.LAST | Which.PREVIOUS:
            chosen = ended
        case Which.NEXT | Which.FOLLOWING:
            chosen = to_start
        case Which.THIS | Which.SAME if meaning.month + meaning.n <= 13:
            return today.year
        case _:  # a winter, of two years, goes by the leaning too
            day = by_leaning(leaning, _first(started), _first(to_end), _first(this))
            return day.year if day else today.year
    return (chosen - 1) // 12


def _first(months: int) -> date:
    return date((months - 1) // 12, (months - 1) % 12 + 1, 1)


def near_weekday(meaning: Weekday, leaning: Leaning, base: Anchor) -> Resolved:
    """In news a bare weekday is the last one up to today, unless the words point ahead."""
    today = base.day
    back, ahead = (today.weekday() - meaning.weekday) % 7, (meaning.weekday - today.weekday()) % 7
    match meaning.which:
        case Which.LAST | Which.PREVIOUS:
            step = -(back or 7)
        case Which.NEXT | Which.FOLLOWING:
            step = ahead or 7
        case Which.THIS | Which.SAME:
            step = meaning.weekday - today.weekday()
        case Which.NEAREST:
            step = ahead if leaning in (Leaning.FUTURE, Leaning.LATER) else -back
    return of_days(today + timedelta(days=step), None, base.label)


def nearest_weekend(leaning: Leaning, base: Anchor) -> Resolved:
    """The coming weekend, or the last one that has begun."""
    today = base.day
    ahead = (5 - today.weekday()) % 7 if today.weekday() != 6 else -1
    is_ahead = leaning in (Leaning.FUTURE, Leaning.LATER) or ahead <= 0
    saturday = today + timedelta(days=ahead if is_ahead else ahead - 7)
    return of_days(saturday, saturday + timedelta(days=1), base.label)


def overnight(leaning: Leaning, base: Anchor) -> Resolved:
    """The night before the day, or the one after it where the words point ahead."""
    start = base.day + timedelta(days=-1 if leaning in (Leaning.PAST, Leaning.NONE) else 0)
    return of_days(start, start + timedelta(days=1), base.label)


def day_of_month(meaning: DayOfMonth, leaning: Leaning, base: Anchor) -> Resolved:
    """The day of the month told of; else the nearest such day on the side the words lean to."""
    today = base.day
    if base.origin == "the previous date":
        return of_days(today.replace(day=meaning.day), None, base.label)
    days = _same_days(today, meaning.day)
    past = max((d for d in days if d <= today), default=None)
    ahead = min((d for d in days if d >= today), default=None)
    side = Leaning.PAST if leaning is Leaning.NONE else leaning
    chosen = by_leaning(side, past, ahead, today)
    return of_days(chosen, None, base.label) if chosen else NOTHING


def _same_days(today: date, day: int) -> Sequence[date]:
    months = [today.year * 12 + today.month - 1 + k for k in range(-2, 3)]
    years = [(m // 12, m % 12 + 1) for m in months]
    return [date(y, m, day) for y, m in years if 1 <= y <= 9999 and is_day(y, m, day)]
