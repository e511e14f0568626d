"""Figures in news text: a value with its unit, its qualifier and the clause that says what it measures.

"about 36% of the arsenal" is value "36", unit "%", qualifier "about". Years, dates, times of day, ages and
the numbers in names are no figures. Values and units are slices of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.models import Span
from qa.briefing.prose import Sentence, clause_span, dates_in, grounded
from qa.language.lexicon import CURRENCIES
from qa.language.numbers import CURRENCY_SIGN, CURRENCY_SIGNS
from qa.models import Figure

_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|m|bn|mn|k)"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_WORDS = rf"(?:(?:half\s+)?a\s+dozen|dozens|(?:{_TENS})(?:-(?:{_SMALL}))?|{_SMALL})"
_FRACTION = r"(?:(?:a|one|two|three|four)[\s-](?:thirds?|quarters?|fifths?|tenths?)|half)"
_CURRENCY = rf"(?:US\$|A\$|C\$|HK\$|{CURRENCY_SIGN})"
_QUALIFIER = (
    r"about|around|roughly|approximately|some|nearly|almost|over|more\s+than|less\s+than|fewer\s+than|at\s+least|"
    r"at\s+most|up\s+to|as\s+many\s+as|as\s+much\s+as|no\s+more\s+than|no\s+fewer\s+than|just\s+over|just\s+under|"
    r"well\s+over|just|only|under|close\s+to|an\s+estimated|between"
)
_FIGURE = re.compile(
    rf"(?:\b(?P<qualifier>{_QUALIFIER})\s+)?(?P<money>{_CURRENCY}\s?)?"
    rf"(?P<value>(?<![\w.,/:–-])(?:{_DIGITS}\s{_SCALE}\sto\s{_DIGITS}\s{_SCALE}\b|{_DIGITS}(?:\s(?:and|to)\s{_DIGITS}(?!\d))?(?:[\s-]?{_SCALE}\b)?"
    rf"|\b{_WORDS}(?:\sto\s{_WORDS})?(?:[\s-]{_SCALE}\b)?|\b{_FRACTION}(?=\s+(?:of|the|its|their|a)\b))"
    r"(?![\w:]|[.,]\d))",
    re.I,
)
_DURATION = re.compile(r"\s(?:years?|months?|weeks?|days?|hours?|decades?)\b")
_PERCENT = re.compile(r"[\s-]?(?P<unit>%|percentage\s+points?|percent|per\s+cent)(?!\w)", re.I)
_RATE = re.compile(
    r"\s+(?:a|an|per)\s+(?:year|month|week|day|hour|minute|person|household|head|container|tonne)\b"
)
_TIME_OF_DAY = re.compile(r"\s?(?:[ap]\.?m\b|o[’']clock|GMT|CET)", re.I)
_MEASURES = frozenset(
    "litre liter metre meter kilometre kilometer mile hectare acre tonne ton kilogram kilo gram barrel "
    "gallon degree millimetre centimetre megawatt gigawatt kilowatt".split()
)
_NUMBERS = {w: n for n, w in enumerate(_SMALL.split("|"), 1)} | {
    w: 10 * n for n, w in enumerate(_TENS.split("|"), 2)
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
           "m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3}  # fmt: skip
_MAX_UNIT_TOKENS = 6
_MEASURED = re.compile(rf"\s(?:{'|'.join(sorted(_MEASURES | CURRENCIES))})s?\b")
_OF = re.compile(
    rf"\sof\s(?:the\s|these\s|those\s|its\s|their\s|them\s)?(?:(?:{_DIGITS}|{_WORDS})\s)?(?=[a-z])", re.I
)


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure with its sentence; `amount` is its value as a number, None for ranges and fractions.

    `weight` says how much it tells by itself: money, shares and large counts more than small ones.
    """

    figure: Figure
    sentence: Sentence
    span: Span
    amount: float | None
    weight: float


