"""Whose figure or view a question asks for: "according to the police", "how many did the police count?"."""

from __future__ import annotations

import re

from index.text import normalise
from qa.language.words import content_stems

_ACCORDING = re.compile(r"\baccording to (?:the |a |an )?([^,?.]{2,60})", re.IGNORECASE)
_COUNTS = re.compile(
    r"\bhow (?:many|much|large|big|high|far)\b.*?\bd(?:id|oes|o) (?:the )?((?:[\w'’-]+ ){1,3}?)"
    r"(?:count|estimate|put|say|report|give|claim|expect|forecast|predict|speak of)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 4
_SAYS = re.compile(r"\b(?:say|says|said|puts?|counts|counted|reckons?|told|claims?|according to)\b")


def source_in(question: str) -> frozenset[str]:
    """The stems of the words that name whose account is asked for; none where any will do."""
    text = normalise(question).text
    found = _ACCORDING.search(text) or _COUNTS.search(text)
    return frozenset(content_stems(found[1])[:_MOST_WORDS]) if found else frozenset()


def is_said_by(source: frozenset[str], text: str) -> bool:
    """True if a sentence names the source whose account is asked for, and gives that of nobody else: "the
    union says 200, because the ministry counts others" is not what that says. No source is anybody."""
    if not source <= set(content_stems(text)):
        return False
    says = _SAYS.search(text) if source else None
    if says is None:
        return True
    said_by = " ".join([text[: says.start()], *text[says.end() :].split()[:_MOST_WORDS]])
    return bool(source & set(content_stems(said_by)))
