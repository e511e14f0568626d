"""What a statement may not leave out of its sentence, because the rest would say more: what tells which ones
are meant, of whom it is denied, and what else it may be.

"All its shops" is not "all its shops outside the capital", and "does not sell beer" not "… to children". Told
from the sentence's grammar. Conditions and exceptions are told in `qa.checking.conditions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from qa.language.grammar import SUBJECT, TIMES, Grammar
from qa.language.nlp import Parse

_NOBODY_AT_ALL = frozenset("nobody none nothing".split())
_BARS = frozenset("forbid ban bar prohibit deny".split())
# They tell beside what it was so, and not of what.
_NO_MATTER = frozenset("despite according because after following amid like unlike".split())
_PLACES_APART = frozenset("outside beyond within inside under over".split())
# What may be this or that may be this; what is not this or that is not this.
_OPEN = frozenset("may might can could not no never without neither nor any whether if more".split())
_SHARES = frozenset("percent half most none".split())
_WHOLE = frozenset("all every each no none any everywhere nowhere".split())
_MAY_BE = frozenset("possible potential likely unlikely probable conceivable feared".split())
# "The first woman" is not "the first Norwegian woman"; "last year" is no last one.
_SINGLES_OUT = frozenset("first second last only sole".split())
_HELD_TO = frozenset("outside among without beyond inside within as".split())
_ANYBODY = frozenset("person man woman one people time".split())
_SPANS = frozenset("week month year quarter day night season decade century half".split())
_RESTRICTS = frozenset("amod compound nmod nummod poss prep relcl acl".split())
_COMPARES = frozenset("before after since until than as except more less fewer against".split())
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())
_TELLS_WHICH = frozenset({"prep", "relcl", "acl"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


class LeftOut(Grammar):
    """A sentence, asked what a statement that takes some of its words may not leave out."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self._words = [self.word(i).lower() for i in range(len(self.tokens))]

    def lost(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """What is left out, in words, of a statement that takes the tokens `taken` and has the words
        `said`."""
        if "respectively" in self._words and "respectively" not in said:
            yield "leaves out respectively"
        for i, token in enumerate(self.tokens):
            if i in taken or token.head == i:
                continue
            is_more = token.tag == "JJR" and token.dep == "amod" and i < token.head and token.head in taken
            tells = (
                self._noun_before(i) in taken and self._tells_which(i, taken) and not self._is_told(i, taken)
            )
            if is_more or tells:
                yield f"leaves out which ones: {self._words[i]}"
            elif (
                self._words[i] in _MAY_BE
                and token.dep == "acomp"
                and taken & {*self.children(token.head, SUBJECT)}
            ):
                yield f"leaves out what stands over it: {self._words[i]}"
        yield from self._held_to(taken)
        yield from self._alternatives(taken, said)
        yield from self._denied_more(taken)
        yield from self._singled_out(taken, said)
        yield from self._first_to(taken)
        yield from self._no_more_first(taken)
        yield from self._circumstances(taken)
        yield from self._not_because(taken)
        yield from self._how_often(taken)

    def _tells_which(self, i: int, taken: Set[int]) -> bool:
        """True of "outside the capital" in "all its shops outside the capital", and of a clause that tells
        whom a rule is for: "owners whose dogs are not chipped face fines"."""
        noun, token = self._noun_before(i), self.tokens[i]
        if (
            token.dep not in _TELLS_WHICH
            or i < noun
            or self.tokens[noun].pos not in {"NOUN", "PRON", "PROPN"}
        ):
            return False
        if "," in self._words[noun:i]:
            return False
        first = self.children(noun, {"det", "predet"})
        if token.dep == "prep" and self._words[i] == "of":
            return False
        if any(self._words[n] in _WHOLE for n in first):
            return True
        if token.dep in {"relcl", "acl"} and self._is_of_share(noun, taken):
            return True
        return token.dep == "relcl" and self._is_rule(noun, i, first)

    def _is_of_share(self, noun: int, taken: Set[int]) -> bool:
        """True of the nurses in "60 percent of the 310 nurses who answered", unless it is told how many."""
        if taken & {*self.children(noun, {"nummod"})}:
            return False
        of = self.tokens[noun].head
        share = self.tokens[of].head
        is_of = self.tokens[noun].dep == "pobj" and self._words[of] == "of"
        return is_of and (self.tokens[share].pos == "NUM" or self._words[share] in _SHARES)

    def _is_rule(self, noun: int, clause: int, first: list[int]) -> bool:
        """True of "owners whose dogs are not chipped face fines" of "a council that misses it may"."""
        if self.tokens[noun].tag == "NNS":
            return not first and not self.children(noun, {"poss", "nummod"}) and self._is_of_a_rule(noun)
        is_any = [self._words[n] for n in first] in (["a"], ["an"], ["any"])
        is_now = self.tokens[clause].tag in {"VBZ", "VBP"}
        return is_any and is_now and bool(self._modals(self.tokens[noun].head))

    def _modals(self, deed: int) -> list[int]:
        return [n for n in self.children(deed, {"aux"}) if self.tokens[n].tag == "MD"]

    def _how_often(self, taken: Set[int]) -> Iterator[str]:
        """A council "that misses its target three years in a row" is not one "that misses its target"."""
        for i in taken:
            noun = self.tokens[i].head
            if self.tokens[i].dep == "relcl" and noun in taken and self._tells_which(i, taken):
                yield from (
                    f"leaves out which ones: {self._words[n]}"
                    for n in self.children(i, {"npadvmod", "prep"})
                    if n > i and "," not in self._words[i:n] and self._tells_more(n, taken)
                )

    def _noun_before(self, i: int) -> int:
        """What token `i` tells of: its head, or the noun right before "outside", wherever that hangs."""
        is_place = self._words[i] in _PLACES_APART and i > 0 and self.tokens[i - 1].pos == "NOUN"
        return i - 1 if is_place else self.tokens[i].head

    def _is_of_a_rule(self, noun: int) -> bool:
        """True if the noun does something in the present, or may do or must."""
        deed, dep = self.tokens[noun].head, self.tokens[noun].dep
        if dep == "pobj":
            deed = self.tokens[deed].head
        helping = self.children(deed, {"aux"})
        is_now = self.tokens[deed].tag in {"VBP", "VBZ"} or any(
            self.tokens[n].tag in {"MD", "VBP", "VBZ"} for n in helping
        )
        return dep in {*SUBJECT, "pobj", "dobj"} and is_now

    def _is_told(self, i: int, taken: Set[int]) -> bool:
        return any(n in taken for n in range(len(self.tokens)) if n == i or self.tokens[n].head == i)

    def _held_to(self, taken: Set[int]) -> Iterator[str]:
        """ "Outside the capital, the curfew was ignored" is not "the curfew was ignored", and who "spoke only
        Tswana at home" did not speak only Tswana."""
        for i, token in enumerate(self.tokens):
            if token.dep != "prep" or token.head not in taken or self._is_told(i, taken) or i in taken:
                continue
            inner = self.children(i, {"pobj"})
            is_many = any(self.tokens[n].tag == "NNS" and self.label(n) not in TIMES for n in inner)
            is_first = i == 0 and (self._words[i] in _HELD_TO or (self._words[i] == "at" and is_many))
            before = self._words[token.head : i]
            is_only = "only" in before and "," not in before
            if is_first or (is_only and self.label(inner[0] if inner else i) not in TIMES):
                yield f"leaves out for which it holds: {self._words[i]}"

    def _is_denied(self, deed: int) -> bool:
        """True of "search" in "are not allowed to search"."""
        for _ in range(len(self.tokens)):
            if self.children(deed, {"neg"}):
                return True
            if self.tokens[deed].dep not in {"xcomp", "ccomp"}:
                return False
            deed = self.tokens[deed].head
        return False

    def _denied_more(self, taken: Set[int]) -> Iterator[str]:
        """ "Does not sell beer to children" is not "does not sell beer"."""
        for deed in taken:
            if self.tokens[deed].pos != "VERB" or not self._is_denied_or_of_none(deed):
                continue
            behind = [k for n in self.children(deed, {"prep"}) for k in self.children(n, {"pobj"})]
            things = {n for n in (*self.children(deed, {"dobj", "nsubjpass"}), *behind) if n in taken}
            yield from self._denied_to(deed, taken)
            for head in (deed, *things):
                yield from (
                    f"leaves out of what it is denied: {self._words[n]}"
                    for n in self.children(head, {"prep", "dative"})
                    if n > deed and self._words[n] not in _NO_MATTER and self._tells_more(n, taken)
                    and (head == deed or self._words[n] != "of")
                )  # fmt: skip

    def _denied_to(self, deed: int, taken: Set[int]) -> Iterator[str]:
        """ "Was not built to last" is not "was not built", and "nobody under 18" is not "nobody"."""
        if self._is_denied(deed):
            yield from (
                f"leaves out of what it is denied: {self._words[n]}"
                for n in self.children(deed, {"xcomp", "advcl"})
                if n > deed and self.is_infinitive(n) and not any(self.hangs_on(k, n) for k in taken)
            )
        for noun in self.children(deed, SUBJECT):
            if self._words[noun] in _NOBODY_AT_ALL:
                yield from (
                    f"leaves out of whom it is denied: {self._words[n]}"
                    for n in self.children(noun, {"nummod", "prep", "relcl", "acl"})
                    if n > noun and self._tells_more(n, taken)
                )

    def _tells_more(self, preposition: int, taken: Set[int]) -> bool:
        """True if what hangs on a preposition means something, and none of it is taken."""
        means = {n for n in range(len(self.tokens)) if self.means(n) and self.hangs_on(n, preposition)}
        return bool(means) and not means & taken

    def _is_denied_or_of_none(self, deed: int) -> bool:
        """True of "sell" in "does not sell" and "forbids to sell", and of "hurt" in "nobody was hurt"."""
        if self._is_denied(deed):
            return True
        over = self.tokens[deed].head
        is_barred = self.tokens[deed].dep in {"xcomp", "ccomp", "advcl"} and self.tokens[over].lemma in _BARS
        none = self.children(deed, {*SUBJECT, "dobj"})
        has_none = any(
            self._words[n] in _NOBODY_AT_ALL or any(self._words[k] == "no" for k in self.children(n, {"det"}))
            for n in none
        )
        return is_barred or has_none

    def _alternatives(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """ "He was shot or stabbed" does not say that he was shot; who may be, or was not, may or was not."""
        for i, token in enumerate(self.tokens):
            if token.dep != "cc" or self._words[i] != "or":
                continue
            others = [n for n in self.children(token.head, {"conj"}) if n > i]
            if not others and "either" in self._words[:i]:
                others = [n for n in range(i + 1, len(self.tokens)) if self.tokens[n].pos in _CONTENT][:1]
            is_open = set(self._words[:i]) & _OPEN or self._is_denied(token.head)
            is_half = bool(others) and (token.head in taken) != (others[0] in taken)
            is_both = bool(others) and {token.head, others[0]} <= taken and "or" not in said
            if not is_open and (is_half or is_both):
                yield "leaves out the alternative: or"

    def _singled_out(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """ "The first woman" for the first Norwegian one, "the largest haul" for the largest since 2011."""
        for n, token in enumerate(self.tokens):
            noun, word = token.head, self._words[n]
            is_of = n in taken and noun not in taken and self._words[noun] not in _SPANS | _ANYBODY
            if word in {"first", "only"} and token.dep == "amod" and is_of and self.tokens[noun].tag == "NN":
                yield f"leaves out which {word}: {self._words[noun]}"
            singles = word in _SINGLES_OUT or token.tag == "JJS"
            if not (singles and token.dep == "amod" and {n, noun} <= taken) or self._words[noun] in _SPANS:
                continue
            before = self._words[max(0, n - 2) : n]  # "second-lowest"
            if before[1:] == ["-"] and before[0] in _ORDINALS and n - 2 not in taken:
                yield f"leaves out which {word}: {before[0]}"
            clause = self._words[n : self._words.index(",", n) if "," in self._words[n:] else None]
            if "since" in clause and "since" not in said:
                yield f"leaves out since when it is {word}"
            for i, part in enumerate(self.tokens):
                restricts = part.dep in _RESTRICTS and part.pos != "PRON" and self._words[i] not in _COMPARES
                if part.head == noun and i != n and restricts and not self._is_told_of(i, taken):
                    yield f"leaves out of which it is {word}: {self._words[i]}"

    def _is_told_of(self, i: int, taken: Set[int]) -> bool:
        """True if token `i` is taken, or what hangs on it where it means nothing by itself."""
        return i in taken or (self.tokens[i].pos not in {*_CONTENT, "ADV"} and self._is_told(i, taken))

    def _circumstances(self, taken: Set[int]) -> Iterator[str]:
        """ "With half of the votes counted" does not carry "with half of the votes"."""
        for n, token in enumerate(self.tokens):
            if token.dep == "acl" and token.tag == "VBN" and n not in taken and token.head in taken:
                above = {token.head, self.tokens[token.head].head}
                above |= {self.tokens[i].head for i in above}
                above |= {self.tokens[i].head for i in above}
                if any(self._words[i] == "with" and self.tokens[i].dep == "prep" for i in above):
                    yield f"leaves out what describes it: {self._words[n]}"

    def _first_to(self, taken: Set[int]) -> Iterator[str]:
        """ "The first to lead a brigade of more than 200" is not the first to lead one."""
        for noun in taken:
            if self.label(noun) in TIMES:
                continue
            singled = [n for n in self.children(noun, {"amod"}) if n in taken]
            if not any(map(self._ranks, singled)):
                continue
            for deed in self._infinitives_behind(noun):
                told = (n for n in range(deed, len(self.tokens)) if self._is_in_clause(n, deed))
                yield from (
                    f"leaves out which ones: {self._words[n]}"
                    for n in told
                    if n not in taken and self.tokens[n].pos in _CONTENT
                )

    def _infinitives_behind(self, noun: int) -> list[int]:
        """What "to" tells to do behind a noun, before any comma, wherever the parser hangs it."""
        behind = range(noun + 1, len(self.tokens))
        return [n for n in behind if self.is_infinitive(n) and "," not in self._words[noun:n]]

    def _no_more_first(self, taken: Set[int]) -> Iterator[str]:
        """ "The first woman to hold the post" is not "the woman to hold the post"."""
        for noun in taken:
            left = [n for n in self.children(noun, {"amod"}) if n not in taken and self._ranks(n)]
            told = {*self.children(noun, {"relcl", "acl"}), *self._infinitives_behind(noun)}
            if left and told & taken:
                yield f"leaves out which ones: {self._words[left[0]]}"

    def _ranks(self, n: int) -> bool:
        """True of "first", "last", "only" and "best"."""
        return self._words[n] in {"first", "last", "only"} or self.tokens[n].tag == "JJS"

    def _is_in_clause(self, n: int, deed: int) -> bool:
        """True if `n` hangs on `deed` within one clause, before any comma."""
        if "," in self._words[deed:n]:
            return False
        while n != deed:
            if self.tokens[n].dep in {"advcl", "appos", "conj"} or self.tokens[n].head == n:
                return False
            n = self.tokens[n].head
        return True

    def _not_because(self, taken: Set[int]) -> Iterator[str]:
        """ "Not convicted because he was rich, but because he had lied" is no "not convicted"."""
        for deed in taken:
            if not self.children(deed, {"neg"}):
                continue
            clauses = self.children(deed, {"advcl"})
            openers = [n for clause in clauses for n in self.children(clause, {"mark"})]
            for n in [*openers, *self.children(deed, {"prep"})]:
                if (
                    self._words[n] == "because"
                    and n > deed
                    and not self._is_told(self.tokens[n].head if n in openers else n, taken)
                ):
                    yield "leaves out because of what, which is denied: because"
