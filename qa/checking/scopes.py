"""What stands over a word and changes what it says: "he said that", "if", "may"; "not", "only", "former".

A statement that takes words from a sentence must pass on what stands over them there, and may put nothing
over them that does not. Judged in two ways, because parsers err: here by grammar (heads up to the root), in
`qa.checking.operators` by order ("most", "not", "former" belong to the next word of meaning).
"""

from __future__ import annotations

from collections.abc import Iterator

from qa.checking.carrying import Alignment
from qa.checking.moods import PREDICATE, SUBJECT, Moods
from qa.checking.notation import SPEECH
from qa.checking.operators import Operators
from qa.language.grammar import IN_PHRASE, PLACES
from qa.language.lexicon import COMPANY_NOUNS, ROLE_WORDS
from qa.language.nlp import Parse
from qa.language.words import stem

_CONDITIONS = frozenset({"if", "unless", "provided", "whether"})
_OTHER_SPEECH = (
    "accuse tell write find show calculate contend charge plead hint imply insinuate swear speculate fear "
    "suspect worry rumour rumor"
)
_SPEECH = frozenset(stem(w) for w in [*SPEECH.split(), *_OTHER_SPEECH.split()])
_CLAIMS = frozenset("charge plead fear suspect worry".split())
_FOUND = frozenset({"find", "show"})  # "no bodies were found" says nothing
_RUMOURS = frozenset(
    "rumour rumor claim allegation accusation speculation suspicion suggestion fear hope".split()
)
# Who says so vouches for it; who claims, denies or suspects does not.
_PLAIN = frozenset(stem(w) for w in "say tell announce report confirm write add note estimate".split())
_STATES = frozenset("be base lead head own run chair found serve hold live bear join direct".split())
_ASIDE = frozenset({"relcl", "appos", "advcl"})
_HOLDING = frozenset({"of", "from", "against", "without", "about"})
_IN_TIME = frozenset({"when", "after", "before", "while"})
_REACH = 4


