"""Whether something is, may be, was or will be: modal verbs and tenses, of verbs and of what "be", "have" and
"do" say of a thing.

"May have cancer" is not "has cancer", "was in Moscow" not "is", "used to have" not "has".
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from qa.checking.carrying import Alignment
from qa.language.lexicon import ROLE_WORDS
from qa.language.nlp import Parse

_MODALS = {
    "will": "will", "'ll": "will", "wo": "will", "shall": "will", "would": "would", "'d": "would",
    "may": "may", "might": "might", "can": "can", "ca": "can", "could": "could", "should": "should",
    "must": "must",
}  # fmt: skip
_SAYS = frozenset({"say", "says", "said"})
SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
PREDICATE = frozenset({"attr", "acomp"})
_LIGHT = frozenset({"be", "have", "do"})
_DONE = frozenset("has have had was were is are".split())
_SAID_BY = PREDICATE | {"dobj", "advmod"}
# "Managed to win" is "won", and what "fell to close at 41" closed there; who was cleared to go may not have
# gone.
_COMES_TRUE = frozenset(
    "manage begin start continue come go help happen rise fall climb drop gain slip jump slide surge tumble "
    "plunge ease edge recover rebound win beat score grow shrink defeat overcome prove turn hold".split()
)
_LASTS = frozenset("based located situated headquartered called known named".split())


class Moods:
    """The modal verbs and tenses of one parsed sentence."""

    def __init__(self, parse: Parse) -> None:
        self._tokens = parse.tokens
        self._words = [t.span.of(parse.text).lower() for t in parse.tokens]

    def differ(self, statement: Moods, alignment: Alignment) -> Iterator[str]:
        """What is so in `statement`, whose words `alignment` finds here, and here may be, was or will be."""
        for i, j in alignment.items():
            if j >= 0 and self._tokens[j].pos in {"VERB", "AUX"}:
                yield from self._another_mood(statement, i, j)
            elif j >= 0:
                yield from self._another_state(statement, i, j)

    def light_verb(self, i: int) -> int | None:
        """The "be", "have" or "do" that says something of token `i`: "is mayor", "is there", "has it"."""
        token = self._tokens[i]
        over = token.head if token.dep != "pobj" else self._tokens[token.head].head
        is_said = token.dep in _SAID_BY or (token.dep == "pobj" and self._tokens[token.head].dep == "prep")
        verb = self._tokens[over]
        is_light = verb.lemma.lower() in _LIGHT and verb.dep not in {"aux", "auxpass"}
        # What somebody has in Velmar is not said of Velmar.
        is_be = verb.lemma.lower() == "be"
        return over if is_said and is_light and (is_be or token.dep != "pobj") else None

    def _another_mood(self, statement: Moods, i: int, j: int) -> Iterator[str]:
        told, said = self._modals(j), statement._modals(i)
        if told != said:
            yield f"another mood ({' '.join(sorted(told)) or 'none'} there): {statement._words[i]}"
        if self._is_yet_to_be(j) and statement._is_done(i):
            yield f"another mood (to there): {statement._words[i]}"
        if self._words[j] == statement._words[i] and not (self._auxiliaries(j) or statement._auxiliaries(i)):
            return  # one form, whatever the parser takes it for
        if statement._words[i] in _SAYS:
            return  # "according to" has no tense
        tenses = self._tense(j), statement._tense(i)
        if self._words[j] in _LASTS and not self._auxiliaries(j):
            return  # "the company, based in Antwerp" is based there
        if tenses[0] is None and self._own_clause(j):
            tenses = ("past", tenses[1])  # "whom she once opposed", whatever form the parser sees
        if tenses[0] is None and tenses[1] == "present":  # "the plant, owned by X until 2017, was shut"
            tenses = (self._tense_around(j), tenses[1])
        if None not in tenses and tenses[0] != tenses[1] and not told:
            yield f"another tense: {statement._words[i]}"

    def _is_yet_to_be(self, verb: int) -> bool:
        """True of "to export" in "was cleared to export"."""
        over = self._tokens[self._tokens[verb].head].lemma.lower()
        return self._is_infinitive(verb) and over not in _COMES_TRUE

    def _is_infinitive(self, verb: int) -> bool:
        return any(self._words[n] == "to" for n in self._auxiliaries(verb))

    def _is_done(self, verb: int) -> bool:
        """True of "exported" and "has exported"."""
        is_form = self._tokens[verb].tag in {"VBD", "VBZ", "VBP"} or self._has(verb, _DONE)
        return is_form and not self._is_infinitive(verb) and not self._modals(verb)

    def _modals(self, verb: int) -> frozenset[str]:
        """The modal verbs of `verb`, or those of the verb it is joined to and shares a subject with."""
        found = {_MODALS[self._words[n]] for n in self._auxiliaries(verb) if self._words[n] in _MODALS}
        head = self._tokens[verb].head
        if self._tokens[verb].dep == "xcomp" and self._tokens[head].lemma in {"have", "be"}:
            is_yet = "yet" in self._words[head:verb]  # "have yet to release"
            found.add(f"{self._tokens[head].lemma} {'yet ' * is_yet}to")
        if not found and self._tokens[verb].dep == "conj" and not self._own_clause(verb) and head != verb:
            return self._modals(head)
        return frozenset(found)

    def _another_state(self, statement: Moods, i: int, j: int) -> Iterator[str]:
        """ "May be safe" is not "is safe", and "was chief executive" not "is"."""
        if self._modals_of_state(j) != statement._modals_of_state(i):
            yield f"another mood: {statement._words[i]}"
        elif self._is_over(j) and statement._is_still(i):
            yield f"another tense: {statement._words[i]}"
        elif (
            self._words[j] in ROLE_WORDS
            and statement._tokens[i].pos == "VERB"
            and statement._tense(i) == "past"
        ):
            yield f"another tense: {statement._words[i]}"  # "headed" of its head

    def _is_over(self, predicate: int) -> bool:
        """True of "was chief executive"; not of "has been": that may last."""
        be = self.light_verb(predicate)
        return be is not None and (self._tokens[be].tag == "VBD" or self._has(be, {"had"}))

    def _is_still(self, predicate: int) -> bool:
        be = self.light_verb(predicate)
        return be is not None and (
            self._tokens[be].tag in {"VBZ", "VBP"} or self._has(be, {"has", "have", "'s", "'ve"})
        )

    def _has(self, verb: int, words: Set[str]) -> bool:
        return any(self._words[n] in words for n in self._auxiliaries(verb))

    def _modals_of_state(self, predicate: int) -> frozenset[str]:
        """The modal verbs of what says something of a noun or an adjective: "may be safe"."""
        be = self.light_verb(predicate)
        return frozenset() if be is None else self._modals(be)

    def _own_clause(self, verb: int) -> bool:
        return bool(self._auxiliaries(verb)) or any(t.head == verb and t.dep in SUBJECT for t in self._tokens)

    def _auxiliaries(self, verb: int) -> list[int]:
        return [n for n, t in enumerate(self._tokens) if t.head == verb and t.dep in {"aux", "auxpass"}]

    def _tense_around(self, verb: int) -> str | None:
        """The tense of the next verb up that has one."""
        while self._tokens[verb].head != verb:
            verb = self._tokens[verb].head
            if self._tokens[verb].pos in {"VERB", "AUX"} and (tense := self._tense(verb)):
                return tense
        return None

    def _tense(self, verb: int) -> str | None:
        """past or present; None where the form of the verb does not tell."""
        finite = [*self._auxiliaries(verb), verb]
        for n in finite:
            if self._tokens[n].tag == "VBD" or self._words[n] in {"has", "have", "had", "'ve"}:
                return "past"
            if self._tokens[n].tag in {"VBZ", "VBP"}:
                return "present"
        return None
