"""Sentences that tell nothing: bylines, and those of which every word that carries meaning stands in the
question already.

A signature, a heading that repeats the topic, "The bridge closed." where it is asked why it did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.text import CAPITAL
from qa.language.words import content_stems, stems_in

_LONGEST = 200  # characters; a longer sentence has words of its own
_OPEN = re.compile(r"\b(?:who(?:m|se)?|what|which|when|where|why|how)\b", re.IGNORECASE)
# The answer stands in the question: "who won, Harn or Velm?"
_CHOICE = re.compile(r"\b(?:or|either|between|which of)\b", re.IGNORECASE)
# Small words that answer nevertheless.
_ANSWERS = re.compile(
    r"\b(?:yes|no|not|never|none|nobody|nothing|all|every|both|most|few|fewer|some|many|half|once|twice|only|now|"
    r"here|there|again|before|after|more|less|same|other|others|own|myself|himself|herself|themselves)\b|n['’]t\b",
    re.IGNORECASE,
)
# Who wrote an article is no part of what it tells.
_BYLINE = re.compile(
    rf"\W*(?:[Bb]y|BY|Text:?|Report(?:ing)?(?: by)?:?) {CAPITAL}[\w.'’-]+"
    rf"(?:,? (?:and |in |for |de |van |von )?{CAPITAL}[\w.'’&-]+){{1,7}}\W*"
)
_ASKS_AUTHOR = re.compile(
    r"\b(?:wr(?:ote|ites|itten|iting)|authors?|bylines?|reporters?|journalists?|story|article)\b",
    re.IGNORECASE,
)
_IS_WHOLE = re.compile(r"\S+\s+\S+\s.*[.!][\"”'’)*_\]]*$")


def tells_nothing(question: str, texts: Sequence[str]) -> NDArray[np.float64]:
    """1 where a text has no word of meaning beyond those of `question`, else 0, (n,). Where it is asked
    whether something is so, a whole sentence that says so tells it."""
    bylines = np.array([float(_is_byline(text, question)) for text in texts])
    if _CHOICE.search(question):
        return bylines
    known, is_open = set(content_stems(question)), _OPEN.search(question) is not None
    empty = np.array([float(_is_empty(text, known, is_open)) for text in texts])
    found: NDArray[np.float64] = np.maximum(bylines, empty)
    return found


def _is_byline(text: str, question: str) -> bool:
    return _BYLINE.fullmatch(text) is not None and not _ASKS_AUTHOR.search(question)


def _is_empty(text: str, known: set[str], is_open: bool) -> bool:
    if len(text) > _LONGEST or not (own := stems_in(text)) or not own <= known:
        return False
    return not _ANSWERS.search(text) and (is_open or not _IS_WHOLE.match(text))
