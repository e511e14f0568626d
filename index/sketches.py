"""A text as word shingles, the sketch by which its twins are looked up, and when two texts are twins.

Twins are one story that several published: whole, trimmed, under another headline, with a local lead. The
sketch keeps a fixed share of the shingles (FracMinHash: Irber et al. 2022, "Lightweight compositional
analysis of metagenomes with FracMinHash and minimum metagenome covers"), so that texts that share some are
found by looking hashes up, without comparing all with all. Containment in the shorter text decides, not
Jaccard: a cut tail takes half of a wire story away and leaves it the same story.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import lru_cache

_SHINGLE_WORDS = 4
_KEPT = 2**32 // 8  # a shingle is in the sketch if its hash is under this: one in eight
# What must hold for two texts to be twins; `python -m evals.twins` shows what that finds.
_MIN_CONTAINED = 0.5  # of the shorter text's shingles
_MIN_LENGTH_RATIO = 0.2  # a note of three lines inside a long report is no copy of the report
_MIN_SHARED = 12  # shingles; less is a common phrase or a shared quote
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4)  # an article on its way in is asked for three times
def shingles_of(text: str) -> frozenset[int]:
    """Hashes of every run of four words, regardless of case, accents' composition and punctuation.

    A text of fewer words has one shingle, of all of them; one without words has none.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    last = max(1, len(words) - _SHINGLE_WORDS + 1)
    return frozenset(_hash(words[at : at + _SHINGLE_WORDS]) for at in range(last)) if words else frozenset()


def sketch_of(text: str) -> frozenset[int]:
    """The kept share of the shingles and the least of all, each in [0, 2**32).

    The least is kept so that equal texts share something however short they are.
    """
    shingles = shingles_of(text)
    return frozenset(h for h in shingles if h < _KEPT) | ({min(shingles)} if shingles else set())


def are_twins(one: frozenset[int], other: frozenset[int]) -> bool:
    """True if two texts, given by their shingles, are one story in two publications."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter or len(shorter) < _MIN_LENGTH_RATIO * len(longer):
        return False
    shared = len(shorter & longer)
    return one == other or (shared >= _MIN_SHARED and shared >= _MIN_CONTAINED * len(shorter))


def _hash(words: list[str]) -> int:
    # CRC-32: twenty times as fast as a cryptographic hash; a chance collision costs one comparison in full.
    return zlib.crc32(" ".join(words).encode("utf-8"))
