"""The same person, organisation, place or figure in several articles becomes one entry with all citations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from qa.briefing.figures import FoundFigure
from qa.briefing.prose import SentenceId
from qa.entities import Entities
from qa.models import Citation, Figure, Grounded, Organisation, Person, Place

_T = TypeVar("_T")

MAX_CITATIONS = 3
ScoreOf = Mapping[SentenceId, float]


def merge_people(found: Sequence[Entities]) -> list[Person]:
    """People, the most mentioned first; the role of the article published last is the one that stands."""
    groups: dict[str, list[tuple[Person, int]]] = {}
    for entities in found:
        for person, n in entities.people:
            groups.setdefault(_key(person.name), []).append((person, n))
    merged = [
        Person(
            name=_same([p.name for p, _ in group]),
            role=_latest([p.role for p, _ in group]),
            affiliation=_latest([p.affiliation for p, _ in group]),
        )
        for group in _by_mentions(groups.values())
    ]
    # Who has a role matters more to a reader than who is only named.
    return sorted(merged, key=lambda p: p.role.value is None)


def merge_organisations(found: Sequence[Entities]) -> list[Organisation]:
    """Organisations, the most mentioned first; a short name joins the one longer name it begins."""
    groups: dict[str, list[tuple[Organisation, int]]] = {}
    for entities in found:
        for organisation, n in entities.organisations:
            groups.setdefault(_key(organisation.name), []).append((organisation, n))
    for short in sorted(groups, key=len):
        longer = [k for k in groups if k.startswith(short + " ")]
        if len(longer) == 1:
            groups[longer[0]] += groups.pop(short)
    return [
        Organisation(
            name=_same([o.name for o, _ in group]),
            part=next((o.part for o, _ in group if o.part.value is not None), Grounded()),
        )
        for group in _by_mentions(groups.values())
    ]


def merge_places(found: Sequence[Entities]) -> list[Place]:
    """Places, the most mentioned first."""
    groups: dict[str, list[tuple[Place, int]]] = {}
    for entities in found:
        for place, n in entities.places:
            groups.setdefault(_key(place.name), []).append((place, n))
    return [Place(name=_same([p.name for p, _ in group])) for group in _by_mentions(groups.values())]


def merge_figures(found: Sequence[FoundFigure], score: ScoreOf) -> list[Figure]:
    """Figures, those that tell most first; the same value and unit in several places is one entry.

    `score` is that of the sentence a figure stands in.
    """
    groups: dict[tuple[str, str, str], list[FoundFigure]] = {}
    for f in found:
        key = (f.figure.value.casefold(), (f.figure.unit or "").casefold(), f.figure.qualifier or "")
        groups.setdefault(key, []).append(f)
    ordered = sorted(groups.values(), key=lambda g: -max(f.weight + _score(f, score) for f in g))
    return [
        g[0].figure.model_copy(update={"what": _same([f.figure.what for f in g], keep_value=True)})
        for g in ordered
    ]


def _score(figure: FoundFigure, score: ScoreOf) -> float:
    return score.get(figure.sentence.id, 0.0)


def _key(name: Grounded) -> str:
    words = (name.value or "").casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _by_mentions(groups: Iterable[list[tuple[_T, int]]]) -> list[list[tuple[_T, int]]]:
    return sorted(groups, key=lambda g: -sum(n for _, n in g))


def _same(values: Sequence[Grounded], *, keep_value: bool = False) -> Grounded:
    """One value with the citations of all: the first one's, or the longest form of a name."""
    stated = [v for v in values if v.value is not None]
    if not stated:
        return Grounded()
    best = stated[0] if keep_value else max(stated, key=lambda v: len(v.value or ""))
    rest = [c for v in stated if v is not best for c in v.citations]
    return Grounded(value=best.value, citations=_bounded([*best.citations, *rest]))


def _latest(values: Sequence[Grounded]) -> Grounded:
    """The value of the article published last, with the citations of those that agree with it."""
    stated = [v for v in values if v.value is not None]
    if not stated:
        return Grounded()
    last = max(stated, key=lambda v: v.citations[0].published_at or "")
    return _same([last, *(v for v in stated if v is not last and v.value == last.value)], keep_value=True)


def _bounded(citations: Iterable[Citation]) -> list[Citation]:
    """Without repeats, at most `MAX_CITATIONS`; the first ones carry the value."""
    unique: dict[tuple[str, int, int, int], Citation] = {}
    for c in citations:
        unique.setdefault((c.article_id, c.version, c.start, c.end), c)
    return list(unique.values())[:MAX_CITATIONS]
