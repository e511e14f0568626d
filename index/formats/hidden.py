"""Characters that stand in a text and that nobody who reads it sees.

They stay in the stored text, which is kept as received; they are counted, so that a text with words for
machines only can be told from one without.
"""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_JOINERS = "\u200c\u200d"
# Scripts whose spelling needs ZWNJ or ZWJ: Arabic and its kin, those of India, Sri Lanka, Tibet, Myanmar,
# Khmer, Mongolian; and emoji, which ZWJ joins into one picture.
_NEED_JOINERS = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u0fff\u1000-\u109f\u1780-\u18af\ua8e0-\ua8ff\ufb50-\ufdff\ufe70-\ufefe"
    "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff\U00010a00-\U00011fff]"
)
# The flags of England, Scotland and Wales are spelt with tag characters after a black flag.
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f")


def invisible_count(text: str) -> int:
    """How many characters of `text` are invisible: zero-width, bidi controls, joiners, tags.

    Not counted are soft hyphens, joiners between characters of a script that is written with them, and
    the tags of a flag.
    """
    if text.isascii():
        return 0
    text = _FLAG.sub("", text)
    return sum(not _is_spelling(text, m.start()) for m in _INVISIBLE.finditer(text))


def seen_length(text: str) -> int:
    """Characters of `text` with each run of white space counted as one: what leaving it out leaves out."""
    return len(" ".join(text.split()))


def _is_spelling(text: str, at: int) -> bool:
    return (
        text[at] in _JOINERS
        and _NEED_JOINERS.match(text[at - 1 : at]) is not None
        and _NEED_JOINERS.match(text[at + 1 : at + 2]) is not None
    )
