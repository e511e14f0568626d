"""Which other articles say what a sentence says, so that one point carries the citations of all of them."""

from __future__ import annotations

import re

import numpy as np

from index.text import normalise
from qa.briefing.ranking import SAME_MATTER, Ranked
from qa.briefing.standing import told_with
from qa.citations import cite, verbatim
from qa.language.numbers import quantities
from qa.models import Statement

_TURNS = re.compile(
    r"\b(?:not|no|never|nobody|none|neither|nor|without|den(?:y|ies|ied)|refus\w+|reject\w+|fail(?:s|ed)?)\b|n't\b",
    re.I,
)


def statement_with_support(ranked: Ranked, i: int) -> Statement:
    """Sentence `i` in its own words, and those it leans on, with a citation of each article that says the
    same, its own first."""
    sentence = ranked.sentences[i]
    others = [ranked.sentences[j] for j in saying_the_same(ranked, i)]
    statement = verbatim(sentence.article, told_with(sentence, ranked.before(i)) or sentence.span)
    cited = [*statement.citations, *(cite(s.article, s.span) for s in others)]
    return statement.model_copy(update={"citations": cited})


def saying_the_same(ranked: Ranked, i: int) -> list[int]:
    """The nearest sentence of each other article that agrees with sentence `i`, nearest first."""
    own = ranked.sentences[i]
    cosines = ranked.vectors @ ranked.vectors[i]
    taken = {own.article.article_id}
    found: list[int] = []
    for j in (int(j) for j in np.argsort(-cosines, kind="stable")):
        if cosines[j] < SAME_MATTER:
            break
        other = ranked.sentences[j]
        if other.article.article_id not in taken and agrees(own.text, other.text):
            taken.add(other.article.article_id)
            found.append(j)
    return found


def agrees(one: str, other: str) -> bool:
    """True if `other` holds every number of `one`, and both or neither deny something."""
    ours, theirs = _values(one), _values(other)
    return ours <= theirs and bool(_TURNS.search(one)) == bool(_TURNS.search(other))


def _values(text: str) -> set[object]:
    return {q.value for q in quantities(normalise(text).text)}
