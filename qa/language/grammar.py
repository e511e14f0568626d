"""A grammatical parse as one asks it: who stands for whom, what hangs on what, what belongs to a name.

The parser errs, so most answers are bounded guesses; where two may be meant, none is given.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cached_property

from qa.language.lexicon import ROLE_WORDS
from qa.language.nlp import Parse
from qa.language.words import stem

DOES = {"nsubj", "csubj"}
SUBJECT = DOES | {"nsubjpass"}
IN_PHRASE = {"compound", "amod", "nummod", "quantmod", "nmod"}
TIMES = {"DATE", "TIME"}
# Said of what was so and may be so no longer, they belong to one deed and to no other.
NO_LONGER = frozenset("originally initially previously formerly".split())
_MEANING = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
# Where a preposition hangs is a guess of the parser's; it may guess anew below a verb, not across these.
_APART = {"nsubj", "csubj", "ccomp", "advcl", "relcl", "acl", "conj", "appos", "pcomp"}
_MAX_STEPS = 6
_DOING = {"after", "before", "since", "while", "by"}
_SHARES = {"some", "most", "all", "none", "each", "many", "few", "several", "both", "any"}
PLACES = {"city", "town", "village", "island", "state", "province", "region", "district", "port", "county"}
_PRONOUNS = {"who", "which", "that", "whom"}


class Grammar:
    """A parsed sentence. Tokens are told by their indices in `tokens`."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self.tokens = parse.tokens

    def stem(self, i: int) -> str:
        """The stem of token `i`, of its lemma for a verb."""
        token = self.tokens[i]
        word = token.lemma if token.pos == "VERB" else token.span.of(self._parse.text)
        return stem("percent" if word == "%" else word)

    def word(self, i: int) -> str:
        """Token `i` as written."""
        return self.tokens[i].span.of(self._parse.text)

    @cached_property
    def phrases(self) -> tuple[frozenset[int], ...]:
        """For each token the tokens of its phrase: itself and what stands before it as part of its name."""
        inside: list[set[int]] = [{i} for i in range(len(self.tokens))]
        for i in range(len(self.tokens)):
            at = i
            while self.tokens[at].dep in IN_PHRASE and self.tokens[at].head != at:
                at = self.tokens[at].head
                inside[at].add(i)
            of, place = self.tokens[i].head, self.tokens[self.tokens[i].head].head
            if self.word(of) == "of" and self.tokens[place].lemma in PLACES:
                inside[place].add(i)  # "the city of Orrin" does what Orrin does
        for same in self._namesakes():
            everywhere = set().union(*(inside[i] for i in same))
            for i in same:
                inside[i] |= everywhere
        return tuple(frozenset(tokens) for tokens in inside)

    def _namesakes(self) -> list[list[int]]:
        """Tokens that are one name: "Lidia Korczak" once, then "Korczak"; not where two bear it."""
        found: dict[str, list[int]] = {}
        for i, token in enumerate(self.tokens):
            if token.pos == "PROPN" and token.dep != "compound":
                found.setdefault(self.word(i), []).append(i)
        return [
            same
            for same in found.values()
            if len(same) > 1 and sum(bool(self.children(i, {"compound"})) for i in same) <= 1
        ]

    def means(self, i: int) -> bool:
        token = self.tokens[i]
        if not any(c.isalnum() for c in self.word(i)):
            return False
        is_meant = token.pos in _MEANING or (token.dep == "pobj" and token.pos != "PRON")
        is_light = token.lemma in {"be", "have", "do"}
        return (is_meant and not is_light) or token.lemma.lower() in NO_LONGER

    def children(self, i: int, deps: Set[str]) -> list[int]:
        return [n for n in self._below[i] if self.tokens[n].dep in deps]

    @cached_property
    def _below(self) -> list[list[int]]:
        """For each token those that hang on it, in their order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for n, token in enumerate(self.tokens):
            if token.head != n:
                found[token.head].append(n)
        return found

    def label(self, i: int) -> str | None:
        """What kind of name token `i` is in."""
        start = self.tokens[i].span.start
        return next((e.label for e in self._parse.entities if e.span.start <= start < e.span.end), None)

    def noun_above(self, i: int) -> int | None:
        """The noun that `i` hangs on by a preposition, or as whose it is."""
        token = self.tokens[i]
        over = self.tokens[token.head].head if token.dep == "pobj" else token.head
        is_part = token.dep in {"pobj", "poss"} and self.tokens[over].pos in {"NOUN", "PROPN"}
        return over if is_part else None

    def is_passive(self, verb: int) -> bool:
        if self.tokens[verb].tag != "VBN":
            return False
        auxiliaries = {self.tokens[n].lemma for n in self.children(verb, {"aux", "auxpass"})}
        return "have" not in auxiliaries or bool(self.children(verb, {"auxpass"}))

    def attributes(self, verb: int) -> list[int]:
        return self.children(verb, {"attr", "acomp"})

    def antecedent(self, i: int) -> int:
        """The noun that "who" stands for, or of which there are "some"; the token itself otherwise."""
        token = self.tokens[i]
        if token.lemma.lower() == "whose":
            at = token.head
            while self.tokens[at].dep != "relcl" and self.tokens[at].head != at:
                at = self.tokens[at].head
            return self.tokens[at].head if self.tokens[at].dep == "relcl" else i
        if token.lemma.lower() in _PRONOUNS and token.pos == "PRON":
            clause = self._opened_clause(i)
            if clause is not None:
                noun = self.tokens[clause].head
                return i if self._may_be_either(i, noun) else noun
        if token.lemma.lower() in _SHARES:
            of = [n for n in self.children(i, {"prep"}) if self.tokens[n].lemma.lower() == "of"]
            return next((n for preposition in of for n in self.children(preposition, {"pobj"})), i)
        return i

    def _opened_clause(self, who: int) -> int | None:
        """The relative clause that "which" opens, also where a verb further in has it: "the offer, which the
        leaders advise them to reject"."""
        at = self.tokens[who].head
        while self.tokens[at].dep in {"xcomp", "ccomp"} and self.tokens[at].head != at:
            at = self.tokens[at].head
        is_own = at == self.tokens[who].head
        return at if self.tokens[at].dep == "relcl" and (is_own or who < at) else None

    def _may_be_either(self, who: int, noun: int) -> bool:
        """True of "the son of the mayor, who": it may be the son or the mayor."""
        if self.word(who - 1) != "," or self.word(who).lower() != "who":
            return False
        below = (n for n in range(noun + 1, who) if self.is_below(n, noun))
        others = [n for n in (*below, *self._nouns_above(noun)) if self.tokens[n].pos == "NOUN"]
        return any(self.tokens[n].tag == "NNS" or self.word(n).lower() in ROLE_WORDS for n in others)

    def _nouns_above(self, noun: int) -> list[int]:
        """The nouns that a noun hangs on, directly or not, within what one verb tells of."""
        found: list[int] = []
        while self.tokens[noun].dep in {"pobj", "prep", "agent", "acl", "poss"}:
            noun = self.tokens[noun].head
            found.append(noun)
        return found

    def first_joined(self, i: int) -> int:
        steps = 0
        while self.tokens[i].dep == "conj" and self.tokens[i].head != i and steps < len(self.tokens):
            i, steps = self.tokens[i].head, steps + 1
        return i

    def renamed(self, name: int) -> int | None:
        """What an apposition is another name for: in "the president of Norvane, Ann Bell," the president,
        whatever the parser hangs it on; None in "the widow of the president, Ann Bell,": it may be either."""
        head = self.tokens[name].head
        before = self._before_phrase(name)
        if self.label(name) == self.label(head) == "PERSON":
            return None  # nobody is somebody else
        if before > head and self.word(before) != "," and self.tokens[before].pos == "NOUN":
            return before  # "charges against the surgeon Ann Bell"
        if self.word(before) != ",":
            return head
        if any(self.tokens[n].dep == "relcl" for n in range(head + 1, before)):
            # "Bell, who has shares in the maker, Norvane,": the maker, or nobody whom the grammar tells.
            return before - 1 if self.tokens[before - 1].pos == "NOUN" else None
        is_named = self.tokens[before - 1].pos == "PROPN" and self.word(name).lower() in ROLE_WORDS
        if is_named and (self.tokens[head].tag, self.tokens[name].tag) == ("NNS", "NN"):
            return before - 1  # "lawyers for Ann Bell, the mayor,"
        above = self.noun_above(head)
        if above is None or not self._is_person(name):
            return head
        is_office = self.word(above).lower() in ROLE_WORDS and self.word(head).lower() not in ROLE_WORDS
        return above if is_office and self.noun_above(above) is None else None

    def _is_person(self, name: int) -> bool:
        """True of a name of a person, also where the pipeline takes one of two words for a firm."""
        is_long = self.tokens[name - 1].dep == "compound"
        return self.label(name) == "PERSON" or (is_long and self.label(name) in {"ORG", None})

    def _before_phrase(self, noun: int) -> int:
        """The token before a noun and what belongs to it; 0 at the beginning."""
        at = noun - 1
        while at > 0 and (at in self.phrases[noun] or self.tokens[at].dep == "det"):
            at -= 1
        return max(0, at)

    def renaming(self, noun: int) -> list[int]:
        """The names that stand in apposition to `noun`."""
        return [n for n, t in enumerate(self.tokens) if t.dep == "appos" and self.renamed(n) == noun]

    def is_below(self, low: int, high: int) -> bool:
        """True if `low` hangs on `high`, directly or not, within one clause."""
        while self.tokens[low].dep not in _APART and self.tokens[low].head != low:
            low = self.tokens[low].head
            if low == high:
                return True
        return False

    def hangs_on(self, low: int, high: int) -> bool:
        """True if `low` is in the phrase or a clause of `high`."""
        for _ in range(len(self.tokens)):
            if low == high:
                return True
            if self.tokens[low].head == low:
                return False
            low = self.tokens[low].head
        return False

    def is_possessor(self, i: int) -> bool:
        """True of "Uganda" in "Uganda's"."""
        return any(self.word(n) in {"'s", "'"} for n in self.children(i, {"case"}))

    def is_whose(self, noun: int) -> bool:
        """True of "student" in "whose student"."""
        owners = (n for part in self.phrases[noun] for n in self.children(part, {"poss"}))
        return any(self.word(n).lower() == "whose" for n in owners)

    def means_nothing(self, it: int) -> bool:
        """True of the "it" of "it is likely that" and of "it rained"."""
        verb, dep = self.tokens[it].head, self.tokens[it].dep
        is_told = bool(self.children(verb, {"attr", "acomp", "oprd"}))
        is_about = bool(self.children(verb, {"ccomp", "xcomp", "csubj", "advcl"}))
        return dep == "expl" or (dep in SUBJECT and is_told and is_about)

    def own_subjects(self, verb: int) -> list[int]:
        """The subjects of a verb; of "Bell, whose son noticed it, left" the parser gives "noticed" both."""
        subjects = self.children(verb, SUBJECT)
        return [n for n in subjects if self.is_whose(n)] or subjects

    def is_infinitive(self, verb: int) -> bool:
        """True of "to close"."""
        return any(self.word(n).lower() == "to" for n in self.children(verb, {"aux"}))

    def deed_of(self, i: int) -> int:
        """The next verb above token `i`; the root where there is none."""
        while self.tokens[i].head != i and self.tokens[i].pos not in {"VERB", "AUX"}:
            i = self.tokens[i].head
        return i

    def is_clause(self, i: int) -> bool:
        return self.tokens[i].dep in {"relcl", "acl"}

    def subjects(self, verb: int) -> list[int]:
        """The subjects of `verb`: its own, or those of the verb it hangs on, at a few steps' distance."""
        for _ in range(_MAX_STEPS):
            if own := self.children(verb, SUBJECT):
                return [n for n in own if not self.is_whose(n)] or own
            token = self.tokens[verb]
            over = self.tokens[token.head]
            if token.dep == "pcomp" and over.lemma.lower() in _DOING:  # "left after losing"
                verb = over.head
                continue
            hangs = token.dep in {"xcomp", "advcl", "conj"}
            if not hangs or self.tokens[token.head].pos not in {"VERB", "AUX"}:
                return []
            if token.dep == "xcomp" and (told := self._told(token.head)):
                return told
            verb = token.head
        return []

    def _told(self, verb: int) -> list[int]:
        """Whom a verb tells to do something, who then does it ("urged her to", "called on her to resign")."""
        if self.is_passive(verb):
            return []
        if objects := [n for n in self.children(verb, {"dobj"}) if self.tokens[n].pos != "NUM"]:
            return objects
        calls = [n for n in self.children(verb, {"prep"}) if self.tokens[n].lemma.lower() in {"on", "upon"}]
        told = [n for preposition in calls for n in self.children(preposition, {"pobj"})]
        return [n for n in told if self.label(n) != "DATE"]  # "agreed on Thursday to talk"
