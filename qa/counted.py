"""What a figure counts: the noun behind it; and of people what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from index.models import Span
from qa.numbers import Quantity
from qa.words import carries, content_stems, stem

_AFTER = re.compile(r"\W*(?:more |new |other )?([^\W\d_]+)")
_PEOPLE = frozenset(
    stem(word)
    for word in "people persons men women children workers residents victims passengers soldiers civilians "
    "students pupils tourists miners sailors firefighters police officers others lives".split()
)
# "Six workers died" counts what "killed four people" does, and not what "19 were injured" does.
_FATES = {
    "dead": ("killed", "died", "dead", "deaths", "lives", "fatalities", "dying"),
    "hurt": ("injured", "wounded", "hurt", "injuries"),
    "gone": ("missing",),
    "held": ("arrested", "detained"),
}
_FATE_OF = {stem(word): fate for fate, words in _FATES.items() for word in words}
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[,;:](?!\d)| (?:and|but|while) ")


def counts_of(text: str, figures: Iterable[Quantity]) -> dict[str, frozenset[Decimal]]:
    """The values of `figures`, which stand in `text`, by what they count: a unit, the stem of the noun
    behind, or what became of people ("dead")."""
    counted: dict[str, frozenset[Decimal]] = {}
    for q in figures:
        after = _AFTER.match(text, q.span.end)
        noun = stem(after[1]) if after else ""
        what = {q.unit or noun}
        if q.unit is None and (fate := _fate(text, q, noun)):
            what.add(fate)
        for key in what:
            counted[key] = counted.get(key, frozenset()) | {q.value}
    return counted


def asked_counts(question: str) -> set[str]:
    """What a question asks to be counted, in the keys of `counts_of`."""
    stems = set(content_stems(question))
    fates = {_FATE_OF[s] for s in stems & _FATE_OF.keys()}
    # Of people of whom something is asked, the others do not count.
    return (stems - _PEOPLE if fates else stems) | fates


def _fate(text: str, q: Quantity, noun: str) -> str | None:
    """What became of the people that a figure counts, by the nearest word of its clause that says it."""
    if noun not in _PEOPLE and noun not in _FATE_OF and carries(noun):
        return None
    breaks = [Span(*m.span()) for m in _BREAK.finditer(text)]
    first = max((b.end for b in breaks if b.end <= q.span.start), default=0)
    last = min((b.start for b in breaks if b.start >= q.span.end), default=len(text))
    found = [m for m in _WORD.finditer(text, first, last) if stem(m.group()) in _FATE_OF]
    nearest = min(found, key=lambda m: max(m.start() - q.span.end, q.span.start - m.end()), default=None)
    return _FATE_OF[stem(nearest.group())] if nearest else None
