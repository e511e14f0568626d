"""Does a statement pair what a sentence pairs otherwise, where it tells of two in one breath?

"Fined Calder 2 million and Norvane 750,000" does not fine Norvane 2 million, nor does "charged him with theft
and her with perjury" charge him with perjury; a parser hangs all four on one verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from qa.language.grammar import TIMES, Grammar
from qa.language.nlp import Parse

_BESIDE = 10  # tokens on either side of the "and"
_JOINS = frozenset({"and", "but", ";"})
_ENDS = frozenset({",", ";"})

# What stands on one side of an "and": those who are told of, and what is told of them.
Pair = tuple[Set[int], Set[int]]


class Crossed(Grammar):
    """One parsed sentence. Tokens are told by their indices."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
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
            apart = [found[0]]
            if word != ",":
                apart.append([self._with_circumstances(side) for side in sides])
                found += [self._figures(sides), *self._with_same(sides)]
            for pairs in found:
                is_crossed = (self._is_crossed(pairs[a], pairs[b], taken) for a, b in ((0, 1), (1, 0)))
                if all(map(all, pairs)) and any(is_crossed):
                    yield "pairs a name with what is another's"
            for one, other in (pairs for pairs in apart if all(map(all, pairs))):
                if self._takes_of(one, other, taken) or self._takes_of(other, one, taken):
                    yield "takes of one what is told of another"

    def _is_crossed(self, one: Pair, other: Pair, taken: Set[int]) -> bool:
        return bool(one[0] & taken and other[1] & taken and not one[1] & taken)

    def _takes_of(self, one: Pair, other: Pair, taken: Set[int]) -> bool:
        """True of "Germany offered 30 in June" where Norway did in June: what is told of `other` without
        `other`; a time that is told last may be of both."""
        told = other[1]
        if not any(self.label(n) in TIMES for n in one[1]):
            told = {n for n in told if self.label(n) not in TIMES}
        return bool(one[0] & taken and told & taken and not other[0] & taken)

    def _with_circumstances(self, side: Set[int]) -> Pair:
        """ "40 doctors" and "to Larne for the outbreak" of a side that begins with a figure."""
        at = min((n for n in side if self._tokens[n].pos == "ADP"), default=None)
        if at is None:
            return set(), set()
        first = {n for n in side if n < at}
        kinds = {"NOUN", "PROPN", "NUM", "VERB"}
        return (
            (self._of(first, kinds), self._of(side - first, kinds))
            if self._of(first, {"NUM"})
            else (set(), set())
        )

    def _up_to_verb(self, places: range) -> Set[int]:
        """The tokens of `places` before a verb, a comma or a semicolon; "for arriving late" has none."""
        found: list[int] = []
        for n in places:
            is_verb = self._tokens[n].pos in {"VERB", "AUX"} and self._tokens[n].dep != "pcomp"
            is_end = is_verb or self._words[n] in _ENDS
            if is_end or len(found) == _BESIDE:
                break
            found.append(n)
        return frozenset(found)

    def _figures(self, sides: Sequence[Set[int]]) -> list[Pair]:
        """On each side the names and the figures."""
        names = [{n for n in self._of(side, {"PROPN"}) if self.label(n) not in TIMES} for side in sides]
        return [(named, self._of(side, {"NUM"})) for named, side in zip(names, sides, strict=True)]

    def _gapped(self, at: int, left: Set[int]) -> list[Pair]:
        """On each side of "offered troops and Italy two ships" who does it and what is done; nobody where the
        right side is not such a name with its thing."""
        names = self._run(at + 1, {"PROPN"})
        things = self._run(names.stop, {"NUM", "DET", "ADJ", "NOUN"})
        own = self._of({*things}, {"NUM", "NOUN"})
        tail = range(things.stop, things.stop)
        if own and self._tokens[min(own)].pos == "NUM":  # "Norway eight in June"
            tail = self._run(things.stop, {"ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM"})
        is_ended = tail.stop >= len(self._words) or self._tokens[tail.stop].pos in {"PUNCT", "CCONJ"}
        if not (names and own and is_ended):
            return [(set(), set()), (set(), set())]
        own = own | self._of({*tail}, {"NUM", "NOUN", "PROPN"})
        verb = min(left, default=0) - 1
        subjects = {k for k, t in enumerate(self._tokens) if t.head == verb and t.dep == "nsubj"}
        return [(subjects, self._of(left, {"NOUN", "NUM", "PROPN"})), ({*names}, own)]

    def _run(self, first: int, kinds: Set[str]) -> range:
        """The tokens from `first` on that are of these kinds."""
        end = first
        while end < len(self._tokens) and self._tokens[end].pos in kinds:
            end += 1
        return range(first, end)

    def _with_same(self, sides: Sequence[Set[int]]) -> Iterator[list[Pair]]:
        """For each preposition that stands once on both sides the nouns before and behind it."""
        for word in {self._words[n] for n in self._of(sides[0], {"ADP"})}:
            at = [[n for n in side if self._words[n] == word] for side in sides]
            if all(len(places) == 1 for places in at):
                yield [self._parted(side, places[0]) for side, places in zip(sides, at, strict=True)]

    def _parted(self, side: Set[int], at: int) -> Pair:
        nouns = self._of(side, {"NOUN", "PROPN", "VERB"})
        return {n for n in nouns if n < at}, {n for n in nouns if n > at}

    def _of(self, side: Set[int], kinds: Set[str]) -> Set[int]:
        return {n for n in side if self._tokens[n].pos in kinds}
