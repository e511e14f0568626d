"""A rule of the grammar: a pattern, and what its words mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa.dates.expression import Meaning

# Sees the whole text through `match.string`; None where the words stand for no time after all.
MeaningOf = Callable[[re.Match[str]], Meaning | None]

_WINDOW_CHARS = 40
_REACH = 120  # characters: no expression is so long


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `pattern` fits and `meaning_of` is not None, there is a time expression.

    What fits holds one of `needs`, whatever its case: a pattern that may begin with any number or "the" is
    then tried there alone. No `needs`: it is tried everywhere.
    """

    pattern: re.Pattern[str]
    meaning_of: MeaningOf
    needs: tuple[str, ...]

    def matches(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Where the pattern fits in `text`, in order; `lowered` is the text in small letters."""
        if not self.needs or len(lowered) != len(text):  # "İ" is two small letters
            yield from self.pattern.finditer(text)
            return
        start = end = 0
        for at in sorted(place for word in self.needs for place in _places(word, lowered)):
            if at - _REACH > end:
                yield from self.pattern.finditer(text, start, end)
                start = at - _REACH
            end = at + _REACH
        yield from self.pattern.finditer(text, start, end)


def rule(pattern: str, meaning_of: MeaningOf, needs: Sequence[str] = (), flags: int = 0) -> Rule:
    return Rule(re.compile(pattern, flags), meaning_of, tuple(needs))


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def before(match: re.Match[str]) -> str:
    """The words in front of a match, a bounded number of them."""
    return match.string[max(0, match.start() - _WINDOW_CHARS) : match.start()]


def after(match: re.Match[str]) -> str:
    """The words behind a match, a bounded number of them."""
    return match.string[match.end() : match.end() + _WINDOW_CHARS]
