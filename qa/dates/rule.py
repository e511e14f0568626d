"""A rule of the grammar: a pattern, and what its words mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qa.dates.expression import Meaning

# Sees the whole text through `match.string`; None where the words stand for no time after all.
Reading = Callable[[re.Match[str]], Meaning | None]

_WINDOW_CHARS = 40


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `pattern` fits and `reading` is not None, there is a time expression."""

    pattern: re.Pattern[str]
    reading: Reading


def rule(pattern: str, reading: Reading, flags: int = 0) -> Rule:
    return Rule(re.compile(pattern, flags), reading)


def before(match: re.Match[str]) -> str:
    """The words in front of a match, a bounded number of them."""
    return match.string[max(0, match.start() - _WINDOW_CHARS) : match.start()]


def after(match: re.Match[str]) -> str:
    """The words behind a match, a bounded number of them."""
    return match.string[match.end() : match.end() + _WINDOW_CHARS]
