"""Short for what: "GM" where an article writes "General Motors", "European Central Bank" where it says "ECB".

Told by the initials alone, so that it needs no list and learns every name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.words import words_of

_JOINING = r"(?:(?:of|for|the|and|de|&) )*"
_SHORT = re.compile(r"\b(?:[A-Z]{2,6}|(?:[A-Z]\.){2,6})(?![\w.])")
_LONG = re.compile(rf"\b[A-Z][\w'’-]+(?: {_JOINING}[A-Z][\w'’-]+){{1,5}}")


def aliases_in(question: str, texts: Sequence[str]) -> Mapping[str, NDArray[np.bool_]]:
    """For each word of a name in `question` that may be written short, or long, which texts do so, (n,)."""
    if question.isupper():
        return {}
    found: dict[str, NDArray[np.bool_]] = {}
    for name, form in _forms(question):
        is_written = np.array([form.search(text) is not None for text in texts], dtype=bool)
        for word in words_of(name):
            if word[0].isupper():
                found[word] = found.get(word, False) | is_written
    return found


def _forms(question: str) -> list[tuple[str, re.Pattern[str]]]:
    """The names of the question with the form that another length of theirs has."""
    short = ((m.group(), m.group().replace(".", "")) for m in _SHORT.finditer(question))
    long = ((m.group(), re.findall(r"(?<![\w'’-])[A-Z]", m.group())) for m in _LONG.finditer(question))
    return [
        *(
            (name, re.compile(r"\b" + rf"[\w'’-]+ {_JOINING}".join(letters) + r"[\w'’-]+"))
            for name, letters in short
        ),
        *((name, re.compile(rf"\b{''.join(i)}\b|\b{re.escape('.'.join(i))}\.")) for name, i in long),
    ]
