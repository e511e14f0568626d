"""A plan is no fact: what was budgeted, expected or to come, and what it came to; and what no longer is.

"The council had budgeted 3 million euros. In the end it cost 5 million." Both hold a sum, and the plan has
the question's words as often as not. Where a question asks what was, what it came to goes first. "I said that
the date stood. It no longer does." The second has no word of the question, and takes back the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.language.words import content_stems, stems_in
from qa.reader import Evidence, Reading
from qa.reading.foreseen import FORESEEN, is_foreseen, units_of
from qa.weighing.corrections import sentences_behind

_NEAR = 0.65  # of the score of the plan: what it came to often says "it"
_BEHIND = 2  # sentences
_READ_CHARS = 20_000  # of an article
_AS_GOOD = 0.9  # of the best score, for what is taken back
_NO_LONGER = re.compile(
    r"(?:It|That|This|They|He|She) (?:no longer (?:does|do|is|are|was|has|have|can|will|holds?|stands?|"
    r"applies)|(?:is|are|does|do|holds?) no longer(?: so| true| the case)?)\W*",
    re.IGNORECASE,
)


def with_what_became(evidence: Sequence[Evidence], reading: Reading) -> list[Evidence]:
    """`evidence`, and before a first sentence that tells of a plan, what it came to: told by the next
    sentences of its article, or by a later article."""
    first = evidence[0]
    if not is_foreseen(first.text, reading.view.text):
        return list(evidence)
    near = (e for e in reading.evidence[1:] if e.score >= _NEAR * first.score)
    fact = next((e for e in near if _tells_of(e, first, reading)), None)
    return [fact, *(e for e in evidence if e is not fact)] if fact else list(evidence)


def _tells_of(fact: Evidence, plan: Evidence, reading: Reading) -> bool:
    """True if `fact` may tell what became of `plan`: no plan itself, a figure with the same unit, and behind
    it or of a later day."""
    if FORESEEN.search(fact.text) or not units_of(fact.text) & units_of(plan.text):
        return False
    article, planned = fact.places[0][0], plan.places[0][0]
    if article.article_id == planned.article_id:
        return fact in sentences_behind(plan, reading)[:_BEHIND]
    is_later = (article.published_at or "") > (planned.published_at or "")
    is_named = all(name in article.text for name in reading.view.names)
    # What the question asks of, and the plan tells of, the later article must have, too.
    asked = set(content_stems(reading.view.text)) & stems_in(plan.text)
    has_asked = asked <= stems_in(f"{article.title}\n{article.text[:_READ_CHARS]}")
    return is_later and is_named and has_asked


def with_what_no_longer_is(reading: Reading) -> Reading:
    """`reading` with the sentence first that takes back one of the best, which it stands behind."""
    for evidence in reading.evidence:
        if evidence.score < _AS_GOOD * reading.evidence[0].score:
            break
        behind = next(iter(sentences_behind(evidence, reading)), None)
        article, span = evidence.places[0]
        if behind and _NO_LONGER.fullmatch(article.text[span.end : behind.places[0][1].end].strip()):
            # It is shown with the one before, which says what "it" is.
            others = (e for e in reading.evidence if e is not behind and e is not evidence)
            first = replace(behind, score=reading.evidence[0].score)
            return replace(reading, evidence=(first, *others))
    return reading
