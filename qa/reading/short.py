"""The few words of a sentence that answer: a date, a figure, a name of the kind asked for.

They are marked in the sentence that is quoted, and say nothing that it does not. Candidates are told by
their form or by the parse of names; which of them it is, if any, by a few readable features whose weights
stand in `reader.json`, fitted on questions with known answers (`evals.calibrate`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.models import Span
from qa.asking.kind import AnswerType
from qa.asking.question import QuestionView
from qa.dates import find_dates
from qa.language.lexicon import CURRENCY
from qa.language.nlp import Parse
from qa.language.numbers import Quantity, quantities
from qa.language.words import content_stems, stem, words_of
from qa.reading.answer_types import FIGURES
from qa.weighing.counted import asked_fates, fate_of

FEATURES = ("fit", "near", "alone", "sure")
# From this probability on the words are marked; how often they are then right stands in `reader.json`.
LEAST = 0.6
_LABELS = {
    AnswerType.PERSON: ({"PERSON"}, {"ORG", "NORP", "GPE"}),
    AnswerType.ORGANISATION: ({"ORG"}, {"PERSON", "GPE", "NORP", "PRODUCT"}),
    AnswerType.PLACE: ({"GPE", "LOC", "FAC"}, {"ORG", "PERSON", "NORP"}),
}
KINDS = frozenset({*_LABELS, *FIGURES})
_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_OF_TIME = re.compile(
    r"(?:second|minute|hour|day|night|week|month|quarter|year|decade)s?|centur(?:y|ies)", re.I
)
_OF_LENGTH = re.compile(
    r"(?:kilo|centi|milli)?met(?:re|er)s?|k?m|cm|mm|miles?|yards?|f(?:oo|ee)t|inch(?:es)?|pages?|words", re.I
)
# Of a bridge it asks for its length, of a strike for its time: either may be meant.
_HOW_LONG_IS = re.compile(r"\bhow long (?:is|are|was|were)\b", re.I)
_CURRENCY = re.compile(CURRENCY, re.I)
_BY_HOW_MANY = re.compile(r"\bby how many\b|\b(?:margin|score|result)\b", re.I)
_AGAINST = re.compile(r"(?: votes?)? to \d[\d,]*\b")
# "The captain, Tomas Vidal, 47, was rescued", "a 23-year-old": no count of anything.
_OF_AGE = re.compile(r"(?:^|[ -])years?[ -](?:olds?\b|of age)|^[,)]", re.IGNORECASE)
_NAMED_OR_AGED = re.compile(r"(?:\w, | \(|\baged |\bturned )$")
# Behind it stands who had the office before.
_TOOK_OVER = re.compile(
    r"\b(?:succeed(?:s|ed|ing)?|replac(?:es|ed|ing)|success(?:or|ion) (?:to|of)|"
    r"(?:takes?|took|taking|taken) over\b[^.;]*?\bfrom|"
    r"in (?:place|the place) of|instead of)(?: the)?(?: [\w-]+){0,3} $",
    re.IGNORECASE,
)
_ASKS_BEFORE = re.compile(
    r"\b(?:predecessor|before|former|previous\w*|replac\w*|succeed\w*|took over from)\b", re.IGNORECASE
)
_NEXT_WORDS = 3  # behind a number, among which what it counts may stand


@dataclass(frozen=True, slots=True)
class ShortCandidate:
    """Words of a sentence, and how well their form fits what is asked for, in (0, 1]."""

    span: Span
    fit: float


def candidates_in(view: QuestionView, text: str, parse: Parse) -> list[ShortCandidate]:
    """What in `text` is of the kind asked for and does not stand in the question, in order."""
    asked = {w.lower() for w in words_of(view.text)}
    found = {
        AnswerType.DATE: _dates,
        AnswerType.PERSON: _names,
        AnswerType.ORGANISATION: _names,
        AnswerType.PLACE: _names,
    }.get(view.answer_type, _figures)(view, text, parse)
    return [c for c in found if not {w.lower() for w in words_of(c.span.of(text))} <= asked]


def features_of(
    view: QuestionView, text: str, found: Sequence[ShortCandidate], confidence: float
) -> list[dict[str, float]]:
    """The features of each candidate, about in [0, 1]; the names are `FEATURES`."""
    words = [(Span(*m.span()), stem(m.group())) for m in _WORD.finditer(text)]
    asked = set(content_stems(view.text))
    rows = []
    for candidate in found:
        near = _nearness(candidate.span, words, asked)
        rows.append(
            {
                "fit": candidate.fit,
                "near": sum(near.values()) / max(1, len(asked)),
                "alone": 1.0 / sum(other.fit >= candidate.fit for other in found),
                "sure": confidence,
            }
        )
    return rows


def short_answer(
    view: QuestionView, text: str, parse: Parse, confidence: float, fitted: Mapping[str, object]
) -> Span | None:
    """The words of `text` that answer, where that is at least `LEAST` likely; `fitted` are the weights."""
    found = candidates_in(view, text, parse) if view.answer_type in KINDS else []
    rated = [
        (probability(row, fitted), candidate.span)
        for row, candidate in zip(features_of(view, text, found, confidence), found, strict=True)
    ]
    likely, span = max(rated, key=lambda pair: (pair[0], -pair[1].start), default=(0.0, None))
    return span if likely >= LEAST else None


def probability(row: Mapping[str, float], fitted: Mapping[str, object]) -> float:
    """That these words answer, by `fitted`: an `intercept`, and `weights` by the name of the feature."""
    weights: Mapping[str, float] = fitted["weights"]  # type: ignore[assignment]
    total = float(fitted["intercept"]) + sum(w * row[name] for name, w in weights.items())  # type: ignore[arg-type]
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _nearness(span: Span, words: Sequence[tuple[Span, str]], asked: set[str]) -> dict[str, float]:
    """For each word of the question in the sentence 1 / (1 + how many words it stands away), the nearest."""
    own = [n for n, (at, _) in enumerate(words) if at.start < span.end and span.start < at.end]
    near: dict[str, float] = {}
    for n, (_, word) in enumerate(words):
        if own and word in asked and n not in own:
            away = min(abs(n - own[0]), abs(n - own[-1]))
            near[word] = max(near.get(word, 0.0), 1.0 / (1.0 + away))
    return near


def _dates(_: QuestionView, text: str, __: Parse) -> Iterator[ShortCandidate]:
    for found in find_dates(text):
        yield ShortCandidate(found.span, 1.0)


def _names(view: QuestionView, text: str, parse: Parse) -> Iterator[ShortCandidate]:
    exact, perhaps = _LABELS[view.answer_type]
    for entity in parse.entities:
        is_before = not _ASKS_BEFORE.search(view.text) and _TOOK_OVER.search(text[: entity.span.start])
        if entity.label in exact | perhaps and not is_before:
            yield ShortCandidate(entity.span, 1.0 if entity.label in exact else 0.4)


def _figures(view: QuestionView, text: str, _: Parse) -> Iterator[ShortCandidate]:
    dates = [d.span for d in find_dates(text)]
    for quantity in quantities(text):
        is_date = any(d.start <= quantity.span.start < d.end for d in dates)
        if not is_date or quantity.unit or view.answer_type is AnswerType.DURATION:
            candidate = _figure(view, text, quantity)
            if candidate.fit > 0:
                yield candidate


def _is_age(text: str, quantity: Quantity) -> bool:
    """True if the number is how old somebody is."""
    span = quantity.span
    behind = _OF_AGE.search(text[span.end : span.end + 14])
    if quantity.unit is not None or behind is None or not 0 < quantity.value < 120:
        return False
    is_written_out = behind.group().strip(" -,)") != ""
    return is_written_out or _NAMED_OR_AGED.search(text[: span.start]) is not None


def _figure(view: QuestionView, text: str, quantity: Quantity) -> ShortCandidate:
    """The quantity with the unit that is written behind it, as far as it fits the question."""
    span, kind = quantity.span, view.answer_type
    if kind in (AnswerType.AGE, AnswerType.NUMBER) and _is_age(text, quantity) != (kind is AnswerType.AGE):
        return ShortCandidate(span, 0.0)
    fate, fates = fate_of(text, quantity), asked_fates(view.text)
    if fates and (fate not in fates if fate else not fates & asked_fates(text)):
        return ShortCandidate(span, 0.0)  # the missing for the dead
    after = list(_WORD.finditer(text, span.end, span.end + 48))[:_NEXT_WORDS]
    unit = after[0] if after and text[span.end : after[0].start()] in (" ", "-") else None
    if kind is AnswerType.SHARE:
        return ShortCandidate(span, float(quantity.unit in ("%", "points", "part")))
    form = {AnswerType.MONEY: _CURRENCY, AnswerType.DURATION: _OF_TIME}.get(kind)
    if form is not None:
        is_long = _HOW_LONG_IS.search(view.text) is not None
        if unit and (form.fullmatch(unit.group()) or (is_long and _OF_LENGTH.fullmatch(unit.group()))):
            return ShortCandidate(Span(span.start, unit.end()), 1.0)
        is_sum = kind is AnswerType.MONEY and quantity.unit not in (None, "%", "points", "part")
        return ShortCandidate(span, float(is_sum))
    asked = set(content_stems(view.text))
    if _BY_HOW_MANY.search(view.text) and (against := _AGAINST.match(text, span.end)):
        return ShortCandidate(Span(span.start, against.end()), 1.0)  # "19 votes to 12"
    if unit and stem(unit.group()) in asked:
        return ShortCandidate(span, 1.0)
    if any(stem(word.group()) in asked for word in after):
        return ShortCandidate(span, 0.9)
    return ShortCandidate(span, 0.6 if quantity.unit is None else 0.3)
