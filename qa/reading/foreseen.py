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
# What somebody thinks will be, or may be.
_GUESSED = re.compile(
    r"\b(?:expect(?:s|ing)?|consider(?:s|ed|ing)|reckon\w*|forecasts?|predict\w*|"
    r"(?:could|might|may)(?= (?!have\b)[a-z])|(?:I|we|you)(?: would|[’']d)|hope[sd]?)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\W*(?:If|Should|Unless)\b")  # "if convicted, he faces up to eight years"
_ASKS_WHAT_MAY_BE = re.compile(
    r"\b(?:could|might|may|will|would|shall|should|going to|due|next|likely|potential\w*|plan\w*|"
    r"consider\w*|expect\w*|hope\w*|forecast\w*|predict\w*|reckon\w*|sa(?:y|id)|think|according)\b",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\b(?:(?:was|were) (?:once )?to|originally|initially|at first|first form|"
    r"had (?:been )?(?:planned|expected|set|due))\b",
    re.IGNORECASE,
)
_ASKS_ONCE = re.compile(
    r"\b(?:was|were|did|had|original\w*|initial\w*|first|before|planned)\b", re.IGNORECASE
)
_BY_THEN = re.compile(
    r"\bby (?:the (?:end|middle|spring|summer|autumn) of )?(?:20\d\d|next)\b", re.IGNORECASE
)
_DONE = re.compile(
    r"\b(?:is|are|was|were|had|has|have|did|(?!hundred)\w{2,}ed|rose|fell|grew|came|went|took|made|built|cost)\b"
)
_WHEN = re.compile(r"\b(?:when|what (?:date|day|month|year|time))\b", re.IGNORECASE)
_TO_COME = re.compile(
    rf"\b(?:will|going to|is to|are to|{_DUE}|(?:expected|scheduled|planned) (?:to|for))\b|\bdue\W*$",
    re.IGNORECASE,
)
_ASKS_FACT = re.compile(r"\b(?:did|was|were|has|had|have)\b", re.IGNORECASE)


def is_foreseen(text: str, question: str) -> bool:
    """True if a question asks what was, and the sentence tells what was to be, before any figure or date, or
    what is promised: "200 more nurses by the end of 2031"."""
    if FORESEEN.search(question) or not _ASKS_FACT.search(question):
        return False
    if _BY_THEN.search(text) and not _DONE.search(text):
        return True
    cue = FORESEEN.search(text)
    spans = [*(q.span for q in quantities(text)), *(d.span for d in find_dates(text))]
    return (
        cue is not None and any(s.start > cue.end() for s in spans) and units_of(text[: cue.start()]) == set()
    )


def is_guessed(question: str, text: str, clause: str) -> bool:
    """True if a sentence, or the words before a figure or date in its clause, tell what may be, or what was
    once to be, and a question asks for something else."""
    if _IF.match(text) and not _ASKS_WHAT_MAY_BE.search(question):
        return True
    if _ONCE.search(clause) and not _ASKS_ONCE.search(question):
        return True
    return _GUESSED.search(clause) is not None and not _ASKS_WHAT_MAY_BE.search(question)


def asks_what_comes(question: str) -> bool:
    """True if a question asks when something is to be: "when will it open?"."""
    return _WHEN.search(question) is not None and _TO_COME.search(question) is not None


def tells_what_comes(text: str) -> bool:
    """True if a sentence tells what is to be."""
    return FORESEEN.search(text) is not None


def units_of(text: str) -> set[str]:
    """The units of the figures of a text that are no dates; "" for a bare one."""
    return {q.unit or "" for q in figures_in(text)}
