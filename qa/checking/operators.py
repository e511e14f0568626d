"""Small words that stand before others and change what they say: "not", "only", "most", "former", "nearly".

Told by order: such a word belongs to the next word of meaning, one at the end to what precedes. What it
stands over by grammar is told in `qa.checking.scopes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from qa.checking.carrying import Alignment
from qa.checking.moods import PREDICATE, SUBJECT
from qa.language.lexicon import ROLE_WORDS
from qa.language.nlp import Parse

# Words whose loss changes the word after them.
_CHANGES_NEXT = frozenset(
    "all most some none every each any few many several both half only just neither nor no not never "
    "without nearly almost hardly barely partly mostly rather nothing nobody former ex acting deputy "
    "vice interim alleged suspected so-called would-be potential possible planned proposed reportedly "
    "allegedly apparently possibly probably perhaps maybe potentially supposedly if unless whether likely "
    "probable apparent presumed supposed purported".split()
)
_POSSIBLE = frozenset("possible potential likely probable apparent planned proposed".split())
# Before a role, these say that it is not held now; elsewhere they say something else ("late on Monday").
_NOT_NOW = frozenset(
    "ousted deposed toppled sacked dismissed retired erstwhile onetime late then once formerly previously "
    "incoming next prospective styled proclaimed".split()  # self-styled
)
# What makes a fraction or a day less exact; of numbers `qa.language.numbers` tells it.
_ROUGHLY = frozenset("about around roughly approximately".split())
_FRACTIONS = frozenset("half third thirds quarter quarters fifth fifths tenth tenths".split())
_ROUNDS = frozenset({"semi", "quarter"})  # a semi-final is no final
_MUST_STAY = _CHANGES_NEXT | _NOT_NOW | _ROUNDS | {"more than", "at least", "at most", "about a part"}
_HALVES = (["first"], ["second"], ["latter"], ["other"])
# Words that may go with the clause they open, but may not come from nowhere.
_OPENS = frozenset(
    "before after since until till while because although though despite than as except instead "
    "more less fewer against".split()
)
_SAME = {"n't": "not", "n’t": "not", "fewer": "less", "till": "until", "ca": "can", "wo": "will"}
DENYING = frozenset("not no never neither nor none nobody nothing without cannot".split())
_NEITHER = frozenset({"neither", "nor"})
_NOTHING = frozenset({"none", "nothing", "nobody"})
_SHARED = frozenset({"not", "no", "without", "neither"})
_NOT = frozenset({"not", "never"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "PRON"})
_REACH = 4


class Operators:
    """The small words of one parsed sentence, and what they stand before."""

    def __init__(self, parse: Parse) -> None:
        self._tokens = parse.tokens
        self._words = [t.span.of(parse.text).lower() for t in parse.tokens]

    def lost(self, statement: Operators, alignment: Alignment) -> Iterator[str]:
        """Those that stand here and are left out in `statement`, and those that it puts where none stands."""
        said_of = {j: i for i, j in alignment.items() if j >= 0}
        for j, i in said_of.items():
            for op in self.before.get(j, frozenset()) & _MUST_STAY:
                if op not in statement.before.get(i, frozenset()):
                    yield f"leaves out {op}, which changes the word after it: {self._words[j]}"
        for i, operators in statement.before.items():
            for op in operators:
                opens = self._opens_same(op, statement, i, alignment)
                if not opens and not self._stands_before(op, alignment.get(i, -1)):
                    yield f"puts {op} where it does not stand: {statement._words[i]}"
        if statement._n_denials > self._n_denials:
            yield "denies more than it does"

    @property
    def _n_denials(self) -> int:
        return sum(_SAME.get(word, word) in DENYING for word in self._words)

    @cached_property
    def before(self) -> dict[int, frozenset[str]]:
        """For each word of meaning the operators before it; one at the end belongs to what precedes."""
        found: dict[int, frozenset[str]] = {}
        waiting: list[str] = []
        last = -1
        for i, as_written in enumerate(self._words):
            word = self._as_meant(i, as_written)
            if word == "," and waiting[-1:] == ["not"] and self._tokens[i - 1].pos == "PRON":
                waiting.pop()  # "Bell, not he, had ordered it"
            if word in {",", ";"} and last >= 0 and waiting and waiting[-1] in _NOTHING:
                found[last] = found.get(last, frozenset()) | {waiting.pop()}  # "where it has none, and"
            if word == "each" and last >= 0 and self._is_behind(i):
                found[last] = found.get(last, frozenset()) | {word}  # "at 12 francs each"
                continue
            if word == "than" and waiting and waiting[-1] in {"more", "less"}:
                waiting.append("more than")  # "more than half": what is more must not become half
            if word == "longer" and waiting and waiting[-1] == "no":
                continue  # one with the "no" before it: "no longer chief executive"
            if self._changes_next(i, word):
                waiting.append(word)
            elif self._is_content(i):
                if waiting:
                    found[i] = frozenset(waiting)
                # "Has not yet set a date": what stands before an adverb stands before the next word, too.
                waiting, last = [op for op in waiting if self._tokens[i].pos == "ADV" and op in _NOT], i
        if at_end := frozenset(waiting) & _MUST_STAY if last >= 0 else None:
            found[last] = found.get(last, frozenset()) | at_end
        return self._shared(self._denied_of_both(found))

    def _as_meant(self, i: int, word: str) -> str:
        """The word, "n't" as "not", and "at least" as one."""
        word = _SAME.get(word, word)
        if word in {"least", "most"} and i and self._words[i - 1] == "at":
            return f"at {word}"
        if word in _ROUGHLY and _FRACTIONS & set(self._words[i + 1 : i + 3]):
            return "about a part"
        return word

    def _changes_next(self, i: int, word: str) -> bool:
        """True of a word that changes the one after it; not "in the first half", "earlier than planned" and
        "was possible, not certain"."""
        before = self._words[max(0, i - 1) : i]
        is_plain = (word == "half" and before in _HALVES) or (word == "planned" and before == ["than"])
        is_said = is_plain or (word in _POSSIBLE and self._tokens[i].dep in PREDICATE)
        if word in _ROUNDS:
            return self._words[i + 1 : i + 2] == ["-"]
        return not is_said and (word in _MUST_STAY - _NOT_NOW or word in _OPENS or self._is_not_now(i))

    def _is_behind(self, i: int) -> bool:
        """True of "each" behind what it tells of."""
        after = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        if after is None:
            return True
        return after.pos in {"PUNCT", "ADP", "SCONJ", "CCONJ"} and self._words[i + 1] != "of"

    def _denied_of_both(self, found: dict[int, frozenset[str]]) -> dict[int, frozenset[str]]:
        """What is `found`, with "neither the mayor nor Bell came" told as "the mayor and Bell did not come",
        and "has neither confirmed nor denied" as "has not confirmed and not denied"."""
        for i in [i for i, operators in found.items() if operators & _NEITHER]:
            at = i if self._is_predicate(i) else self._verb_above(i)
            if at is not None and (at == i or self._is_done_by(i, at)):
                found[i] = found[i] - _NEITHER
                denied = next((n for n in range(at, len(self._words)) if self._is_content(n)), at)
                found[denied] = found.get(denied, frozenset()) | {"not"}
        return found

    def _is_predicate(self, i: int) -> bool:
        """True of what is "neither a citizen nor a resident"."""
        token = self._tokens[i]
        return (self._tokens[token.head] if token.dep == "conj" else token).dep in PREDICATE

    def _verb_above(self, i: int) -> int | None:
        """The verb that token `i` is or hangs on."""
        while self._tokens[i].pos not in {"VERB", "AUX"}:
            if self._tokens[i].head == i:
                return None
            i = self._tokens[i].head
        return i

    def _is_done_by(self, i: int, verb: int) -> bool:
        """True if token `i` stands in a subject of `verb`, before it."""
        subjects = [n for n, t in enumerate(self._tokens) if t.head == verb and t.dep in SUBJECT]
        at = i
        while self._tokens[at].head != verb:
            at = self._tokens[at].head
        return i < verb and (at in subjects or (at == i and bool(subjects)))

    def _shared(self, found: dict[int, frozenset[str]]) -> dict[int, frozenset[str]]:
        """What is `found`, and of "not on crime or the economy" that the economy is denied, too."""
        for i, token in enumerate(self._tokens):
            # "Did not blame the trust but found": what has a tense of its own is not denied with it.
            is_finite = token.tag in {"VBD", "VBZ"} and self._tokens[token.head].tag == "VB"
            shared = found.get(token.head, frozenset()) & _SHARED
            if token.dep == "conj" and shared and not is_finite:
                found[i] = found.get(i, frozenset()) | shared
        for first, last in self._contrasts:
            for i in range(first, last):
                if self._is_content(i):
                    found[i] = found.get(i, frozenset()) | {"not"}
        return found

    @cached_property
    def _contrasts(self) -> list[tuple[int, int]]:
        """Where ", not his co-pilot Lena Hurst," tells who is not meant; half-open."""
        found = []
        for i in range(1, len(self._words)):
            if self._words[i - 1 : i + 1] == [",", "not"]:
                last = next((n for n in range(i, len(self._words)) if self._words[n] in {",", ".", ";"}), i)
                if all(self._tokens[n].pos not in {"VERB", "AUX"} for n in range(i, last)):
                    found.append((i + 1, last))
        return found

    def _is_not_now(self, i: int) -> bool:
        """True of "ousted" and "once" where they describe a role: "the ousted chief executive"."""
        is_told = self._words[i] in _NOT_NOW and self._tokens[i].dep in {"amod", "advmod"}
        behind = self._words[i + 1 : i + 1 + _REACH]
        behind = behind[: behind.index(",")] if "," in behind else behind
        return is_told and any(word in ROLE_WORDS for word in behind)

    def _is_content(self, i: int) -> bool:
        token = self._tokens[i]
        personal = token.pos == "PRON" and token.lemma.lower() not in {"nothing", "nobody"}
        is_word = any(c.isalnum() for c in self._words[i])
        return is_word and token.pos in _CONTENT and token.lemma not in {"be", "have", "do"} and not personal

    def _stands_before(self, op: str, j: int) -> bool:
        """True if `op` stands before token `j`, with at most a few words that describe it in between."""
        if j < 0:
            return False
        for at in range(j, max(-1, j - _REACH - 1), -1):
            if op in self.before.get(at, frozenset()):
                return True
            # "No reports of casualties" does not say "no casualties".
            is_apart = self._tokens[at].pos in {"PUNCT", "VERB", "ADP"} and self._words[at] != "-"
            if at != j and (is_apart or self._words[at] == "but"):
                return False
        return op == "as" and "as" in self._words[max(0, j - _REACH) : j]

    def _opens_same(self, op: str, statement: Operators, i: int, alignment: Alignment) -> bool:
        """True if `op`, before token `i` of `statement`, opens a clause there that it opens here, too."""
        if op not in _OPENS:
            return False
        of = [n for n in range(i) if _SAME.get(statement._words[n], statement._words[n]) == op]
        deed = alignment.get(statement._tokens[of[-1]].head, -1) if of else -1
        return deed >= 0 and any(
            t.head == deed and t.dep in {"mark", "prep"} and _SAME.get(self._words[n], self._words[n]) == op
            for n, t in enumerate(self._tokens)
        )
