"""What a figure counts: the noun behind it; and of people what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from index.models import Span
from qa.dates import find_dates
from qa.language.numbers import Quantity, quantities
from qa.language.words import carries, content_stems, stem, words_of

_AFTER = re.compile(r"\W*(?:more |new |other )?([^\W\d_]+)")
_PEOPLE = frozenset(
    stem(word)
    for word in "people persons men women children workers residents victims passengers soldiers civilians "
    "students pupils tourists miners sailors firefighters police officers others".split()
)
# "Six workers died" counts what "killed four people" does, and not what "19 were injured" does.
_FATES = {
    "dead": "kill kills killed killing die dies died dying dead death deaths lives fatalities",
    "hurt": "injure injured injuring wound wounded hurt injuries",
    "gone": "missing",
    "held": "arrest arrested arrests detain detained",
}
# By the word and not by its stem: "12 lives" are not 12 who live.
_FATE_OF = {word: fate for fate, words in _FATES.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[,;:](?!\d)| (?:and|but|while) ")


@lru_cache(maxsize=2_048)  # several questions come back to the same sentences
def figures_in(text: str) -> tuple[Quantity, ...]:
    """The numbers of `text` that are not within a date, in order."""
    dates = [d.span for d in find_dates(text)]
    return tuple(
        q for q in quantities(text) if not any(d.start <= q.span.start and q.span.end <= d.end for d in dates)
    )


def counts_of(text: str, figures: Iterable[Quantity]) -> dict[str, frozenset[Decimal]]:
    """The values of `figures`, which stand in `text`, by what they count: a unit, the stem of the noun
    behind, or what became of people ("dead")."""
    counted: dict[str, frozenset[Decimal]] = {}
    for q in figures:
        what = {q.unit or stem(_noun_behind(text, q))}
        if fate := fate_of(text, q):
            what.add(fate)
        for key in what:
            counted[key] = counted.get(key, frozenset()) | {q.value}
    return counted


def asked_fates(question: str) -> set[str]:
    """What became of the people that a question asks about: of "dead", "hurt", "gone" and "held"."""
    return {_FATE_OF[w] for w in map(str.lower, words_of(question)) if w in _FATE_OF}


def asked_counts(question: str) -> set[str]:
    """What a question asks to be counted, in the keys of `counts_of`."""
    stems = set(content_stems(question))
    fates = asked_fates(question)
    # Of people of whom something is asked, the others do not count.
    return (stems - _PEOPLE if fates else stems) | fates


def fate_of(text: str, q: Quantity) -> str | None:
    """What became of the people that figure `q` of a text counts, by the nearest word of its clause that says
    it, as in `asked_fates`; None if it counts nobody."""
    noun = _noun_behind(text, q)
    if q.unit is not None:
        return None
    if stem(noun) not in _PEOPLE and noun not in _FATE_OF and carries(noun):
        return None
    breaks = [Span(*m.span()) for m in _BREAK.finditer(text)]
    first = max((b.end for b in breaks if b.end <= q.span.start), default=0)
    last = min((b.start for b in breaks if b.start >= q.span.end), default=len(text))
    found = [m for m in _WORD.finditer(text, first, last) if m.group().lower() in _FATE_OF]
    nearest = min(found, key=lambda m: max(m.start() - q.span.end, q.span.start - m.end()), default=None)
    return _FATE_OF[nearest.group().lower()] if nearest else None


def _noun_behind(text: str, q: Quantity) -> str:
    after = _AFTER.match(text, q.span.end)
    return after[1].lower() if after else ""
