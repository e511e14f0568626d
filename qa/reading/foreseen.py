"""What was planned, expected or to come, told from what was."""

from __future__ import annotations

import re

from qa.dates import find_dates
from qa.language.numbers import quantities
from qa.weighing.counted import figures_in

# "Due to open in May", not "due to rain".
_DUE = (
    r"due (?:(?:on|in|by|for|at|next|this)|to (?:be|open|reopen|start|begin|end|finish|arrive|leave|meet|"
    r"appear|return|take|close|stand|hold|vote|come|go|give|pay|last|retire|publish|report))"
)
FORESEEN = re.compile(
    r"\b(?:budgeted|plan(?:s|ned|ning)?|original(?:ly)?|initial(?:ly)?|expect(?:s|ed|ing)|forecasts?|foresaw|"
    r"foreseen|projected|predicted|proposed|intend(?:s|ed)|promised|will|would|(?:is|are|was|were) to|"
    rf"scheduled|{_DUE})\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:when|what (?:date|day|month|year|time))\b", re.IGNORECASE)
_TO_COME = re.compile(
    rf"\b(?:will|going to|is to|are to|{_DUE}|(?:expected|scheduled|planned) (?:to|for))\b|\bdue\W*$",
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


def asks_what_comes(question: str) -> bool:
    """True if a question asks when something is to be: "when will it open?"."""
    return _WHEN.search(question) is not None and _TO_COME.search(question) is not None


def tells_what_comes(text: str) -> bool:
    """True if a sentence tells what is to be."""
    return FORESEEN.search(text) is not None


def units_of(text: str) -> set[str]:
    """The units of the figures of a text that are no dates; "" for a bare one."""
    return {q.unit or "" for q in figures_in(text)}
