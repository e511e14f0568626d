"""The same person, organisation, place or figure in several articles becomes one entry with all citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from qa.briefing.corroboration import agrees
from qa.briefing.entities import Entities
from qa.briefing.figures import FoundFigure
from qa.briefing.ranking import SAME_MATTER, Cosine, Ranked, id_of
from qa.models import Attribution, Citation, Figure, Grounded, Organisation, Person, Place

_T = TypeVar("_T")


def merge_people(found: Sequence[Entities]) -> list[Person]:
    """People, the most mentioned first; the role of the article published last is the one that stands."""
    groups: dict[str, list[tuple[Person, int]]] = {}
    for entities in found:
        for person, n in entities.people:
            groups.setdefault(_key(person.name), []).append((person, n))
    for short in [k for k in groups if " " not in k]:
        longer = [k for k in groups if k.endswith(" " + short)]
        if len(longer) == 1:
            groups[longer[0]] += groups.pop(short)
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
    others = _mentions_as_another(found)
    for entities in found:
        for organisation, n in entities.organisations:
            groups.setdefault(_key(organisation.name), []).append((organisation, n))
    for key in [k for k, group in groups.items() if others[k] >= sum(n for _, n in group)]:
        del groups[key]
    for short in sorted(groups, key=len):
        longer = [k for k in groups if k.startswith(short + " ")]
        if len(longer) == 1:
            groups[longer[0]] += groups.pop(short)
    merged = [
        Organisation(
            name=_same([o.name for o, _ in group]),
            part=next((o.part for o, _ in group if o.part.value is not None), Grounded()),
        )
        for group in _by_mentions(groups.values())
    ]
    # What one does says more than a sentence that only names it.
    return sorted(merged, key=lambda o: (o.name.value or "") in (o.part.value or o.name.value or ""))


def _mentions_as_another(found: Sequence[Entities]) -> Counter[str]:
    """How often each name is one of a person or a place, in all articles."""
    mentions: Counter[str] = Counter()
    for entities in found:
        for person, n in entities.people:
            mentions[_key(person.name)] += n
        for place, n in entities.places:
            mentions[_key(place.name)] += n
    return mentions


def merge_places(found: Sequence[Entities]) -> list[Place]:
    """Places, the most mentioned first."""
    groups: dict[str, list[tuple[Place, int]]] = {}
    for entities in found:
        for place, n in entities.places:
            groups.setdefault(_key(place.name), []).append((place, n))
    return [Place(name=_same([p.name for p, _ in group])) for group in _by_mentions(groups.values())]


def merge_figures(found: Sequence[FoundFigure], ranked: Ranked) -> list[Figure]:
    """Figures, those that tell most first; the same value and unit is one entry where it stands twice in one
    article, or in sentences of several that are about the same."""
    groups: list[list[FoundFigure]] = []
    alike: dict[tuple[str, str, str], list[list[FoundFigure]]] = {}
    for f in found:
        written = f.figure.value.casefold() if f.amount is None else f"{f.amount:g}"
        known = alike.setdefault((written, _unit(f), f.figure.qualifier or ""), [])
        group = next((g for g in known if _is_of_group(f, g, ranked)), None)
        if group is None:
            known.append(group := [])
            groups.append(group)
        group.append(f)
    groups.sort(key=lambda g: -max(f.weight + 2 * ranked.score(f.sentence.id) for f in g))
    return [
        g[0].figure.model_copy(update={"what": _same([f.figure.what for f in g], keep_value=True)})
        for g in groups
    ]


def _is_of_group(figure: FoundFigure, group: Sequence[FoundFigure], ranked: Ranked) -> bool:
    def is_same(other: FoundFigure) -> bool:
        one, two = figure.sentence.id, other.sentence.id
        return one[0] == two[0] or ranked.cosine(one, two) >= SAME_MATTER

    return any(is_same(other) for other in group)


def _unit(figure: FoundFigure) -> str:
    unit = (figure.figure.unit or "").casefold()
    return "percent" if unit in ("%", "per cent", "percent") else unit


def merge_attributions(found: Sequence[Attribution], cosine: Cosine) -> list[Attribution]:
    """Who said what, of the newest article first; what one speaker says in several articles is one entry."""
    merged: list[Attribution] = []
    for said in sorted(found, key=lambda a: a.claim.citations[0].published_at or "", reverse=True):
        place = id_of(said.claim.citations[0])
        n = next((n for n, known in enumerate(merged) if _is_same_saying(known, said, cosine)), None)
        if n is None or place[0] == id_of(merged[n].claim.citations[0])[0]:
            merged.append(said)
        else:
            claim = _same([merged[n].claim, said.claim], keep_value=True)
            merged[n] = merged[n].model_copy(update={"claim": claim})
    return merged


def _is_same_saying(one: Attribution, other: Attribution, cosine: Cosine) -> bool:
    speakers = [set(_key(a.speaker).split()) for a in (one, other)]
    if not (speakers[0] <= speakers[1] or speakers[1] <= speakers[0]):
        return False
    claims = (one.claim.value or "", other.claim.value or "")
    near = cosine(id_of(one.claim.citations[0]), id_of(other.claim.citations[0]))
    return near >= SAME_MATTER and agrees(*claims) and agrees(*reversed(claims))


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
    """Without repeats; of articles that only say it again, one place each. The first ones carry the value."""
    unique: dict[tuple[str, int, int, int], Citation] = {}
    for c in citations:
        unique.setdefault((c.article_id, c.version, c.start, c.end), c)
    first = next(iter(unique.values()), None)
    by_article = {c.article_id: c for c in reversed(unique.values())}
    return [
        c
        for c in unique.values()
        if (first and c.article_id == first.article_id) or by_article[c.article_id] is c
    ]
