"""The notes of a column of corrections are of different matters: those of another are left out.

"The repair cost 2 million" says there of what only the sentence before does. So what a note says is held
against the question with all of the note up to there. Where it is asked what a paper corrected, its notes
answer, and nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.models import Article, Span
from qa.asking.question import asking_words
from qa.language.words import content_stems, stem
from qa.reader import Reading
from qa.weighing.claims import Claim
from qa.weighing.errata import OF_REPORTS, errata_of

_OF_ASKING = OF_REPORTS | {stem(word) for word in ("say", "mistake", "error", "wrong", "get", "got")}
_ASKS_CORRECTED = re.compile(
    r"\b(?:what|which|has|have|had|did|does)\b.*\b(?:correct(?:ed|ions?)?|retract(?:ed|ions?)?|g[eo]t wrong|"
    r"mistakes?|errors?)\b",
    re.IGNORECASE,
)


def without_other_notes(claims: Sequence[Claim], reading: Reading, near: float) -> list[Claim]:
    """`claims` without those of a note that lacks a word of the question which another of them has that is
    at least `near` as likely as the best, or its note; all where none would be left."""
    noted = {n: note for n, c in enumerate(claims) if (note := _note_up_to(*c.evidence.places[0]))}
    if not noted:
        return list(claims)
    own = [claims[n] for n in noted if _asks_what_it_corrected(reading.view.text, claims[n])]
    if own and len(own) < len(claims):
        return without_other_notes(own, reading, near)
    papers = (c.evidence.places[0][0].publisher or "" for c in (claims[n] for n in noted))
    asked = _asked(reading) - frozenset(s for name in set(papers) for s in content_stems(name))
    best = claims[0].evidence.score
    held = [asked & _stems_of(noted.get(n, c.evidence.text)) for n, c in enumerate(claims)]
    by_near = [h for h, c in zip(held, claims, strict=True) if c.evidence.score >= near * best]
    kept = [c for n, c in enumerate(claims) if n not in noted or all(h <= held[n] for h in by_near)]
    return kept if any(c.evidence.score >= near * best for c in kept) else list(claims)


def _asks_what_it_corrected(question: str, claim: Claim) -> bool:
    """True of "what did the Post correct?" and a note of the Velm Post."""
    words = (claim.evidence.places[0][0].publisher or "").casefold().split()
    return bool(words) and words[-1] in question.casefold() and _ASKS_CORRECTED.search(question) is not None


def _asked(reading: Reading) -> frozenset[str]:
    """The stems of the question, without those that only ask, or ask for a correction."""
    text = reading.view.text
    return frozenset(content_stems(text)) - {stem(w) for w in asking_words(text)} - _OF_ASKING


def _note_up_to(article: Article, span: Span) -> str:
    """Of a sentence of a correction, its paragraph up to its end; "" of any other."""
    for erratum in errata_of(article):
        if span in (erratum.told, *erratum.rights):
            return article.text[article.text.rfind("\n", 0, span.start) + 1 : span.end]
    return ""


@lru_cache(maxsize=512)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))
