"""What a time expression stands for, counted from the publication or from the date told of before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from qa.dates.anchors import OPEN_YEARS, Anchor, publication_anchor
from qa.dates.choosing import (
    calendar_days,
    day_of_month,
    near_weekday,
    nearest_weekend,
    overnight,
    yearly_months,
)
from qa.dates.expression import (
    Calendar,
    Counted,
    DayOfMonth,
    Months,
    NearestWeekend,
    Overnight,
    TimeExpression,
    Unit,
    Weekday,
    Which,
)  # fmt: skip
from qa.dates.periods import NOTHING, Resolved, counted
from qa.models import Precision

_FINENESS = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1, Precision.UNKNOWN: 0}
# How fine the date before must be for steps of a unit: "three days later" needs a day.
_NEEDED = {Unit.DAY: 3, Unit.WEEK: 3, Unit.WEEKEND: 3, Unit.MONTH: 2, Unit.QUARTER: 2}
_MANY_DAYS = 4  # "the next day" after more days than these is the next day of none of them


@dataclass(frozen=True, slots=True)
class LastTold:
    """What was told of last: for each fineness the first and the last day of the last date so fine."""

    of: tuple[tuple[int, Anchor, Anchor], ...] = ()

    def anchor(self, fineness: int, *, at_end: bool = False) -> Anchor | None:
        """The last date at least so fine; None if there was none."""
        return next(((last if at_end else first) for fine, first, last in self.of if fine >= fineness), None)

    def then(self, resolved: Resolved) -> LastTold:
        """After `resolved` was told of."""
        if resolved.date is None:
            return self
        first, last = _anchor_of(resolved.date), _anchor_of(resolved.end_date or resolved.date)
        fineness = _FINENESS[resolved.precision]
        if (last.day - first.day).days > _MANY_DAYS and fineness == 3:
            fineness = 2  # a week
        return LastTold(((fineness, first, last), *(t for t in self.of if t[0] > fineness)))


def resolve(expression: TimeExpression, published_at: str | None) -> Resolved:
    """What `expression` by itself stands for in an article published at `published_at` (ISO 8601, or None).

    A year is never guessed: without a publication date it stays open (`--10-29`).
    """
    return _resolve(expression, publication_anchor(published_at), LastTold())


def resolve_in_order(expressions: Iterable[TimeExpression], anchor: Anchor | None) -> list[Resolved]:
    """What the expressions of one text stand for, in order: "three days later" counts from the one before.

    `anchor` is what the others count from: the publication, else the dateline, else None.
    """
    told, resolved = LastTold(), []
    for expression in expressions:
        resolved.append(_resolve(expression, anchor, told))
        if not _looks_back(expression):
            told = told.then(resolved[-1])
    return resolved


def _resolve(expression: TimeExpression, anchor: Anchor | None, told: LastTold) -> Resolved:
    meaning = expression.meaning
    from_told = _told_for(expression, told)
    base = from_told or (None if _is_told_only(expression) else anchor)
    try:
        if isinstance(meaning, (Calendar, Months)) or base is None or not base.is_year_open:
            return _from(expression, base)
        return _from_open_year(expression, base)
    except (OverflowError, ValueError):  # "999 years ago": before the calendar of the program begins
        return NOTHING


def _from(expression: TimeExpression, base: Anchor | None) -> Resolved:
    meaning, leaning = expression.meaning, expression.leaning
    if isinstance(meaning, Calendar):
        return calendar_days(meaning, leaning, base)
    if isinstance(meaning, Months):
        return yearly_months(meaning, leaning, base)
    if base is None:
        return NOTHING
    match meaning:
        case Weekday():
            return near_weekday(meaning, leaning, base)
        case Counted():
            return counted(meaning.unit, meaning.count, base.day, base.label)
        case NearestWeekend():
            return nearest_weekend(leaning, base)
        case Overnight():
            return overnight(leaning, base)
        case DayOfMonth():
            return day_of_month(meaning, leaning, base)
        case _:
            return NOTHING


def _from_open_year(expression: TimeExpression, base: Anchor) -> Resolved:
    """Counted from a day whose year is not known: only what is the same in any year, without its year."""
    if isinstance(expression.meaning, Weekday) or _unit(expression) not in (None, Unit.DAY, Unit.MONTH):
        return NOTHING
    if isinstance(expression.meaning, NearestWeekend):
        return NOTHING
    in_years = {_without_year(_from(expression, base.in_year(year))) for year in OPEN_YEARS}
    return replace(in_years.pop(), resolved_from=base.label) if len(in_years) == 1 else NOTHING


def _without_year(resolved: Resolved) -> Resolved:
    first, last = resolved.date, resolved.end_date
    return Resolved(
        "-" + first[4:] if first else None, "-" + last[4:] if last else None, resolved.precision, None
    )


def _looks_back(expression: TimeExpression) -> bool:
    """ "Up from a year earlier" compares; the story goes on from where it was."""
    meaning = expression.meaning
    if not isinstance(meaning, Counted) or not meaning.from_told or meaning.count >= 0:
        return False
    return meaning.unit in (Unit.MONTH, Unit.QUARTER, Unit.YEAR)


def _unit(expression: TimeExpression) -> Unit | None:
    return expression.meaning.unit if isinstance(expression.meaning, Counted) else None


def _is_told_only(expression: TimeExpression) -> bool:
    """True if it is counted from a date told of, and stands for nothing where there is none."""
    match expression.meaning:
        case Counted(from_told=from_told):
            return from_told
        case Weekday(which=which) | Months(which=which):
            return which in (Which.PREVIOUS, Which.FOLLOWING, Which.SAME)
        case _:
            return False


def _told_for(expression: TimeExpression, told: LastTold) -> Anchor | None:
    """The date told of before that the expression counts from; None if it counts from none, or none was."""
    match expression.meaning:
        case Counted(unit=unit, count=count, from_told=True):
            return told.anchor(_NEEDED.get(unit, 1), at_end=count > 0)
        case Weekday(which=Which.PREVIOUS | Which.FOLLOWING | Which.SAME as which):
            return told.anchor(3, at_end=which is Which.FOLLOWING)
        case Months(which=Which.PREVIOUS | Which.FOLLOWING | Which.SAME as which):
            return told.anchor(1, at_end=which is Which.FOLLOWING)
        case DayOfMonth():
            return told.anchor(2)
        case _:
            return None


def _anchor_of(iso: str) -> Anchor:
    """The day, or the first one, of a partial ISO date."""
    is_open = iso.startswith("-")
    year = str(OPEN_YEARS[-1]) if is_open else iso[:4]
    month, day = iso[5:7] or "01", iso[8:10] or "01"
    if is_open:  # `--10-29`, `--10`
        month, day = iso[2:4], iso[5:7] or "01"
    return _Previous(date(int(year), int(month), int(day)), "the previous date", is_open, iso)


@dataclass(frozen=True, slots=True)
class _Previous(Anchor):
    """A date told of, shown as precisely as it was told."""

    iso: str = ""

    @property
    def label(self) -> str:
        return f"{self.origin} {self.iso}"
