"""One brief against what it should hold: precision and recall of each field, its points, repeats, quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from evals.brief_gold import BriefGold, ExpectedAttribution, ExpectedFigure, ExpectedPerson
from evals.gold_set import GoldEvidence
from evals.metrics import citation, fields
from evals.metrics.text import squad_normalise, token_f1
from evals.report import BriefResult
from evals.scoring import ArticleOf, is_valid, sentences_cited, sentences_touched
from index.models import Article, Span
from qa.language.numbers import quantities
from qa.language.words import stem
from qa.models import Attribution, Brief, Citation, Conflict, Figure, Person, Statement

_SAME_ROLE = 0.5
"""Token F1 from which two wordings of a role are one: "chief bridge engineer" and "bridge engineer"."""

Found = TypeVar("Found")
Expected = TypeVar("Expected")
Sentences = frozenset[citation.SentenceKey]


@dataclass
class _Sheet:
    """The scores of a brief as they are filled in, with what did not match."""

    scores: dict[str, float | None] = field(default_factory=dict)
    missed: dict[str, list[str]] = field(default_factory=dict)
    surplus: dict[str, list[str]] = field(default_factory=dict)

    def enter(
        self,
        name: str,
        found: Sequence[Found],
        expected: Sequence[Expected],
        is_same: Callable[[Found, Expected], bool],
        said: Callable[[Any], str] = str,
    ) -> dict[int, int]:
        pairs = fields.match(found, expected, is_same)
        self.scores[f"brief_{name}_precision"] = fields.field_precision(len(pairs), len(found))
        self.scores[f"brief_{name}_recall"] = fields.field_recall(len(pairs), len(expected))
        self.missed[name] = [said(e) for at, e in enumerate(expected) if at not in pairs.values()]
        self.surplus[name] = [said(f) for at, f in enumerate(found) if at not in pairs]
        return pairs


@dataclass(frozen=True, slots=True)
class _Places:
    """Where citations and gold quotes stand, as sentences."""

    articles: Mapping[str, Article]
    article_of: ArticleOf

    def cited(self, citations: Sequence[Citation]) -> Sentences:
        return frozenset().union(*(sentences_cited(c, self.article_of) for c in citations))

    def of(self, quotes: Sequence[GoldEvidence]) -> Sentences:
        return frozenset().union(*(self._of(quote) for quote in quotes))

    def _of(self, evidence: GoldEvidence) -> Sentences:
        article = self.articles[evidence.article]
        start = article.text.index(evidence.quote)
        return sentences_touched(article.article_id, article.text, Span(start, start + len(evidence.quote)))


def score_brief(
    gold: BriefGold, brief: Brief, articles: Mapping[str, Article], article_of: ArticleOf
) -> BriefResult:
    """What `brief` is worth. A field that is empty where nothing is expected is unscored, not right."""
    sheet, places = _Sheet(), _Places(articles, article_of)
    _people(sheet, brief.people, gold.people)
    pairs = sheet.enter("figures", brief.figures, gold.figures, _same_figure, _said_figure)
    right = [_same_words(brief.figures[a].qualifier, gold.figures[b].qualifier) for a, b in pairs.items()]
    sheet.scores["brief_qualifiers"] = sum(right) / len(right) if right else None
    days = list(dict.fromkeys((t.date, t.end_date) for t in brief.timeline if t.date))
    due = list(dict.fromkeys((t.date, t.end_date) for t in gold.timeline))
    sheet.enter("dates", days, due, lambda one, other: one == other)
    _said(sheet, places, brief, gold)
    _points(sheet, places, brief, gold)
    sheet.scores["brief_sources"] = float(brief.independent_sources == gold.independent_sources)
    quotes = [is_valid(c, article_of) for c in citations_of(brief)]
    sheet.scores["brief_quote_validity"] = citation.quote_validity(quotes)
    return BriefResult(
        id=gold.id,
        scores=sheet.scores,
        missed={k: v for k, v in sheet.missed.items() if v},
        surplus={k: v for k, v in sheet.surplus.items() if v},
        total_ms=brief.timings_ms.total,
    )


def citations_of(part: Any) -> Iterator[Citation]:
    """Every citation in a brief or a part of one."""
    if isinstance(part, Citation):
        yield part
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for entry in part:
            yield from citations_of(entry)
    elif hasattr(part, "model_fields_set"):
        for name in type(part).model_fields:
            yield from citations_of(getattr(part, name))


def _people(sheet: _Sheet, found: Sequence[Person], expected: Sequence[ExpectedPerson]) -> None:
    named = [p for p in found if p.name.value]
    sheet.enter("names", [p.name.value or "" for p in named], [e.name for e in expected], _same_name)
    for what in ("role", "affiliation"):
        stated = [(p.name.value or "", getattr(p, what).value) for p in named if getattr(p, what).value]
        due = [(e.name, getattr(e, what)) for e in expected if getattr(e, what)]
        sheet.enter(f"{what}s", stated, due, _same_tie, " — ".join)


def _same_name(one: str, other: str) -> bool:
    """True if all words of the shorter stand in the longer, titles and particles aside."""
    words, others = set(squad_normalise(one).split()), set(squad_normalise(other).split())
    return bool(words and others) and (words <= others or others <= words)


def _same_tie(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return _same_name(one[0], other[0]) and token_f1(one[1], other[1]) >= _SAME_ROLE


def _same_figure(found: Figure, expected: ExpectedFigure) -> bool:
    return _values(found.value) == _values(expected.value) and _same_unit(found.unit, expected.unit)


def _values(written: str) -> list[object]:
    return [q.value for q in quantities(written)] or [squad_normalise(written)]


def _same_unit(found: str | None, expected: str | None) -> bool:
    """True if the found unit holds the words of the expected one: "steel hangers" holds "hangers"."""
    if expected is None or found is None:
        return found is expected
    return _stems(expected) <= _stems(found) or _stems(found) <= _stems(expected)


def _stems(words: str) -> set[str]:
    return {stem(word) for word in squad_normalise(words).split()}


def _same_words(one: str | None, other: str | None) -> bool:
    return squad_normalise(one or "") == squad_normalise(other or "")


def _said_figure(figure: Figure | ExpectedFigure) -> str:
    return " ".join(filter(None, (figure.qualifier, figure.value, figure.unit)))


def _said(sheet: _Sheet, places: _Places, brief: Brief, gold: BriefGold) -> None:
    def is_same(found: Attribution, expected: ExpectedAttribution) -> bool:
        there = places.cited(found.claim.citations) & places.of([expected.evidence])
        return bool(there) and _same_name(found.speaker.value or "", expected.speaker)

    def told(entry: Attribution | ExpectedAttribution) -> str:
        if isinstance(entry, Attribution):
            return f"{entry.speaker.value}: {entry.claim.value}"
        return f"{entry.speaker}: {entry.quote}"

    sheet.enter("attributions", brief.attributions, gold.attributions, is_same, told)


def _points(sheet: _Sheet, places: _Places, brief: Brief, gold: BriefGold) -> None:
    def is_there(found: Statement, expected: GoldEvidence) -> bool:
        return bool(places.cited(found.citations) & places.of([expected]))

    def is_told(found: Conflict, sides: Sequence[GoldEvidence]) -> bool:
        cited = [places.cited(side.citations) for side in found.sides]
        return all(any(side & places.of([quote]) for side in cited) for quote in sides)

    sheet.enter("risks", brief.risks, gold.risks, is_there, _told)
    sheet.enter("open_questions", brief.open_questions, gold.open_questions, is_there, _told)
    sheet.enter("disagreements", brief.disagreements, gold.disagreements, is_told, _told)
    shown = [*brief.bottom_line, *brief.key_points]
    points = [places.of(quotes) for quotes in gold.key_points]
    cited = [places.cited(statement.citations) for statement in shown]
    sheet.scores["brief_key_point_coverage"] = fields.key_point_coverage(cited, points)
    sheet.scores["brief_redundancy"] = fields.redundancy([statement.text for statement in shown])
    every: Sentences = frozenset().union(*cited)
    sheet.missed["key_points"] = [
        _told(quotes)
        for quotes, point in zip(gold.key_points, points, strict=True)
        if every.isdisjoint(point)
    ]


def _told(entry: Statement | GoldEvidence | Conflict | Sequence[GoldEvidence]) -> str:
    if isinstance(entry, Statement):
        return entry.text
    if isinstance(entry, GoldEvidence):
        return entry.quote
    sides = [s.text for s in entry.sides] if isinstance(entry, Conflict) else [e.quote for e in entry]
    return " / ".join(sides)
