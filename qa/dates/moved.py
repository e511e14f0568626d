"""Dates that were moved, as a sentence tells it: "set for 3 December, it has been put back to 14 January"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.models import Span
from qa.dates.expression import TimeExpression
from qa.dates.finding import find_dates

_LEAD_CHARS = 120
_VERBS = (
    r"(?:moved|postponed|put (?:back|off)|pushed back|brought forward|rescheduled|delayed|adjourned|deferred|"
    r"shifted)"
)
_VERB = re.compile(rf"\b{_VERBS}\b", re.IGNORECASE)
_MOVED = re.compile(
    rf"(?P<lead>.{{0,48}})\b{_VERBS}\b[^.;]{{0,60}}?\b(?P<to>to|until|till|for|from) (?:the )?$",
    re.IGNORECASE | re.DOTALL,
)
_WAS_TO_BE = re.compile(
    r"\b(?:from|(?:set|scheduled|planned|due|listed|meant|supposed|expected|promised|fixed|called|"
    r"(?:was|were) to)\b[^.,;]{0,40}) (?:the )?$",
    re.IGNORECASE,
)
# "Will keep its plant open until March 2027, six months longer than planned."
_LONGER = re.compile(
    r"\b(?:longer|later|earlier|sooner) than (?:first |originally )?(?:planned|expected|announced)\b", re.I
)
_KEPT = re.compile(
    r"\b(?:keep|kept|stay|remain|run|continue|last|open|close|end|begin|start)(?:s|ed|ing)?\b[^.;]{0,60}?"
    r"\b(?:until|till|in|on|by) (?:the )?$",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:will|is|are|would) now\b", re.IGNORECASE)
# "Which was to open on 1 July, will now open on 1 October."
_IS_NOW = re.compile(
    r"\b(?:will|is|are|would) now [^.,;]{0,60}?\b(?:on|in|at|for|until) (?:the )?"
    r"(?:\w+ (?:week|half|part) of )?$",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"\b(?:not|never|(?-i:may)|might|could|would|should|ask(?:ed|s)?|request\w*|want\w*|refus\w*|reject\w*|"
    r"appl(?:y|ied)|if|whether|urged?|(?<!been )call(?:ed|s)?)\b|n['’]t\b",
    re.IGNORECASE,
)
# "The first" of several boats is no date that was given up.
AT_FIRST = (
    r"(?:(?<!the )first|the first (?:date|day|deadline|plan|estimate|figure|number|price|report|version))"
)
_ASKS_FIRST = re.compile(
    rf"\b(?:{AT_FIRST}|initial\w*|original\w*|before)\b|"
    r"\b(?:was|were|had been)\b.*\b(?:supposed|meant|due|planned|scheduled)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s(?:to|until|till)\s(?:the\s)?")


@dataclass(frozen=True, slots=True)
class Move:
    """What a sentence says that something was moved to (`to`), within `told`; `from_to` if it says from when,
    too: "from 3 to 14 January"."""

    told: TimeExpression
    to: Span
    from_to: bool


def asks_for_the_first(question: str) -> bool:
    """True if a question may mean the date that was given up: "When was it first due?", not "When is it?" """
    return _ASKS_FIRST.search(question) is not None


def asks_of_a_move(question: str) -> bool:
    """True if a question names one: "To when was it put off?" """
    return _VERB.search(question) is not None


def moves_in(text: str) -> Iterator[Move]:
    """Where `text` tells that something was moved to a date, as done; nothing of what may or should be."""
    if not (_VERB.search(text) or _NOW.search(text) or _LONGER.search(text)):
        return  # dates take long to find
    dates = find_dates(text)
    for told in dates:
        before = text[max(0, told.span.start - _LEAD_CHARS) : told.span.start]
        if _IS_NOW.search(before) and any(was_to_be(text, d.span.start) for d in dates if d is not told):
            yield Move(told, told.span, from_to=False)
            continue
        if _KEPT.search(before) and _LONGER.search(text, told.span.end):
            yield Move(told, told.span, from_to=False)
            continue
        lead = _MOVED.search(before)
        if lead is None or _UNDONE.search(lead["lead"]):
            continue
        joint = _JOINED.search(told.words)
        if lead["to"].lower() == "from" and joint:
            yield Move(told, Span(told.span.start + joint.end(), told.span.end), from_to=True)
        elif lead["to"].lower() != "from":
            yield Move(told, told.span, from_to=False)


def was_to_be(text: str, at: int) -> bool:
    """True if the date at `at` is one that something was set for: "which had been due on 3 December"."""
    return _WAS_TO_BE.search(text[max(0, at - _LEAD_CHARS) : at]) is not None
