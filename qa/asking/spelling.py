"""A mistyped word of a question, as the passages found with its other words write it.

A word is mistyped if it stands nowhere in the library, is none the bundled model knows, and is much like one
that stands in those passages. Written with a capital it may be somebody's name, and is left alone: that of
another is no correction. What a question was read as is always shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher, get_close_matches

from index.lexical import STOPWORDS
from index.models import Filters
from index.retrieval import Retriever

_WORD = re.compile(r"[^\W\d_]+")
# Too short to be told by their letters.
_SLIPS = {
    "teh": "the", "hte": "the", "wich": "which", "whihc": "which", "wat": "what", "waht": "what",
    "hwat": "what", "wen": "when", "whne": "when", "whn": "when", "hwo": "how", "hw": "how", "woh": "who",
    "whos": "who is", "whats": "what is", "wheres": "where is", "mny": "many", "mcuh": "much", "adn": "and",
}  # fmt: skip
# In any article, if not in these; and what only a question says.
_JOINING = frozenset("against because between without towards".split())
_ASKING = frozenset(
    "latest newest current currently recently according happened articles reports agree".split()
)
_LEAST_CHARS = 5
_SLIPPED = 2  # letters
_PASSAGES = 14
_MOST = 8  # words of a question; who mistypes more asks nothing
_ENDING = re.compile(r"(?:ers?|ors?|ists?|ing|e?s|ed|i?ly)$")
_VERB = re.compile(r"i[sz](?:e[sd]?|ing)$")
_ALIKE = 0.8  # of the letters, as `difflib` counts them: libary, hosptial, ketles


def as_spelled(question: str, retriever: Retriever, filters: Filters) -> str:
    """`question` with its mistyped words set right, as the passages that `filters` lets through have them."""
    question = _WORD.sub(lambda m: _SLIPS.get(m.group(), m.group()), question)
    words = [w for w in dict.fromkeys(_WORD.findall(question)) if w.islower() and len(w) >= _LEAST_CHARS]
    strange = [w for w in words if not _is_english(w)]
    held, _ = retriever.counts(strange) if strange else ({}, 0)
    doubtful = [w for w in strange if not held[w]][:_MOST]
    if not doubtful:
        return question
    hits = retriever.search(question, _PASSAGES, filters)
    return respelled(question, doubtful, [f"{hit.title} {hit.passage.text}" for hit in hits])


def respelled(question: str, doubtful: Sequence[str], texts: Sequence[str]) -> str:
    """`question` with each doubtful word as `texts` have it, where they have one that is much like it."""
    written: dict[str, str] = dict.fromkeys(STOPWORDS | _JOINING | _ASKING, "")
    for word in (w for text in texts for w in _WORD.findall(text)):
        written[word.lower()] = word if written.get(word.lower(), word) == word else word.lower()
    for word in doubtful:
        like = [w for w in written if w[0] == word[0] and abs(len(w) - len(word)) <= _SLIPPED]
        if ends := _ENDING.search(word):  # "burglars" are no "burglary"
            like = [w for w in like if w.endswith(ends[0]) or not w.startswith(word[: ends.start()])]
        if _VERB.search(word):  # nor is "criticise" a "criticism"
            like = [w for w in like if not w.endswith(("ism", "isms", "ist", "ists"))]
        near = [w for w in get_close_matches(word, like, cutoff=_ALIKE) if _edits(word, w) <= _SLIPPED]
        if near:
            question = re.sub(rf"\b{word}\b", written[near[0]] or near[0], question)
    return question


def _edits(one: str, other: str) -> int:
    """How many letters differ; two that stand the wrong way round are two."""
    changes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in changes if tag != "equal")


def _is_english(word: str) -> bool:
    """True of what the bundled model knows as a word, one of some 20,000."""
    from index.embedding import model_tokenizer

    return model_tokenizer().token_to_id(word) is not None
