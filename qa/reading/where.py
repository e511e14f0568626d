"""Where "where" can be among the names of a sentence: what something is in, at or from; of "which hospital?"
what is called a hospital.

The small pipeline takes firms and newspapers for places: "The daily Al-Sahel reported that they had dined at
the residence" does not say that they dined at Al-Sahel.
"""

from __future__ import annotations

import re

from index.models import Span
from index.text import CAPITAL

_WHERE = re.compile(r"\W*where\b", re.IGNORECASE)
# "In the northern port of Velmar", "to Orsun and Velmar", "in Hove, Sussex".
_STANDS_IN = re.compile(
    r"\b(?:in|at|near|to|from|into|outside|inside|around|across|through|via|between|of|on|off|for|towards?|"
    r"visit(?:s|ed|ing)?|reach(?:es|ed)|left|leaving|entered|near(?:ing|ed)|is|was|are|be)"
    rf" (?:(?:[a-z][\w'’-]*|{CAPITAL}[\w'’.-]*),? (?:and )?){{0,5}}$"
)
_WHICH = re.compile(
    r"\b(?:which|what) (?:[a-z-]+ )?(?P<kind>hospital|clinic|court|prison|jail|school|university|college|"
    r"airport|station|church|cathedral|mosque|museum|gallery|stadium|hotel|theatre|palace|bridge|river|lake|port|harbour)\b",
    re.IGNORECASE,
)


def may_be_where(question: str, text: str, span: Span) -> bool:
    """True if the name at `span` of `text` can be where something is that `question` asks about."""
    kind = _WHICH.search(question)
    if kind and kind["kind"].lower() not in span.of(text).lower():
        return False
    return not _WHERE.match(question) or _STANDS_IN.search(text[: span.start]) is not None
