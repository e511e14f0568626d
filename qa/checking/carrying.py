"""Does a sentence have the ties of a statement? The sentence's side of that comparison.

A tie is carried if the sentence has it, or has what means the same: "Calden's inflation" and "inflation in
Calden", "who heads the fund" and "the head of the fund". Where a time or a place hangs is a parser's guess,
so it may hang nearby; who does something may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from qa.checking.relations import DONE_TO, FINDING, FREE_ORDER, SAYING, WHEN, Tie, Ties
from qa.checking.strangers import Strangers
from qa.language.grammar import DOES, SUBJECT, TIMES
from qa.language.lexicon import ROLE_WORDS
from qa.language.nlp import Parse
from qa.language.words import stem

SAY = stem("say")
# What a near copy may leave out between two words: titles and what else describes a noun.
_LEFT_OUT = {"ADJ", "PROPN", "NOUN", "DET", "NUM"}
_BEFORE_OR_AFTER = {"before", "after", "since", "until", "during"}
_ONCE = {"to", "from", "by", "at", "for", "with"}
_DENIES = frozenset(stem(w) for w in "deny doubt dispute reject dismiss question refute contest".split())
# A sentence that has many words twice could be read in thousands of ways; past these it counts as refused.
_MAX_ALIGNMENTS = 512
_MAX_WORK = 400_000  # alignments, times the words of the one and of the other

# For each token of the statement that means something the token of the sentence it stands for, or -1.
Alignment = dict[int, int]


class Carrier(Strangers):
    """A sentence, asked whether it carries the ties of statements."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self._known: dict[tuple[str, int, int], bool] = {}

    def alignments(self, statement: Ties) -> Iterator[Alignment]:
        """The ways to take the statement's words of meaning for words of this sentence, a bounded number.

        A word stands for one word of the sentence throughout: of two chiefs each keeps his own company.
        """
        words = statement.meaningful
        places = [self._places(statement.stem(i)) for i in words]
        most = max(1, min(_MAX_ALIGNMENTS, _MAX_WORK // max(1, len(words) * len(self.tokens))))
        for chosen in islice(product(*places), most):
            yield dict(zip(words, chosen, strict=True))

    def unsupported(self, statement: Ties, alignment: Alignment) -> list[str]:
        """The ties of `statement`, in words, that this sentence does not have in that alignment."""
        return [
            f"{statement.word(t.head)} ({t.kind}) {statement.word(t.other)}"
            for t in statement.all
            if not any(self._holds(way, alignment) for way in statement.ways(t))
            and not self._stands(statement.beside(t), alignment)
            and not self._copied(statement, t, alignment)
            and not self._is_single(statement, t, alignment)
        ] + [f"{statement.word(i)} stands for nobody it names" for i in self.strangers(statement, alignment)]

    def _stands(self, tie: Tie | None, alignment: Alignment) -> bool:
        """True if this sentence has the very tie."""
        if tie is None:
            return False
        head, other = alignment.get(tie.head, -1), alignment.get(tie.other, -1)
        return any(
            own.kind == tie.kind and head in self.phrases[own.head] and other in self._called(own.other)
            for own in self.all
        )

    def _holds(self, tie: Tie, alignment: Alignment) -> bool:
        return self._has(tie.kind, alignment.get(tie.head, -1), alignment.get(tie.other, -1))

    def _is_single(self, statement: Ties, tie: Tie, alignment: Alignment) -> bool:
        """True of "one day" where the sentence says "a day"."""
        noun = alignment[tie.head]
        is_one = tie.kind == "of" and statement.word(tie.other).lower() in {"one", "1"}
        return (
            is_one
            and noun >= 0
            and any(self.word(n).lower() in {"a", "an"} for n in self.children(noun, {"det"}))
        )

    def _places(self, wanted: str) -> list[int]:
        """The tokens with this stem; -1, which nothing is tied to, if there is none."""
        fits = SAYING | FINDING if wanted == SAY else {wanted}
        return [i for i in range(len(self.tokens)) if self.stem(i) in fits] or [-1]

    def _has(self, kind: str, head: int, other: int) -> bool:
        asked = (kind, head, other)
        if asked not in self._known:
            self._known[asked] = -1 not in (head, other) and self._supports(kind, head, other)
        return self._known[asked]

    def _supports(self, kind: str, head: int, other: int) -> bool:
        if kind == "content":
            return self._is_content(head, other)
        if kind == "of" and self._is_of_whom_it_says(head, other):
            return False
        if any(self._is_that(own, kind, head, other) for own in (*self.all, *self.implied)):
            return True
        if kind == "of" and self._describes(head, other):
            return True
        if kind in {"doer", "done", "to"} and self._is_otherwise(kind, head, other):
            return True
        return kind in {"of", "is"} and any(head in p and other in p for p in self.phrases)

    def _is_of_whom_it_says(self, thing: int, name: int) -> bool:
        """True for "the fund Havblik, its founder, Strand": whose founder it is, "its" says and not the
        place."""
        is_beside = name < thing and self.tokens[thing].dep in {"appos", "conj"}
        return is_beside and any(self.is_owner(n) for n in self.children(thing, {"poss"}))

    def _is_that(self, own: Tie, kind: str, head: int, other: int) -> bool:
        """True if a tie of this sentence is the one asked about, for all that the parser knows."""
        at_head, at_other = self.phrases[own.head], self.phrases[own.other]
        if kind != own.kind:
            is_agent = (kind, own.kind) == ("by", "doer") and other in at_other
            is_made = self.is_clause(own.head) and self.tokens[own.head].head == head  # "a report issued by"
            return (is_agent and (is_made or self.is_below(head, own.head))) or self._is_by(
                own, kind, head, other
            )
        is_near = head in at_head or self._hangs_near(kind, head, own.head, own.other)
        if is_near and other in self._called(own.other):
            return True
        return kind == "is" and head in at_other and other in at_head

    def _is_by(self, own: Tie, kind: str, head: int, other: int) -> bool:
        """True for "fell by 11 percent" of "fell 11 percent", and for "calls by" whom they come from."""
        if kind != "by" or head not in self.phrases[own.head] or other not in self.phrases[own.other]:
            return False
        is_measure = own.kind == "of" and self.tokens[own.other].dep == "npadvmod"
        return is_measure or (own.kind == "from" and self.tokens[head].pos == "NOUN")

    def _describes(self, head: int, other: int) -> bool:
        """True where "of" stands for what is told in another way."""
        one, two = self.tokens[head].pos, self.tokens[other].pos
        # "Chief executive Ann Bell" of "the chief executive, Ann Bell,"; a bare figure is no name.
        is_named = "PROPN" in (one, two) and "NUM" not in (one, two)
        if is_named and (self._has("is", head, other) or self._has("is", other, head)):
            return True
        if two == "ADJ" and self._is_made(head, other):
            return True
        # A score or a bare figure hangs on the deed or on a name: "beat Calden 3-1".
        is_bare = two == "NUM" and self.tokens[other].head < other
        if is_bare and one == "VERB" and self.is_below(other, head):
            return True
        return self._is_named_after(head, other) or (one == "VERB" and self._is_noun_of_deed(head, other))

    def _called(self, noun: int) -> frozenset[int]:
        """The tokens that may stand for all of a noun's phrase: itself, the rest of a name, and what the name
        is: "the supplier Montclair" of "the Airbus supplier Montclair", but not "Airbus"."""
        before = noun - 1
        while before >= 0 and self.tokens[before].pos == "PROPN" and before in self.phrases[noun]:
            before -= 1
        is_name = self.tokens[noun].pos == "PROPN" and before in self.phrases[noun]
        is_what = self.tokens[before].pos == "NOUN" or self.word(before).lower() in ROLE_WORDS
        first = before if is_name and is_what else before + 1
        return frozenset(i for i in self.phrases[noun] if i >= first or i not in range(noun))

    def _is_named_after(self, thing: int, name: int) -> bool:
        """True for "Calden's inflation" of "inflation in Calden", or of "the spokesman for" a force."""
        if self.tokens[thing].pos != "NOUN" or self.tokens[name].pos != "PROPN":
            return False
        ties = (t for t in self.all if t.head == thing and t.kind in {"in", "at", "for"})
        return any(name in self.phrases[t.other] for t in ties)

    def _is_noun_of_deed(self, deed: int, other: int) -> bool:
        """True for "the reopening of the road" where somebody reopens it, and "the resignation of" one who
        resigned: whom it is done to, or who does it where nothing is done to anybody."""
        roles = [t for t in self.all if t.head == deed and t.kind in {"doer", "done"}]
        is_done = any(t.kind == "done" for t in roles)
        return any(other in self.phrases[t.other] and (t.kind == "done") == is_done for t in roles)

    def _is_otherwise(self, kind: str, head: int, other: int) -> bool:
        """True where a deed is told with its doer or thing in another place: "who heads the fund" of its
        head, "was handed a win" of "to hand her a win", "a report said" of "wrote in a report", "agreed to
        the reopening" of "agreed to reopen"."""
        token, thing = self.tokens[head], self.tokens[other]
        if kind != "to" and token.pos == "NOUN" and self.word(head).lower() in ROLE_WORDS:
            return self._has("is", head, other) if kind == "doer" else self._has("of", head, other)
        if kind == "doer":
            is_said = self.stem(head) in SAYING
            return is_said and any(
                t.head == head and t.kind == "in" and other in self.phrases[t.other] for t in self.all
            )
        return thing.head == head and thing.dep in {"dative", "xcomp"}

    def _is_made(self, deed: int, quality: int) -> bool:
        """True for "left" and "unchanged" in "left the rate unchanged", which is parsed in several ways."""
        noun = self.tokens[quality].head
        is_after = noun < quality and self.tokens[noun].dep in DONE_TO
        return noun == deed or (is_after and self.tokens[noun].head == deed)

    def _hangs_near(self, kind: str, head: int, own: int, to: int) -> bool:
        """True if what a preposition ties `to` `own` may as well hang at `head`: below it, or a deed done to
        it, or, where it is free, above it."""
        if kind in {*FREE_ORDER, "doer"} or (kind == "include" and self._is_bare_number_between(head, to)):
            return False
        if kind in _ONCE and any(t.head == head and t.kind == kind and t.other != to for t in self.all):
            return False  # in "slowed to 3 percent, less than the fall to 2" it did not slow to 2
        if self._is_time(kind, to) and self._has_own_time(head, to):
            return False  # in "reached 31 degrees on Monday, below the record set in 1968" not in 1968
        done_to = self.tokens[own].head == head and self.tokens[own].dep in DONE_TO
        # What is free, or hangs on "alive" ("pulled alive from the rubble"), may hang above it, too.
        is_free = self._is_free(kind, to) or self.tokens[own].pos == "ADJ"
        if is_free and self.is_below(own, head):
            return True
        # Who was "questioned in Calden about a fire" tells of no fire in Calden.
        is_apart = to < head and self.tokens[head].dep == "pobj"
        return done_to or (self.is_below(head, own) and not is_apart) or self._takes_part(head, own)

    def _is_time(self, kind: str, other: int) -> bool:
        return kind == "when" or self.label(other) in TIMES

    def _has_own_time(self, deed: int, other: int) -> bool:
        """True if it is told when a deed was done, and that is not `other`."""
        told = {t.other for t in self.all if t.head == deed and t.kind == "when"}
        return not told <= self.phrases[other]

    def _is_bare_number_between(self, noun: int, named: int) -> bool:
        """True of "four" in "nine countries abstained and four, including Norvane, did not"."""
        return any(
            self.tokens[n].pos == "NUM" and self.tokens[n].dep not in {"nummod", "compound"}
            for n in range(noun + 1, named)
        )

    def _is_free(self, kind: str, other: int) -> bool:
        """True of a time or a place, which may hang on a noun or as well on the deed above it."""
        if kind == "when" or kind in _BEFORE_OR_AFTER or self.label(other) in TIMES:
            return True
        return kind in WHEN and self.label(other) in {"GPE", "LOC", "FAC"}

    def _takes_part(self, noun: int, deed: int) -> bool:
        """True if a noun that is no name does the deed, or it is done to it: "the bombing at a station"."""
        is_noun = self.tokens[noun].pos == "NOUN" and self.tokens[deed].pos == "VERB"
        return is_noun and any(
            t.head == deed and t.other == noun and t.kind in {"doer", "done"} for t in self.all
        )

    def _is_content(self, head: int, other: int) -> bool:
        """True if `other` stands in what `head` says, at whatever depth."""
        at = other
        while self.tokens[at].head != at and self.tokens[at].dep not in DOES:
            at = self.tokens[at].head
            if at == head:
                return True
        if self.stem(head) in _DENIES:
            return False  # who denies that a tanker which left was full does not deny that it left
        # In a clause on the subject of what is said ("five men who fled were caught, he said").
        return (
            self.tokens[at].head != at
            and self.tokens[at].head != head
            and self._is_content(head, self.tokens[at].head)
        )

    def _copied(self, statement: Ties, tie: Tie, alignment: Alignment) -> bool:
        """True if the words between the two are the sentence's own, so that only the parser differs.

        Not for a subject: in "the son of Bell left" stands "Bell left".
        """
        is_subject = tie.kind == "doer" or (tie.kind == "done" and tie.other < tie.head)
        if is_subject or -1 in (alignment[tie.head], alignment[tie.other]):
            return False
        first, last = sorted((tie.head, tie.other))
        low, high = alignment[first], alignment[last]
        is_joined = any(self.word(n).lower() == "and" for n in range(low, high))
        if is_joined and self.tokens[high].dep in SUBJECT and statement.tokens[last].dep not in SUBJECT:
            return False  # "they beat the students and the villagers" of "… and the villagers hid them"
        parts = {self.tokens[high].dep, statement.tokens[last].dep} & {"poss", "compound"}
        is_owned = self.is_possessor(high) != statement.is_possessor(last)
        if is_owned or (parts and self.tokens[high].dep != statement.tokens[last].dep):
            return False  # in "pushed Bell's son" stands "pushed Bell"
        wanted = [statement.word(i).lower() for i in range(first, last + 1)]
        at = 0
        for i in range(low, high + 1):
            if at < len(wanted) and self.word(i).lower() == wanted[at]:
                at += 1
            elif self.tokens[i].pos not in _LEFT_OUT:
                return False
        return at == len(wanted)
