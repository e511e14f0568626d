"""What the rules of `qa.checking.mended` ask of a parse, and what they give: its tokens as they should be."""

from __future__ import annotations

from collections.abc import Iterator

from qa.language.grammar import TIMES
from qa.language.nlp import Parse, Token

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
HELPS = frozenset({"aux", "auxpass"})


class Tokens:
    """The tokens of a parse, and what one asks of them."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.all = parse, parse.tokens
        self.words = [t.span.of(parse.text).lower() for t in parse.tokens]

    def children(self, i: int, deps: frozenset[str]) -> list[int]:
        return [n for n, t in enumerate(self.all) if t.head == i and n != i and t.dep in deps]

    def hangs_on(self, low: int, high: int) -> bool:
        while low != high and self.all[low].head != low:
            low = self.all[low].head
        return low == high

    def is_time(self, i: int) -> bool:
        start = self.all[i].span.start
        return any(e.label in TIMES and e.span.start <= start < e.span.end for e in self.parse.entities)


Changes = Iterator[tuple[int, Token]]
