"""Where articles stand to each other: copies of one report, and figures that do not agree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.models import Article
from qa.briefing.figures import FoundFigure
from qa.briefing.prose import SentenceId
from qa.briefing.ranking import Vectors
from qa.citations import verbatim
from qa.dates import publication_day
from qa.models import Conflict

_SHINGLE_WORDS = 5
_COPY = 0.8
# Two sentences speak of the same thing from this cosine on; below it a shared unit is chance.
_SAME_MATTER = 0.6
# Reports further apart may both be right: things change.
_MAX_DAYS_APART = 7
_MAX_CONFLICTS = 8
_WORD = re.compile(r"\w+")


def groups_of_copies(articles: Sequence[Article]) -> list[list[int]]:
    """Indexes of the articles, near-identical texts together; the first of each group stands for it.

    Two texts are copies when the Jaccard index of their shingles of five words, or the share of the
    shorter one's shingles found in the other, is at least .8.
    """
    shingles = [_shingles(a.text) for a in articles]
    groups: list[list[int]] = []
    for i, of_this in enumerate(shingles):
        group = next((g for g in groups if _is_copy(of_this, shingles[g[0]])), None)
        if group is None:
            groups.append([i])
        else:
            group.append(i)
    return groups


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = [w.casefold() for w in _WORD.findall(text)]
    size = min(_SHINGLE_WORDS, max(1, len(words)))
    return frozenset(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def _is_copy(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) / shorter >= _COPY


def disagreements(
    figures: Sequence[FoundFigure], vector_of: Mapping[SentenceId, int], vectors: Vectors
) -> list[Conflict]:
    """Pairs of articles that give a different figure for the same thing, most similar sentences first.

    Conservative: the same unit, a plain number on both sides, sentences alike, published within a week
    of each other, and neither article gives the other's number for that unit.
    """
    plain = [f for f in figures if f.amount is not None and f.figure.unit and _key(f) in vector_of]
    pairs: list[tuple[float, FoundFigure, FoundFigure]] = []
    for n, one in enumerate(plain):
        for other in plain[n + 1 :]:
            if _may_conflict(one, other) and not _is_shared(one, other, plain):
                cosine = float(vectors[vector_of[_key(one)]] @ vectors[vector_of[_key(other)]])
                if cosine >= _SAME_MATTER:
                    pairs.append((cosine, one, other))
    pairs.sort(key=lambda p: -p[0])
    found: list[Conflict] = []
    seen: set[frozenset[SentenceId]] = set()
    for _, one, other in pairs:
        sentences = frozenset((_key(one), _key(other)))
        about = one.figure.unit or ""
        if sentences not in seen and about not in {c.about for c in found} and len(found) < _MAX_CONFLICTS:
            seen.add(sentences)
            sides = [verbatim(f.sentence.article, f.sentence.span) for f in (one, other)]
            found.append(Conflict(about=about, sides=sides))
    return found


def _key(figure: FoundFigure) -> SentenceId:
    return figure.sentence.id


def _may_conflict(one: FoundFigure, other: FoundFigure) -> bool:
    a, b = one.sentence.article, other.sentence.article
    if (a.article_id, a.version) == (b.article_id, b.version) or one.amount == other.amount:
        return False
    if _unit_noun(one) != _unit_noun(other) or one.figure.qualifier != other.figure.qualifier:
        return False
    day_a, day_b = publication_day(a.published_at), publication_day(b.published_at)
    return day_a is None or day_b is None or abs((day_a - day_b).days) <= _MAX_DAYS_APART


def _is_shared(one: FoundFigure, other: FoundFigure, everything: Sequence[FoundFigure]) -> bool:
    """True if one of the two articles also gives the number of the other in what it tells as its own."""

    def gives(article_id: str, figure: FoundFigure) -> bool:
        return any(
            f.sentence.article.article_id == article_id
            and f.amount == figure.amount
            and _unit_noun(f) == _unit_noun(figure)
            and "earlier version" not in f.sentence.text
            for f in everything
        )

    return gives(one.sentence.article.article_id, other) or gives(other.sentence.article.article_id, one)


def _unit_noun(figure: FoundFigure) -> str:
    words = (figure.figure.unit or "").casefold().split()
    return {"%": "percent", "cent": "percent"}.get(words[-1], words[-1]) if words else ""
