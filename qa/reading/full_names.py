"""Names as a question writes them, where a sentence has the last word of them alone.

News names somebody in full once and then says "Voss". Read by itself with a question about Leander Voss, such
a sentence tells of a stranger; so it is read with the full name, where its article says whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from index.text import CAPITAL
from qa.language.lexicon import HONORIFICS, ROLE_WORDS
from qa.language.words import carries

_NAME = re.compile(rf"{CAPITAL}[\w’'-]*[\w](?: {CAPITAL}[\w’'-]*\w){{1,2}}(?!\w)")
_MOST_CHARS = 100_000  # of an article that is looked through
_TITLES = HONORIFICS | ROLE_WORDS
_ASKS_FIRST = re.compile(
    r"(?:who|whom|whose|what|which|when|where|why|how|did|does|do|is|are|was|were|has|have|had|will|would|can|"
    r"could|should|in|on|at|by|and)\s+",
    re.IGNORECASE,
)


def in_full(question: str) -> Callable[[str, str], str]:
    """How a sentence is read, given with the text of its article: with the names of `question` in full."""
    begin = _ASKS_FIRST.match(question)
    found = (m[0] for m in _NAME.finditer(question, begin.end() if begin else 0))
    names = tuple(dict.fromkeys(re.sub(r"['’]s$", "", name) for name in found))

    def read(sentence: str, article: str) -> str:
        for name in names:
            last = name.split()[-1]
            if last in sentence and name not in sentence and _is_of_one(name, article[:_MOST_CHARS]):
                sentence = re.sub(rf"(?<![\w’'-])(?<!-){re.escape(last)}\b", name, sentence, count=1)
        return sentence

    return read


@lru_cache(maxsize=512)
def _is_of_one(name: str, article: str) -> bool:
    """True if an article names somebody or something so in full, and nobody else by the last word of it."""
    first, last = name.split()[-2:]
    if name not in article:
        return False
    before = {m[1] for m in re.finditer(rf"({CAPITAL}[\w’'.-]*) {re.escape(last)}\b", article)}
    return all(w == first or w.lower() in _TITLES or not carries(w) for w in before)
