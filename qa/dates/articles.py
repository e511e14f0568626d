"""The dates of an article: what its dateline says is context, what its sentences say is told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from index.models import Span
from qa.dates.anchors import OPEN_YEARS, Anchor, publication_anchor
from qa.dates.expression import Calendar, TimeExpression
from qa.dates.finding import find_dates
from qa.dates.periods import Resolved
from qa.dates.resolving import resolve_in_order
from qa.dates.vocabulary import COMMA, MONTH, WEEKDAY

_DAY = rf"(?:{MONTH}\s\d{{1,2}}(?:(?:\s?,)?\s\d{{4}})?|\d{{1,2}}\s{MONTH}(?:(?:\s?,)?\s\d{{4}})?)"
_AGENCY = r"(?:\s\([^()\n]{2,30}\))"
# "VELMAR, March 17 (Meridian Wire) — ", "UPPER SORREL, August 29, 2025 – ", "LONDON (Agency), 3 May - "
_DATELINE = re.compile(
    r"[ \t]{0,8}[^\W\d_][^\W\d_.’'-]{0,30}\.?(?:[ ’'-][^\W\d_]{1,30}\.?){0,3}(?:,\s[A-Z][\w.]{1,30})?"
    rf"{_AGENCY}?,\s(?P<day>{_DAY})(?:\s?,)?{_AGENCY}?\s?(?:[—–]|--?)\s"
)
# A line that only says when it was published: "March 01 , 2008", "By A. Writer · 2025-05-28, 12:30".
_STAMP = re.compile(
    r"[ \t]{0,8}(?:(?:By\s[^\n\d]{2,60}|Published|Updated|Posted|Last\s(?:updated|modified))"
    rf"(?:\s(?:on|at))?[\s:·|,–—-]{{1,4}})?(?P<day>(?:{WEEKDAY}{COMMA})?(?:{_DAY}|\d{{4}}-\d\d-\d\d))"
    r"(?:[ ,|·-]{1,4}(?:at\s)?\d\d?[:.]\d\d[^\n]{0,12})?\s?\.?$"
)
_ANCHOR_WITHIN_LINES = 12


def dated(
    text: str, published_at: str | None, around: Span | None = None
) -> list[tuple[TimeExpression, Resolved]]:
    """The dates an article tells of, in the order of its text, and what they stand for.

    Datelines and lines that only give the publication date are left out: they are no events. They are what
    the others count from where `published_at` (ISO 8601) is None. `around` is where dates are looked for, in
    whole words; without it, everywhere.
    """
    context = dateline_spans(text)
    starts = [span.start for span in context]

    def is_context(span: Span) -> bool:
        n = bisect_right(starts, span.start)
        return n > 0 and span.start < context[n - 1].end

    found = find_dates(text) if around is None else _found_in(text, around)
    expressions = [e for e in found if not is_context(e.span)]
    anchor = publication_anchor(published_at) or dateline_anchor(text)
    return list(zip(expressions, resolve_in_order(expressions, anchor), strict=True))


def _found_in(text: str, around: Span) -> list[TimeExpression]:
    start = around.start
    while 0 < start < around.end and not text[start - 1].isspace():
        start += 1
    return [
        replace(e, span=Span(start + e.span.start, start + e.span.end))
        for e in find_dates(text[start : around.end])
    ]


def day_of(text: str, published_at: str | None) -> date | None:
    """The day an article is of: of its publication, else of its dateline; None where neither says it."""
    anchor = publication_anchor(published_at) or dateline_anchor(text)
    return anchor.day if anchor and not anchor.is_year_open else None


def dateline_spans(text: str) -> list[Span]:
    """Where datelines and publication lines stand, in order."""
    return [Span(start + match.start(), start + match.end()) for start, match, _ in _context_lines(text)]


def dateline_anchor(text: str) -> Anchor | None:
    """The day of the first dateline near the beginning; its year stays open where the line has none."""
    for _, match, number in _context_lines(text):
        if number >= _ANCHOR_WITHIN_LINES:
            break
        for found in find_dates(match["day"]):
            if isinstance(found.meaning, Calendar):
                year, month, day = found.meaning.first
                if month and day:
                    return Anchor(date(year or OPEN_YEARS[-1], month, day), "the dateline", year is None)
    return None


def _context_lines(text: str) -> Iterator[tuple[int, re.Match[str], int]]:
    """Offset, match and number of the lines that begin with a dateline or are a publication line."""
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        head = line.rstrip("\r\n")
        match = _DATELINE.match(head) or (_STAMP.match(head) if len(head) < 120 else None)
        if match:
            yield start, match, number
        start += len(line)
