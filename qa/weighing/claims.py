"""The best sentences found for a question, taken apart: their figures, days, names, and the words around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.models import Span
from qa.asking.kind import AnswerType
from qa.dates import find_dates, resolve
from qa.language.nlp import Parse, Parser
from qa.language.numbers import Quantity
from qa.language.words import stem, stems_in, words_of
from qa.reader import Evidence, Reading
from qa.weighing.counted import counts_of, figures_in, is_denied
from qa.weighing.stated import Stated, stated_in

_COMPARED = 16  # of the evidence
_LABELS = {
    AnswerType.PERSON: {"PERSON"},
    AnswerType.ORGANISATION: {"ORG"},
    AnswerType.PLACE: {"GPE", "LOC", "FAC"},
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence taken apart: its values, and the stems of the words around them."""

    evidence: Evidence
    around: frozenset[str]
    figures: tuple[Quantity, ...]
    counted: dict[str, frozenset[Decimal]]  # by what is counted
    dates: frozenset[str]
    names: frozenset[str]
    stated: tuple[Stated, ...]  # of the kind asked for


def claims_of(reading: Reading, parser: Parser) -> list[Claim]:
    """The best of the evidence of `reading` taken apart, in its order."""
    compared = reading.evidence[:_COMPARED]
    is_asked = reading.view.answer_type in _LABELS
    parses = parser.parse([e.text for e in compared]) if is_asked else [None] * len(compared)
    return [_claim(e, reading, parse) for e, parse in zip(compared, parses, strict=True)]


def _claim(evidence: Evidence, reading: Reading, parse: Parse | None) -> Claim:
    article, _ = evidence.places[0]
    text = evidence.text
    found = find_dates(text)
    date_spans = [d.span for d in found]
    told = figures_in(text)
    figures = tuple(q for q in told if not is_denied(text, q))
    names = _names_in(parse, reading) if parse else []
    cut = [*date_spans, *(q.span for q in told), *(span for span, _ in names)]
    around = _without(text, cut)
    days = (resolve(d, article.published_at).date for d in found)
    return Claim(
        evidence=evidence,
        around=stems_in(around),
        figures=figures,
        counted=counts_of(text, figures),
        dates=frozenset(d for d in days if d),
        names=frozenset(name for _, name in names),
        stated=tuple(stated_in(text, article, reading.view)),
    )


def _names_in(parse: Parse, reading: Reading) -> list[tuple[Span, str]]:
    labels = _LABELS[reading.view.answer_type]
    found = [(e.span, e.span.of(parse.text)) for e in parse.entities if e.label in labels]
    asked = {stem(w) for w in words_of(reading.view.text)}
    return [(span, name) for span, name in found if not {stem(w) for w in words_of(name)} <= asked]


def _without(text: str, spans: Sequence[Span]) -> str:
    """`text` without the spans, which may overlap; single spaces between what is left."""
    kept, end = [], 0
    for span in sorted(spans):
        kept.append(text[end : max(end, span.start)].strip())
        end = max(end, span.end)
    return " ".join([*kept, text[end:].strip()])
