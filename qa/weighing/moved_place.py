"""A place that something was moved to: "the meeting, planned for Amberay, has been moved to Hovra".

Where a sentence answers "where" with a place, and one of a later article names that place and tells that it
is another by now, the later one goes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from index.models import Span
from index.text import CAPITAL
from qa.asking.kind import AnswerType
from qa.reader import Evidence, Reading
from qa.weighing.newer import are_on_the_same, is_later, names_of, put_first

_PLACE = rf"(?:the )?(?P<place>{CAPITAL}[\w'’-]*(?: {CAPITAL}[\w'’-]*){{0,3}})"
_BE_THERE = r"(?:held|take place|meet|open|go ahead|built|played|staged|heard)"
_MOVED_TO = re.compile(
    rf"(?P<lead>.{{0,40}})\b(?:moved|relocated|shifted|switched|transferred)(?: from [^.;]{{1,40}}?)? to "
    rf"{_PLACE}|\b(?:will|is to|are to|is|are) now (?:be )?{_BE_THERE}\b[^.;]{{0,20}}? (?:in|at) "
    rf"{_PLACE.replace('place', 'now')}",
    re.DOTALL,
)
_UNDONE = re.compile(
    r"\b(?:not|never|(?-i:may)|might|could|would|should|ask(?:ed|s)?|want\w*|refus\w*|if|whether|urged?|"
    r"call(?:ed|s) for|propos\w*|consider\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_ASKS_OF_THEN = re.compile(r"\b(?:first|originally|initially|before|was|were|did|had)\b", re.IGNORECASE)


def asks_where_it_will_be(question: str) -> bool:
    """True of "where will the summit be held?", and not of where it was to be at first."""
    return bool(re.search(r"\bwhere\b|\bwhich (?:city|town|country|place)\b", question, re.IGNORECASE)) and (
        not _ASKS_OF_THEN.search(question)
    )


def with_another_place(reading: Reading, others: Iterable[Evidence] = ()) -> tuple[Reading, str]:
    """`reading` with the sentence first that tells that what its best says where was moved, and a note; as it
    is where none does. `others` are sentences found that were not read."""
    view = reading.view
    if view.answer_type is not AnswerType.PLACE or not reading.evidence:
        return reading, ""
    best = reading.evidence[0]
    old = {n for n in names_of(f"; {best.text}") if n.lower() not in view.text.lower()}
    for evidence in (*reading.evidence[1:], *others):
        at = _moved_to(evidence.text, old)
        if at and is_later(evidence, best) and are_on_the_same(evidence, best, reading, ""):
            newer, note = put_first(reading, evidence, best)
            return replace(newer, short=at), note
    return reading, ""


def _moved_to(text: str, old: set[str]) -> Span | None:
    """Where a sentence names the place to which what was to be in one of the `old` was moved."""
    moved = _MOVED_TO.search(text)
    if moved is None or _UNDONE.search(moved["lead"] or ""):
        return None
    at = Span(*moved.span("place" if moved["place"] else "now"))
    elsewhere = f"{text[: at.start]} {text[at.end :]}"
    is_named = any(re.search(rf"\b{re.escape(name)}\b", elsewhere) for name in old)
    return at if is_named and at.of(text) not in old else None
