"""Where "where" can be among the names of a sentence: what something is in, at or from; of "which hospital?"
what is called a hospital.

The small pipeline takes firms and newspapers for places: "The daily Al-Sahel reported that they had dined at
the residence" does not say that they dined at Al-Sahel.
"""

from __future__ import annotations

import re

from index.models import Span
from index.text import CAPITAL
from qa.language.irregular import forms_of

_WHERE = re.compile(r"\W*where\b", re.IGNORECASE)
# "In the northern port of Velmar", "to Orsun and Velmar", "in Hove, Sussex".
_STANDS_IN = re.compile(
    r"\b(?:in|at|near|to|from|into|outside|inside|around|across|through|via|between|of|on|off|for|towards?|"
    r"visit(?:s|ed|ing)?|reach(?:es|ed)|left|leaving|entered|near(?:ing|ed)|is|was|are|be)"
    rf" (?:[a-z][\w'’-]* ){{0,4}}(?:{CAPITAL}[\w'’.-]*,? (?:and )?){{0,4}}$"
)
_WHERE_DID = re.compile(r"\W*where (?:did|does|do|will|has|have) .*?(?P<verb>[a-z]+)\W*$", re.IGNORECASE)
_IN_A = re.compile(
    r" (?:in|on|under|at|inside|near|behind) (?:an?|the|her|his|their|its) [a-z-]+(?: [a-z-]+)? "
    r"(?:so|because|when|while|after|before|and|to|but|for)\b"
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
    if not _WHERE.match(question):
        return True
    return _STANDS_IN.search(text[: span.start]) is not None and not _is_told_before(question, text, span)


def _is_told_before(question: str, text: str, span: Span) -> bool:
    """True if where it was stands right behind the verb of the question, in words that are no name, and the
    name at `span` behind that: "slept in her car so as not to miss her shift at St Ann's"."""
    asked = _WHERE_DID.match(question)
    verb = forms_of(asked["verb"]) if asked else None
    told = verb.search(text) if verb else None
    there = _IN_A.match(text, told.end()) if told else None
    return there is not None and there.end() <= span.start
