"""Names that a person typed in small letters, as the articles of the conversation write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.text import CAPITAL

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NAME = rf"{CAPITAL}[\w-]+"
# Behind a small letter or a comma a capital is no beginning of a sentence; the "Old" of "the Old Mill" is no
# name by itself.
_ALONE = re.compile(rf"(?<=[a-zß-ÿ,] ){_NAME}(?! {_NAME})")
_PAIR = re.compile(rf"\b({_NAME}) (?=({_NAME}))")
_LEAST_CHARS = 3
_NEAR = 30  # characters
# The "Appeal" of "the Court of Appeal" is no name, and the "Medal" of "the Lister Medal" none behind "the".
_OF_A_NAME = re.compile(rf"{_NAME} (?:of|for|and)(?: the)? $")
_ENDS_A_NAME = re.compile(rf"{_NAME} $")
_DETERMINERS = frozenset("the a an his her its their this that any no to".split())


def recased(question: str, texts: Sequence[str]) -> str:
    """`question` with a capital for each word that `texts` write with one in mid-sentence, and never
    without, and for each two that they write so together: "in velm" as "in Velm"."""
    found_in = [(text, m) for text in texts for m in _ALONE.finditer(text)]
    before = [(m.group(), text[max(0, m.start() - _NEAR) : m.start()]) for text, m in found_in]
    names = {name for name, near in before if not _OF_A_NAME.search(near)}
    ends = names - {name for name, near in before if not _ENDS_A_NAME.search(near)}
    plain = {w for text in texts for w in _WORD.findall(text) if w.islower()}
    known = {n.lower(): n for n in sorted(names) if n.lower() not in plain and len(n) >= _LEAST_CHARS}
    pairs = {(m[1].lower(), m[2].lower()): m.groups() for text in texts for m in _PAIR.finditer(text)}
    found = list(_WORD.finditer(question))
    written = [_as_written(m.group(), known) for m in found]
    for n, (one, other) in enumerate(pairwise(found)):
        pair = pairs.get((one.group(), other.group()))
        if one.group().lower() in _DETERMINERS and written[n + 1] in ends:
            written[n + 1] = other.group()
        if pair and not plain & {one.group(), other.group()}:
            written[n : n + 2] = pair
    out, at = "", 0
    for m, word in zip(found, written, strict=True):
        out += question[at : m.start()] + word
        at = m.end()
    return out + question[at:]


def _as_written(word: str, known: Mapping[str, str]) -> str:
    name, owner, s = word.partition("'s")
    return known.get(name, name) + owner + s
