"""Who does what to whom, from a grammatical parse: the ties that a paraphrase must not change.

A tie joins two words of meaning: doer and deed, deed and thing done, two names for one thing, or a word and
what describes it. Passive and active give the same ties, as do "Y's X" and "the X of Y". Whether a sentence
has the ties of a statement is decided in `qa.checking.carrying`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qa.checking.antecedents import Antecedents
from qa.language.grammar import DOES, IN_PHRASE, SUBJECT, TIMES
from qa.language.nlp import Token
from qa.language.words import stem

DONE_TO = {"nsubjpass", "dobj", "obj"}
FREE_ORDER = {"of", "is", "done", "content"}
WHEN = {"on", "in", "at"}
# Who warns of something or adds it says it; who denies, believes or estimates it does not.
SAYING = frozenset(
    stem(w)
    for w in "say tell warn write announce report insist argue add state note confirm acknowledge "
    "admit explain declare testify caution conclude stress".split()
)
# What a study found or shows, it is also said to say; the reverse may be a mere claim.
FINDING = frozenset(stem(w) for w in "find show reveal rule decide determine establish".split())
_TELLING = SAYING | {stem("rule")}
_TIMING = {"after", "before", "when", "while", "as", "because", "since", "until"}
_DESCRIBES = IN_PHRASE | {"poss", "npadvmod", "advmod", "dative", "oprd", "acl", "relcl", "xcomp"}
_CLAUSES = {"ccomp", "xcomp"}
_HELPING = {"aux", "auxpass"}
_ABOUT = {"of", "about", "against", "over", "to"}
_NOT_ALL = {"no", "neither", "few", "most", "half", "many", "several", "some"}
_NAMED = {"PERSON", "ORG", "GPE", "NORP"}
_MAX_STEPS = 6


@dataclass(frozen=True, slots=True)
class Tie:
    """Two tokens by their indices; `kind` is doer, done, is, of, content (what is said), when, or a
    preposition."""

    head: int
    kind: str
    other: int


class Ties(Antecedents):
    """The ties of one parsed sentence."""

    @cached_property
    def all(self) -> tuple[Tie, ...]:
        """Every tie between two words of meaning."""
        ties = [self._of_deed(t) for t in self._every]
        ties = [t for t in ties if self.means(t.head) and (self.means(t.other) or t.kind == "how")]
        joined = {(t.head, t.other) for t in ties if t.kind != "of"}
        # "The flood that hit Calden" is told by who hit what.
        return tuple(t for t in ties if not self.is_clause(t.other) or (t.other, t.head) not in joined)

    def _of_deed(self, tie: Tie) -> Tie:
        """The tie, that of "everyone" in "charges everyone 8" to the deed: "everyone" means nobody."""
        head = self.tokens[tie.head]
        is_deeds = head.pos == "PRON" and head.dep in DONE_TO | {"dative"} and tie.kind == "of"
        return Tie(head.head, tie.kind, tie.other) if is_deeds else tie

    @cached_property
    def implied(self) -> tuple[Tie, ...]:
        """The ties of "its", "she" and "the company" to whom they stand for, where that can be nobody else,
        and of what is told of another name for them."""
        return (*self._of_meant(), *self._of_same(), *self._of_included(), *self._of_above())

    def _of_above(self) -> Iterator[Tie]:
        """What "the orphanage at Glenmoor, which closed" tells of Glenmoor, it may tell of the orphanage."""
        for tie in self.all:
            clause, noun = self.tokens[tie.head], tie.other
            is_apart = clause.dep in {"relcl", "acl"} and clause.head == noun and tie.kind in {"doer", "done"}
            above = self.noun_above(noun)
            if not is_apart or above is None or self.is_surely_person(above) or self.is_surely_person(noun):
                continue
            between = [self.word(n).lower() for n in range(noun + 1, tie.head)]
            if between[:1] == [","] and (clause.dep == "acl" or "which" in between):
                yield Tie(tie.head, tie.kind, above)

    def _of_meant(self) -> Iterator[Tie]:
        """What "she" did in "Bell left when she had won", Bell did."""
        meant = {i: who for i in range(len(self.tokens)) if (who := self.meant_by(i)) is not None}
        for tie in self._every:
            if tie.other in meant and self.means(tie.head):
                yield Tie(tie.head, tie.kind, meant[tie.other])

    def _of_same(self) -> Iterator[Tie]:
        """What "the striker" did in "Bell, the striker who left in May," Bell did."""
        for tie in self.all:
            if tie.kind in {"doer", "done"} and self.tokens[tie.other].dep == "appos":
                other = self.renamed(tie.other)
                if other is None:
                    continue
                is_one = self.tokens[other].pos == "PROPN" or self._is_one(other)
                if is_one or self._is_beside(tie.other, other):
                    yield Tie(tie.head, tie.kind, other)

    def _is_one(self, noun: int) -> bool:
        """True of "its parliament, the Stool," and "a trawler, the Good Intent,"."""
        return bool(self.children(noun, {"poss", "det", "nummod"}))

    def _is_beside(self, name: int, noun: int) -> bool:
        """True of "the sculptor Vey", without a comma: what "who" did behind it, the sculptor did."""
        return all(n in self.phrases[name] for n in range(noun + 1, name))

    def _of_included(self) -> Iterator[Tie]:
        """What sponsors did in "sponsors including Bell", Bell did; not where "no" or "most" is before."""
        for i, token in enumerate(self.tokens):
            if token.lemma.lower() != "include" or token.dep != "prep" or token.tag != "VBG":
                continue
            if any(
                self.tokens[n].lemma.lower() in _NOT_ALL for n in self.children(token.head, {"det", "amod"})
            ):
                continue
            named = [
                n for first in self.children(i, {"pobj"}) for n in (first, *self.children(first, {"conj"}))
            ]
            named += [n for one in named for n in self.renaming(one)]
            for tie in self.all:
                if tie.kind in {"doer", "done"} and tie.other == token.head:
                    yield from (Tie(tie.head, tie.kind, n) for n in named)

    def ways(self, tie: Tie) -> Iterator[Tie]:
        """The tie, and what it may be where a parser can only guess: what stands behind the doer of a deed
        done may hang on the deed ("freed by soldiers from a cellar"), and a clause behind "the strike by
        pilots" may be of either."""
        yield tie
        noun = self.tokens[tie.head]
        over = self.tokens[noun.head]
        if noun.dep == "pobj" and over.dep == "agent" and tie.kind not in FREE_ORDER:
            yield Tie(over.head, "doer" if tie.kind == "by" else tie.kind, tie.other)
        if tie.kind == "by" and self.is_passive(tie.head):  # "cut by 3 percent by the bank"
            yield Tie(tie.head, "doer", tie.other)
        above = self.noun_above(tie.other)
        if above is None or (self.is_surely_person(above) and self.tokens[tie.other].tag != "NNS"):
            return  # whoever "the son of the mayor, who was jailed" may be
        if tie.kind in {"doer", "done"} and self.tokens[tie.head].head == tie.other:
            yield Tie(tie.head, tie.kind, above)

    def beside(self, tie: Tie) -> Tie | None:
        """The tie as read by the words alone: what a preposition ties hangs on the noun right before it."""
        at = self.tokens[tie.other].head - 1
        is_behind = self.tokens[tie.other].dep == "pobj" and at >= 0 and at != tie.head
        is_noun = is_behind and self.tokens[at].pos in {"NOUN", "PROPN"}
        return Tie(at, tie.kind, tie.other) if is_noun and tie.kind not in FREE_ORDER else None

    @property
    def only_says(self) -> bool:
        """True of "the mayor said on Monday" and "the court ruled, after he spoke": nothing is said."""
        verbs = [i for i, t in enumerate(self.tokens) if t.pos in {"VERB", "AUX"} and t.dep not in _HELPING]
        main = [i for i in verbs if self.tokens[i].dep == "ROOT"]
        return bool(main) and all(self.stem(i) in _TELLING and not self._has_content(i) for i in main)

    def _has_content(self, verb: int) -> bool:
        """True if a verb of saying has what is said: a clause, a thing, or "of a flood"."""
        heard = DONE_TO if self.tokens[verb].lemma != "tell" else frozenset()
        of = [n for n in self.children(verb, {"prep"}) if self.tokens[n].lemma.lower() in _ABOUT]
        told = [n for n in self.children(verb, {"advcl"}) if not self._is_of_time(n)]  # a parser's guess
        # Also "wrote in a study that".
        within = (t for t in self.tokens if t.dep == "ccomp" or (t.dep == "acl" and t.tag != "VBG"))
        is_within = any(self._sayer(t.head) == verb for t in within)
        return is_within or bool(of or told) or bool(self.children(verb, {*_CLAUSES, *heard, "oprd"}))

    def _is_of_time(self, clause: int) -> bool:
        """True of "after it rained"."""
        return self._time_opener(clause) is not None

    def _time_opener(self, clause: int) -> str | None:
        """ "After" of "after it rained"."""
        words = (self.word(n).lower() for n in self.children(clause, {"mark", "advmod"}))
        return next((word for word in words if word in _TIMING), None)

    @property
    def has_said(self) -> bool:
        """True if somebody says something in it, in whatever word."""
        return any(t.pos == "VERB" and self.stem(i) in SAYING | FINDING for i, t in enumerate(self.tokens))

    @cached_property
    def meaningful(self) -> list[int]:
        """The tokens that mean something by themselves."""
        return [i for i in range(len(self.tokens)) if self.means(i) or self.tokens[i].pos == "ADV"]

    @cached_property
    def _every(self) -> tuple[Tie, ...]:
        """Every tie, also of what means nothing by itself."""
        return tuple(self._ties())

    def _ties(self) -> Iterator[Tie]:
        for i, token in enumerate(self.tokens):
            for kind, head in self._roles(i, token):
                other = self.antecedent(i)
                if token.lemma == "be" and (kind == "content" or kind in _TIMING):  # "said that it was weak"
                    yield from (Tie(head, kind, attribute) for attribute in self.attributes(i))
                elif self.tokens[head].lemma != "be":
                    yield Tie(head, kind, other)
                elif kind in {"doer", "of"}:
                    told = "is" if kind == "doer" else kind
                    yield from (Tie(attribute, told, other) for attribute in self.attributes(head))
                else:  # "the collapse was in March"
                    subjects = [self.antecedent(n) for n in self.children(head, SUBJECT)]
                    meant = [n if self.means(n) else self.meant_by(n) for n in subjects]  # "he was at sea"
                    yield from (Tie(subject, kind, other) for subject in meant if subject is not None)
            yield from self._inherited(i, token)
            yield from self._had(i, token)
            if token.dep == "oprd" and token.tag == "VBN":  # "left 200 lorries stranded"
                yield from (Tie(i, "done", self.antecedent(n)) for n in self.children(token.head, {"dobj"}))

    def _had(self, i: int, token: Token) -> Iterator[Tie]:
        """Of whom is what he "has", and what is "expected to be" something."""
        if token.lemma == "have" and token.dep not in _HELPING:
            subjects = [self.antecedent(n) for n in self.subjects(i)]
            yield from (Tie(n, "of", s) for n in self.children(i, {"dobj"}) for s in subjects)
        elif token.lemma == "be" and token.dep == "xcomp":
            subjects = [self.antecedent(n) for n in self.subjects(i)]
            yield from (Tie(n, "is", s) for n in self.attributes(i) for s in subjects)

    def _roles(self, i: int, token: Token, steps: int = 0) -> Iterator[tuple[str, int]]:
        """(kind, head) of token `i`; one joined by "and" has the role of the first."""
        first = self.first_joined(i)
        dep, head = self.tokens[first].dep, self.tokens[first].head
        if self.is_possessor(i) and token.dep != "poss":
            return  # "from Kenya and Uganda's neighbour Rwanda": whose it is, the parser does not see
        if first != i and dep in {"ROOT", *_DESCRIBES} - {"xcomp"} and token.pos == "VERB":
            return
        if dep in DOES:
            if first in self.own_subjects(head):
                yield "doer", head
        elif dep in DONE_TO:
            yield "done", head
        elif dep == "pobj":
            yield self._behind_preposition(i, head)
        elif dep in {"npadvmod", "advmod", "advcl"} and (role := self._circumstance(i, first)):
            yield role
        elif dep == "appos":
            yield from self._of_other_name(i, first, steps)
        elif dep in {"ccomp", "acl"} and (dep == "ccomp" or self.children(first, {"mark"})):
            yield "content", self._sayer(head)  # also of "wrote in a report that"
        elif dep in _DESCRIBES or (dep == "advcl" and self.is_infinitive(first)):
            yield "of", head  # also what for: "voted to close", however the parser sees it

    def _circumstance(self, i: int, first: int) -> tuple[str, int] | None:
        """(kind, head) of what tells when or how: "two hours later", "seriously", "when it rained"."""
        token, head = self.tokens[i], self.tokens[first].head
        dep = self.tokens[first].dep
        if dep == "npadvmod" and token.pos != "NUM" and self.label(i) in TIMES:
            is_span = self.tokens[head].pos == "ADV"
            return "when", self.tokens[head].head if is_span else head
        if dep == "advcl" and not self.is_infinitive(first) and (opener := self._time_opener(first)):
            return opener, head
        between = {self.word(n) for n in range(min(i, head), max(i, head))}
        is_beside = self.tokens[head].pos == "VERB" and "," not in between
        return ("how", head) if dep == "advmod" and self.word(i).endswith("ly") and is_beside else None

    def _behind_preposition(self, i: int, at: int) -> tuple[str, int]:
        preposition = self.tokens[at]
        word = preposition.lemma.lower()
        if preposition.dep == "agent" and not self._is_measure(i):
            return "doer", preposition.head
        if self.tokens[preposition.head].lemma.lower() == "than":  # "faster than in March"
            compared = self.tokens[preposition.head].head
            if self.tokens[compared].pos == "ADV":
                compared = self.tokens[compared].head
            return f"than {word}", compared
        is_time = word in WHEN and self.label(i) in TIMES
        if (noun := self._compared_before(at)) is not None:
            return word, noun
        over = self.tokens[preposition.head]
        if self._is_bare_way(preposition.head):  # "swam across to the mainland"
            return word, over.head
        if is_time and over.dep == "prep":  # "raise it to 4 percent, in July"
            return "when", over.head
        if word == "to" and over.dep == "prep" and over.lemma.lower() == "from":  # "from 85 to 110 cents"
            return word, over.head
        return "when" if is_time else word, preposition.head

    def _is_bare_way(self, i: int) -> bool:
        """True of "across" and "away" where nothing but another preposition stands behind."""
        token = self.tokens[i]
        is_way = token.dep in {"prep", "prt", "advmod"}
        return (
            is_way and token.tag in {"RB", "RP", "IN"} and not self.children(i, {"pobj", "pcomp", "advmod"})
        )

    def _compared_before(self, at: int) -> int | None:
        """The noun that "to" hangs on in "slowed to 3 percent, less than the fall to 2": what a comparison
        tells is not told of the verb before it."""
        verb = self.tokens[at].head
        between = range(verb + 1, at)
        than = [n for n in between if self.word(n).lower() == "than"]
        is_noun = bool(than) and self.tokens[at - 1].pos in {"NOUN", "PROPN"}
        is_of_verb = self.tokens[verb].pos in {"VERB", "ADP"} and self.word(at).lower() in {
            "to",
            "from",
            "by",
        }
        return at - 1 if is_noun and is_of_verb else None

    def _of_other_name(self, i: int, first: int, steps: int) -> Iterator[tuple[str, int]]:
        head = self.renamed(first)
        if head is None or self._is_measure(i):  # "to 6 metres at Calden, 40 centimetres above the limit"
            return
        # "Ministers, Bell and Dorn," are both; "its lawyer, Bell, and its chief, Dorn," is one of them.
        if first == i or self.tokens[head].tag in {"NNS", "NNPS"}:
            yield "is", head
        if steps < _MAX_STEPS and head != first:  # what the director does, the director Aho does
            yield from self._roles(head, self.tokens[head], steps + 1)

    def _sayer(self, i: int) -> int:
        """The verb of saying that `i` is or hangs on, whose content is told; `i` where there is none."""
        at = i
        while self.stem(at) not in SAYING:
            if self.tokens[at].head == at:
                return i
            at = self.tokens[at].head
        return at

    def _is_measure(self, i: int) -> bool:
        """True of "points" in "cut by 25 points", who cut nothing; a score behind a name measures nothing."""
        if self.tokens[i].pos == "PROPN" and self.label(i) in _NAMED:
            return False
        return bool(self.children(i, {"nummod", "quantmod"})) and self.label(i) not in {None, "CARDINAL"}

    def _is_of_some(self, noun: int, clause: int) -> bool:
        """True of "11,000 people, of whom 2,300 may leave": not all of them may."""
        words = [self.word(n).lower() for n in range(noun, clause)]
        return any(pair in {("of", "whom"), ("of", "which")} for pair in pairwise(words))

    def _inherited(self, i: int, token: Token) -> Iterator[Tie]:
        """What a verb without a subject of its own takes from where it hangs."""
        if token.lemma == "be" and token.dep == "conj" and not self.children(i, SUBJECT):
            subjects = [self.antecedent(n) for n in self.subjects(i)]  # "has burned and is contained"
            yield from (Tie(n, "is", s) for n in self.attributes(i) for s in subjects)
        if token.pos != "VERB" or self.children(i, SUBJECT):
            return
        first = self.first_joined(i)  # "developed by one and tested on others"
        head = self.tokens[first].head
        is_alone = first == i or not self.children(first, SUBJECT)
        if self.is_clause(first) and is_alone and self._is_of_some(head, first):
            return
        if self.is_clause(first) and self.tokens[head].pos in {"NOUN", "PROPN"} and is_alone:
            if not self.is_infinitive(first):  # who is to do it is not said in "a memorandum to build a road"
                yield Tie(i, "done" if token.tag == "VBN" else "doer", head)
            return
        head = token.head
        if token.dep == "advcl" and token.tag == "VBN" and i > 0 and self.tokens[i - 1].pos == "NOUN":
            yield Tie(i, "done", i - 1)  # "with half the votes counted"
            return
        kind = "done" if self.is_passive(i) else "doer"
        for subject in (self.antecedent(s) for s in self.subjects(i)):
            joined = [subject, *self.children(subject, {"conj"})]
            yield from (Tie(i, kind, n) for s in joined for n in (s, *self.renaming(s)))
