"""Of what a sentence tells how much, and against what: a statement that leaves it out says more.

"Emissions per head fell" is not "emissions fell", "61 percent of output" not "61 percent", and who is "twice
as likely" need not be likely.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from qa.language.grammar import SUBJECT, TIMES, Grammar
from qa.language.nlp import Parse

_CHANGES = frozenset(
    "rise fall drop grow shrink climb decline double halve increase decrease jump slump plunge ease narrow "
    "widen slow surge tumble soar triple".split()
)
_COMPARED = frozenset({"acomp", "amod", "conj", "attr", "oprd"})
_NO_MEASURE = frozenset("many much long well soon far such".split())
_AGES = frozenset("under over above aged".split())
_WHOLES = frozenset({"them", "which", "whom"})
_VOTES = frozenset("vote votes ballot ballots".split())


class Measured(Grammar):
    """A sentence, asked of what it gives the figures that a statement takes of it."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self._words = [self.word(i).lower() for i in range(len(self.tokens))]

    def lost(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """What is left out, in words, of a statement that takes the tokens `taken` and has the words
        `said`."""
        for n in sorted(taken):
            yield from self._compared(n, taken, said)
            if self.tokens[n].pos == "VERB" and self.tokens[n].lemma.lower() in _CHANGES:
                yield from self._of_what(n, taken)
            if self.stem(n) == "percent":
                yield from self._of_which_whole(n, taken, said)
        yield from self._of_both(taken)

    def _compared(self, n: int, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """ "As safe as", "more likely" and "too weak to walk" are not safe, likely and too weak."""
        token = self.tokens[n]
        if token.pos != "ADJ" or token.dep not in _COMPARED or self._words[n] in _NO_MEASURE:
            return
        for k in self.children(n, {"advmod"}):
            word = self._words[k]
            is_as = word == "as" and "as" in self._words[n:]
            if (is_as or word in {"more", "less"}) and word not in said:
                yield f"leaves out with what it is compared: {word}"
            to = self.children(n, {"xcomp"})
            if word in {"too", "enough"} and to and not any(self._is_told(i, taken) for i in to):
                yield f"leaves out for what it is {word} so: {self._words[n]}"

    def _of_what(self, deed: int, taken: Set[int]) -> Iterator[str]:
        """What tells which sales rose: "per head", "among the young", "in shops open for a year"."""
        for noun in self.children(deed, SUBJECT):
            if noun not in taken or self.tokens[noun].pos != "NOUN" or noun > deed:
                continue
            of = [*self.children(noun, {"prep"}), *(n for n in self.children(deed, {"prep"}) if n < deed)]
            for n in of:
                if n > noun and "," not in self._words[noun:n] and not self._is_time(n):
                    if not self._is_told(n, taken):
                        yield f"leaves out of which it is told: {self._words[n]}"
                    yield from self._which(n, taken)
            yield from (
                f"leaves out of which it is told: {self._words[n]}"
                for n in self.children(noun, {"compound"})
                if n not in taken and self.tokens[n].pos == "NOUN"
            )

    def _which(self, preposition: int, taken: Set[int]) -> Iterator[str]:
        """ "Open for more than a year" of the shops that are."""
        for noun in self.children(preposition, {"pobj"}):
            for n in self.children(noun, {"amod", "nummod"}):
                if noun in taken and n > noun and not self._is_told(n, taken):
                    yield f"leaves out which ones: {self._words[n]}"

    def _of_which_whole(self, percent: int, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """ "61 percent of output" of 61 percent; "of them" and "of which" are no words of meaning to take."""
        for n in self.children(percent, {"prep"}):
            whole = self.children(n, {"pobj"})
            words = {self._words[k] for k in whole}
            is_known = bool(words & _VOTES or words & _WHOLES & said)
            if self._words[n] == "of" and whole and not is_known and not self._is_told(n, taken):
                yield f"leaves out of what it is a part: {self._words[whole[0]]}"

    def _of_both(self, taken: Set[int]) -> Iterator[str]:
        """ "4,000 took part in Velda and Sukari": how many in Velda, it does not say."""
        for n, token in enumerate(self.tokens):
            first = token.head
            if token.dep != "conj" or {token.pos, self.tokens[first].pos} != {"PROPN"}:
                continue
            if self.tokens[first].dep != "pobj" or (n in taken) == (first in taken):
                continue
            deed = self.tokens[self.tokens[first].head].head
            if self.tokens[deed].pos == "VERB" and any(self._is_count_of(k, deed) for k in taken):
                yield f"leaves out where else: {self._words[first if n in taken else n]}"

    def _is_count_of(self, n: int, deed: int) -> bool:
        """True of "4,000" where so many do something, or it is done to them."""
        noun = self.tokens[n].head
        is_of = self.tokens[noun].head == deed or (self.is_clause(deed) and self.tokens[deed].head == noun)
        return self.tokens[n].dep == "nummod" and self.label(n) not in TIMES and is_of

    def _is_time(self, preposition: int) -> bool:
        """True of "in May", not of "under 30", which is taken for a time."""
        is_age = self._words[preposition] in _AGES
        return not is_age and any(self.label(n) in TIMES for n in self.children(preposition, {"pobj"}))

    def _is_told(self, high: int, taken: Set[int]) -> bool:
        return any(self.hangs_on(n, high) for n in taken)
