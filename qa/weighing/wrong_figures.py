"""The figures of a correction, each with what it counts: which of them were wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qa.language.numbers import Quantity
from qa.language.words import content_stems
from qa.weighing.counted import fate_of, figures_in

# What stands in a correction beside what is right: "in 2017, not in 2019".
NOT = re.compile(r"\b(?:not|rather than|instead of)(?: (?:in|on|at|by|for|the|a|an))* (?=\S)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEHIND = 40  # characters in which what a figure counts is looked for


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what stands behind it: "54 people" is not "54 cars"."""

    value: Decimal
    unit: str | None
    nouns: frozenset[str]
    fate: str | None

    def may_be(self, other: Figure) -> bool:
        """True if the other is the same number, and nothing says that it counts something else."""
        if (self.value, self.unit) != (other.value, other.unit) or self.fate not in {None, other.fate}:
            return False
        return not (self.nouns and other.nouns) or bool(self.nouns & other.nouns)


def figures_of(text: str) -> list[Figure]:
    """The figures that a text states, but those that it says are not so."""
    denied = {m.end() for m in NOT.finditer(text)}
    return [figure_at(text, q) for q in figures_in(text) if q.whole.start not in denied]


def wrong_figures(told: Sequence[Figure], right: str) -> list[Figure]:
    """Of the figures told those that are said otherwise in `right`: of what it counts, if it says so."""
    others = figures_of(right)
    if not any(all(o.value != t.value for t in told) for o in others):
        return []
    values = {o.value for o in others}
    counted = {noun for o in others for noun in o.nouns}
    same = [t for t in told if t.nouns & counted] or list(told)
    return [t for t in same if t.value not in values] or same


def denied_figures(text: str, starts: set[int]) -> list[Figure]:
    """The figures that begin there, each counting what the one before it does where it stands alone: "30
    workers were hurt, not twelve"."""
    found: list[Figure] = []
    before = None
    for q in figures_in(text):
        figure = figure_at(text, q)
        if q.whole.start not in starts:
            before = figure
            continue
        if before and not (figure.unit or figure.nouns):
            figure = replace(before, value=figure.value)
        found.append(figure)
    return found


def figure_at(text: str, q: Quantity) -> Figure:
    """A figure with the two words behind it, as far as no other figure and no comma is between."""
    behind = re.split(r"[\d,.;:()\"“”]", text[q.span.end : q.span.end + _BEHIND], maxsplit=1)[0]
    words = [w.group() for w in _WORD.finditer(behind)][:3]
    nouns = frozenset(s for word in words for s in content_stems(word) if not list(figures_in(word)))
    return Figure(q.value, q.unit, nouns, fate_of(text, q))