def find_figures(sentence: Sentence) -> list[FoundFigure]:
    """The figures of a sentence in order; a number that counts nothing is left out unless it is large."""
    figures = (_figure(sentence, match, value) for match, value in _numbers(sentence.text))
    return _with_units_left_out([figure for figure in figures if figure])


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a sentence that counts something, and its qualifier as it is written; `span` is its place
    in the article."""

    words: str
    qualifier: str | None
    span: Span


def numbers_left_out(sentence: Sentence) -> list[Number]:
    """The numbers of a sentence of which `find_figures` cannot say what they count."""
    told = {figure.span for figure in find_figures(sentence)}
    offset = sentence.span.start
    found = [
        Number(match["value"], match["qualifier"], Span(value.start + offset, value.end + offset))
        for match, value in _numbers(sentence.text)
    ]
    return [number for number in found if number.span not in told]


def _numbers(text: str) -> Iterator[tuple[re.Match[str], Span]]:
    """The numbers that may be figures, in order, with the place of the value."""
    dates = [e.span for e in dates_in(text)]
    at = 0
    while match := _FIGURE.search(text, at):
        value = Span(match.start("value"), match.end("value"))
        # "from April 1 and 3 percent later": what stands behind the date is looked at again.
        date = next((d for d in dates if d.start < value.end and value.start < d.end), None)
        at = value.end if date is None else min(max(date.end, value.start + 1), value.end)
        if date is None and _counts(text, match):
            yield match, value


def _with_units_left_out(found: Sequence[FoundFigure]) -> list[FoundFigure]:
    """ "46 million crowns, compared with 38 million": a bare figure of the same size counts the same."""
    out: list[FoundFigure] = []
    for f in found:
        scale = f.figure.value.split()[-1]
        same = [o for o in out if o.figure.unit and o.figure.value.endswith(f" {scale}")]
        if f.figure.unit is None and scale in _SCALES and same:
            f = replace(f, figure=f.figure.model_copy(update={"unit": same[-1].figure.unit}))
        out.append(f)
    return out


def _counts(text: str, match: re.Match[str]) -> bool:
    """False for times of day, ages, ordinals, "one of them" and numbers that are part of a name."""
    before, after = text[: match.start("value")], text[match.end("value") :]
    if _TIME_OF_DAY.match(after) or re.match(r"-year-old", after):
        return False
    if (
        re.search(r",\s$", before)
        and re.match(r",|\.$", after)
        and not match["qualifier"]
        and not match["money"]
    ):
        return False  # an age: "Corin Vasseur, 54, pleaded"
    word = match["value"].lower()
    if word in ("one", "half", "m", "k") and not match["qualifier"]:
        return False
    if re.search(r"\bat\s$", before) and _MEASURED.match(after):
        return True
    if re.search(r"\b(?:age|aged|at|No\.|number|Article|Section|Terminal|Group|Line|Route)\s$", before):
        return bool(match["money"] or match["qualifier"]) or bool(re.match(r"\s(?:percent|%)", after))
    # "Terminal 3", "Boeing 737": a capitalised word before a plain number makes a name of it.
    is_named = re.search(r"(?<![.!?] )(?<!^)\b[A-Z][\w’]*\s$", before) and word.isdigit()
    return not (is_named and not re.match(r"\s(?:percent|per\scent|million|billion|[a-z])|%", after))


def _figure(sentence: Sentence, match: re.Match[str], value: Span) -> FoundFigure | None:
    text, offset = sentence.text, sentence.span.start
    unit = (match["money"] or "").strip() or _unit(sentence, value)
    words, qualifier = match["value"], match["qualifier"]
    if qualifier and qualifier.lower() == "over" and _DURATION.match(text, value.end):
        qualifier = None  # "over two years" is during them
    if qualifier and _is_particle(sentence, match.start("qualifier") + offset):
        qualifier = None  # "handed over 24"
    amount = amount_of(words)
    tells_alone = re.search(r"\d[,.]\d|\d\s", words) or (qualifier and words[0].isdigit())
    is_fraction = re.fullmatch(_FRACTION, words, re.I)
    if unit is None and not (tells_alone or is_fraction or _stands_for_a_count(sentence, match, value)):
        return None
    if " and " in words and (qualifier or "").lower() != "between":
        return None
    at = Span(value.start + offset, value.end + offset)
    whole = Span(match.start() + offset, at.end)
    what = clause_span(sentence, whole)
    figure = Figure(
        value=words,
        unit=unit,
        qualifier=" ".join(qualifier.lower().split()) if qualifier else None,
        what=grounded(sentence, what if what.contains(at) else sentence.span),
    )
    return FoundFigure(figure, sentence, at, amount, _weight(words, unit, qualifier, amount))


def _is_particle(sentence: Sentence, at: int) -> bool:
    n = sentence.token_at(at)
    return n is not None and sentence.tokens[n].dep == "prt"


def _stands_for_a_count(sentence: Sentence, match: re.Match[str], value: Span) -> bool:
    """True for "1,411 votes to 602", "17 rather than 14", and for "Four had broken bones"."""
    before = match.string[: match.start()]
    if re.search(r"\d.*\b(?:to|against|from|than|instead of|compared with)\s$", before):
        return True
    n = sentence.token_at(value.start + sentence.span.start)
    return (
        n is not None and sentence.tokens[n].dep in ("nsubj", "nsubjpass") and sentence.tokens[n].tag == "CD"
    )


def _unit(sentence: Sentence, value: Span) -> str | None:
    """The words that say what is counted: "%", "crowns a year", "arms and military equipment makers"."""
    text = sentence.text
    if percent := _PERCENT.match(text, value.end):
        return percent["unit"]
    of = _OF.match(text, value.end)  # "14 of the 52 steel hangers", "three of the injured"
    first = sentence.token_at((of.end() if of else value.end + 1) + sentence.span.start)
    if first is None or text[value.end : value.end + 1] not in (" ", "-", "\u00a0"):
        return None
    last = first if text[value.end] == "-" else _counted_phrase(sentence, first)
    if last is None:
        return None
    end = sentence.tokens[last].span.end - sentence.span.start
    while rate := _RATE.match(text, end):
        end = rate.end()
    start = sentence.tokens[first].span.start - sentence.span.start
    return text[start:end]


def _counted_phrase(sentence: Sentence, first: int) -> int | None:
    """The last token of the noun phrase that begins at `first`; None if no noun is counted."""
    tokens, last_noun, i = sentence.tokens, None, first
    while i < len(tokens) and i - first < _MAX_UNIT_TOKENS:
        token, word = tokens[i], sentence.word(i)
        if token.pos in ("NOUN", "PROPN") and not (
            last_noun is not None and word[0].isupper() and token.dep != "conj"
        ):
            last_noun = i
            if token.lemma.lower() in CURRENCIES:
                return i
            if token.lemma.lower() in _MEASURES:
                if sentence.word(min(i + 1, len(tokens) - 1)) != "of":
                    return i
                i += 1
        elif not (_continues(sentence, i, last_noun)):
            break
        i += 1
    return last_noun


def _continues(sentence: Sentence, i: int, last_noun: int | None) -> bool:
    token, word = sentence.tokens[i], sentence.word(i)
    if (
        token.pos == "ADJ"
        or word == "-"
        or (token.tag in ("VBN", "VBG") and token.dep in ("amod", "compound"))
    ):
        return last_noun is None or word == "-" or sentence.word(i - 1) in ("and", "-", "of")
    if word.lower() == "and" and last_noun is not None and i + 1 < len(sentence.tokens):
        # "500 arms and military equipment makers", not "four boats and a helicopter".
        return sentence.tokens[i + 1].pos in ("NOUN", "ADJ") and not sentence.word(i + 1)[0].isupper()
    return False


def _weight(words: str, unit: str | None, qualifier: str | None, amount: float | None) -> float:
    weight = 0.2
    if unit and (unit.startswith(("%", "per")) or unit.endswith(tuple(CURRENCY_SIGNS)) or _is_currency(unit)):
        weight += 0.6
    if amount is not None and amount >= 20:
        weight += 0.4
    if words[0].isdigit():
        weight += 0.2
    return weight + (0.2 if qualifier else 0.0)


def _is_currency(unit: str) -> bool:
    return unit.split()[0].casefold().removesuffix("s") in CURRENCIES


def amount_of(words: str) -> float | None:
    """The number that `words` writes, in digits or in English; None for ranges, fractions and "dozens"."""
    lowered = " ".join(words.lower().replace("-", " ").split())
    match = re.fullmatch(rf"({_DIGITS})\s?({_SCALE})?", lowered)
    if match:
        return float(match[1].replace(",", "")) * _SCALES.get(match[2] or "", 1.0)
    if lowered in ("a dozen", "half a dozen"):
        return 6.0 if lowered.startswith("half") else 12.0
    total = 0.0
    for word in lowered.split():
        if word in _NUMBERS:
            total += _NUMBERS[word]
        elif word in _SCALES and total:
            total *= _SCALES[word]
        else:
            return None
    return total or None
