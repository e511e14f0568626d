"""What the words of a time expression say by themselves, before anything is counted from a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.models import Span

# (year, month, day); a part the words leave open is None.
Parts = tuple[int | None, int | None, int | None]


class Leaning(StrEnum):
    """Which side of the publication date the words around an expression point to."""

    PAST = "past"
    FUTURE = "future"
    LATER = "later"  # after something that is told of; usually, not surely, after publication
    NONE = "none"


class Which(StrEnum):
    """Which of the returning ones ("last Tuesday", "next spring"); NEAREST goes by the leaning."""

    NEAREST = "nearest"
    LAST = "last"
    THIS = "this"
    NEXT = "next"
    PREVIOUS = "previous"  # before the date told of
    FOLLOWING = "following"  # after it
    SAME = "same"  # of it


class Unit(StrEnum):
    """A stretch of the calendar that can be counted."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days or years by their numbers: "October 29-30", "2019 to 2023", "the 1990s". `last` is inclusive.

    `year_shift` is the year, counted from the anchor's, where words give it so ("March 3 this year").
    """

    first: Parts
    last: Parts | None = None
    weekday: int | None = None
    year_shift: int | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """`n` months from `month` of some year: "March", "the first quarter", "this summer"."""

    month: int
    n: int = 1
    year: int | None = None
    which: Which = Which.NEAREST
    year_shift: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday is 0."""

    weekday: int
    which: Which = Which.NEAREST


@dataclass(frozen=True, slots=True)
class Counted:
    """The `unit` that lies `count` units after the anchor's own (before it: negative).

    Counted from the last date told of where `from_told`, else from the publication.
    """

    unit: Unit
    count: int
    from_told: bool = False


@dataclass(frozen=True, slots=True)
class NearestWeekend:
    """ "The weekend": the last or the coming one, by the leaning."""


@dataclass(frozen=True, slots=True)
class Overnight:
    """The night before the publication day or the one after it, by the leaning."""


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """ "On the 14th": of the month told of, else by the leaning."""

    day: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """A date that can be read in two ways ("3/5/2025"), or one of something not on the calendar."""


Meaning = Calendar | Months | Weekday | Counted | NearestWeekend | Overnight | DayOfMonth | Unclear


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression at `span` of the text it was found in; times of day beside it are in the span."""

    span: Span
    words: str
    meaning: Meaning
    leaning: Leaning
