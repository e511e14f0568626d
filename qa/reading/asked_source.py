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


def source_in(question: str) -> frozenset[str]:
    """The stems of the words that name whose account is asked for; none where any will do."""
    text = normalise(question).text
    found = _ACCORDING.search(text) or _COUNTS.search(text)
    return frozenset(content_stems(found[1])[:_MOST_WORDS]) if found else frozenset()
