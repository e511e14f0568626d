"""The calendar days that time expressions in news text stand for.

`find_dates` says where they stand and what their words mean, `resolve` what one of them stands for, and
`resolve_in_order` what those of a whole text stand for, told one after the other ("three days later").
Pure functions: no clock, no time zone tables; the day an article was published is an argument.

What is found: expressions that name a place on the calendar (a day, week, month, quarter, season, year,
decade, century; TimeML's DATE, and TIME where a day belongs to it). Durations ("for two years"), repeated
times ("every Tuesday") and bare times of day ("at noon") are no dates.

How a period is written: `date` and `end_date` (inclusive), both partial ISO dates of one precision.
A day, month or year has no `end_date`. A week is Monday to Sunday and a weekend Saturday and Sunday
(days); a quarter, half or season is its months (seasons of the northern half of the world: spring is March to
May); a decade 1990 to 1999, a century 1801 to 1900 (years). "Early", "mid" and "the end of" leave the
period whole: no day of it is guessed. "Since 2022" begins in 2022 and has no end.
"""

from __future__ import annotations

from qa.dates.anchors import Anchor, publication_anchor, publication_day
from qa.dates.articles import dated, dateline_anchor, dateline_spans, day_of
from qa.dates.expression import Leaning, TimeExpression
from qa.dates.finding import find_dates
from qa.dates.periods import Resolved
from qa.dates.resolving import resolve, resolve_in_order
from qa.dates.stretches import Stretch, of_day, stretch_of
from qa.dates.vocabulary import MONTH_FORM, MONTHS, WEEKDAYS

__all__ = [
    "MONTHS", "MONTH_FORM", "WEEKDAYS", "Anchor", "Leaning", "Resolved", "Stretch", "TimeExpression", "dated",
    "dateline_anchor", "dateline_spans", "day_of", "find_dates", "of_day", "publication_anchor",
    "publication_day", "resolve", "resolve_in_order", "stretch_of",
]  # fmt: skip
