"""What is denied of some may not be denied of all: under "not", "no" and "nobody" nothing may be left out
that narrows.

"Not given enough warning" is not "not given warning", "not as safe as the old one" not "not safe", and
"nobody under 18 was charged" not "nobody was charged". Told from the sentence's grammar.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from qa.language.grammar import SUBJECT, Grammar
from qa.language.nlp import Parse

_NOBODY = frozenset("nobody none nothing no-one noone one".split())
_WILL_NOT = frozenset({"fail", "refuse", "decline"})
# A denial holds within its clause.
_APART = frozenset("advcl ccomp conj parataxis appos relcl acl cc punct".split())
_NARROWS = frozenset({"amod", "compound", "nmod", "nummod"})
_TELLS_WHICH = frozenset({"relcl", "acl", "prep"})
_DEFINITE = frozenset("the this that these those his her its their my our your".split())
# They narrow whatever "the" there is before: "the second complaint", "the full fine".
_SHARP = frozenset(
    "further other another new additional extra more same full whole entire complete only sole second third "
    "fourth fifth last next final main single".split()
)
_COMPARED = frozenset({"JJR", "JJS", "RBR", "RBS"})
# Of when it is said, and beside what else: the denial is no wider without them.
_FREE = frozenset(
    "yet still now also however far ever even thus therefore instead either too though indeed already "
    "nonetheless nevertheless meanwhile anymore".split()
)
_HOW_MUCH = frozenset({"as", "more", "less"})
_UP_TO = frozenset({"too", "enough"})


class Denied(Grammar):
    """A sentence, asked what a statement leaves out that narrows what is denied."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self._words = [self.word(i).lower() for i in range(len(self.tokens))]

    def lost(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """What is left out, in words, of a statement that takes the tokens `taken` and has the words
        `said`."""
        denied = self._denied()
        for i in denied:
            head = self.tokens[i].head
            is_nobody = self._words[head] in _NOBODY and self._words[head] in said
            is_enough = self._words[i] == "enough" and {i - 1, i + 1} & taken  # wherever that hangs
            if head not in taken and not is_nobody and not is_enough:
                continue
            if (is_enough or self._narrows(i, head)) and not self._is_told(i, taken, said):
                yield f"leaves out of what it is denied: {self._words[i]}"
        yield from self._what_for(taken)
        yield from self._how_much(taken, said)

    def _denied(self) -> list[int]:
        """The tokens that a denial stands over."""
        found: set[int] = set()
        for i, token in enumerate(self.tokens):
            is_of_none = self._words[i] in _NOBODY - {"one"} or self._words[i : i + 2] == ["no", "one"]
            if token.dep == "neg":
                found.update(self._below_in_clause(token.head, i))
            elif self._words[i] == "without" and token.dep == "prep":
                found.update(self._below_in_clause(i, i))
            elif self._words[i] == "no" and token.dep == "det":
                found.update(self._of_none(token.head, i))
            elif token.lemma in _WILL_NOT and (deeds := self.children(i, {"xcomp"})):
                found.update(self._below_in_clause(deeds[0], i))
            elif is_of_none:
                found.update(self._of_none(i + (self._words[i] == "no"), i))
        return sorted(found)

    def _of_none(self, noun: int, at: int) -> Iterator[int]:
        """What tells which ones there are none of, and what none of them does."""
        own = {n for n in range(at + 1, len(self.tokens)) if self.tokens[n].head == noun}
        yield from own
        yield from (n for n in range(at + 1, len(self.tokens)) if self._is_of_none(self.tokens[n].head))
        if self.tokens[noun].dep in SUBJECT:
            yield from self._below_in_clause(self.tokens[noun].head, noun)

    def _is_of_none(self, noun: int) -> bool:
        """True of the buses in "none of the buses built in May"."""
        of = self.tokens[noun].head
        return (
            self.tokens[noun].dep == "pobj"
            and self._words[of] == "of"
            and self._words[self.tokens[of].head] in _NOBODY
        )

    def _below_in_clause(self, deed: int, at: int) -> Iterator[int]:
        """What hangs on `deed`, behind token `at` and in the same clause; the first of another clause where
        that tells which ones."""
        waiting = [deed]
        while waiting:
            head = waiting.pop()
            for n in range(at + 1, len(self.tokens)):
                if self.tokens[n].head != head or n == head:
                    continue
                if self.tokens[n].dep not in _APART:
                    waiting.append(n)
                    yield n
                elif self.tokens[n].dep in {"relcl", "acl"}:
                    yield n

    def _narrows(self, i: int, head: int) -> bool:
        """True of what tells which ones or how, unless "the" says that they are known without it."""
        token, noun = self.tokens[i], self.tokens[head]
        if noun.pos == "PROPN":
            return False
        if token.dep in {"advmod", "npadvmod"} and noun.pos in {"VERB", "ADJ", "ADV"}:
            return token.pos in {"ADV", "ADJ"} and self._words[i] not in _FREE
        if self._words[i] in {"another", "alone"}:
            return True
        is_known = any(self._words[n] in _DEFINITE for n in self.children(head, {"det", "poss"})) or bool(
            self.children(head, {"poss"})
        )
        if token.dep in _NARROWS:
            return not is_known or self._words[i] in _SHARP or token.tag in _COMPARED
        if token.dep in _TELLS_WHICH and noun.pos in {"NOUN", "PRON"}:
            is_known = is_known and not self._is_of_none(head)
            if self._words[i] == "of" and not any(
                self._words[n] == "no" for n in self.children(head, {"det"})
            ):
                return False  # what is behind the noun is a guess of the parser's
            return not is_known and i > head and "," not in self._words[head:i]
        return False

    def _is_told(self, i: int, taken: Set[int], said: Set[str]) -> bool:
        """True if the token is taken or said, or anything of the phrase or clause that it opens."""
        if i in taken or (self._words[i] in said and self.tokens[i].dep not in _TELLS_WHICH):
            return True
        means = {n for n in range(len(self.tokens)) if self.means(n) and self.hangs_on(n, i)}
        return self.tokens[i].dep in _TELLS_WHICH and (not means or not means.isdisjoint(taken))

    def _what_for(self, taken: Set[int]) -> Iterator[str]:
        """ "Not designed to fly" is not "not designed"."""
        for token in self.tokens:
            deed = token.head
            if token.dep == "neg" and deed in taken:
                yield from (
                    f"leaves out of what it is denied: {self._words[n]}"
                    for n in self.children(deed, {"xcomp", "advcl"})
                    if n > deed and self.is_infinitive(n) and not any(self.hangs_on(k, n) for k in taken)
                )

    def _how_much(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """ "As safe as the old one" is not "safe", and "too weak to carry lorries" not "too weak"."""
        for i, token in enumerate(self.tokens):
            head = token.head
            if token.dep != "advmod" or self.tokens[head].pos != "ADJ" or head not in taken:
                continue
            if self._words[i] in _HOW_MUCH and self._words[i] not in said:
                yield f"leaves out how much: {self._words[i]}"
            if self._words[i] in _UP_TO and self._words[i] in said:
                yield from (
                    f"leaves out for what it is {self._words[i]}: {self._words[n]}"
                    for n in self.children(head, {"xcomp", "advcl"})
                    if self.is_infinitive(n) and not any(self.hangs_on(k, n) for k in taken)
                )
