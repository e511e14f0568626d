"""In what frame a sentence says something: subject to whose approval, in theory, in a drill, instead of what.

"The sale is agreed, subject to approval" is not "the sale is agreed", and who pulled thirty out of a hotel in
a drill saved nobody. Told by the words; what they reach, by the clause that they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from qa.checking.relations import SAYING
from qa.language.grammar import Grammar
from qa.language.nlp import Parse

# Words in a row, and the one of them that a statement must have.
_RUNS = {
    ("subject", "to"): "subject",
    ("contingent", "on"): "contingent",
    ("contingent", "upon"): "contingent",
    ("conditional", "on"): "conditional",
    ("conditional", "upon"): "conditional",
    ("on", "certain", "conditions"): "conditions",
    ("in", "theory"): "theory",
    ("on", "paper"): "paper",
    ("in", "principle"): "principle",
    ("at", "first"): "first",
    ("initially",): "initially",
    ("originally",): "originally",
    ("conditionally",): "conditionally",
    ("theoretically",): "theoretically",
    ("hypothetically",): "hypothetically",
    ("on", "average"): "average",
}
_PERMITTING = frozenset("weather time conditions funds funding health tides money".split())
_PRETENCE = frozenset(
    "drill exercise simulation rehearsal film movie novel play musical opera sitcom drama sketch scenario "
    "dream".split()
)
_PRETENDED = frozenset("mock simulated staged fictional fictitious imaginary hypothetical".split())
# What may be held only "with the help of" another.
_HELP = frozenset("backing support help consent approval agreement blessing votes permission".split())
_MODALS = frozenset("will would can could may might".split())
_SET_ASIDE = frozenset({("instead", "of"), ("rather", "than"), ("opposed", "to")})
_ASIDE = frozenset({"relcl", "acl", "appos"})
_PREDICATES = frozenset({"attr", "acomp"})
_CONTENT = frozenset({"NOUN", "PROPN", "NUM", "VERB", "ADJ"})
_ENDS = frozenset({",", ";", ".", ":"})
_CLAUSES = frozenset("while when because after before although though".split())


@dataclass(frozen=True, slots=True)
class _Frame:
    """The tokens from `first` on, the word of them that must be said, and whether it is all make-believe."""

    first: int
    word: str
    is_pretence: bool = False


class Frames(Grammar):
    """A sentence, asked in what frame it says what a statement takes of it."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self._words = [self.word(i).lower() for i in range(len(self.tokens))]

    def lost(self, taken: Set[int], said: Set[str]) -> Iterator[str]:
        """What is left out, in words, of a statement that takes the tokens `taken` and has the words
        `said`."""
        for word, held in self._held:
            if word not in said and held & taken:
                yield f"leaves out in what frame: {word}"
        for word, set_aside in self._set_aside:
            if word not in said and set_aside & taken:
                yield f"leaves out that it is not so: {word}"
        for inner, behind in self._inserted:
            if bool(inner & taken) != bool(behind & taken) and any(self._is_deed(n) for n in taken):
                yield "leaves out of what it is said"

    @cached_property
    def _held(self) -> tuple[tuple[str, frozenset[int]], ...]:
        """For each frame its word, and the tokens of which one is taken by whoever says what it is of."""
        found = []
        for frame in self._frames():
            reach = [n for n in self._reach(frame.first) if not self.hangs_on(n, frame.first)]
            deeds = [n for n in reach if self._is_deed(n) and (frame.is_pretence or not self._is_aside(n))]
            deeds = [k for n in deeds for k in self._meant_by_deed(n)]
            things = deeds or [n for n in reach if self.tokens[n].pos in _CONTENT]
            found.append((frame.word, frozenset(things)))
        return tuple(found)

    def _meant_by_deed(self, n: int) -> list[int]:
        """The deed, of "has eight engines" the engines."""
        return [n] if self.means(n) else self.children(n, {"dobj", "attr", "acomp"})

    def _frames(self) -> Iterator[_Frame]:
        for n, word in enumerate(self._words):
            yield from self._run(n)
            head = self.tokens[n].head
            if word == "permitting" and n > 0 and self._words[n - 1] in _PERMITTING:
                yield _Frame(n - 1, word)
            elif word == "pending" and self.tokens[n].dep == "prep":
                yield _Frame(n, word)
            elif word == "assuming" and (n == 0 or self._words[n - 1] in {",", "and", "but"}):
                if {*self._words[n + 1 : n + 2]} & {"no", "that", "nothing", "nobody"}:
                    yield _Frame(n, word)
            elif word in {"in", "during"} and (told := self._pretence(n)):
                yield _Frame(n, told, is_pretence=True)
            elif word == "with" and self.tokens[n].dep == "prep" and self._is_to_come(head):
                yield from (_Frame(n, self._words[k]) for k in self._behind(n) if self._words[k] in _HELP)

    def _run(self, n: int) -> Iterator[_Frame]:
        for run, word in _RUNS.items():
            end = n + len(run)
            if self._words[n] != run[0] or tuple(self._words[n:end]) != run:
                continue
            is_of_next = end < len(self._words) and self.tokens[end].pos in {"NOUN", "PROPN"}
            if word == "first" and is_of_next:  # "at first light"
                continue
            if self.tokens[n].dep == "acomp":  # "is subject to a fine": that is what it says
                continue
            yield _Frame(n, word)

    def _pretence(self, n: int) -> str | None:
        """ "Drill" of "in a drill", and "mock" of "in a mock election"."""
        for noun in self._behind(n):
            for k in (noun, *self.children(noun, {"amod", "compound"})):
                if self._words[k] in (_PRETENCE if k == noun else _PRETENDED):
                    return self._words[k]
        return None

    def _behind(self, preposition: int) -> list[int]:
        return self.children(preposition, {"pobj"})

    def _is_to_come(self, deed: int) -> bool:
        return any(self._words[n] in _MODALS for n in self.children(deed, {"aux"}))

    def _is_deed(self, n: int) -> bool:
        token = self.tokens[n]
        is_verb = token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass", "amod"}
        return (is_verb and self.stem(n) not in SAYING) or token.dep in _PREDICATES

    def _is_aside(self, n: int) -> bool:
        """True in a clause that tells of a noun in passing."""
        while self.tokens[n].head != n:
            if self.tokens[n].dep in _ASIDE:
                return True
            n = self.tokens[n].head
        return False

    def _reach(self, first: int) -> range:
        """The tokens of the clause that a frame stands in; of "and on paper" only what follows."""
        begin = first
        is_close = self._words[first - 1 : first] != [","]  # "died while he worked in a film"
        while begin > 0 and not self._is_edge(begin - 1):
            if is_close and self._words[begin - 1] in _CLAUSES and self._has_verb(begin, first):
                break
            begin -= 1
        opens = begin == first or (begin == first - 1 and self._words[begin] == ",")
        end = first + 1
        while end < len(self._words) and not self._is_edge(end, before_verbs=not opens):
            end += 1
        return range(first if opens else begin, end)

    def _has_verb(self, first: int, end: int) -> bool:
        return any(self.tokens[n].pos in {"VERB", "AUX"} for n in range(first, end))

    def _is_edge(self, n: int, *, before_verbs: bool = True) -> bool:
        """True of what parts two clauses: ", but", ";", "that", and an "and" before another verb."""
        word = self._words[n]
        if word in {";", "that"} and self.tokens[n].dep != "nsubj":
            return self._words[n - 1 : n] != ["assuming"]
        if word == ",":
            return self._words[n + 1 : n + 2] in (["but"], ["and"], ["while"])
        if self.tokens[n].dep != "cc" or not before_verbs:
            return False
        is_next = any(self._words[n + 1 : n + 1 + len(run)] == [*run] for run in _RUNS)
        return is_next or self.tokens[self.tokens[n].head].pos in {"VERB", "AUX"}

    @cached_property
    def _set_aside(self) -> tuple[tuple[str, frozenset[int]], ...]:
        """What stands behind "instead of" and "rather than": the next thing."""
        found = []
        for n in range(len(self._words) - 1):
            pair = (self._words[n], self._words[n + 1])
            if pair in _SET_ASIDE:
                found.append((pair[0], frozenset(self._next_thing(n + 2))))
        return tuple(found)

    def _next_thing(self, n: int) -> Iterator[int]:
        is_found = False
        for k in range(n, len(self._words)):
            pos = self.tokens[k].pos
            if self._words[k] in _ENDS or (is_found and pos not in _CONTENT - {"VERB"}):
                return
            is_found = is_found or pos in _CONTENT
            yield k

    @cached_property
    def _inserted(self) -> tuple[tuple[frozenset[int], frozenset[int]], ...]:
        """Both parts of "and, at high doses, in monkeys": what is said of the second is said of the first."""
        found = []
        for n in range(1, len(self._words) - 1):
            if self._words[n : n + 2] not in (["and", ","], ["but", ","]):
                continue
            close = self._words.index(",", n + 2) if "," in self._words[n + 2 :] else len(self._words)
            end = next((k for k in range(close + 1, len(self._words)) if self._words[k] in _ENDS), close)
            inner, behind = range(n + 2, close), range(close + 1, end)
            if any(self.tokens[k].pos in {"VERB", "AUX"} for k in (*inner, *behind)):
                continue
            found.append((self._meant(inner), self._meant(behind)))
        return tuple(found)

    def _meant(self, places: range) -> frozenset[int]:
        return frozenset(n for n in places if self.tokens[n].pos in _CONTENT)
