"""What the rules of `qa.checking.mended` ask of a parse, and what they give: its tokens as they should be."""

from __future__ import annotations

from collections.abc import Iterator

from qa.language.grammar import TIMES, Grammar
from qa.language.nlp import Parse, Token

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
HELPS = frozenset({"aux", "auxpass"})


class Tokens(Grammar):
    """A parse whose roles are looked at, as `all`, and its `words` in small letters."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self.parse, self.all = parse, parse.tokens
        self.words = [t.span.of(parse.text).lower() for t in parse.tokens]

    def is_time(self, i: int) -> bool:
        return self.label(i) in TIMES


Changes = Iterator[tuple[int, Token]]
