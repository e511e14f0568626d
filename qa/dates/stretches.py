"""Stretches of days, and whether two of them share one."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from qa.dates.anchors import OPEN_YEARS
from qa.dates.periods import Resolved
from qa.dates.vocabulary import MONTHS, is_day

_PLACEHOLDER = OPEN_YEARS[-1]  # a leap year: the 29th of February may be meant
_YEAR = 366


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, both inclusive; None is open on that side.

    Where `is_year_open` both are set, the year of `first` is a placeholder, and any year is meant.
    """

    first: date | None
    last: date | None
    is_year_open: bool = False

    @property
    def n_days(self) -> int | None:
        """How many days it has; None where a side is open."""
        return (self.last - self.first).days + 1 if self.first and self.last else None

    @property
    def length(self) -> int:
        """How many days it counts for: what is open on a side, a year."""
        return self.n_days or _YEAR

    def overlaps(self, other: Stretch) -> bool:
        """True if a day lies in both; in any year, where the year of either is open."""
        if self.is_year_open and other.is_year_open:
            years = range(_PLACEHOLDER - 1, _PLACEHOLDER + 2)
            return any(_overlap(self.in_year(year), _closed(other)) for year in years)
        if self.is_year_open or other.is_year_open:
            known, open_ = (other, self) if self.is_year_open else (self, other)
            if known.first is None or known.last is None:
                return True
            years = range(max(1, known.first.year - 1), known.last.year + 1)
            return any(_overlap(open_.in_year(year), known) for year in years)
        return _overlap(self, other)

    def in_year(self, year: int) -> Stretch:
        """The same days with `first` in `year` (1 to 9998): a 29th of February may become a 28th."""
        if self.first is None or self.last is None:
            return self
        later = self.last.year - self.first.year
        return Stretch(_moved(self.first, year), _moved(self.last, year + later))

    def words(self) -> str:
        """ "9 to 15 November 2026", "May 2025", "from 3 May 2025 on"; without the year where it is open."""
        first, last = (_day(day, with_year=not self.is_year_open) for day in (self.first, self.last))
        if self.first is None or self.last is None:
            return f"from {first} on" if self.first else f"up to {last}"
        whole = _whole_months(self.first, self.last)
        if whole:
            return whole if not self.is_year_open else whole.rpartition(" ")[0]
        return first if self.first == self.last else f"{_short(self.first, self.last)}{last}"


def stretch_of(resolved: Resolved) -> Stretch | None:
    """The days that a resolved expression stands for; None where nothing settles them."""
    if resolved.date is None:
        return None
    is_open = resolved.date.startswith("-")
    first = _day_of(resolved.date)
    last = _day_of(resolved.end_date or resolved.date, at_end=True)
    if last < first and is_open:  # December to February, in an open year
        last = _moved(last, last.year + 1)
    return Stretch(first, last, is_open)


def of_day(day: date) -> Stretch:
    """A single day."""
    return Stretch(day, day)


def _overlap(one: Stretch, other: Stretch) -> bool:
    starts_in_time = one.first is None or other.last is None or one.first <= other.last
    return starts_in_time and (other.first is None or one.last is None or other.first <= one.last)


def _closed(stretch: Stretch) -> Stretch:
    return replace(stretch, is_year_open=False)


def _moved(day: date, year: int) -> date:
    return day.replace(year=year, day=day.day if is_day(year, day.month, day.day) else 28)


def _day_of(iso: str, *, at_end: bool = False) -> date:
    """The first or last day of a partial ISO date: `2025`, `2025-10`, `2025-10-29`, `--10`, `--10-29`."""
    parts = iso.replace("--", f"{_PLACEHOLDER:04}-", 1).split("-")
    year = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 else 12 if at_end else 1
    if len(parts) > 2:
        return date(year, month, int(parts[2]))
    return date(year, month, monthrange(year, month)[1] if at_end else 1)


def _whole_months(first: date, last: date) -> str:
    """The months or years, where it is whole ones; "" where it is not."""
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return ""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    start, end = MONTHS[first.month - 1], f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    return f"{start} to {end}" if first.year == last.year else f"{start} {first.year} to {end}"


def _short(first: date, last: date) -> str:
    """The first of two days with what the last one does not say."""
    if first.year != last.year:
        return f"{_day(first)} to "
    return f"{first.day} to " if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]} to "


def _day(day: date | None, *, with_year: bool = True) -> str:
    if day is None:
        return ""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")
