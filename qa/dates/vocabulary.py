"""The words of English time expressions, as patterns and as numbers."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the month each begins in
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBERS = {word: n for n, word in enumerate(_SMALL)} | _TENS | {"a": 1, "an": 1}
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
DECADES = {w: (n + 2) * 10 for n, w in enumerate(
    ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
)}  # fmt: skip

# Patterns. Every one is bounded, so that matching takes time in proportion to the text.
# White space is one character, maybe a line's end; before a comma there may be some (tokenised text).
COMMA = r"(?:\s?,)?\s"
MONTH_FORM = "|".join(MONTHS)
_CAPS = "|".join(m.upper() for m in MONTHS)
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    rf"|Sept(?:ember|\.)?|Sep\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|{_CAPS})"
)
YEAR = r"(?:1[0-9]|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
TO = r"(?:\s?[-–—/]\s?|\s(?:to|until|till|through|and)\s)"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WEEKDAY_SHORT = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
NUMBER = rf"(?:\d{{1,3}}|an?|{'|'.join(w for w in _NUMBERS if len(w) > 2)})"
UNIT = r"(?:day|week|weekend|month|quarter|year|decade|century)"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
PART_OF_DAY = r"(?:morning|afternoon|evening|night)"

# What an expression with such a word holds, in small letters.
IN_MONTH = tuple(month[:3].lower() for month in MONTHS)
IN_UNIT = ("day", "week", "month", "quarter", "year", "decade", "century")


def month_number(name: str) -> int:
    """1 to 12 of a month's name or abbreviation."""
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 of a weekday's name or abbreviation."""
    return next(n for n, day in enumerate(WEEKDAYS) if day[:3].lower() == name[:3].lower())


def digits(words: str) -> int:
    """The number its digits make: 14 of "14th"."""
    return int(re.sub(r"\D", "", words))


def number(word: str) -> int:
    """Of digits, a number word, "a" or "an"."""
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def ordinal(word: str) -> int:
    """Of "3rd" or "third"."""
    return digits(word) if word[0].isdigit() else _ORDINALS.index(word.lower()) + 1


def is_day(year: int, month: int | None, day: int | None) -> bool:
    """True if there is such a day; an open month or day is taken for the first."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True
