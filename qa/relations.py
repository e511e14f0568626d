"""Who does what to whom, from a grammatical parse: the ties that a paraphrase must not change.

A tie joins two words of meaning: doer and deed, deed and thing done, two names for one thing, or a word and
what describes it. Passive and active give the same ties, as do "Y's X" and "the X of Y".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from qa.lexicon import ROLE_WORDS
from qa.nlp import Parse, Token
from qa.words import stem

_MEANING = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
_IN_PHRASE = {"compound", "amod", "nummod", "quantmod", "nmod"}
_DESCRIBES = _IN_PHRASE | {"poss", "npadvmod", "advmod", "dative", "oprd", "acl", "relcl", "xcomp"}
_DONE_TO = {"nsubjpass", "dobj", "obj"}
_DOES = {"nsubj", "csubj"}
_CLAUSES = {"ccomp", "xcomp"}
_HELPING = {"aux", "auxpass"}
_ABOUT = {"of", "about", "against", "over", "to"}
# Where a preposition hangs is a guess of the parser's; it may guess anew below a verb, not across these.
_APART = {"nsubj", "csubj", "ccomp", "advcl", "relcl", "acl", "conj", "appos"}
# What a near copy may leave out between two words: titles and what else describes a noun.
_LEFT_OUT = {"ADJ", "PROPN", "NOUN", "DET", "NUM"}
_FREE_ORDER = {"of", "is", "done", "content"}
# A sentence that has many words twice could be read in thousands of ways; past these it counts as refused.
_MAX_READINGS = 512
_SHARES = {"some", "most", "all", "none", "each", "many", "few", "several", "both", "any"}
_PLACES = {"city", "town", "village", "island", "state", "province", "region", "district", "port", "county"}
_MAX_STEPS = 6
_PRONOUNS = {"who", "which", "that", "whom"}
# Who warns of something or adds it says it; who denies, believes or estimates it does not.
_SAYING = frozenset(
    stem(w)
    for w in "say tell warn write announce report insist argue add state note confirm acknowledge "
    "admit explain declare testify caution conclude stress".split()
)
# What a study found or shows, it is also said to say; the reverse may be a mere claim.
_FINDING = frozenset(stem(w) for w in "find show reveal rule decide determine establish".split())
SAY = stem("say")
# Said of what was so and may be so no longer, they belong to one deed and to no other.
_NO_LONGER = frozenset("originally initially previously formerly".split())
_PERSONAL = {"he", "she", "it", "they"}
_OWNERS = {"its", "their", "his", "her"}
_WHEN = {"on", "in", "at", "npadvmod"}
_TIMES = {"DATE", "TIME"}
_BEFORE_OR_AFTER = {"before", "after", "since", "until", "during"}


# For each token of the statement that means something the token of the sentence it stands for, or -1.
Reading = dict[int, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two tokens by their indices; `kind` is doer, done, is, of, content (what is said), or a preposition."""

    head: int
    kind: str
    other: int


