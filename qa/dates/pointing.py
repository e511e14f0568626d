"""The words that say which of the returning days or months is meant: "last", "the following"."""

from __future__ import annotations

from qa.dates.expression import Which
from qa.dates.vocabulary import YEAR

_WHICH = {
    "last": Which.LAST, "past": Which.LAST, "this": Which.THIS, "current": Which.THIS, "next": Which.NEXT,
    "coming": Which.NEXT, "previous": Which.PREVIOUS, "preceding": Which.PREVIOUS,
    "following": Which.FOLLOWING, "same": Which.SAME, "that": Which.SAME,
}  # fmt: skip
# How many units after the anchor's own.
STEPS = {
    Which.LAST: -1, Which.THIS: 0, Which.NEXT: 1, Which.PREVIOUS: -1, Which.FOLLOWING: 1, Which.SAME: 0,
}  # fmt: skip
# Those are counted from the date told of before, the others from the publication.
TOLD = frozenset({Which.PREVIOUS, Which.FOLLOWING, Which.SAME})

POINTER = (
    r"(?:this\s(?:past|coming)|last|this|next|that|past|coming"
    r"|the\s(?:last|next|past|coming|current|previous|preceding|following|same))"
)
# The year behind a month, quarter, half or season.
OF_YEAR = (
    rf"(?:,?\s(?:of\s)?(?P<y>{YEAR})\b(?![,.]\d)"
    r"|,?\s(?:of\s)?(?:the\s)?(?P<shift>last|this|next|that|current|previous)\syear\b)?"
)
YEAR_SHIFTS = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1}


def which_of(words: str | None) -> Which:
    """Of "last", "this past", "the following"; NEAREST where there is no such word."""
    return _WHICH[words.lower().split()[-1]] if words else Which.NEAREST
