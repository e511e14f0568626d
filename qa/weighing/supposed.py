"""A cause that was only supposed, or not known yet, gives way to the one that a later article states.

"The fire is thought to have been caused by a battery"; a month later "the fire was started by a heater".
"""

from __future__ import annotations

import re
from dataclasses import replace

from qa.reader import Evidence, Reading
from qa.weighing.newer import is_later, share_names

_NEAR = 0.6  # of the best score
_ASKS_CAUSE = re.compile(
    r"^\W*(?:what|who)\s+(?:has\s+|had\s+)?(?:caused|started|triggered|sparked|set off|brought down|led to|"
    r"(?:is|was) the cause of)\b|^\W*(?:is|was) the cause\b",
    re.IGNORECASE,
)
_CAUSED = re.compile(
    r"\b(?:was|were|been) (?:(?:also|partly|mainly) )?(?:caused|started|triggered|sparked|set off|"
    r"brought (?:down|about))\b|\bcause (?:was|is)\b|\b(?:caused|started|triggered|sparked) the\b",
    re.IGNORECASE,
)
_NOT_SURE = re.compile(
    r"\b(?:(?:thought|believed|suspected|assumed|presumed|feared|alleged|reported|said) to\b|"
    r"(?-i:may)|might|could|probabl[ey]|possib(?:le|ly)|likely|suspect\w*|suspicion|theory|whether|if|"
    r"(?:not|never) (?:yet )?(?:be |been )?(?:known|clear|established|determined|confirmed)|unknown|unclear|"
    r"investigat\w+|rumou?rs?|ruled out)\b|\?",
    re.IGNORECASE,
)


def with_what_was_found(reading: Reading) -> tuple[Reading, str]:
    """`reading` with the cause that a later article on the same states before all, if its best sentence only
    supposes one, and a note; as it is where none does."""
    if not reading.evidence or not _ASKS_CAUSE.match(reading.view.text):
        return reading, ""
    best = reading.evidence[0]
    if not _NOT_SURE.search(best.text):
        return reading, ""
    found = next((e for e in reading.evidence[1:] if _states_cause(e, best)), None)
    if found is None:
        return reading, ""
    others = tuple(e for e in reading.evidence if e is not found)
    first = replace(found, score=best.score)
    note = "An earlier article supposes another cause."
    return replace(reading, evidence=(first, *others), earlier=(best,), short=None), note


def _states_cause(evidence: Evidence, best: Evidence) -> bool:
    """True if a later article on the same states a cause there, as sure."""
    is_sure = _CAUSED.search(evidence.text) is not None and not _NOT_SURE.search(evidence.text)
    if not is_sure or evidence.score < _NEAR * best.score or not is_later(evidence, best):
        return False
    return share_names(evidence.places[0][0], best.places[0][0])
