"""Which of several is meant: the first, the last, the original. "Last week" tells of none."""

from __future__ import annotations

import re

from qa.dates import MONTHS, WEEKDAYS

_TIMES = "|".join(
    ("week", "month", "year", "night", "summer", "winter", "spring", "autumn", *WEEKDAYS, *MONTHS)
)
_ORDER = re.compile(
    rf"\b(?:first|second|third|fourth|fifth|sixth|last(?! (?:{_TIMES})\b)|final|original|initial)\b",
    re.IGNORECASE,
)


def orders_in(text: str) -> list[str]:
    """The words of `text` that tell which of several, in their order, in small letters."""
    return [word.lower() for word in _ORDER.findall(text)]
