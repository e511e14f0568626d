"""Words that unmake what they stand on: a fake charity is no charity, an attempted murder no murder, and what
was falsely reported, tentatively agreed or "agreed in principle" was not just reported or agreed.

A statement that takes the noun or the verb must take such a word, too. Most adjectives narrow only ("a stone
bridge" is a bridge); these do not. What they stand on is told by grammar; `qa.checking.operators` tells some
of them by order.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import pairwise

from qa.language.grammar import SUBJECT, Grammar
from qa.language.nlp import Parse
from qa.language.words import stem

_OF_THINGS = frozenset(
    # It is none.
    "fake forged false bogus sham counterfeit phoney phony fabricated invented falsified spurious faked "
    "mock simulated staged pretend dummy toy replica imitation decoy make-believe hoax spoof satirical "
    "parody prank fictional fictitious imaginary imagined mythical mistaken erroneous unfounded "
    # It did not come to be, or not yet, or not for good, or not all of it.
    "attempted failed unsuccessful abortive aborted foiled thwarted botched averted cancelled canceled "
    "scrapped shelved provisional preliminary interim tentative partial incomplete temporary "
    "conditional draft proposed planned intended envisaged mooted expected anticipated threatened "
    "feared hoped-for promised pledged predicted projected pending imminent impending looming near "
    # Somebody says so.
    "rumoured rumored supposed presumed alleged purported reported apparent claimed suspected putative "
    "so-called self-styled self-proclaimed ostensible unconfirmed unproven possible potential probable "
    "likely would-be prospective aspiring hypothetical theoretical "
    # Another holds it, or it does not count.
    "former erstwhile onetime one-time acting caretaker unofficial symbolic nominal honorary "
    "non-binding nonbinding non-existent nonexistent "
    # There is next to none.
    "scant little scarce insufficient inadequate negligible few".split()
)
_OF_DEEDS = frozenset(
    "falsely wrongly mistakenly erroneously incorrectly misleadingly unsuccessfully vainly tentatively "
    "provisionally conditionally temporarily partially partly reportedly allegedly supposedly "
    "apparently purportedly seemingly ostensibly presumably evidently nominally symbolically "
    "theoretically hypothetically notionally unofficially technically nearly almost barely hardly "
    "scarcely rarely seldom initially originally".split()
)
_IN_THEORY = frozenset(
    {
        ("in", "theory"),
        ("in", "principle"),
        ("on", "paper"),
        ("in", "vain"),
        ("in", "error"),
        ("by", "mistake"),
        ("in", "part"),
        ("at", "first"),
    }
)
# "Early results" are none that stay; "early June" is in June.
_EARLY = frozenset({"early", "initial", "first"})
_COUNTS = frozenset(
    "result results figure figures count tally estimate estimates returns projections".split()
)
# "A test launch" is for show; "a test kit" is a kit.
_FOR_SHOW = frozenset({"test", "practice", "trial"})
_SHOWN = frozenset("launch flight firing alarm alert election vote attack evacuation warning message".split())
# These are no less so where they come to nothing.
_TRIES = frozenset("bid bids attempt attempts effort efforts plot plots bank banks state states".split())
_LITTLE = frozenset({"little", "few"})
_DESCRIBES = frozenset({"amod", "compound", "nmod", "det"})
_ONES = frozenset("a an the this that these those his her its their another".split())
_LIGHT = frozenset({"be", "have", "do"})
_SAID_BY = {"attr", "acomp", "dobj"}


class Unmade(Grammar):
    """A sentence, asked which of its words that unmake others a statement leaves out."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self._words = [self._whole(i) for i in range(len(self.tokens))]

    def lost(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """What is left out, in words, of a statement that takes the tokens `taken` and has the words
        `said`."""
        for i, word in enumerate(self._words):
            head = self.tokens[i].head
            if i in taken or head == i or self._is_said_otherwise(i, taken, said):
                continue
            of_thing = self.tokens[i].dep in _DESCRIBES and head in taken and self._unmakes(word, head)
            of_deed = word in _OF_DEEDS and self.tokens[i].dep == "advmod" and self._is_told(head, taken)
            # "Has yet to decide" does not say that it has to.
            is_to_come = word == "yet" and self._words[i + 1 : i + 2] == ["to"] and i + 2 in taken
            if of_thing or of_deed or is_to_come:
                yield f"leaves out what unmakes it: {word}"
        yield from self._in_theory(taken, said)

    def _whole(self, i: int) -> str:
        """The token as written, with what is joined to it: "would-be", "so-called"."""
        joined = (
            i > 1 and self.word(i - 1) == "-" and self.tokens[i - 1].span.end == self.tokens[i].span.start
        )
        return f"{self.word(i - 2)}-{self.word(i)}".lower() if joined else self.word(i).lower()

    def _is_said_otherwise(self, i: int, taken: Set[int], said: Set[str]) -> bool:
        """True of "attempted murder" where the statement tells of an attempt to murder."""
        form = stem(self._words[i])
        is_there = form in map(stem, said) or set(self._words[i].split("-")) <= said
        return is_there and all(stem(self._words[j]) != form for j in taken)

    def _unmakes(self, word: str, head: int) -> bool:
        noun = self._words[head]
        if word in _LITTLE:  # "little evidence", not "the little girl"
            return not any(self._words[n] in _ONES for n in self.children(head, {"det", "poss"}))
        if word in _EARLY:
            return noun in _COUNTS
        if word in _FOR_SHOW:
            return noun in _SHOWN
        is_in_earnest = noun in _TRIES or (word, noun) == ("near", "future")
        return word in _OF_THINGS and not is_in_earnest

    def _is_told(self, deed: int, taken: Set[int]) -> bool:
        """True if the deed is taken, or one that shares its doer and its adverbs, or what it "is"."""
        if self.tokens[deed].pos not in {"VERB", "AUX", "ADJ", "ADV"}:
            return False
        joined = [n for n in self.children(deed, {"conj"}) if not self.children(n, SUBJECT)]
        light = self.children(deed, _SAID_BY) if self.tokens[deed].lemma in _LIGHT else []
        return not taken.isdisjoint({deed, *joined, *light})

    def _in_theory(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """ "The dam can hold 40 litres" for "in theory the dam can hold 40 litres"."""
        for i, pair in enumerate(pairwise(self._words)):
            if pair not in _IN_THEORY or pair[1] in said:
                continue
            behind = i + 2 if i + 2 < len(self.tokens) else i
            heads = self.tokens[behind].head, self.tokens[i + 1].head
            goes_on = behind > i and (self._words[behind] == "of" or heads[0] == i + 1 or heads[1] == behind)
            if not goes_on and self._is_told(self.tokens[i].head, taken):
                yield f"leaves out what unmakes it: {' '.join(pair)}"
