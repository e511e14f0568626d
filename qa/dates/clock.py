"""Times of day: which a text gives, and whether a question asks for one."""

from __future__ import annotations

import re

from index.models import Span

_NAMED = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}
_TIME = re.compile(
    r"(?<![\d.:])(?P<h12>1[0-2]|0?[1-9])(?:[:.](?P<m12>[0-5]\d))?\s?(?P<half>[ap])(?:\.\s?m\.|m\b)"
    r"|(?<![\d.:])(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)(?![\d:])"
    rf"|\b(?P<name>{'|'.join(_NAMED)})\b",
    re.I,
)
_ASKED = re.compile(r"\b(?:what time|(?:what|which) hour|what o['’]clock)\b", re.I)
_A_DAY = 24 * 60
_APART = 10  # minutes; less is one time, told more or less exactly


def asks_time_of_day(question: str) -> bool:
    """True for "at what time", "at which hour"."""
    return _ASKED.search(question) is not None


def times_of_day(text: str) -> frozenset[int]:
    """The times that `text` gives, in minutes after midnight (0 to 1439), each as it is written there."""
    return frozenset(minutes for _, minutes in times_in(text))


def times_in(text: str) -> list[tuple[Span, int]]:
    """Where the times of `text` stand, in order, and each in minutes after midnight."""
    return [(Span(*match.span()), _minutes(match)) for match in _TIME.finditer(text)]


def are_apart(one: frozenset[int], other: frozenset[int]) -> bool:
    """True if both give times and no time of one is within ten minutes of one of the other."""
    gaps = [abs(a - b) for a in one for b in other]
    return bool(gaps) and all(min(gap, _A_DAY - gap) >= _APART for gap in gaps)


def _minutes(match: re.Match[str]) -> int:
    if match["name"]:
        return _NAMED[match["name"].lower()]
    if match["h24"]:
        return int(match["h24"]) * 60 + int(match["m24"])
    hours = int(match["h12"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    return hours * 60 + int(match["m12"] or 0)
