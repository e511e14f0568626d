"""Where the newest is asked for: of sentences that answer nearly as well, that of the latest article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa.dates import of_day, publication_day
from qa.language.nlp import Parse
from qa.language.words import content_stems, stems_in
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES, holds_answer

_NEAR = 0.9  # of the best score


def newest_first(reading: Reading) -> tuple[Reading, str]:
    """`reading` with the newest of its best sentences before the others, and a note of which day it is."""
    if not reading.evidence:
        return reading, ""
    best = reading.evidence[0]
    near = [e for e in reading.evidence if e.score >= _NEAR * best.score]
    newest = max(
        (e for e in near if e is best or _answers(e, best, reading)), key=lambda e: _day(e) or date.min
    )
    day = _day(newest)
    if day is None or _day(best) is None:
        return reading, ""
    if day > (_day(best) or day):
        others = (e for e in reading.evidence if e is not newest)
        reading = replace(reading, evidence=(replace(newest, score=best.score), *others))
    return reading, f"The newest answer found is of {of_day(day).words()}."


def _answers(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True if a sentence holds what the best one does of the question, and a figure if one is asked for."""
    view = reading.view
    asked = set(content_stems(view.text)) & stems_in(best.text)
    if not asked <= stems_in(evidence.text):
        return False
    return view.answer_type not in FIGURES or holds_answer(view, Parse(evidence.text, (), ())) > 0


def _day(evidence: Evidence) -> date | None:
    return publication_day(evidence.places[0][0].published_at)
