"""The dateline of a report, "HARN, Oct 12 (Northwire) - ": no part of the sentence that it stands before."""

from __future__ import annotations

import re

_PLACE_IN_CAPITALS = r"[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]*){0,3}"
_PLACE = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_DAY = r"(?:, [\w., ]{1,40}?)?"
_AGENCY = r"\([^()\n]{2,30}\)"
_DATELINE = re.compile(
    rf"(?:{_PLACE_IN_CAPITALS}{_DAY}(?: ?{_AGENCY})?|{_PLACE}{_DAY} ?{_AGENCY})"
    r"\s?(?:[—–]|--?)\s(?=\W?[A-Z\d])"
)


def end_of_dateline(text: str) -> int:
    """Where what stands behind the dateline of `text` begins; 0 if it has none."""
    match = _DATELINE.match(text)
    return match.end() if match else 0
