"""Does a statement have a small word, or a figure, for another where all around it is the same?

"Fined and imprisoned" for "fined or imprisoned", "kept his share" for "kept her share", "Kessing in 1668" for
"Kessing in 1690": the words all stand in the sentence, elsewhere, and a parser may hang them where they fit.
So they are compared where they stand, by their neighbours alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from qa.checking.operators import DENYING
from qa.language.numbers import SMALL

# What is never the same; in one row, each for any other.
_ROWS = (
    "and or",
    "only also",
    "to from",
    "by to",
    "by for",
    "for against",
    "with without",
    "before after until since",
    "he she",
    "his her",
    "him her",
    "more less",
    "more fewer",
    "most least",
    "first last",
    "earlier later",
    "early late",
    "inside outside",
    "north south east west",
    "northern southern eastern western",
)
_OTHERS: Mapping[str, frozenset[str]] = {
    word: frozenset(w for row in _ROWS if word in row.split() for w in row.split()) - {word}
    for word in " ".join(_ROWS).split()
}
# How near a measure is, before "a century" (before figures: `same_numbers`); words of a row mean the same.
_NEAR = ("over above", "under below", "about around roughly approximately", "nearly almost")
_NEARNESS = {word: row for row in _NEAR for word in row.split()}
_MEASURES = frozenset(
    "second minute hour day week fortnight month season year decade generation century millennium lifetime "
    "dozen score metre meter mile kilometre kilometer foot yard acre hectare tonne ton kilo pound litre "
    "gallon degree half third quarter fifth sixth tenth".split()
)
_MOMENTS = frozenset({"noon", "midnight", "one"})
_DENIES = frozenset({"not", "no", "never"})
_OF_SEVERAL = frozenset("first last next other".split())  # before a number
_IN_WORDS = re.compile(SMALL)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_IN_ORDER = re.compile(r"\brespectively\b", re.IGNORECASE)
_NAMED = re.compile(r"(?<=[ ,(])(?:\d[\d.,]*\d|\d|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)")
_ENDS = ("", "")

Around = tuple[str, ...]


def exchanged(said: str, source: str) -> Iterator[str]:
    """Each small word and figure of `said` for which `source` has another between the same words, and each
    that is left out there; both in their normal form, with figures in full."""
    words, told = _words(said), _words(source)
    yield from _others(words, told, 1, _is_exchanged)
    yield from _others(words, told, 2, _is_other_figure)
    yield from _left_out(words, told)
    if _IN_ORDER.search(said) and not _is_ordered(_NAMED.findall(said), source):
        yield "leaves their order: respectively"


def _words(text: str) -> list[str]:
    """The words of `text` in small letters and its figures, an empty one twice before and after them."""
    read = _WORD.findall(_THOUSANDS.sub("", text.lower()))
    return [*_ENDS, *(word.lstrip("0") or "0" for word in read if word != "the"), *_ENDS]


def _others(
    words: Sequence[str], told: Sequence[str], n: int, is_other: Callable[[str, str, Around], bool]
) -> Iterator[str]:
    """Words of `words` between the same `n` words on either side as others of `told`."""
    known: dict[Around, set[str]] = {}
    for around, word in _placed(told, n):
        known.setdefault(around, set()).add(word)
    for around, word in _placed(words, n):
        there = known.get(around, set())
        if word not in there and any(is_other(word, other, around) for other in there):
            yield f"another word between the same ones: {word}"


def _placed(words: Sequence[str], n: int) -> Iterator[tuple[Around, str]]:
    """Each word with the `n` before and the `n` behind it."""
    for i in range(n, len(words) - n):
        yield (*words[i - n : i], *words[i + 1 : i + 1 + n]), words[i]


def _is_exchanged(word: str, other: str, _: Around) -> bool:
    return other in _OTHERS.get(word, frozenset())


def _is_other_figure(word: str, other: str, around: Around) -> bool:
    if word in _NEARNESS and other in _NEARNESS:
        return _is_measured(*around[2:]) and _NEARNESS[word] != _NEARNESS[other]
    return word[:1].isdecimal() and other[:1].isdecimal()


def _left_out(words: Sequence[str], told: Sequence[str]) -> Iterator[str]:
    """What stands in `told` between two words that are neighbours in `words`, if it may not be missing."""
    between = {
        (told[i - 1], told[i + 1]): told[i] for i in range(1, len(told) - 2) if _is_missed(*told[i : i + 3])
    }
    # "Has no water" may be "does not have water".
    denies_less = sum(word in DENYING for word in words) < sum(word in DENYING for word in told)
    beside = {*pairwise(told)}
    for pair in pairwise(words):
        if pair in between and pair not in beside and (denies_less or between[pair] not in _DENIES):
            yield f"leaves out between the same words: {between[pair]}"


def _is_missed(word: str, following: str, after: str) -> bool:
    """True of "not", of "last" in "last two", of "about" in "about a week" and "about noon"."""
    is_number = _IN_WORDS.fullmatch(following) is not None or following[:1].isdecimal()
    return (
        word in _DENIES
        or (word in _OF_SEVERAL and is_number)
        or (word in _NEARNESS and (following in _MOMENTS or _is_measured(following, after)))
    )


def _is_measured(article: str, measure: str) -> bool:
    return article in {"a", "an"} and measure in _MEASURES


def _is_ordered(named: Sequence[str], source: str) -> bool:
    """True if those of `named` that stand in `source` stand there in this order."""
    places = [source.find(name) for name in named if name in source]
    return places == sorted(places)
