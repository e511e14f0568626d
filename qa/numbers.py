"""Numbers as they are meant: value, unit and qualifier, whatever way they are written.

"36%", "36 per cent" and "thirty-six percent" are one quantity; "over 500" and "500" are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
_SMALL = "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True)])
_BIG = "|".join(sorted(_MAGNITUDES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<currency>[$€£¥₹₽₺₩])?\s?(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|\b(?P<words>half an?(?= (?:{_BIG})\b)|an?(?= (?:{_BIG})\b)|(?:{_SMALL})(?:[- ](?:{_SMALL}))?)\b)"
    rf"(?:[\s-]?(?P<magnitude>{_BIG})s?\b)?(?P<percent>\s?%|\s?per\s?cent\b|\spercentage points?\b)?",
    re.IGNORECASE,
)
_QUALIFIERS = (
    ("over", r"over|more than|above|exceeding|in excess of|upwards of"),
    ("at least", r"at least|no fewer than|no less than|a minimum of"),
    ("under", r"under|less than|fewer than|below"),
    ("at most", r"up to|at most|no more than|a maximum of|as many as|as much as"),
    ("nearly", r"nearly|almost|close to|just under"),
    ("about", r"about|around|roughly|approximately|approx\.?|some|an estimated|circa|or so"),
)
_BEFORE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<q{n}>{form})" for n, (_, form) in enumerate(_QUALIFIERS))
    + r")\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text. `unit` is "%", a currency sign or None; what is counted is grammar, not ours.

    `qualifier` is one of over, at least, under, at most, nearly, about; None if the number stands alone.
    """

    span: Span
    value: Decimal
    unit: str | None
    qualifier: str | None

    def says_same(self, other: Quantity) -> bool:
        """True if both are the same number with the same unit and the same qualifier."""
        return (self.value, self.unit, self.qualifier) == (other.value, other.unit, other.qualifier)


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers of `text`, in order; "one" alone is left out, it is mostly no number."""
    for match in _NUMBER.finditer(text):
        lone_one = (match["words"] or "").lower() == "one" and not (match["magnitude"] or match["percent"])
        glued = match.start() > 0 and match["digits"] and text[match.start("digits") - 1].isalpha()
        if lone_one or glued:  # "MiG29" is a name
            continue
        unit = "%" if match["percent"] else match["currency"]
        start = match.end() - len(match.group().lstrip())
        yield Quantity(Span(start, match.end()), _value(match), unit, _qualifier(text[:start]))


def _value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        value = Decimal(match["digits"].replace(",", ""))
    else:
        value = _in_words(match["words"].lower())
    return (value * _MAGNITUDES.get((match["magnitude"] or "").lower(), 1)).normalize()


def _in_words(words: str) -> Decimal:
    if words.startswith("half"):
        return Decimal("0.5")
    if words in {"a", "an"}:
        return Decimal(1)
    return Decimal(sum(_UNITS.get(w, _TENS.get(w, 0)) for w in re.split(r"[- ]", words)))


def _qualifier(before: str) -> str | None:
    match = _BEFORE.search(before[-40:])
    if match is None:
        return None
    return next(name for n, (name, _) in enumerate(_QUALIFIERS) if match[f"q{n}"])
