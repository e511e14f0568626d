"""The days that time expressions are counted from: of publication, dateline, the date told of before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

# Any two years that differ by a leap day: what holds in both holds in a year that is not known.
OPEN_YEARS = (2023, 2024)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day to count from. Where `is_year_open`, the year of `day` is a placeholder that must not be shown.

    `origin` says where it is from: "published", "the dateline", "the previous date".
    """

    day: date
    origin: str
    is_year_open: bool = False

    @property
    def label(self) -> str:
        """ "published 2025-03-17", "the dateline --05-20"."""
        iso = self.day.isoformat()
        return f"{self.origin} {'-' + iso[4:] if self.is_year_open else iso}"

    def in_year(self, year: int) -> Anchor:
        return replace(self, day=self.day.replace(year=year))


def publication_day(published_at: str | None) -> date | None:
    """The day in the offset the article was published in; None if there is none or it cannot be read."""
    try:
        return datetime.fromisoformat(published_at).date() if published_at else None
    except ValueError:
        return None


def publication_anchor(published_at: str | None) -> Anchor | None:
    """The publication day (ISO 8601, in its own offset) to count from; None if it is not known."""
    day = publication_day(published_at)
    return Anchor(day, "published") if day else None
