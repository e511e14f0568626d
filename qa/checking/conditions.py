"""On what condition, with what exception and until when a sentence says something: a statement that leaves it
out says more.

"Norvia will withdraw its ships" is not "… once Calder stops drilling". Told from the sentence's grammar, and
where that is a guess, by the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cached_property
from itertools import pairwise

from qa.language.grammar import SUBJECT, Grammar
from qa.language.lexicon import ROLE_WORDS
from qa.language.nlp import Parse

# Clauses that they open are conditions of what they hang on; what stands in the clause is not said to be so.
_CONDITIONS = frozenset({"if", "unless", "provided", "once"})
# What stands in clauses that they open may never come to be.
_NOT_YET = frozenset({*_CONDITIONS, "until", "till", "before"})
_INVERTED = frozenset({"had", "were", "should"})  # "had she known"
_ON_CONDITION = frozenset(
    {
        ("provided", "that"),
        ("providing", "that"),
        ("condition", "that"),
        (",", "provided"),
        (",", "providing"),
    }
)
_ONLY_WHEN = frozenset({"after", "when", "if", "once", "because"})
_HE = frozenset("i he she it we they".split())
_WOULD = frozenset({"would", "could", "might"})
_EXCEPT = frozenset({"except", "excluding", "barring", "besides"})
_EXCEPT_PAIRS = frozenset({("apart", "from"), ("aside", "from"), ("other", "than"), ("all", "but")})
_NOBODY = frozenset("nobody none nothing everybody everyone everything".split())
_EACH, _NEAR_EACH = frozenset("every each all".split()), 3  # tokens
_REACH = 8  # tokens from "as long as" to the deed
_CLAUSE_TOPS = frozenset({"ROOT", "conj", "ccomp", "relcl", "advcl", "parataxis"})


class Conditions(Grammar):
    """A sentence, asked on what condition it says what a statement takes of it."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self._words = [self.word(i).lower() for i in range(len(self.tokens))]
        self._is_question = parse.text.rstrip().endswith("?")

    def lost(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """What is left out, in words, of a statement that takes the tokens `taken` and has the words
        `said`."""
        for deed, over in self._held_open:
            if deed in taken and (self._words[over] not in said or self._words[over] in _INVERTED):
                yield f"leaves out on what condition: {self._words[over]}"
        if any(self.tokens[n].pos == "VERB" for n in taken):
            yield from (f"leaves out on what condition: {word}" for word in self._stated if word not in said)
        for place, anchors in self._exceptions:
            if self._words[place] not in said and anchors & taken:
                yield f"leaves out the exception: {self._words[place]}"
        yield from self._inverted(taken, said)
        yield from self._until(taken, said)

    @cached_property
    def _held_open(self) -> tuple[tuple[int, int], ...]:
        """(deed, the word that opens its condition), also for the deed within the condition."""
        found: list[tuple[int, int]] = []
        for clause, token in enumerate(self.tokens):
            for opener in self._openers(clause):
                found.append((clause, opener))
                is_condition = self._words[opener] in _CONDITIONS | _INVERTED | {"long"}
                is_inverted = self._words[opener] in _INVERTED
                deed = self._deed_above(clause) if token.dep == "advcl" or is_inverted else None
                is_no_sooner = deed is not None and bool(self.children(deed, {"neg"}))
                if deed is not None and (is_condition or is_no_sooner):
                    found.append((deed, opener))
        return (*found, *self._had_he(), *self._unclear())

    def _had_he(self) -> Iterator[tuple[int, int]]:
        """What would have been "had he known", wherever the parser hangs that."""
        for n in range(1, len(self.tokens) - 1):
            if self._words[n] == "had" and self._words[n + 1] in _HE and not self._is_question:
                for deed in range(len(self.tokens)):
                    if any(self._words[h] in _WOULD for h in self.children(deed, {"aux"})):
                        yield deed, n

    def _unclear(self) -> Iterator[tuple[int, int]]:
        """The deed before an "if" that the parser hangs on a noun."""
        for n, word in enumerate(self._words):
            if word in {"if", "unless"} and self.tokens[self.tokens[n].head].pos in {"NOUN", "PROPN"}:
                deed = next((k for k in range(n - 1, -1, -1) if self.tokens[k].pos == "VERB"), None)
                yield from () if deed is None else [(deed, n)]
            # "Many could need food, more than ever, if the rains fail" is taken for two sentences.
            if word in {"if", "unless"} and n and self.tokens[self.tokens[n].head].dep == "ROOT":
                may = (k for k in range(n) if self.tokens[k].tag == "MD")
                yield from ((self.tokens[k].head, n) for k in may)

    def _inverted(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """ "Had the guard not been asleep, …" does not say that he was not."""
        would = [n for n, word in enumerate(self._words) if word in _WOULD]
        if self._is_question or not would or said & {*_WOULD, "if"}:
            return
        for n, word in enumerate(self._words[:-1]):
            is_after = self.tokens[n + 1].pos in {"DET", "PRON", "PROPN", "NOUN"}
            is_first = n == 0 or self._words[n - 1] in {",", "that"} or would[0] < n
            if word in _INVERTED and is_after and is_first:
                end = self._words.index(",", n) if "," in self._words[n:] else len(self._words)
                if any(self.tokens[k].pos in {"VERB", "ADJ", "AUX"} for k in taken & {*range(n, end)}):
                    yield f"leaves out on what condition: {word}"

    def _openers(self, clause: int) -> Iterator[int]:
        marks = self.children(clause, {"mark", "advmod"})
        yield from (n for n in marks if self._words[n] in _NOT_YET and self._opens(n, clause))
        near = range(max(1, clause - _REACH), clause)
        as_long_as = (["as", "long", "as"], ["so", "long", "as"])
        yield from (n for n in near if self._words[n - 1 : n + 2] in as_long_as)
        subjects = self.children(clause, SUBJECT)
        inverted = [n for n in self.children(clause, {"aux", "auxpass"}) if self._words[n] in _INVERTED]
        if not self._is_question and subjects:
            yield from (n for n in inverted if n < min(subjects) < clause)

    def _opens(self, mark: int, clause: int) -> bool:
        """True if `mark` stands before the subject of its clause: "once he leaves", not "he once left"."""
        subjects = self.children(clause, SUBJECT)
        return mark < clause and (not subjects or mark < min(subjects))

    def _deed_above(self, clause: int) -> int | None:
        """The deed of the next clause above, past "instead of moving them"."""
        at = self.tokens[clause].head
        for _ in range(len(self.tokens)):
            if self.tokens[at].dep in _CLAUSE_TOPS and self.tokens[at].pos in {"VERB", "AUX"}:
                return at
            if self.tokens[at].head == at:
                return None
            at = self.tokens[at].head
        return None

    @cached_property
    def _stated(self) -> tuple[str, ...]:
        """The words of conditions that are told by the words alone: "provided that", "only after"."""
        pairs = list(pairwise(self._words))
        found = [two if one == "," else one for one, two in pairs if (one, two) in _ON_CONDITION]
        return (*found, *("only" for one, two in pairs if one == "only" and two in _ONLY_WHEN))

    @cached_property
    def _exceptions(self) -> tuple[tuple[int, frozenset[int]], ...]:
        """Words like "except", each with the words of its clause before it."""
        found = []
        for i, word in enumerate(self._words):
            pair = (word, self._words[i + 1] if i + 1 < len(self._words) else "")
            before = self._words[i - 1] if i else ""
            is_but = word == "but" and (before in _NOBODY or self._is_each_before(i))
            if word in _EXCEPT or pair in _EXCEPT_PAIRS or is_but:
                first = max((n for n in range(i) if self._ends_clause(n)), default=-1)
                # "Apart from one, all …" and "nobody but one …" are told of what follows, too.
                is_ahead = i == 0 or is_but
                found.append((i, frozenset(range(first + 1, len(self._words) if is_ahead else i))))
        return tuple(found)

    def _is_each_before(self, i: int) -> bool:
        """True before the "but" of "every nurse but Olga Strom", not of "every nurse left but"."""
        near = range(max(0, i - _NEAR_EACH), i)
        first = next((n for n in near if self._words[n] in _EACH), i)
        return first < i and all(self.tokens[n].pos not in {"VERB", "AUX"} for n in range(first, i))

    def _ends_clause(self, n: int) -> bool:
        is_joined = self._words[n] == "," and self._words[n + 1 : n + 2] in (["but"], ["and"], ["while"])
        return self._words[n] == ";" or is_joined

    def _until(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """ "Chief executive until 2019" is not "chief executive", nor "owned by Bell until 2019" owned."""
        for n, token in enumerate(self.tokens):
            is_end = self._words[n] in {"until", "till"} and "until" not in said and token.head in taken
            # "Did not return until after the war" is not "did not return after the war".
            is_denied = is_end and bool(self.children(token.head, {"neg"}))
            is_state = self.tokens[token.head].dep == "acl" or self._words[token.head] in ROLE_WORDS
            if is_denied or (is_end and is_state):
                yield f"leaves out until when: {self._words[token.head]}"
