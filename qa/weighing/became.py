"""A plan is no fact: what was budgeted, expected or to come, and what it came to.

"The council had budgeted 3 million euros. In the end it cost 5 million." Both hold a sum, and the plan has
the question's words as often as not. Where a question asks what was, what it came to goes first.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.reader import Evidence, Reading
from qa.reading.foreseen import FORESEEN, is_foreseen, units_of
from qa.weighing.corrections import sentences_behind

_NEAR = 0.65  # of the score of the plan: what it came to often says "it"
_BEHIND = 2  # sentences


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
    return is_later and all(name in article.text for name in reading.view.names)
