"""When an article says it was published, kept as precisely as it says it and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}|\d{4}-W\d{2}-\d|\d{4}W\d{3}")
_ISO_WEEK = re.compile(r"\d{4}-?W\d{2}")  # no day: Python would take its Monday
_WRITTEN_DAY = (
    "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%B %d %Y", "%Y/%m/%d",
    "%A, %d %B %Y", "%A, %B %d, %Y", "%a, %d %b %Y", "%a, %b %d, %Y", "%Y-%m-%d",
)  # fmt: skip
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?", re.IGNORECASE)  # "4th", "the 4th of"
_SHORT_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)t?\.?(?= )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Published:
    """What an article states of its publication: the date as `iso_published` gives it, or the words of one
    that can not be read; neither where it states none."""

    iso: str | None = None
    unread: str | None = None


def published_of(*stated: str | None) -> Published:
    """The first of `stated` that can be read; where none can, the first that has a figure, as a date has."""
    if iso := next(filter(None, map(iso_published, stated)), None):
        return Published(iso)
    return Published(unread=next((s for s in stated if s and any(map(str.isdigit, s))), None))


def iso_published(stated: str | None) -> str | None:
    """The stated publication date in ISO 8601, or None when it states none that can be read.

    A day stays a day; a time keeps the offset it was given with, and gets none where none was given.
    Read are ISO 8601, the dates of e-mail and feeds (RFC 2822), and days written out in English. What may be
    read in two ways, as 12/03/2026, is not.
    """
    text = (stated or "").strip()
    if _ISO_WEEK.fullmatch(text):
        return None
    if _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text).isoformat(timespec="seconds")
        except (ValueError, OverflowError):
            continue
    written = _SHORT_MONTH.sub(r"\1", _ORDINAL.sub("", text))
    for form in _WRITTEN_DAY:
        try:
            return datetime.strptime(written, form).date().isoformat()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    return None
