"""Where articles stand to each other: copies of one report, and figures that do not agree."""

from __future__ import annotations

from collections.abc import Sequence

from index.models import Article
from index.sketches import are_twins, shingles_of, sketch_of
from index.text import sentence_spans
from index.versions import corrections_in
from qa.briefing.figures import FoundFigure
from qa.briefing.prose import SentenceId
from qa.briefing.ranking import Cosine
from qa.citations import verbatim
from qa.dates import day_of
from qa.models import Conflict

# Two sentences speak of the same thing from this cosine on; below it a shared unit is chance.
_SAME_MATTER = 0.6
# Reports further apart may both be right: things change.
_MAX_DAYS_APART = 7
_MAX_CONFLICTS = 8


def groups_of_copies(articles: Sequence[Article]) -> list[list[int]]:
    """Indexes of the articles, twins together; the first of each group stands for it.

    That is the one that says it was corrected, else the longest: a trimmed copy leaves things out.
    """
    shingles = [shingles_of(a.text) for a in articles]
    holders: dict[int, list[int]] = {}
    group_of: dict[int, list[int]] = {}
    for i, article in enumerate(articles):
        sketch = sketch_of(article.text)
        alike = dict.fromkeys(j for h in sketch for j in holders.get(h, ()))
        twin = next((j for j in alike if are_twins(shingles[i], shingles[j])), None)
        group_of[i] = [i] if twin is None else [*group_of[twin], i]
        for j in group_of[i]:
            group_of[j] = group_of[i]
        for h in sketch:
            holders.setdefault(h, []).append(i)
    groups = list({id(group): group for group in group_of.values()}.values())
    return [sorted(group, key=lambda i: _standing(articles[i]), reverse=True) for group in groups]


def _standing(article: Article) -> tuple[bool, int]:
    sentences = [span.of(article.text) for span in sentence_spans(article.text)]
    return bool(corrections_in(sentences, article.title)), len(article.text)


def disagreements(figures: Sequence[FoundFigure], cosine: Cosine) -> list[Conflict]:
    """Pairs of articles that give a different figure for the same thing, most similar sentences first.

    Conservative: the same unit, a plain number on both sides, sentences alike, published within a week
    of each other, and neither article gives the other's number for that unit.
    """
    plain = [f for f in figures if f.amount is not None and f.figure.unit]
    pairs: list[tuple[float, FoundFigure, FoundFigure]] = []
    for n, one in enumerate(plain):
        for other in plain[n + 1 :]:
            if _may_conflict(one, other) and not _is_shared(one, other, plain):
                nearness = cosine(_key(one), _key(other))
                if nearness >= _SAME_MATTER:
                    pairs.append((nearness, one, other))
    pairs.sort(key=lambda p: -p[0])
    found: list[Conflict] = []
    seen: set[frozenset[SentenceId]] = set()
    for _, one, other in pairs:
        sentences = frozenset((_key(one), _key(other)))
        about = one.figure.unit or ""
        if sentences not in seen and about not in {c.about for c in found} and len(found) < _MAX_CONFLICTS:
            seen.add(sentences)
            newest_first = sorted((one, other), key=_published, reverse=True)
            sides = [verbatim(f.sentence.article, f.sentence.span) for f in newest_first]
            found.append(Conflict(about=about, sides=sides))
    return found


def _published(figure: FoundFigure) -> str:
    return figure.sentence.article.published_at or ""


def _key(figure: FoundFigure) -> SentenceId:
    return figure.sentence.id


def _may_conflict(one: FoundFigure, other: FoundFigure) -> bool:
    a, b = one.sentence.article, other.sentence.article
    if (a.article_id, a.version) == (b.article_id, b.version) or one.amount == other.amount:
        return False
    if _unit_noun(one) != _unit_noun(other) or one.figure.qualifier != other.figure.qualifier:
        return False
    day_a, day_b = day_of(a.text, a.published_at), day_of(b.text, b.published_at)
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
