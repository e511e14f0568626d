"""Numbers as they are meant: value, unit and qualifier, whatever way they are written.

"36%", "36 per cent" and "thirty-six percent" are one quantity; "over 500" and "500" are two. A range is two
quantities that know it: "5 to 7 percent" is neither 5 nor 7 percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from index.models import Span

_UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_MAGNITUDES = {
    "hundred": 100, "thousand": 1_000, "k": 1_000, "lakh": 100_000, "million": 1_000_000, "mn": 1_000_000,
    "m": 1_000_000, "crore": 10_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000, "dozen": 12, "score": 20,
}  # fmt: skip
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarters": 4, "fifths": 5, "sixths": 6, "sevenths": 7,
    "eighths": 8, "ninths": 9, "tenths": 10,
}  # fmt: skip
CURRENCY_SIGNS = "$€£¥₹₽₺₩₪฿₴₦"
CURRENCY_SIGN = f"[{CURRENCY_SIGNS}]"
# A currency in words, after the number; pounds "of" something are a weight.
_CURRENCIES = (
    ("$", r"(?:US |U\.S\. )?dollars?|USD"),
    ("€", r"euros?|EUR"),
    ("£", r"pounds?(?: sterling)?(?! of\b)|GBP"),
    ("₹", r"rupees?|INR"),
    ("¥", r"yen|JPY"),
    ("CN¥", r"yuan|renminbi|CNY|RMB"),
    ("₽", r"roubles?|rubles?"),
)
_SIGNS = {"us$": "$", "rs": "₹", "rs.": "₹"}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_TEN = "|".join(_TENS)
SMALL = rf"(?:{_TEN})(?:[- ](?:{_UNIT})\b)?|(?:{_UNIT})"
_BIG = "|".join(sorted(_MAGNITUDES, key=len, reverse=True))
_NUMBER = re.compile(
    # What it may begin with; to try all of it at every letter takes three times as long.
    rf"(?=[\d{CURRENCY_SIGNS}]|\b[acefhnorstuz])"
    rf"(?:(?P<currency>\b(?:US|A|C|HK|NZ|S)\$|{CURRENCY_SIGN}|\bRs\b\.?)\s?)?"
    rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{2,3}})*,\d{{3}}(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|\b(?P<words>half an?(?= (?:{_BIG})\b)|an?(?= (?:{_BIG})\b)|(?:{SMALL}))\b)"
    rf"(?:(?P<parts>[- ](?:{'|'.join(_PARTS)})\b)"
    rf"|(?:[\s-]?(?P<magnitude>{_BIG})s?\b)(?:(?: and)?[ -](?P<rest>{SMALL})\b)?(?: (?P<times>{_BIG})\b)?)?"
    rf"(?P<percent>\s?%|\s?per\s?cent\b)?(?P<points>[ -](?:percentage )?points?\b)?"
    rf"(?:[ -](?:{'|'.join(f'(?P<c{n}>{form})' for n, (_, form) in enumerate(_CURRENCIES))})(?!\w))?",
    re.IGNORECASE,
)
_QUALIFIERS = (
    ("over", r"over|more than|above|exceeding|in excess of|upwards of|greater than"),
    ("at least", r"at least|no fewer than|no less than|not less than|a minimum of"),
    ("under", r"under|less than|fewer than|below"),
    ("at most", r"up to|at most|no more than|not more than|a maximum of|as many as|as much as"),
    ("nearly", r"nearly|almost|close to|just under"),
    ("estimated", r"(?:an )?estimated"),
    ("about", r"about|around|roughly|approximately|approx\.?|some|circa"),
)
_BEFORE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<q{n}>{form})" for n, (_, form) in enumerate(_QUALIFIERS))
    + r")\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
# "500 or so", "500 people or more", "500-odd", "500+".
_BEHIND = re.compile(
    r"(?P<about>[ -]odd\b)|(?P<least>[ -]plus\b|\+)|(?: (?!and\b|or\b)[a-z-]+){0,2}? (?:"
    r"(?P<so>or so\b)|"
    r"(?P<more>or (?:more|above|over|older)\b|and (?:up|above|over)\b|at (?:the )?(?:very )?least\b"
    rf"(?! (?:\d|(?:an?|{SMALL})\b)))|"
    r"(?P<less>or (?:fewer|less|under|below|younger)\b|at (?:the )?(?:very )?most\b(?! \d)))",
    re.IGNORECASE,
)
_MEANS = {"about": "about", "so": "about", "least": "at least", "more": "at least", "less": "at most"}
_MINUS = re.compile(r"(?:\bminus |(?<![\w.,)\]])[-\u2212\u2013])$", re.IGNORECASE)
_BELOW_ZERO = re.compile(
    r"(?:[ -]?°?[CF]?| degrees?(?: (?:celsius|fahrenheit|centigrade))?) below (?:zero|freezing)\b",
    re.IGNORECASE,
)
# "Goes up to 500" comes to rest there, "up to 500 go" may be fewer.
_GOES = re.compile(r"\b(?:go|goes|going|gone|went) $", re.IGNORECASE)
_LOOKED_BACK = 40
_MOST_DIGITS = 20  # Decimal rounds to 28 when it normalises; two longer numbers must not become one
_OPENS_RANGE = re.compile(r"\bbetween $", re.IGNORECASE)
_OPENS_CHANGE = re.compile(r"\bfrom $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text. `unit` is "%", "points", "part", a currency sign or None; the rest is grammar.

    `qualifier` is one of over, at least, under, at most, nearly, estimated, about; "from" or "to" for an end
    of a range; None if the number stands alone. `whole` is `span` with the words before it that qualify it.
    """

    span: Span
    value: Decimal
    unit: str | None
    qualifier: str | None
    whole: Span

    def says_same(self, other: Quantity) -> bool:
        """True if both are the same number with the same unit and the same qualifier."""
        return (self.value, self.unit, self.qualifier) == (other.value, other.unit, other.qualifier)

    def carries(self, said: Quantity) -> bool:
        """True if `said` may be stated where this stands in the text.

        That is the same quantity, or the same with "about" before it: 36% may be called about 36 per cent.
        The reverse claims more precision than the text has, and every other qualifier says another number:
        "nearly 500" is less than 500, "over 500" is more.
        """
        is_rounded = said.qualifier == "about" and self.qualifier is None
        return self.says_same(said) or (is_rounded and (self.value, self.unit) == (said.value, said.unit))


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers of `text`, in order; "one" alone is left out, it is mostly no number."""
    before: tuple[Quantity, bool] | None = None
    for match in _NUMBER.finditer(text):
        if _is_no_number(match, text):
            continue
        quantity, scaled = _read(match, text), bool(match["magnitude"])
        if before is not None and _is_range(text, before[0], quantity):
            yield _range_start(before[0], quantity, match, scaled and not before[1])
            quantity = replace(quantity, qualifier="to", unit=quantity.unit or before[0].unit)
        elif before is not None:
            yield _of_change(text, before[0], quantity)
        before = quantity, scaled
    if before is not None:
        yield before[0]


def _is_no_number(match: re.Match[str], text: str) -> bool:
    alone = not (match["magnitude"] or match["percent"] or match["parts"])
    lone_one = (match["words"] or "").lower() == "one" and alone
    glued = match.start() > 0 and match["digits"] and text[match.start("digits") - 1].isalpha()
    is_freezing = match.group().lower() == "zero" and text[: match.start()].rstrip().endswith("below")
    return bool(is_freezing or lone_one or (glued and not match["currency"]))  # "MiG29" is a name


def _read(match: re.Match[str], text: str) -> Quantity:
    start = match.start()
    qualifier, whole = None, start
    found = _BEFORE.search(text, max(0, start - _LOOKED_BACK), start)
    if found and not (found[0].lower().startswith("up to") and _GOES.search(text, 0, found.start())):
        qualifier = next(name for n, (name, _) in enumerate(_QUALIFIERS) if found[f"q{n}"])
        whole = found.start()
    elif found := _BEHIND.match(text, match.end()):
        qualifier = _MEANS[str(found.lastgroup)]
    is_minus = _MINUS.search(text, max(0, start - _LOOKED_BACK), start) or _BELOW_ZERO.match(
        text, match.end()
    )
    value = -_value(match) if is_minus else _value(match)
    return Quantity(Span(start, match.end()), value, _unit(match), qualifier, Span(whole, match.end()))


def _unit(match: re.Match[str]) -> str | None:
    if match["points"]:
        return "points"
    if match["percent"]:
        return "%"
    if match["parts"]:
        return "part"
    if match["currency"]:
        return _SIGNS.get(match["currency"].lower(), match["currency"].upper())
    return next((sign for n, (sign, _) in enumerate(_CURRENCIES) if match[f"c{n}"]), None)


def _value(match: re.Match[str]) -> Decimal:
    value = Decimal(match["digits"].replace(",", "")) if match["digits"] else in_words(match["words"])
    if match["parts"] and len(value.as_tuple().digits) <= _MOST_DIGITS:
        return round(value / _PARTS[match["parts"][1:].lower()], 6)
    if match["magnitude"]:
        value *= _MAGNITUDES[match["magnitude"].lower()]
        value += in_words(match["rest"]) if match["rest"] else 0
        value *= _MAGNITUDES[match["times"].lower()] if match["times"] else 1
    return value if len(value.as_tuple().digits) > _MOST_DIGITS else value.normalize()


def in_words(words: str) -> Decimal:
    """The number below a hundred that `words`, as `SMALL` matches them, say; 1 of "a", .5 of "half a"."""
    words = words.lower()
    if words.startswith("half"):
        return Decimal("0.5")
    if words in {"a", "an"}:
        return Decimal(1)
    return Decimal(sum(_UNITS.get(w, _TENS.get(w, 0)) for w in re.split(r"[- ]", words)))


def _is_range(text: str, low: Quantity, high: Quantity) -> bool:
    """True for "120 to 150", "120-150", "between 120 and 150"; not for "from 120 to 150", a change."""
    joint = text[low.span.end : high.span.start].strip().lower()
    before = text[max(0, low.span.start - 9) : low.span.start]
    if high.span.start - low.span.end > 6 or low.qualifier == "to":
        return False
    if low.unit != high.unit and (low.unit == "%" or None not in (low.unit, high.unit)):
        return False  # "fell 11 percent to 204 pence"
    if joint == "and":
        return _OPENS_RANGE.search(before) is not None
    is_falling = joint == "to" and high.value < low.value  # "from 412 in 2010 to 268"
    return joint in {"-", "–", "to"} and not is_falling and _OPENS_CHANGE.search(before) is None


def _of_change(text: str, low: Quantity, high: Quantity) -> Quantity:
    """ "From 35 to 42 euros" goes from 35 euros: the first number has the unit that is written once."""
    joint = text[low.span.end : high.span.start]
    is_change = joint == " to " and _OPENS_CHANGE.search(text[max(0, low.span.start - 9) : low.span.start])
    return replace(low, unit=high.unit) if is_change and low.unit is None else low


def _range_start(low: Quantity, high: Quantity, match: re.Match[str], takes_scale: bool) -> Quantity:
    """The lower end, with the unit and the magnitude that are written once, at the upper end."""
    value = low.value * _MAGNITUDES[match["magnitude"].lower()] if takes_scale else low.value
    return replace(low, value=value.normalize(), unit=low.unit or high.unit, qualifier="from")
