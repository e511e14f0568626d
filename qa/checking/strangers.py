"""Whom the pronouns of a statement stand for, against its sentence: "he" is not "she", nor another's "he".

A pronoun has no ties of its own, so that who did what it did, who had what it had and whose figure stands
where are asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from qa.checking.relations import Ties
from qa.language.grammar import SUBJECT

_PERSONAL = frozenset({"he", "she", "it", "they"})
_SHARES = frozenset({"all", "some", "most", "many", "none", "both"})


class Strangers(Ties):
    """A sentence, asked for whom the pronouns of statements may stand."""

    def strangers(self, statement: Ties, alignment: Mapping[int, int]) -> Iterator[int]:
        """The pronouns and figures of the statement that stand for another than here."""
        yield from self._nobody(statement, alignment)
        yield from self._overtaken(statement, alignment)
        yield from self._figures_elsewhere(statement, alignment)
        yield from self._other_shares(statement, alignment)
        for i, token in enumerate(statement.tokens):
            if statement.is_owner(i) and (thing := alignment.get(token.head, -1)) >= 0:
                whose = self.children(thing, {"poss"})
                owners = {self.tokens[n].lemma.lower() for n in whose if self.is_owner(n)}
                if token.lemma.lower() not in owners and (owners or not whose):
                    yield i

    def _nobody(self, statement: Ties, alignment: Mapping[int, int]) -> Iterator[int]:
        """The "he" and "they" of the statement that do what here somebody does of whom it does not tell."""
        known = {self.word(n).lower() for n in range(len(self.tokens))}
        for i, token in enumerate(statement.tokens):
            if token.lemma.lower() in _PERSONAL and token.dep in SUBJECT:
                deed = alignment.get(token.head, -1)
                doers = self._doers(deed) if deed >= 0 else []
                # In "she dismissed the defendant's lawyer" she is not the defendant.
                others = {j for k, j in alignment.items() if not statement.hangs_on(k, token.head)}
                is_told = any(self.tokens[n].pos == "PRON" or n in others for n in doers)
                is_new = not is_told if doers else statement.word(i).lower() not in known
                is_other = self._is_another(statement, i, deed, doers)
                if is_new or is_other or self._had_not(statement, i, alignment):
                    yield i

    def _doers(self, deed: int) -> list[int]:
        """Who does a deed, or to whom it is done, also where it stands behind an "and"."""
        own = self.children(deed, SUBJECT)
        return own or (self.subjects(deed) if self.tokens[deed].dep == "conj" else [])

    def _is_another(self, statement: Ties, i: int, deed: int, doers: Sequence[int]) -> bool:
        """True of "he" where here "she" does it, or it is done to him."""
        token = statement.tokens[i]
        said = [self.word(n).lower() for n in doers]
        if not said or not set(said) <= _PERSONAL:
            return False
        is_own = self.tokens[doers[0]].head == deed
        is_passive = self.is_passive(deed) and (not is_own or self.tokens[doers[0]].dep == "nsubjpass")
        is_done = statement.is_passive(token.head) and token.dep == "nsubjpass"
        is_active = statement.tokens[token.head].pos == "VERB" and self.tokens[deed].pos == "VERB"
        return statement.word(i).lower() not in said or (is_active and is_passive != is_done)

    def _had_not(self, statement: Ties, i: int, alignment: Mapping[int, int]) -> bool:
        """True of "she had a new radar" where she "had asked for a new radar"."""
        verb = statement.tokens[i].head
        if statement.tokens[verb].lemma != "have" or statement.tokens[verb].dep in {"aux", "auxpass"}:
            return False
        things = [alignment.get(n, -1) for n in statement.children(verb, {"dobj"})]
        return any(n >= 0 and not self._is_had(n) for n in things)

    def _is_had(self, thing: int) -> bool:
        """True of what somebody has, or what is told to be his."""
        first = self.first_joined(thing)
        is_owned = bool(self.children(first, {"poss"}))
        return is_owned or self.tokens[self.tokens[first].head].lemma in {"have", "with", "of", "own", "hold"}

    def _overtaken(self, statement: Ties, alignment: Mapping[int, int]) -> Iterator[int]:
        """The "he" of a statement that leaves out who did the deed above it: in "the mate hit him because he
        was drunk" it may be the mate."""
        taken = {j for j in alignment.values() if j >= 0}
        for i, token in enumerate(statement.tokens):
            word = statement.word(i).lower()
            if word not in {"he", "she"} or token.dep not in SUBJECT:
                continue
            said = [n for n in statement.children(token.head, {"attr", "acomp"}) if n in alignment]
            at = next((alignment[n] for n in (token.head, *said) if alignment.get(n, -1) >= 0), -1)
            if at >= 0 and self._has_nearer(at, word, taken):
                yield i

    def _has_nearer(self, at: int, he: str, taken: Set[int]) -> bool:
        """True if somebody who is not taken does the deed that the clause of token `at` hangs on."""
        while self.tokens[at].head != at and not any(
            self.word(n).lower() == he for n in self.children(at, SUBJECT)
        ):
            at = self.tokens[at].head
        while self.tokens[at].head != at:
            at = self.tokens[at].head
            for n in self.children(at, SUBJECT):
                if self.tokens[n].pos == "PRON" or n > at:
                    continue
                named = {n, *self.renaming(n), *self.phrases[n]}
                return not named & taken and self.is_human(n)
        return False

    def _figures_elsewhere(self, statement: Ties, alignment: Mapping[int, int]) -> Iterator[int]:
        """The figures that are told of another deed of the same name: in "Calden beat Orrin 2-1, and Norvane
        beat it 3-0" Calden's win was no 3-0."""
        for i, j in alignment.items():
            if j >= 0 and statement.tokens[i].pos == "NUM":
                deed, told = statement.deed_of(i), self.deed_of(j)
                of = alignment.get(deed, -1)
                if of >= 0 and of != told and self.stem(of) == self.stem(told):
                    yield i

    def _other_shares(self, statement: Ties, alignment: Mapping[int, int]) -> Iterator[int]:
        """The "all" of "all but one were hurt" where "all but one of the hurt were crew"."""
        for i, token in enumerate(statement.tokens):
            word = statement.word(i).lower()
            deed = alignment.get(token.head, -1)
            if word not in _SHARES or token.dep not in SUBJECT or deed < 0:
                continue
            doers = self.children(deed, SUBJECT)
            told = {
                self.word(n).lower() for n in range(len(self.tokens)) for d in doers if self.hangs_on(n, d)
            }
            if word not in told and (doers or self.tokens[deed].dep == "pobj"):
                yield i