class Scopes:
    """What stands over the words of one parsed sentence."""

    def __init__(self, parse: Parse) -> None:
        self._tokens = parse.tokens
        self._words = [t.span.of(parse.text).lower() for t in parse.tokens]
        self._moods = Moods(parse)
        self._operators = Operators(parse)
        self._known: dict[int, frozenset[int]] = {}
        self._asks = parse.text.rstrip().endswith("?")

    def lost(self, statement: Scopes, alignment: Alignment) -> Iterator[str]:
        """What stands over words of this sentence and not over those in `statement`, or the reverse."""
        if self._asks and not statement._asks:
            yield "is asked there, not said"
        taken = {j for j in alignment.values() if j >= 0}
        yield from self._operators.lost(statement._operators, alignment)
        yield from self._made_many(statement, alignment)
        yield from self._left_out_over(taken, statement)
        yield from self._moods.differ(statement._moods, alignment)

    def _made_many(self, statement: Scopes, alignment: Alignment) -> Iterator[str]:
        """ "Her medals" of "her gold medal, not the bronzes"; not of "kilometre" in "a 9-kilometre road"."""
        for i, j in alignment.items():
            tags = (statement._tokens[i].tag, self._tokens[j].tag if j >= 0 else None)
            is_part = self._tokens[j].dep in {"compound", "nmod", "amod"} or self._is_of_age(j)
            is_other = self._words[j] != statement._words[i] and not self._is_joined(j)
            if tags == ("NNS", "NN") and is_other and not is_part:
                yield f"makes more than one of it: {statement._words[i]}"

    def _is_of_age(self, j: int) -> bool:
        """True of "year" in "a 10-year-old girl", who is 10 years old."""
        return self._words[j] == "year" and self._words[j + 1 : j + 3] == ["-", "old"]

    def _is_joined(self, j: int) -> bool:
        """True of "the men's and women's title": told together they are titles."""
        return any(self._words[n] == "and" for n in range(max(0, j - _REACH), j))

    def _left_out_over(self, taken: set[int], statement: Scopes) -> Iterator[str]:
        heads = {j: self._tokens[j].head for j in taken}
        # A name of which something is told in passing, and the parts of that name, say nothing themselves.
        named = {name for j, name in heads.items() if self._is_told_in_passing(j, name)}
        silent = named | {j for j, name in heads.items() if name in named and not self._says(j)}
        silent |= {j for j in taken if self._is_only_named(j, taken)}
        over = frozenset().union(*(self._over(j) for j in taken - silent))
        for j in over - taken:
            n_taken = sum(self._words[i] == self._words[j] for i in taken)  # "half said", said a study
            is_told = statement._words.count(self._words[j]) > n_taken
            if not is_told and not self._goes_on(j, taken):
                yield f"leaves out what stands over it: {self._words[j]}"

    def _is_only_named(self, j: int, taken: set[int]) -> bool:
        """True of who somebody is, in a name, a title or an apposition, where nothing that is told of him in
        what others say is taken: whoever says the rest names him. Not below verbs that only claim it."""
        token = self._tokens[j]
        while token.dep in {*IN_PHRASE, "appos", "conj", "poss"}:
            head = token.head
            if self._tokens[head].pos in {"VERB", "AUX"} or self._is_event(head):
                break
            j, token = head, self._tokens[head]
        if self._words[token.head] == "of" and self._words[place := self._tokens[token.head].head] in PLACES:
            j, token = place, self._tokens[place]  # "the coastal town of Selby"
        if not self._is_who(j) or token.dep in PREDICATE:
            return False
        while token.head != j:
            j, token = token.head, self._tokens[token.head]
            if j in taken and not self._is_speech(j):
                return False
            if self._is_speech(j) and stem(token.lemma) not in _PLAIN:
                return False
        return True

    def _is_who(self, j: int) -> bool:
        """True of a name, a role, and the town that a name is."""
        return self._tokens[j].pos == "PROPN" or self._words[j] in ROLE_WORDS | COMPANY_NOUNS | PLACES

    def _is_event(self, j: int) -> bool:
        return self._tokens[j].pos == "NOUN" and not self._is_who(j)

    def _says(self, j: int) -> bool:
        """True of a verb, or of what is said to be something."""
        return self._tokens[j].pos in {"VERB", "AUX"} or self._tokens[j].dep in PREDICATE | {"appos"}

    def _goes_on(self, speech: int, taken: set[int]) -> bool:
        """True if one speaker says more, and that is taken: "said …, adding that"."""
        return self._is_speech(speech) and any(
            self._is_speech(n) and self._tokens[n].head == speech and self._tokens[n].dep == "advcl"
            for n in taken
        )

    def _over(self, j: int) -> frozenset[int]:
        """The tokens that stand over token `j`: what it is the content of, conditions, sources, doubts."""
        if j not in self._known:
            self._known[j] = frozenset(self._climb(j))
        return self._known[j]

    def _climb(self, j: int) -> Iterator[int]:
        # A noun alone says nothing: what stands over the deed concerns it only if the deed is taken too.
        aside = (
            self._tokens[j].pos not in {"VERB", "AUX"}
            and self._tokens[j].dep not in PREDICATE
            and self._moods.light_verb(j) is None
        )
        in_passing = False
        yield from self._beside(j)
        while self._tokens[j].head != j:
            token, head = self._tokens[j], self._tokens[j].head
            is_speech = self._is_speech(head)
            if self._is_beside_speech(j, head):
                return
            if token.dep in SUBJECT and is_speech:  # the speaker; of whom another may say it
                j, aside = head, True
                continue
            in_passing = in_passing or self._is_told_in_passing(j, head)
            is_told = token.dep in {"acl", "relcl"} and self._is_that(j)  # "claims that it was sold"
            aside = aside or (token.dep in _ASIDE and not is_told) or token.dep in SUBJECT
            aside = aside or (token.dep == "acl" and token.tag in {"VBN", "VBG"} and not is_told)
            # "It was bought; it had been stolen": the parser hangs the first clause on the second.
            aside = aside or (token.dep == "ccomp" and j < head and not is_speech)
            contains = (is_told or token.dep in {"ccomp", "xcomp", "acl", "pcomp"}) and not aside
            if contains and self._tokens[head].lemma == "be":  # "it is not true that"
                yield from (n for n, t in enumerate(self._tokens) if t.head == head and t.dep in PREDICATE)
            elif token.dep == "pcomp" and self._words[head] == "after":
                pass  # what is done "after losing" is lost
            elif token.dep == "pcomp" and not aside and self._words[head] in _HOLDING:
                yield from self._held_off(head)
            elif is_told and (sayer := self._said_in(head)) is not None:
                yield sayer  # "the ministry said in a report that": the report may be left out
            elif in_passing and stem(self._tokens[head].lemma) in _PLAIN:
                pass  # whoever says the rest
            elif (contains or is_speech) and self._tokens[head].lemma not in {"have", "do"}:
                yield head
            if not aside and token.dep not in {"conj", "prep", "pobj"}:
                yield from self._beside(head)
            j = head

    def _is_beside_speech(self, clause: int, speech: int) -> bool:
        """True of what stands beside a verb of saying and is not said: "…," said Bell, as the hall reopened",
        and of what another says: "she said it rose, but Bell argued that it fell"."""
        token = self._tokens[clause]
        if not self._is_speech(speech):
            return False
        own = [n for n, t in enumerate(self._tokens) if t.head == clause and t.dep in SUBJECT]
        if token.dep == "conj":
            is_another = self._is_speech(clause) and any(self._tokens[n].pos != "PRON" for n in own)
            return is_another or (not own and self._is_also_done(clause, speech))
        speaker = next((n for n, t in enumerate(self._tokens) if t.head == speech and t.dep in SUBJECT), None)
        if token.dep == "advcl" and self._opens_in_time(clause):
            is_first = speaker is not None and clause < speaker < speech
            if is_first or not any(t.head == speech and t.dep == "ccomp" for t in self._tokens):
                return True
        quoted = [n for n, word in enumerate(self._words) if word in {'"', "”"}]
        is_behind = len(quoted) == 2 and quoted[1] < speech < clause
        return token.dep == "advcl" and is_behind

    def _is_also_done(self, deed: int, speech: int) -> bool:
        """True of what a speaker did besides: "told jurors to ignore it, and warned", "said …, and left"."""
        joint = max((n for n in range(speech, deed) if self._words[n] in {"and", "but"}), default=0)
        is_apart = self._words[joint - 1] == "," and deed - joint <= _REACH
        return is_apart and self._tokens[deed].tag == self._tokens[speech].tag

    def _opens_in_time(self, clause: int) -> bool:
        """True of "when Vik took over, he said" and "asked about it, he said": that is not what he says."""
        marks = {self._words[n] for n, t in enumerate(self._tokens) if t.head == clause}
        is_participle = clause == 0 and self._tokens[clause].tag == "VBN"
        return bool(marks & _IN_TIME) or is_participle

    def _said_in(self, report: int) -> int | None:
        """The verb of "said in a report"."""
        over = self._tokens[report].head
        verb = self._tokens[over].head
        is_in = self._tokens[report].dep == "pobj" and self._tokens[over].dep == "prep"
        return verb if is_in and self._is_speech(verb) else None

    def _is_told_in_passing(self, aside: int, name: int) -> bool:
        """True of what a name is or was, told between commas: "Bell, who led the party until May, would run,
        he said"; not of other deeds, which may be what he says."""
        token = self._tokens[aside]
        is_state = token.dep == "appos" or (token.dep == "relcl" and token.lemma in _STATES)
        first = min((n for n, t in enumerate(self._tokens) if t.head == aside or n == aside), default=aside)
        is_apart = first > 0 and self._words[first - 1] == ","
        return is_state and is_apart and self._tokens[name].pos == "PROPN" and name < aside

    def _is_that(self, clause: int) -> bool:
        """True of a clause that says what somebody claims: it begins with "that" and lacks nothing."""
        marks = (n for n, t in enumerate(self._tokens) if t.head == clause and t.dep == "mark")
        return any(self._words[n] == "that" for n in marks)

    def _held_off(self, preposition: int) -> Iterator[int]:
        """ "Stopped short of endorsing" is no endorsing: what the preposition hangs on, up to its verb."""
        at = preposition
        while self._tokens[at].head != at and self._tokens[at].pos not in {"VERB", "AUX"}:
            at = self._tokens[at].head
            yield at

    def _is_speech(self, i: int) -> bool:
        """True of "said", and of "rumours that"."""
        token = self._tokens[i]
        if token.pos == "NOUN":
            return token.lemma.lower() in _RUMOURS and any(
                t.head == i and t.dep == "acl" and self._is_that(n) for n, t in enumerate(self._tokens)
            )
        if token.lemma.lower() in _CLAIMS:  # "charged him with fraud" says nothing
            return token.pos == "VERB" and any(t.head == i and t.dep == "ccomp" for t in self._tokens)
        if token.lemma.lower() in _FOUND and any(t.head == i and t.dep == "auxpass" for t in self._tokens):
            return any(t.head == i and t.dep in {"ccomp", "xcomp", "oprd"} for t in self._tokens)
        return token.pos == "VERB" and stem(token.lemma) in _SPEECH

    def _beside(self, j: int) -> Iterator[int]:
        """Conditions and sources that hang on token `j`."""
        for i, token in enumerate(self._tokens):
            if token.head != j or i == j:
                continue
            if token.lemma.lower() == "accord" or (token.dep == "parataxis" and token.pos == "VERB"):
                yield i
            elif token.dep == "advcl":
                yield from (
                    n for n, t in enumerate(self._tokens) if t.head == i and self._words[n] in _CONDITIONS
                )
