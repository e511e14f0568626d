"""Whether a question asks for the newest there is: "the latest toll", "so far", "as things stand".

No sentence says that of itself, so such words are not looked for; of what answers, the newest is meant.
"""

from __future__ import annotations

import re

_NEW = r"(?:very )?(?:latest|newest|most recent|most up-to-date|up-to-date|current)"
# "The latest on the strike" needs the word, "her latest novel" names one, and a current account is a thing.
_BEFORE_NOUN = re.compile(
    rf"(?:^|(?<=\bthe )|(?<=\bis )|(?<=\bare )){_NEW} (?=[a-z])"
    r"(?!on\b|about\b|from\b|in\b|of\b|and\b|or\b|account|affairs|assets|liabilit)",
    re.IGNORECASE,
)
# A final score or decision is one of a kind; a final toll is the newest of many.
_FINAL = re.compile(
    r"\bfinal (?=(?:official |confirmed )?(?:(?:death|casualty|injury) )?"
    r"(?:toll|tally|count|number|figures?)\b)",
    re.IGNORECASE,
)
_BY_NOW = re.compile(
    r",? \b(?:so far(?! as\b| from\b)|(?:up|down) to now|until now|as things (?:now )?stand|"
    r"at the moment(?= ?\W*$)|at present|as of (?:now|today)|by now|right now|"
    r"(?:up )?to date(?= ?\W*$)|now(?= ?\W*$)|currently)\b|"
    r"^(?:as things (?:now )?stand|so far|as of (?:now|today)|currently|at present|right now),? ",
    re.IGNORECASE,
)
# "Is the road still closed?" asks how things stand; of "does she still have to pay?" nothing is known.
_STILL = re.compile(
    r"\b(how many\b.*?\b(?:is|are|was|were|remain)|^\W*(?:is|are|do|does|has|have)\b.*?) still\b",
    re.IGNORECASE,
)
# "Does the union now want more?"; not "what is now the tallest tower", which was built to be it.
_NOW = re.compile(r"\b((?:does|do|has|have)\b[^?]*?) now(?= \w)(?! (?:that|on|and)\b)", re.IGNORECASE)
_WHAT_BECAME = re.compile(r"^what (?:has |have )?(?:happened to|became of|become of)\b", re.IGNORECASE)


def asks_newest(question: str) -> bool:
    """True if a question asks for the newest there is."""
    return _WHAT_BECAME.match(question) is not None or without_newest(question) != question


def without_newest(question: str) -> str:
    """`question` without the words that only ask for the newest; as it is, where nothing else is left."""
    if '"' in question or "“" in question:
        return question
    plain = _NOW.sub(r"\1", _STILL.sub(r"\1", question))
    for form in (_BEFORE_NOUN, _FINAL, _BY_NOW):
        plain = form.sub("", plain)
    return plain if len(plain.split()) > 1 else question
