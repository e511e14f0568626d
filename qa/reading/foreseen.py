"""What was planned, expected or to come, told from what was."""

from __future__ import annotations

import re

from qa.counted import figures_in
from qa.dates import find_dates
from qa.numbers import quantities

FORESEEN = re.compile(
    r"\b(?:budgeted|plan(?:s|ned|ning)?|original(?:ly)?|initial(?:ly)?|expect(?:s|ed|ing)|forecasts?|foresaw|"
    r"foreseen|projected|predicted|proposed|intend(?:s|ed)|promised|will|would|(?:is|are|was|were) to)\b",
    re.IGNORECASE,
)
_ASKS_FACT = re.compile(r"\b(?:did|was|were|has|had|have)\b", re.IGNORECASE)


def is_foreseen(text: str, question: str) -> bool:
    """True if a question asks what was, and the sentence tells what was to be, before any figure or date."""
    if FORESEEN.search(question) or not _ASKS_FACT.search(question):
        return False
    cue = FORESEEN.search(text)
    spans = [*(q.span for q in quantities(text)), *(d.span for d in find_dates(text))]
    return (
        cue is not None and any(s.start > cue.end() for s in spans) and units_of(text[: cue.start()]) == set()
    )


def units_of(text: str) -> set[str]:
    """The units of the figures of a text that are no dates; "" for a bare one."""
    return {q.unit or "" for q in figures_in(text)}