class Ties:
    """The ties of one parsed sentence."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._known: dict[tuple[str, int, int], bool] = {}

    @cached_property
    def all(self) -> tuple[Tie, ...]:
        """Every tie between two words of meaning."""
        ties = [t for t in self._ties() if self._means(t.head) and self._means(t.other)]
        joined = {(t.head, t.other) for t in ties if t.kind != "of"}
        # "The flood that hit Calden" is told by who hit what.
        return tuple(t for t in ties if not self._is_clause(t.other) or (t.other, t.head) not in joined)

    @cached_property
    def _implied(self) -> tuple[Tie, ...]:
        """The ties of "its" and the like to whom they stand for, where that can be nobody else."""
        owned = ((t.head, self._owner(i)) for i, t in enumerate(self._tokens) if self._is_owner(i))
        return tuple(Tie(thing, "of", owner) for thing, owner in owned if owner is not None)

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
            of, place = self._tokens[i].head, self._tokens[self._tokens[i].head].head
            if self.word(of) == "of" and self._tokens[place].lemma in _PLACES:
                inside[place].add(i)  # "the city of Orrin" does what Orrin does
        for same in self._namesakes():
            everywhere = set().union(*(inside[i] for i in same))
            for i in same:
                inside[i] |= everywhere
        return tuple(frozenset(tokens) for tokens in inside)

    def _namesakes(self) -> list[list[int]]:
        """Tokens that are one name: "Lidia Korczak" once, then "Korczak"; not where two bear it."""
        found: dict[str, list[int]] = {}
        for i, token in enumerate(self._tokens):
            if token.pos == "PROPN" and token.dep != "compound":
                found.setdefault(self.word(i), []).append(i)
        return [
            same
            for same in found.values()
            if len(same) > 1 and sum(bool(self._children(i, {"compound"})) for i in same) <= 1
        ]

    def readings(self, statement: Ties) -> Iterator[Reading]:
        """The ways to take the statement's words of meaning for words of this sentence, a bounded number.

        A word stands for one word of the sentence throughout: of two chiefs each keeps his own company.
        """
        words = statement.meaningful
        places = [self._places(statement.stem(i)) for i in words]
        for chosen in islice(product(*places), _MAX_READINGS):
            yield dict(zip(words, chosen, strict=True))

    def unsupported(self, statement: Ties, reading: Reading) -> list[str]:
        """The ties of `statement`, in words, that this sentence does not have in that reading."""
        return [
            f"{statement.word(t.head)} ({t.kind}) {statement.word(t.other)}"
            for t in statement.all
            if not any(self._holds(way, reading) for way in statement.ways(t))
            and not self._copied(statement, t, reading)
            and not self._is_single(statement, t, reading)
        ] + [f"{statement.word(i)} stands for nobody it names" for i in self._strangers(statement, reading)]

    def _strangers(self, statement: Ties, reading: Reading) -> Iterator[int]:
        """The pronouns of the statement that stand for another than here."""
        yield from self._nobody(statement, reading)
        for i, token in enumerate(statement._tokens):
            if statement._is_owner(i) and (thing := reading.get(token.head, -1)) >= 0:
                owners = [n for n in self._children(thing, {"poss"}) if self._is_owner(n)]
                if owners and token.lemma.lower() not in {self._tokens[n].lemma.lower() for n in owners}:
                    yield i

    def _nobody(self, statement: Ties, reading: Reading) -> Iterator[int]:
        """The "he" and "they" of the statement that do what here somebody does of whom it does not tell."""
        known = {self.word(n).lower() for n in range(len(self._tokens))}
        for i, token in enumerate(statement._tokens):
            if token.lemma.lower() in _PERSONAL and token.dep in {*_DOES, "nsubjpass"}:
                deed = reading.get(token.head, -1)
                doers = self._children(deed, {*_DOES, "nsubjpass"}) if deed >= 0 else []
                is_told = any(self._tokens[n].pos == "PRON" or n in reading.values() for n in doers)
                if not is_told if doers else statement.word(i).lower() not in known:
                    yield i

    def _holds(self, tie: Tie, reading: Reading) -> bool:
        return self._has(tie.kind, reading.get(tie.head, -1), reading.get(tie.other, -1))

    def ways(self, tie: Tie) -> Iterator[Tie]:
        """The tie, and what it may be where a parser can only guess: what stands behind the doer of a deed
        done may hang on the deed ("freed by soldiers from a cellar"), and a clause behind "the strike by
        pilots" may be of either."""
        yield tie
        noun = self._tokens[tie.head]
        over = self._tokens[noun.head]
        beside = self._tokens[tie.other].head - 1  # the word before the preposition
        if self._tokens[tie.other].dep == "pobj" and beside >= 0 and beside != tie.head:
            if self._tokens[beside].pos in {"NOUN", "PROPN"} and tie.kind not in _FREE_ORDER:
                yield Tie(beside, tie.kind, tie.other)
        if noun.dep == "pobj" and over.dep == "agent" and tie.kind not in _FREE_ORDER:
            yield Tie(over.head, "doer" if tie.kind == "by" else tie.kind, tie.other)
        above = self._noun_above(tie.other)
        if tie.kind in {"doer", "done"} and above is not None and self._tokens[tie.head].head == tie.other:
            yield Tie(tie.head, tie.kind, above)

    def _is_single(self, statement: Ties, tie: Tie, reading: Reading) -> bool:
        """True of "one day" where the sentence says "a day"."""
        noun = reading[tie.head]
        is_one = tie.kind == "of" and statement.word(tie.other).lower() in {"one", "1"}
        return is_one and noun >= 0 and any(self.word(n).lower() in {"a", "an"} for n in self._children(noun, {"det"}))

    @property
    def only_says(self) -> bool:
        """True of "the mayor said on Monday": somebody speaks, and nothing is said."""
        verbs = [i for i, t in enumerate(self._tokens) if t.pos in {"VERB", "AUX"} and t.dep not in _HELPING]
        return bool(verbs) and all(self.stem(i) in _SAYING and not self._has_content(i) for i in verbs)

    def _has_content(self, verb: int) -> bool:
        """True if a verb of saying has what is said: a clause, a thing, or "of a flood"."""
        heard = _DONE_TO if self._tokens[verb].lemma != "tell" else frozenset()
        of = [n for n in self._children(verb, {"prep"}) if self._tokens[n].lemma.lower() in _ABOUT]
        return bool(of) or bool(self._children(verb, {*_CLAUSES, *heard, "advcl", "oprd"}))

    @property
    def has_said(self) -> bool:
        """True if somebody says something in it, in whatever word."""
        return any(t.pos == "VERB" and self.stem(i) in _SAYING for i, t in enumerate(self._tokens))

    @cached_property
    def meaningful(self) -> list[int]:
        """The tokens that mean something by themselves."""
        return [i for i in range(len(self._tokens)) if self._means(i) or self._tokens[i].pos == "ADV"]

    def _places(self, wanted: str) -> list[int]:
        """The tokens with this stem; -1, which nothing is tied to, if there is none."""
        fits = _SAYING | _FINDING if wanted == SAY else {wanted}
        return [i for i in range(len(self._tokens)) if self.stem(i) in fits] or [-1]

    def _has(self, kind: str, head: int, other: int) -> bool:
        asked = (kind, head, other)
        if asked not in self._known:
            self._known[asked] = -1 not in (head, other) and self._supports(kind, head, other)
        return self._known[asked]

    def _supports(self, kind: str, head: int, other: int) -> bool:
        if kind == "content":
            return self._is_content(head, other)
        for own in (*self.all, *self._implied):
            if kind != own.kind:
                is_agent = (kind, own.kind) == ("by", "doer") and other in self.phrases[own.other]
                if is_agent and self._is_below(head, own.head):
                    return True
                continue
            at_head, at_other = self.phrases[own.head], self.phrases[own.other]
            if other in self._called(own.other) and (
                head in at_head
                or self._hangs_near(kind, head, own.head, is_free=self._is_free(kind, own.other))
            ):
                return True
            if kind == "is" and head in at_other and other in at_head:
                return True
        if kind == "of" and "PROPN" in (self._tokens[head].pos, self._tokens[other].pos):
            # "Chief executive Ann Bell" of "the chief executive, Ann Bell,"; a bare figure is no name.
            is_figure = "NUM" in (self._tokens[head].pos, self._tokens[other].pos)
            if not is_figure and (self._has("is", head, other) or self._has("is", other, head)):
                return True
        if kind == "of" and self._tokens[other].pos == "ADJ" and self._is_made(head, other):
            return True
        if kind == "of" and self._is_named_after(head, other):
            return True
        if kind == "of" and self._tokens[head].pos == "VERB" and self._is_noun_of_deed(head, other):
            return True
        if kind in {"doer", "done"} and self._is_otherwise(kind, head, other):
            return True
        # A score or a bare figure hangs on the deed or on a name: "beat Calden 3-1".
        is_bare = self._tokens[other].pos == "NUM" and self._tokens[other].head < other
        if kind == "of" and is_bare and self._tokens[head].pos == "VERB" and self._is_below(other, head):
            return True
        return kind in {"of", "is"} and any(head in p and other in p for p in self.phrases)

    def _called(self, noun: int) -> frozenset[int]:
        """The tokens that may stand for all of a noun's phrase: itself, the rest of a name, and what the name
        is: "the supplier Montclair" of "the Airbus supplier Montclair", but not "Airbus"."""
        before = noun - 1
        while before >= 0 and self._tokens[before].pos == "PROPN" and before in self.phrases[noun]:
            before -= 1
        is_name = self._tokens[noun].pos == "PROPN" and before in self.phrases[noun]
        is_what = self._tokens[before].pos == "NOUN" or self.word(before).lower() in ROLE_WORDS
        first = before if is_name and is_what else before + 1
        return frozenset(i for i in self.phrases[noun] if i >= first or i not in range(noun))

    def _is_named_after(self, thing: int, name: int) -> bool:
        """True for "Calden's inflation" where "inflation in Calden" stands, or "the spokesman for" a force."""
        return self._tokens[thing].pos == "NOUN" and any(
            t.head == thing and t.kind in {"in", "at", "for"} and name in self.phrases[t.other] for t in self.all
        ) and self._tokens[name].pos == "PROPN"

    def _is_noun_of_deed(self, deed: int, other: int) -> bool:
        """True for "the reopening of the road" where somebody reopens it, and "the resignation of" one who
        resigned: whom it is done to, or who does it where nothing is done to anybody."""
        roles = [t for t in self.all if t.head == deed and t.kind in {"doer", "done"}]
        is_done = any(t.kind == "done" for t in roles)
        return any(other in self.phrases[t.other] and (t.kind == "done") == is_done for t in roles)

    def _is_otherwise(self, kind: str, head: int, other: int) -> bool:
        """True where a deed is told with its doer or thing in another place: "who heads the fund" of its
        head, "was handed a win" of "to hand her a win", "a report said" of "wrote in a report", "agreed on
        the reopening" of "agreed to reopen"."""
        token, thing = self._tokens[head], self._tokens[other]
        if token.pos == "NOUN" and self.word(head).lower() in ROLE_WORDS:
            return self._has("is", head, other) if kind == "doer" else self._has("of", head, other)
        if kind == "doer":
            is_said = self.stem(head) in _SAYING
            return is_said and any(
                t.head == head and t.kind == "in" and other in self.phrases[t.other] for t in self.all
            )
        is_dative = any(thing.dep == "dative" and thing.head == head for _ in (0,))
        return is_dative or (thing.dep == "xcomp" and thing.head == head)

    def _is_made(self, deed: int, quality: int) -> bool:
        """True for "left" and "unchanged" in "left the rate unchanged", which is parsed in several ways."""
        noun = self._tokens[quality].head
        is_after = noun < quality and self._tokens[noun].dep in _DONE_TO
        return noun == deed or (is_after and self._tokens[noun].head == deed)

    def _hangs_near(self, kind: str, head: int, own: int, *, is_free: bool) -> bool:
        """True if a preposition found at `own` may as well hang at `head`: below it, or a deed done to it;
        where it `is_free`, also above it."""
        if kind in {*_FREE_ORDER, "doer"}:
            return False
        done_to = self._tokens[own].head == head and self._tokens[own].dep in _DONE_TO
        is_free = is_free or self._tokens[own].pos == "ADJ"  # "pulled alive from the rubble"
        if is_free and self._is_below(own, head):
            return True
        return done_to or self._is_below(head, own) or self._takes_part(head, own)

    def _is_free(self, kind: str, other: int) -> bool:
        """True of a time or a place, which may hang on a noun or as well on the deed above it."""
        if kind == "when" or kind in _BEFORE_OR_AFTER or self._label(other) in _TIMES:
            return True
        return kind in _WHEN and self._label(other) in {"GPE", "LOC", "FAC"}

    def _takes_part(self, noun: int, deed: int) -> bool:
        """True if a noun that is no name does the deed, or it is done to it: "the bombing at a station"."""
        is_noun = self._tokens[noun].pos == "NOUN" and self._tokens[deed].pos == "VERB"
        return is_noun and any(
            t.head == deed and t.other == noun and t.kind in {"doer", "done"} for t in self.all
        )

    def _is_below(self, low: int, high: int) -> bool:
        """True if `low` hangs on `high`, directly or not, within one clause."""
        while self._tokens[low].dep not in _APART and self._tokens[low].head != low:
            low = self._tokens[low].head
            if low == high:
                return True
        return False

    def _is_content(self, head: int, other: int) -> bool:
        """True if `other` stands in what `head` says, at whatever depth."""
        at = other
        while self._tokens[at].head != at and self._tokens[at].dep not in _DOES:
            at = self._tokens[at].head
            if at == head:
                return True
        # In a clause on the subject of what is said ("five men who fled were caught, he said").
        return (
            self._tokens[at].head != at
            and self._tokens[at].head != head
            and self._is_content(head, self._tokens[at].head)
        )

    def _copied(self, statement: Ties, tie: Tie, reading: Reading) -> bool:
        """True if the words between the two are the sentence's own, so that only the parser differs.

        Not for a doer: in "the son of Bell left" stands "Bell left".
        """
        if tie.kind == "doer" or -1 in (reading[tie.head], reading[tie.other]):
            return False
        first, last = sorted((tie.head, tie.other))
        low, high = reading[first], reading[last]
        wanted = [statement.word(i).lower() for i in range(first, last + 1)]
        at = 0
        for i in range(low, high + 1):
            if at < len(wanted) and self.word(i).lower() == wanted[at]:
                at += 1
            elif self._tokens[i].pos not in _LEFT_OUT:
                return False
        return at == len(wanted)

    def _means(self, i: int) -> bool:
        token = self._tokens[i]
        if not any(c.isalnum() for c in self.word(i)):
            return False
        is_meant = token.pos in _MEANING and token.lemma not in {"be", "have", "do"}
        return is_meant or token.lemma.lower() in _NO_LONGER

    def _is_clause(self, i: int) -> bool:
        return self._tokens[i].dep in {"relcl", "acl"}

    def _is_owner(self, i: int) -> bool:
        return self._tokens[i].dep == "poss" and self._tokens[i].lemma.lower() in _OWNERS

    def _owner(self, pronoun: int) -> int | None:
        """Who is meant by "its" or "her": the subject, if no other noun stands between the two."""
        above: list[int] = []
        at = pronoun
        while self._tokens[at].head != at and len(above) < len(self._tokens):
            at = self._tokens[at].head
            above.append(at)
        for verb in above:
            for subject in self._children(verb, _DOES | {"nsubjpass"}):
                if subject in above or subject > pronoun:
                    continue
                between = range(subject + 1, pronoun)
                others = [
                    n for n in between
                    if self._tokens[n].pos in {"NOUN", "PROPN", "PRON"} and n not in above
                    and not self._hangs_on(n, subject) and self._label(n) not in _TIMES
                ]  # fmt: skip
                return self._antecedent(subject) if not others and self._means(subject) else None
        return None

    def _hangs_on(self, low: int, high: int) -> bool:
        """True if `low` is in the phrase or a clause of `high`."""
        for _ in range(len(self._tokens)):
            if low == high:
                return True
            if self._tokens[low].head == low:
                return False
            low = self._tokens[low].head
        return False

    def _ties(self) -> Iterator[Tie]:
        for i, token in enumerate(self._tokens):
            for kind, head in self._roles(i, token):
                other = self._antecedent(i)
                if kind in {"doer", "of"} and self._tokens[head].lemma == "be":
                    told = "is" if kind == "doer" else kind
                    yield from (Tie(attribute, told, other) for attribute in self._attributes(head))
                else:
                    yield Tie(head, kind, other)
            yield from self._inherited(i, token)

    def _roles(self, i: int, token: Token, steps: int = 0) -> Iterator[tuple[str, int]]:
        """(kind, head) of token `i`; one joined by "and" has the role of the first."""
        first = self._first_joined(i)
        dep, head = self._tokens[first].dep, self._tokens[first].head
        if first != i and dep in {"ROOT", *_DESCRIBES} - {"xcomp"} and token.pos == "VERB":
            return
        if dep in _DOES:
            yield "doer", head
        elif dep in _DONE_TO:
            yield "done", head
        elif dep == "pobj":
            preposition = self._tokens[head]
            word = preposition.lemma.lower()
            if preposition.dep == "agent" and not self._is_measure(i):
                yield "doer", preposition.head
            elif self._tokens[preposition.head].lemma.lower() == "than":  # "faster than in March"
                yield f"than {word}", self._tokens[preposition.head].head
            else:
                is_time = word in _WHEN and self._label(i) in _TIMES
                yield ("when" if is_time else word), preposition.head
        elif dep == "npadvmod" and token.pos != "NUM" and self._label(i) in _TIMES:
            yield "when", head
        elif dep == "appos":
            renamed = self._renamed(first)
            if renamed is None:
                return
            head = renamed
            # "Ministers, Bell and Dorn," are both; "its lawyer, Bell, and its chief, Dorn," is one of them.
            if first == i or self._tokens[head].tag in {"NNS", "NNPS"}:
                yield "is", head
            if steps < _MAX_STEPS and head != first:  # what the director does, the director Aho does
                yield from self._roles(head, self._tokens[head], steps + 1)
        elif dep == "advcl" and any(self.word(n).lower() == "to" for n in self._children(first, {"aux"})):
            yield "of", head  # what for: "voted to close", however the parser sees it
        elif dep == "acl" and self._children(first, {"mark"}):  # "wrote in a report that"
            yield "content", self._sayer(head)
        elif dep in _DESCRIBES:
            yield "of", head
        elif dep == "ccomp":
            yield "content", self._sayer(head)

    def _sayer(self, i: int) -> int:
        """The verb of saying that `i` is or hangs on, whose content is told; `i` where there is none."""
        at = i
        while self.stem(at) not in _SAYING:
            if self._tokens[at].head == at:
                return i
            at = self._tokens[at].head
        return at

    def _is_measure(self, i: int) -> bool:
        """True of "points" in "cut by 25 points", who cut nothing."""
        return bool(self._children(i, {"nummod", "quantmod"})) and self._label(i) not in {None, "CARDINAL"}

    def _inherited(self, i: int, token: Token) -> Iterator[Tie]:
        """What a verb without a subject of its own takes from where it hangs."""
        if token.pos != "VERB" or self._children(i, _DOES | {"nsubjpass"}):
            return
        first = self._first_joined(i)  # "developed by one and tested on others"
        head = self._tokens[first].head
        if self._is_clause(first) and self._tokens[head].pos in {"NOUN", "PROPN"}:
            if first == i or not self._children(first, _DOES | {"nsubjpass"}):
                is_infinitive = any(self.word(n) == "to" for n in self._children(first, {"aux"}))
                if not is_infinitive:  # who is to do it is not said in "a memorandum to build a road"
                    yield Tie(i, "done" if token.tag == "VBN" else "doer", head)
                return
        head = token.head
        if token.dep == "advcl" and token.tag == "VBN" and i > 0 and self._tokens[i - 1].pos == "NOUN":
            yield Tie(i, "done", i - 1)  # "with half the votes counted"
            return
        kind = "done" if self._is_passive(i) else "doer"
        for subject in (self._antecedent(s) for s in self._subjects(i)):
            joined = [subject, *self._children(subject, {"conj"})]
            yield from (Tie(i, kind, n) for s in joined for n in (s, *self._renaming(s)))

    def _subjects(self, verb: int) -> list[int]:
        """The subjects of `verb`: its own, or those of the verb it hangs on, at a few steps' distance."""
        for _ in range(_MAX_STEPS):
            if own := self._children(verb, _DOES | {"nsubjpass"}):
                return own
            token = self._tokens[verb]
            hangs = token.dep in {"xcomp", "advcl", "conj"}
            if not hangs or self._tokens[token.head].pos not in {"VERB", "AUX"}:
                return []
            if token.dep == "xcomp" and (told := self._told(token.head)):
                return told
            verb = token.head
        return []

    def _told(self, verb: int) -> list[int]:
        """Whom a verb tells to do something, who then does it ("urged her to", "called on her to resign")."""
        if self._is_passive(verb):
            return []
        if objects := [n for n in self._children(verb, {"dobj"}) if self._tokens[n].pos != "NUM"]:
            return objects
        calls = [n for n in self._children(verb, {"prep"}) if self._tokens[n].lemma.lower() in {"on", "upon"}]
        told = [n for preposition in calls for n in self._children(preposition, {"pobj"})]
        return [n for n in told if self._label(n) != "DATE"]  # "agreed on Thursday to talk"

    def _renamed(self, name: int) -> int | None:
        """What an apposition is another name for: in "the president of Norvane, Ann Bell," the president,
        whatever the parser hangs it on; None in "the widow of the president, Ann Bell,": it may be either."""
        head = self._tokens[name].head
        is_person = self._label(name) == "PERSON" or (
            self._label(name) in {"ORG", None} and self._tokens[name - 1].dep == "compound"
        )
        tokens = range(head + 1, name)
        if not is_person or not any(self.word(n) == "," for n in tokens):  # "the chipmaker Velden" is one
            beside = name - 1
            while beside > head and self.word(beside) != ",":
                beside -= 1
            is_one_of_many = self._tokens[head].tag == "NNS" and self._tokens[name].tag == "NN"
            if is_one_of_many and self.word(name).lower() in ROLE_WORDS and self._tokens[beside - 1].pos == "PROPN":
                return beside - 1  # "lawyers for Ann Bell, the mayor,"
            return head
        above = self._noun_above(head)
        if above is None:
            return head
        is_office = self.word(above).lower() in ROLE_WORDS and self.word(head).lower() not in ROLE_WORDS
        return above if is_office and self._noun_above(above) is None else None

    def _label(self, i: int) -> str | None:
        """What kind of name token `i` is in."""
        start = self._tokens[i].span.start
        return next((e.label for e in self._parse.entities if e.span.start <= start < e.span.end), None)

    def _renaming(self, noun: int) -> list[int]:
        """The names that stand in apposition to `noun`."""
        return [n for n, t in enumerate(self._tokens) if t.dep == "appos" and self._renamed(n) == noun]

    def _noun_above(self, i: int) -> int | None:
        """The noun that `i` hangs on by a preposition, or as whose it is."""
        token = self._tokens[i]
        over = self._tokens[token.head].head if token.dep == "pobj" else token.head
        is_part = token.dep in {"pobj", "poss"} and self._tokens[over].pos in {"NOUN", "PROPN"}
        return over if is_part else None

    def _is_passive(self, verb: int) -> bool:
        if self._tokens[verb].tag != "VBN":
            return False
        auxiliaries = {self._tokens[n].lemma for n in self._children(verb, {"aux", "auxpass"})}
        return "have" not in auxiliaries or bool(self._children(verb, {"auxpass"}))

    def _attributes(self, verb: int) -> list[int]:
        return self._children(verb, {"attr", "acomp"})

    def _children(self, i: int, deps: set[str]) -> list[int]:
        return [n for n, t in enumerate(self._tokens) if t.head == i and n != i and t.dep in deps]

    def _antecedent(self, i: int) -> int:
        """The noun that "who" stands for, or of which there are "some"; the token itself otherwise."""
        token = self._tokens[i]
        if token.lemma.lower() == "whose":
            at = token.head
            while self._tokens[at].dep != "relcl" and self._tokens[at].head != at:
                at = self._tokens[at].head
            return self._tokens[at].head if self._tokens[at].dep == "relcl" else i
        if token.lemma.lower() in _PRONOUNS and token.pos == "PRON":
            clause = self._tokens[token.head]
            if clause.dep == "relcl":
                return clause.head
        if token.lemma.lower() in _SHARES:
            of = [n for n in self._children(i, {"prep"}) if self._tokens[n].lemma.lower() == "of"]
            return next((n for preposition in of for n in self._children(preposition, {"pobj"})), i)
        return i

    def _first_joined(self, i: int) -> int:
        steps = 0
        while self._tokens[i].dep == "conj" and self._tokens[i].head != i and steps < len(self._tokens):
            i, steps = self._tokens[i].head, steps + 1
        return i
