"""Where the newest is asked for: of sentences that answer nearly as well, that of the latest article."""

from __future__ import annotations

from datetime import date

from qa.language.nlp import Parse
from qa.language.words import content_stems, stems_in
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES, holds_answer
from qa.weighing.in_office import LEFT, TAKES
from qa.weighing.newer import day_of_evidence, moved_up, note_of_day, tells_newer
from qa.weighing.states import is_recalled

# Of the best score: for what is of a later article on the same, and for what only has the same words.
_NEAR, _AS_GOOD = 0.75, 0.9


def newest_first(reading: Reading) -> tuple[Reading, str]:
    """`reading` with the newest of its best sentences before the others, and a note of which day it is."""
    if not reading.evidence:
        return reading, ""
    best = reading.evidence[0]
    near = [e for e in reading.evidence if e.score >= _NEAR * best.score]
    newer = [e for e in near if _is_newer(e, best, reading)]
    newest = max(newer, key=lambda e: day_of_evidence(e) or date.min)
    day = day_of_evidence(newest)
    if day is None or day_of_evidence(best) is None:
        return reading, ""
    if day > (day_of_evidence(best) or day):
        reading = moved_up(reading, newest)
    return reading, note_of_day(newest)


def _is_newer(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True of the best sentence, and of what may stand for it as of a later day."""
    if evidence is best:
        return True
    if LEFT.search(best.text) and not (LEFT.search(evidence.text) or TAKES.search(evidence.text)):
        return False  # who is told of later has been in office
    if tells_newer(evidence, best, reading):
        return True
    is_as_good = evidence.score >= _AS_GOOD * best.score and not is_recalled(evidence)
    return is_as_good and _answers(evidence, best, reading)


def _answers(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True if a sentence holds what the best one does of the question, and a figure if one is asked for."""
    view = reading.view
    asked = set(content_stems(view.text)) & stems_in(best.text)
    if not asked <= stems_in(evidence.text):
        return False
    return view.answer_type not in FIGURES or holds_answer(view, Parse(evidence.text, (), ())) > 0
