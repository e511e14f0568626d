"""Whom "she", "its" and "the company" mean within their sentence, where that can be nobody else.

Where two could be meant nothing is said: in "the firm sued the bank after it lost the data" nobody knows who
lost it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from qa.conversing.pronouns import GENDERS
from qa.conversing.she_or_he import gender_of
from qa.language.grammar import IN_PHRASE, SUBJECT, TIMES, Grammar
from qa.language.lexicon import COMPANY_NOUNS, GROUPS, ORGANISATION_WORDS, ROLE_WORDS
from qa.language.words import stem

# Whom a noun may name, by its ending; many a thing ends so too, and then nobody is told for sure.
_HUMAN = re.compile(
    r"(?:er|or|ist|ant|ent|ian|man|men|ee|ess|ard|mate|kid|boy|girl|son|wife|child|nurse|guest|judge|coach|chief|"
    r"friend|victim|pilot|thief|spy|king|queen|people|head|aide|cop|boss|star|hero|youth|twin|duke|bride|groom|"
    r"baby|guard|guide|cook|rival|ally|crew|team|couple|family|crowd|public|teen|relative|captive|clerk|monk|nun|"
    r"suspect|accused|ate|official|general|admiral|captain|bishop|priest|athlete|prince|heir|native|recruit|convict|"
    r"fan|source|uncle|aunt|niece|nephew|cousin|widow|spouse|lady|lord|figure|colleague|deputy|minor)$"
)
_WITH_SPEAKER = 2  # people in a sentence of one and who speaks for him
_OWNERS = frozenset({"its", "their", "his", "her"})
_PERSONS = frozenset("he she him her his".split())
_THINGS, _MANY = frozenset({"it", "its"}), frozenset("they them their".split())
_FIRMS = COMPANY_NOUNS | frozenset("carmaker chipmaker grocer brewer developer builder automaker".split())
# "The union" and "the bank" may be others than who was named.
_ANY_FIRM = frozenset(
    "company firm group conglomerate business carmaker automaker chipmaker brewer retailer airline lender "
    "insurer grocer manufacturer startup".split()
)
_PLACED = frozenset({"GPE", "LOC", "FAC", "NORP", "LANGUAGE"})
_ACTING = _FIRMS | GROUPS | ORGANISATION_WORDS
# Only who can act says, wants or denies.
_ACTS = frozenset(
    stem(w)
    for w in "say tell deny admit plan want hope expect promise agree announce argue claim insist add "
    "believe decide intend offer refuse seek warn accuse blame report confirm apologise own pay sue buy "
    "sell".split()
)
_PREDICATES = {"attr", "acomp", "oprd"}
_PLACES = frozenset(
    "country city town village island state province region district kingdom republic".split()
)
# They name nothing that "it" could be.
_EMPTY = frozenset(
    "time times behalf way part return place favour addition case fact order response end mathematics "
    "physics economics politics news".split()
)
_NO_NOUN_OF_ITS_OWN = IN_PHRASE | {"npadvmod"}


class Antecedents(Grammar):
    """A parsed sentence, asked what its pronouns mean."""

    def is_owner(self, i: int) -> bool:
        return self.tokens[i].dep == "poss" and self.tokens[i].lemma.lower() in _OWNERS

    def meant_by(self, i: int) -> int | None:
        """Who or what is meant by token `i`, a pronoun or "the company": the one before it that it can be.

        None of any other token, and where it may be another.
        """
        if self.is_owner(i) and (owner := self._owner(i)) is not None:
            return owner
        word = self.word(i).lower()
        may_be: Callable[[int], bool]
        if word in _PERSONS:
            return self._person_meant(i)
        if word in _THINGS and not self.means_nothing(i):
            may_be = self._may_act if self._acts(i) else self._may_be_thing
        elif word in _MANY:
            may_be = self._may_be_many
        elif self._is_bare(i) and word in _ANY_FIRM:
            may_be = self._may_be_firm
        elif self._is_bare(i) and word in _PLACES:
            may_be = self._may_be_place
        else:
            return None
        found = {self._told_as(n) for n in self._nouns_before(i) if may_be(n)} - self._beside(i)
        one = found.pop() if len(found) == 1 else None
        is_other = word in _ANY_FIRM | _PLACES and one is not None and self.tokens[one].pos != "PROPN"
        return None if is_other else one

    def _nouns_before(self, i: int) -> Iterator[int]:
        """The nouns before token `i` that something is told of, in the same quotation or outside all; behind
        it where `qa.checking.notation` moved it to the front."""
        is_moved = i == 0 and self.word(0).islower()
        for n in range(len(self.tokens) if is_moved else i):
            token = self.tokens[n]
            is_noun = token.pos in {"NOUN", "PROPN"} and token.dep not in _NO_NOUN_OF_ITS_OWN
            is_noun = is_noun and self.word(n).lower() not in _EMPTY
            if is_noun and self.label(n) not in TIMES and self._quotation[n] == self._quotation[i]:
                yield n

    @cached_property
    def _quotation(self) -> list[int]:
        """The quotation that each token stands in; 0 outside all."""
        found, n_marks = [], 0
        for i in range(len(self.tokens)):
            found.append(n_marks if n_marks % 2 else 0)
            n_marks += self.word(i) == '"'
        return found

    def _told_as(self, n: int) -> int:
        """The first token for the same: the name of "Bell" told twice, and whose apposition or predicate it
        is."""
        token = self.tokens[n]
        if token.dep == "appos" and (name := self.renamed(n)) is not None and name != n:
            n = name
        elif token.dep == "pobj" and n in self.phrases[self.tokens[token.head].head]:
            return self.tokens[token.head].head  # "the city of Brennick"
        elif token.dep in _PREDICATES and (subjects := self.children(token.head, SUBJECT)):
            n = self.antecedent(subjects[0])
        same = (k for k in range(n) if self.tokens[k].pos == "PROPN" and k in self.phrases[n])
        first = next((k for k in same if self.tokens[k].dep not in IN_PHRASE), n)
        return first if self.tokens[n].pos == "PROPN" else n

    def _beside(self, i: int) -> set[int]:
        """Who is not meant by "him" of "Bell warned him": who does it; and the phrase that it stands in."""
        above: set[int] = {i}
        at = i
        while self.tokens[at].head != at and self.tokens[at].pos not in {"VERB", "AUX"}:
            at = self.tokens[at].head
            above.add(at)
        if self.is_owner(i) or self.tokens[i].dep in SUBJECT:
            return above
        return above | {self._told_as(self.antecedent(n)) for n in self.subjects(at)}

    def _acts(self, i: int) -> bool:
        return self.tokens[i].dep == "nsubj" and self.stem(self.tokens[i].head) in _ACTS

    def _may_be_thing(self, n: int) -> bool:
        """False of many, and of who is told to be a person."""
        is_one = self.tokens[n].tag in {"NN", "NNP"}
        return is_one and not self.is_surely_person(n)

    def _may_act(self, n: int) -> bool:
        is_named = self.tokens[n].pos == "PROPN"
        return self._may_be_thing(n) and (is_named or self.word(n).lower() in _ACTING)

    def _may_be_many(self, n: int) -> bool:
        is_group = self.word(n).lower() in _FIRMS | GROUPS or self.label(n) == "ORG"
        is_joined = bool(self.children(n, {"conj"}))
        return self.tokens[n].tag in {"NNS", "NNPS"} or is_group or is_joined

    def _may_be_firm(self, n: int) -> bool:
        is_firm = self.word(n).lower() in _FIRMS
        is_named = self.tokens[n].pos == "PROPN" and self.label(n) not in _PLACED
        return is_firm or (is_named and not self.is_surely_person(n))

    def _may_be_place(self, n: int) -> bool:
        return self.word(n).lower() in _PLACES or self.label(n) == "GPE"

    def _is_bare(self, i: int) -> bool:
        """True of "the company" and "the country's", of which nothing else is told."""
        others = [self.word(n).lower() for n, t in enumerate(self.tokens) if t.head == i and n != i]
        return self.tokens[i].pos == "NOUN" and set(others) in ({"the"}, {"the", "'s"})

    def is_surely_person(self, n: int) -> bool:
        """True of a role, and of a name with a role, a title or a first name that is one."""
        if self.tokens[n].pos == "NOUN":
            return self.word(n).lower() in ROLE_WORDS - _FIRMS
        before = [k for k in self.phrases[n] if k < n]
        roles = {self.word(k).lower() for k in (*before, *self.renaming(n))}
        return bool(roles & ROLE_WORDS) or gender_of(self._whole_name(n), [], []) is not None

    def is_human(self, n: int) -> bool:
        """True of who may be told to be a person, by a name or by what the word looks like."""
        is_named = self.tokens[n].pos == "PROPN" and self.label(n) == "PERSON"
        is_noun = self.tokens[n].tag == "NN" and _HUMAN.search(self.word(n).lower()) is not None
        return is_named or is_noun or self.is_surely_person(n)

    def _whole_name(self, n: int) -> str:
        own = [k for k in self.phrases[n] if k <= n and self.tokens[k].pos == "PROPN"]
        return " ".join(self.word(k) for k in sorted(own)) or self.word(n)

    def _person_meant(self, i: int) -> int | None:
        """Whom "he" or "her" means: the one person who is named, if no other is told of before it."""
        gender = GENDERS[self.word(i).lower()]
        people = {n for n in range(len(self.tokens)) if self._is_named_person(n)}
        people = {n for n in people if gender_of(self._whole_name(n), [], []) in (None, gender)}
        found = {self._told_as(n) for n in people} - self._beside(i)
        if len(found) != 1 or (person := found.pop()) > i:
            return None
        others = (
            n for n in range(i)
            if self.tokens[n].pos == "NOUN" and self.tokens[n].tag == "NN" and n not in self.phrases[person]
            and self.tokens[n].dep != "compound"
            and (self.word(n).lower() in ROLE_WORDS or _HUMAN.search(self.word(n).lower()))
            and self.label(n) not in TIMES and person not in (self.tokens[n].head, self.renamed(n))
            and self._told_as(n) != person and n not in self._beside(i) and person not in self.renaming(n)
        )  # fmt: skip
        return person if next(others, None) is None else None

    def _is_named_person(self, n: int) -> bool:
        token = self.tokens[n]
        is_name = token.pos == "PROPN" and token.dep not in IN_PHRASE
        return is_name and (
            self.label(n) == "PERSON" or (self.label(n) != "ORG" and self.is_surely_person(n))
        )

    def _owner(self, pronoun: int) -> int | None:
        """Who is meant by "its" or "her": the subject, if no other noun stands between the two."""
        if pronoun == 0 and self.word(0).islower():
            return self._told_of_first()
        above: list[int] = []
        at = pronoun
        while self.tokens[at].head != at and len(above) < len(self.tokens):
            at = self.tokens[at].head
            above.append(at)
        for verb in above:
            for subject in self.children(verb, SUBJECT):
                if subject in above or subject > pronoun:
                    continue
                between = range(subject + 1, pronoun)
                others = [
                    n for n in between
                    if self.tokens[n].pos in {"NOUN", "PROPN", "PRON"} and n not in above
                    and self._may_be(n, pronoun)
                    and not self.hangs_on(n, subject) and self.label(n) not in TIMES
                ]  # fmt: skip
                return self.antecedent(subject) if not others and self.means(subject) else None
        return None

    def _told_of_first(self) -> int | None:
        """Whom "its" means in "its owner said that Calden won", written "Calden won, its owner said": the
        first who is told of. `qa.checking.notation` moves it so, and leaves it small."""
        contents = [
            i for i, t in enumerate(self.tokens) if t.dep == "ccomp" and self.tokens[t.head].dep == "ROOT"
        ]
        subjects = [n for clause in contents[:1] for n in self.children(clause, SUBJECT)]
        people = {e.span.of(self._parse.text) for e in self._parse.entities if e.label == "PERSON"}
        is_clear = self.word(0) in {"its", "their"} or len(people) <= _WITH_SPEAKER
        if (
            len(subjects) != 1
            or not is_clear
            or (self.word(0) == "its" and not self._may_be_thing(subjects[0]))
        ):
            return None
        return self.antecedent(subjects[0])

    def _may_be(self, noun: int, pronoun: int) -> bool:
        """False of a thing where "his" or "her" asks for a person."""
        if self.word(pronoun).lower() not in {"his", "her"} or self.tokens[noun].pos != "NOUN":
            return True
        return self.label(noun) not in TIMES and _HUMAN.search(self.tokens[noun].lemma.lower()) is not None
