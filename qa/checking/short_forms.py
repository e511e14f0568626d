"""What news text writes short or long, in one way: "60 km/h", "a quarter of", "one in eight", "CEO".

Only where both ways say exactly the same. For comparing (`qa.grounding`); nobody is shown this text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from qa.dates import MONTH_FORM, MONTHS
from qa.language.numbers import SMALL, in_words

_UNITS = {
    "km/h": "kilometres per hour", "kph": "kilometres per hour", "kmh": "kilometres per hour",
    "mph": "miles per hour", "sq km": "square kilometres", "km2": "square kilometres",
    "km²": "square kilometres", "m²": "square metres", "m³": "cubic metres", "km": "kilometres",
    "cm": "centimetres", "mm": "millimetres", "kg": "kilograms", "g": "grams", "mg": "milligrams",
    "ml": "millilitres", "°C": "degrees Celsius", "°F": "degrees Fahrenheit", "kWh": "kilowatt hours",
    "MWh": "megawatt hours", "GWh": "gigawatt hours", "MW": "megawatts", "GW": "gigawatts",
}  # fmt: skip
_SHORT_UNIT = re.compile(
    rf"(?<=\d)(?P<gap>[ -]?)(?P<unit>{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?!\w)"
)
_AMERICAN = re.compile(r"\b(?P<unit>(?:kilo|centi|milli)?)(?P<of>meter|liter)(?P<s>s?)\b")
_COUNT = rf"(?:{SMALL}|\d{{1,2}})"
# "The 200m freestyle": elsewhere "m" is short for a million.
_DISTANCE = re.compile(
    r"(?<![\w.,$€£¥])(?P<n>\d{2,5})m(?= (?:(?:men|women)['’]s )?(?:backstroke|breaststroke|butterfly|"
    r"freestyle|medley|hurdles|sprint|relay|dash|race|record|heats?|swim)\b)"
)
_AN_HOUR = re.compile(r"\b(?P<unit>kilometres|metres|miles) an hour\b", re.IGNORECASE)
_CELSIUS = re.compile(r"(?<![\w.,])(?P<n>-?\d{1,3}(?:\.\d)?)C\b(?![.-]\w)")
_PENCE = re.compile(r"(?<![\w.,])(?!480|720)(?P<n>\d{1,3}(?:\.\d+)?)p\b(?![.-]?\w)")
_AND_A_HALF = re.compile(rf"\b(?P<n>{_COUNT}) and a half (?=[a-z])", re.IGNORECASE)
_HALF_A_POINT = re.compile(r"\bhalf a percentage point\b", re.IGNORECASE)
_OFFICES = {
    "CEO": "chief executive", "chief executive officer": "chief executive", "CFO": "chief financial officer",
    "PM": "prime minister", "MP": "member of parliament",
}  # fmt: skip
_OFFICE = re.compile(rf"\b(?:{'|'.join(_OFFICES)})\b(?!:)")
_ONE_IN = re.compile(
    rf"\b(?P<n>{_COUNT}) in (?P<of>{_COUNT}|\d{{1,3}})\b"
    r"(?! (?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|games?|matches|races|ballots?|votes?|"
    r"per|percent|million|thousand|hundred)\b)(?P<next> (?=[a-z-]+s\b|people|children|women|men))?",
    re.IGNORECASE,
)
_FRACTIONS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
# Not "a third man", "a quarter century"; "the third quarter" has no such word before it.
_FRACTION = re.compile(
    rf"\b(?P<n>an?|one|two|three|four)[ -](?P<part>{'|'.join(_FRACTIONS)})s?"
    r"(?= of\b(?! an? (?:million|billion|century|mile))| (?:to|in|from|since|compared|last|this|next|on|by)\b"
    r"|[,.;](?! (?:(?-i:[A-Z])|aged\b|who)))",  # not of "a third, Bogdan Lupu, was freed"
    re.IGNORECASE,
)
_LONG_TIMES = {"decade": (10, "years"), "fortnight": (2, "weeks")}
_LONG_TIME = re.compile(rf"\b(?P<n>an?|{_COUNT}) (?P<long>{'|'.join(_LONG_TIMES)})s?\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?P<hour>1[0-2]|[1-9])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])(?:\.m\.|m\b)(?P<end>$)?"
)
_NOT = re.compile(
    r"\b(?:(?P<verb>is|are|was|were|has|have|had|do|does|did|would|could|should|must|might|need)"
    r"|(?P<ca>ca)|(?P<wo>wo))n['’]t\b",
    re.IGNORECASE,
)
_MINUS = re.compile(r"\bminus (?=\d)", re.IGNORECASE)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_IN_THE = re.compile(r"\b(?P<whose>(?:his|her|their)(?: (?:early|mid|late))?[ -])(?P<tens>[2-9])0s\b")
_TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_ORDINAL = re.compile(
    rf"\b(?P<n>1[0-2]|[1-9])(?:st|nd|rd|th)\b(?! (?:of )?(?:{MONTH_FORM})\b)", re.IGNORECASE
)
_DAYS = re.compile(
    rf"\b(?P<first>\d{{1,2}})(?P<joint> and | to |[-–])(?P<last>\d{{1,2}}) (?P<month>{MONTH_FORM})\b",
    re.IGNORECASE,
)


def in_full(text: str) -> str:
    """`text` with short forms written in full, fractions in percent, decades in years, days with months."""
    steps: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = [
        (_SHORT_UNIT, lambda m: f"{m['gap'] or ' '}{_UNITS[m['unit']]}"),
        (_AMERICAN, lambda m: f"{m['unit']}{'metre' if m['of'] == 'meter' else 'litre'}{m['s']}"),
        (_CELSIUS, lambda m: f"{m['n']} degrees Celsius"),
        (_PENCE, lambda m: f"{m['n']} pence"),
        (_AND_A_HALF, lambda m: f"{_counted(m['n'])}.5 "),
        (_HALF_A_POINT, lambda _: "0.5 percentage points"),
        (_DISTANCE, lambda m: f"{m['n']} metres"),
        (_AN_HOUR, lambda m: f"{m['unit']} per hour"),
        (_OFFICE, lambda m: _OFFICES[m[0]]),
        (_DAYS, lambda m: f"{m['first']} {m['month']}{m['joint']}{m['last']} {m['month']}"),
        (_ONE_IN, _share),
        (_FRACTION, lambda m: _percent(_counted(m["n"]), _FRACTIONS[m["part"].lower()])),
        (_LONG_TIME, _long_time),
        (_CLOCK, _clock),
        (_NOT, _not),
        (_MINUS, lambda _: "-"),
        (_ORDINAL, _ordinal),
        (_IN_THE, lambda m: f"{m['whose']}{_TENS[int(m['tens']) - 2]}"),
    ]
    for pattern, written in steps:
        text = pattern.sub(written, text)
    return text


def _counted(word: str) -> int:
    return int(word) if word.isdecimal() else int(in_words(word))


def _percent(part: int, whole: int) -> str:
    return f"{round(Decimal(100 * part) / whole, 4).normalize():f} percent"


def _ordinal(match: re.Match[str]) -> str:
    before = match.string[: match.start()].split()[-1:]
    is_date = bool(before) and before[0].capitalize() in MONTHS
    return match[0] if is_date else _ORDINALS[int(match["n"]) - 1]


def _share(match: re.Match[str]) -> str:
    part, whole = _counted(match["n"]), _counted(match["of"])
    if not 0 < part < whole:
        return match[0]  # "seven in two"
    return _percent(part, whole) + (" of " if match["next"] else "")


def _long_time(match: re.Match[str]) -> str:
    size, unit = _LONG_TIMES[match["long"].lower()]
    return f"{_counted(match['n']) * size} {unit}"


def _not(match: re.Match[str]) -> str:
    """ "Is not" of "isn't", "will not" of "won't"."""
    first = match[0][0]
    if match["verb"]:
        return f"{match['verb']} not"
    return f"{first}an not" if match["ca"] else f"{first}ill not"


def _clock(match: re.Match[str]) -> str:
    hour = int(match["hour"]) % 12 + (12 if match["half"] == "p" else 0)
    is_end = match["end"] is not None and match[0].endswith(".")
    return f"{hour:02}:{match['minute'] or '00'}{'.' if is_end else ''}"
