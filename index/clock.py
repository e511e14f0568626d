"""Where "a.m." and "p.m." end a sentence: "… at 2.14 a.m. Instruments at the dam …", not "8 a.m. Tuesday"."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"\b[ap]\.m\.$")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:r|rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)"
# A day, a zone, "London time": they belong to the time.
_BELONGS_TO_TIME = re.compile(
    rf"(?:(?:{_DAY}|{_MONTH})\b(?!['’]s)|(?:[A-Z]{{1,4}}T|UTC|MSK)\b|"
    r"(?:Eastern|Central|Mountain|Pacific|Atlantic|Greenwich)\b(?! [a-z]+(?:s|ed)\b)|"
    r"(?:[A-Z][\w'’-]* ){1,3}(?i:time)\b)"
)
# "The 3 p.m. Premier League kick-off", "Monday's 9 a.m. Council meeting".
_BEFORE_A_THING = re.compile(
    r"\b(?:an?|the|its|his|her|their|our|this|that|each|every|\w+['’]s)\s[\d.:]+\s?[ap]\.m\.$", re.IGNORECASE
)
# "At 3 p.m. Mayor Dunn spoke", "Shortly after 3 p.m. on": nothing is told yet.
_ONLY_WHEN = re.compile(
    r"[\W_]*(?:(?:(?:at|by|from|until|till|since|around|about|on|in|and|or|to|but|then|after|before|between|"
    rf"just|only|shortly|soon|exactly|nearly|almost|as|of|late|early|a|m|p|the|\d+|{_DAY}|{_MONTH})\b)[\W_]*)*",
    re.IGNORECASE,
)
_OPENING_MARKS = "\"'“‘(["
_CLOCK_CHARS, _ONLY_WHEN_CHARS = 28, 60  # the longest that are looked at


def is_clock(text: str, start: int, end: int) -> bool:
    """True if `text[start:end]` ends with "a.m." or "p.m."."""
    return _CLOCK.search(text, max(start, end - _CLOCK_CHARS), end) is not None


def ends_at_clock(text: str, start: int, end: int, at: int) -> bool:
    """True if the sentence `text[start:end]`, which ends with a clock time, ends there: what begins at `at`
    is another."""
    if not text[at : at + 3].lstrip(_OPENING_MARKS)[:1].isupper():
        return False
    if _BELONGS_TO_TIME.match(text, at) or _BEFORE_A_THING.search(text, max(start, end - _CLOCK_CHARS), end):
        return False
    is_short = end - start <= _ONLY_WHEN_CHARS
    return not (is_short and _ONLY_WHEN.fullmatch(text, start, end))
