"""Does a date say when as exactly as it is asked: no year where a day is asked for, and no "yesterday"."""

from __future__ import annotations

import re

from qa.dates import MONTHS, WEEKDAYS

# What they mean is told by the day of the article alone, and a few words taken out of it lose that.
_POINTS = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|overnight|last night|this (?:morning|afternoon|evening|week))\b",
    re.IGNORECASE,
)
_MONTH = rf"(?:{'|'.join(MONTHS)}|jan|feb|mar|apr|aug|sept?|oct|nov|dec)\b"
_DAY = (
    rf"(?:{'|'.join(WEEKDAYS)})\b|\d(?:st|nd|rd|th)? (?:of )?{_MONTH}|"
    rf"\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b|\d-\d\d-\d"
)
_HOUR = r"\d[.:]\d\d|\d ?[ap]\.?m\b|o'clock|\bnoon\b|\bmidnight\b|\b(?:half|quarter) (?:past|to)\b"
_MADE_OF = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))
    for asked, told in (
        (r"\b(?:what|which) (?:exact )?(?:day|date)\b|\bon what day\b", _DAY),
        (r"\b(?:what|which|at what) (?:exact )?(?:time|hour)\b", _HOUR),
        (r"\b(?:what|which) month\b", _MONTH),
        (r"\b(?:what|which) year\b", r"\b(?:1\d|20)\d\d\b"),
    )
)


def is_so_exact(question: str, words: str) -> bool:
    """True if the `words` of a date say when by themselves, and a day, an hour, a month or a year if one is
    asked for."""
    if _POINTS.search(words):
        return False
    return all(told.search(words) for asked, told in _MADE_OF if asked.search(question))
