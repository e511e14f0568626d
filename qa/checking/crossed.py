"""Does a statement pair what a sentence pairs otherwise, where it tells of two in one breath?

"Fined Calder 2 million and Norvane 750,000" does not fine Norvane 2 million, nor does "charged him with theft
and her with perjury" charge him with perjury; a parser hangs all four on one verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from qa.nlp import Parse

_BESIDE = 10  # tokens on either side of the "and"
_JOINS = frozenset({"and", "but", ";"})
_ENDS = frozenset({",", ";"})

# What stands on one side of an "and": those who are told of, and what is told of them.
Pair = tuple[Set[int], Set[int]]


class Crossed:
    """One parsed sentence. Tokens are told by their indices."""

    def __init__(self, parse: Parse) -> None:
        self._tokens = parse.tokens
        self._words = [t.span.of(parse.text).lower() for t in parse.tokens]

    def pairs(self, taken: Set[int]) -> Iterator[str]:
        """What is wrong with a statement that takes the tokens `taken`."""
        for at, word in enumerate(self._words):
            if word not in _JOINS | {","}:
                continue
            sides = [
                self._up_to_verb(range(at - 1, -1, -1)),
                self._up_to_verb(range(at + 1, len(self._words))),
            ]
            found = [self._gapped(at, sides[0])]
            if word != ",":
                found += [self._figures(sides), *self._with_same(sides)]
            for pairs in found:
                is_crossed = (self._is_crossed(pairs[a], pairs[b], taken) for a, b in ((0, 1), (1, 0)))
                if all(map(all, pairs)) and any(is_crossed):
                    yield "pairs a name with what is another's"

    def _is_crossed(self, one: Pair, other: Pair, taken: Set[int]) -> bool:
        return bool(one[0] & taken and other[1] & taken and not one[1] & taken)

    def _up_to_verb(self, places: range) -> Set[int]:
        """The tokens of `places` before a verb, a comma or a semicolon."""
        found: list[int] = []
        for n in places:
            is_end = self._tokens[n].pos in {"VERB", "AUX"} or self._words[n] in _ENDS
            if is_end or len(found) == _BESIDE:
                break
            found.append(n)
        return frozenset(found)

    def _figures(self, sides: Sequence[Set[int]]) -> list[Pair]:
        """On each side the names and the figures."""
        return [(self._of(side, {"PROPN"}), self._of(side, {"NUM"})) for side in sides]

    def _gapped(self, at: int, left: Set[int]) -> list[Pair]:
        """On each side of "offered troops and Italy two ships" who does it and what is done; nobody where the
        right side is not such a name with its thing."""
        names: list[int] = []
        n = at + 1
        while n < len(self._words) and self._tokens[n].pos == "PROPN":
            names.append(n)
            n += 1
        things: list[int] = []
        while n < len(self._words) and self._tokens[n].pos in {"NUM", "DET", "ADJ", "NOUN"}:
            things += [n] if self._tokens[n].pos in {"NUM", "NOUN"} else []
            n += 1
        is_ended = n >= len(self._words) or self._tokens[n].pos in {"PUNCT", "CCONJ"}
        if not (names and things and is_ended):
            return [(set(), set()), (set(), set())]
        verb = min(left, default=0) - 1
        subjects = {k for k, t in enumerate(self._tokens) if t.head == verb and t.dep == "nsubj"}
        return [(subjects, self._of(left, {"NOUN", "NUM"})), (set(names), set(things))]

    def _with_same(self, sides: Sequence[Set[int]]) -> Iterator[list[Pair]]:
        """For each preposition that stands once on both sides the nouns before and behind it."""
        for word in {self._words[n] for n in self._of(sides[0], {"ADP"})}:
            at = [[n for n in side if self._words[n] == word] for side in sides]
            if all(len(places) == 1 for places in at):
                yield [self._parted(side, places[0]) for side, places in zip(sides, at, strict=True)]

    def _parted(self, side: Set[int], at: int) -> Pair:
        nouns = self._of(side, {"NOUN", "PROPN"})
        return {n for n in nouns if n < at}, {n for n in nouns if n > at}

    def _of(self, side: Set[int], kinds: Set[str]) -> Set[int]:
        return {n for n in side if self._tokens[n].pos in kinds}
