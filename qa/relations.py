"""Who does what to whom, from a grammatical parse: the ties that a paraphrase must not change.

A tie joins two words of meaning: doer and deed, deed and thing done, two names for one thing, or a word and
what describes it. Passive and active give the same ties, as do "Y's X" and "the X of Y".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from qa.nlp import Parse, Token
from qa.words import stem

_MEANING = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
_IN_PHRASE = {"compound", "amod", "nummod", "quantmod", "nmod"}
_DESCRIBES = _IN_PHRASE | {"poss", "npadvmod", "advmod", "dative", "oprd", "acl", "relcl", "xcomp", "ccomp"}
_DONE_TO = {"nsubjpass", "dobj", "obj"}
_DOES = {"nsubj", "csubj"}
# A sentence that has many words twice could be read in thousands of ways; past these it counts as refused.
_MAX_READINGS = 512
_PRONOUNS = {"who", "which", "that", "whom"}


@dataclass(frozen=True, slots=True)
class Tie:
    """`kind` is doer, done, is, of, or a preposition; `head` and `other` are indices of tokens."""

    head: int
    kind: str
    other: int


class Ties:
    """The ties of one parsed sentence."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._tokens = parse.tokens

    @cached_property
    def all(self) -> tuple[Tie, ...]:
        """Every tie between two words of meaning."""
        return tuple(t for t in self._ties() if self._means(t.head) and self._means(t.other))

    def stem(self, i: int) -> str:
        """The stem of token `i`, of its lemma for a verb."""
        token = self._tokens[i]
        word = token.lemma if token.pos == "VERB" else token.span.of(self._parse.text)
        return stem("percent" if word == "%" else word)

    def word(self, i: int) -> str:
        """Token `i` as written."""
        return self._tokens[i].span.of(self._parse.text)

    @cached_property
    def phrases(self) -> tuple[frozenset[int], ...]:
        """For each token the tokens of its phrase: itself and what stands before it as part of its name."""
        inside: list[set[int]] = [{i} for i in range(len(self._tokens))]
        for i in range(len(self._tokens)):
            at = i
            while self._tokens[at].dep in _IN_PHRASE and self._tokens[at].head != at:
                at = self._tokens[at].head
                inside[at].add(i)
        return tuple(frozenset(tokens) for tokens in inside)

    def unsupported(self, statement: Ties) -> list[str]:
        """The ties of `statement`, in words, that this sentence does not have.

        A word of the statement stands for one word of the sentence throughout, even where the sentence
        has it twice: of two chief executives each keeps his own company.
        """
        words = sorted({i for tie in statement.all for i in (tie.head, tie.other)})
        places = [self._places(statement.stem(i)) for i in words]
        missing = list(statement.all)
        for chosen in islice(product(*places), _MAX_READINGS):
            at = dict(zip(words, chosen, strict=True))
            left = [t for t in statement.all if not self._has(t.kind, at[t.head], at[t.other])]
            missing = min(missing, left, key=len)
            if not missing:
                break
        return [f"{statement.word(t.head)} ({t.kind}) {statement.word(t.other)}" for t in missing]

    def _places(self, wanted: str) -> list[int]:
        """The tokens with this stem; -1, which nothing is tied to, if there is none."""
        return [i for i in range(len(self._tokens)) if self.stem(i) == wanted] or [-1]

    def _has(self, kind: str, head: int, other: int) -> bool:
        for own in self.all:
            at_head, at_other = self.phrases[own.head], self.phrases[own.other]
            same_way = head in at_head and other in at_other
            either_way = kind == "is" and head in at_other and other in at_head
            if kind == own.kind and (same_way or either_way):
                return True
        return kind in {"of", "is"} and any(head in p and other in p for p in self.phrases)

    def _means(self, i: int) -> bool:
        token = self._tokens[i]
        return token.pos in _MEANING and token.lemma not in {"be", "have", "do"}

    def _ties(self) -> Iterator[Tie]:
        for i, token in enumerate(self._tokens):
            for kind, head in self._roles(i, token):
                other = self._antecedent(i)
                if kind == "doer" and self._tokens[head].lemma == "be":
                    yield from (Tie(attribute, "is", other) for attribute in self._attributes(head))
                else:
                    yield Tie(head, kind, other)
            yield from self._inherited(i, token)

    def _roles(self, i: int, token: Token) -> Iterator[tuple[str, int]]:
        """(kind, head) of token `i`; one joined by "and" has the role of the first."""
        first = self._first_joined(i)
        dep, head = self._tokens[first].dep, self._tokens[first].head
        if first != i and dep in {"ROOT", *_DESCRIBES} and token.pos == "VERB":
            return
        if dep in _DOES:
            yield "doer", head
        elif dep in _DONE_TO:
            yield "done", head
        elif dep == "pobj":
            preposition = self._tokens[head]
            if preposition.dep == "agent":
                yield "doer", preposition.head
            else:
                word = preposition.lemma.lower()
                yield ("of" if word == "of" else word), preposition.head
        elif dep == "appos":
            yield "is", head
        elif dep in _DESCRIBES:
            yield "of", head

    def _inherited(self, i: int, token: Token) -> Iterator[Tie]:
        """What a verb without a subject of its own takes from where it hangs."""
        if token.pos != "VERB" or self._children(i, _DOES | {"nsubjpass"}):
            return
        head = token.head
        if token.dep in {"acl", "relcl"} and self._tokens[head].pos in {"NOUN", "PROPN"}:
            yield Tie(i, "done" if token.tag == "VBN" else "doer", head)
        elif token.dep in {"xcomp", "advcl", "conj"} and self._tokens[head].pos == "VERB":
            for subject in self._children(head, _DOES):
                yield Tie(i, "doer", self._antecedent(subject))
            for subject in self._children(head, {"nsubjpass"}):
                yield Tie(i, "done" if token.tag == "VBN" else "doer", self._antecedent(subject))

    def _attributes(self, verb: int) -> list[int]:
        return self._children(verb, {"attr", "acomp"})

    def _children(self, i: int, deps: set[str]) -> list[int]:
        return [n for n, t in enumerate(self._tokens) if t.head == i and n != i and t.dep in deps]

    def _antecedent(self, i: int) -> int:
        """The noun that "who", "which" or "that" stands for; the token itself otherwise."""
        token = self._tokens[i]
        if token.lemma.lower() in _PRONOUNS and token.pos == "PRON":
            clause = self._tokens[token.head]
            if clause.dep == "relcl":
                return clause.head
        return i

    def _first_joined(self, i: int) -> int:
        steps = 0
        while self._tokens[i].dep == "conj" and self._tokens[i].head != i and steps < len(self._tokens):
            i, steps = self._tokens[i].head, steps + 1
        return i
