"""The words of a role in one sentence: where they begin and end, and whose role it is.

"The port authority's chief executive", "its CEO", "Russian President", "head of Y": read to the left from the
last word of the role, and to the right for "of Y". To whom the role belongs is decided in `people`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Span
from qa.briefing.capitals import is_role
from qa.briefing.names import Mention, NameKind
from qa.briefing.prose import Sentence

SUBJECTS = ("nsubj", "nsubjpass")
_PREFIXES = frozenset("ex then former vice deputy acting co chief head senior".split())
_OFFICES_OF = frozenset("minister secretary chancellor commissioner".split())
# "Foreign minister" in the middle of a sentence is no minister of a place called Foreign.
_OFFICE_WORDS = frozenset(
    "foreign prime defence defense justice interior finance health education transport home attorney "
    "agriculture environment energy economy labour labor trade culture development social housing "
    "opposition".split()
)
MAX_ROLE_TOKENS = 9


@dataclass(frozen=True, slots=True)
class Post:
    """A role and an affiliation of a person, as far as one sentence states them."""

    role: Span | None = None
    affiliation: Span | None = None
    explained_by: Sentence | None = None  # where "its" points to, if that is another sentence
    is_over: bool = False  # "dismissed as director": it takes the place of what the person was


@dataclass(frozen=True, slots=True)
class Around:
    """A mention with what is needed to read around it."""

    mention: Mention
    names: Sequence[Mention]
    before: Sentence | None

    @property
    def sentence(self) -> Sentence:
        return self.mention.sentence

    def word(self, i: int) -> str:
        return self.sentence.word(i) if 0 <= i < len(self.sentence.tokens) else ""

    def name_ending_at(self, i: int) -> Mention | None:
        return next((m for m in self.names if m.sentence is self.sentence and m.last == i), None)

    def name_starting_at(self, i: int) -> Mention | None:
        return next((m for m in self.names if m.sentence is self.sentence and m.first == i), None)


def role_ending_at(around: Around, end: int) -> Post:
    """Reads leftwards from the last word of a role to where it begins, and to whose it is."""
    sentence, start = around.sentence, end
    while start > 0 and end - start < MAX_ROLE_TOKENS and _belongs_to_role(around, start - 1):
        start -= 1
    while start < end and around.word(start) in ("-", "–", "’s", "'s"):
        start += 1
    owner, start = _owner_inside(around, start, end)
    role = Span(sentence.tokens[start].span.start, sentence.tokens[end].span.end)
    if owner is not None:
        return Post(role, owner)
    return _owned(around, start - 1, role)


def _belongs_to_role(around: Around, i: int) -> bool:
    token, word = around.sentence.tokens[i], around.word(i)
    if word in ("-", "‑") or word.lower() in _PREFIXES:
        return True
    if token.pos in ("NOUN", "PROPN", "ADJ") and token.tag != "JJS":
        return word.lower() not in ("this", "that", "same", "other")
    return token.dep == "compound" or (
        token.dep == "amod" and (token.tag in ("VBN", "VBG") or i + 1 == token.head)
    )


def _owner_inside(around: Around, start: int, end: int) -> tuple[Span | None, int]:
    """The nationality, place or organisation that a role begins with, and where the role then begins."""
    sentence = around.sentence
    name = around.name_starting_at(start)
    if name is not None and name.kind is not NameKind.PERSON and name.last < end:
        return name.span, name.last + 1
    first = sentence.tokens[start].span
    for e in sentence.entities:
        if e.label in ("NORP", "GPE") and e.span.start == first.start and start < end:
            last = sentence.token_at(e.span.end - 1)
            if last is not None and last < end:
                return e.span, last + 1
    is_capital = around.word(start)[:1].isupper() and around.word(start + 1)[:1].islower()
    is_office = around.word(start).lower() in _OFFICE_WORDS
    if is_capital and not is_office and 0 < start < end and sentence.tokens[start].pos == "PROPN":
        # "Halmark fisheries minister": one capitalised word before common ones is whose minister it is.
        return first, start + 1
    return None, start


def _owned(around: Around, i: int, role: Span) -> Post:
    """Whose the role is: the possessive that ends at token `i`, if there is one."""
    if around.word(i) in ("’s", "'s", "’", "'"):
        return Post(role, _possessor(around, i - 1))
    if around.word(i).lower() in ("its", "their"):
        return _its(around, i, role)
    return Post(role)


def _possessor(around: Around, end: int) -> Span | None:
    name = around.name_ending_at(end)
    if name is not None:
        return name.span if name.kind is not NameKind.PERSON else None
    start = end
    while start > 0 and around.sentence.tokens[start - 1].pos in ("NOUN", "PROPN", "ADJ"):
        start -= 1
    tokens = around.sentence.tokens
    if end < 0 or tokens[end].pos not in ("NOUN", "PROPN"):
        return None
    if start > 0 and around.word(start - 1).lower() == "the":
        start -= 1
    return Span(tokens[start].span.start, tokens[end].span.end)


def _its(around: Around, i: int, role: Span) -> Post:
    """The organisation "its" stands for: the subject before it, or that of the sentence before."""
    here = [m for m in around.names if m.sentence is around.sentence and m.last < i and _is_subject(m)]
    if here:
        nearest = here[-1]
        return Post(role, nearest.span if nearest.kind is NameKind.ORGANISATION else None)
    if i > 0 or around.before is None:
        return Post(role)
    there = [m for m in around.names if m.sentence is around.before and _is_subject(m)]
    if len(there) == 1 and there[0].kind is NameKind.ORGANISATION:
        return Post(role, there[0].span, around.before)
    return Post(role)


def _is_subject(mention: Mention) -> bool:
    tokens = mention.sentence.tokens
    return any(tokens[i].dep in SUBJECTS for i in range(mention.first, mention.last + 1))


def role_end(around: Around, start: int) -> int | None:
    """The last word of the role that stands from `start` on; None if another name or clause comes first."""
    tokens = around.sentence.tokens
    for i in range(start, min(start + MAX_ROLE_TOKENS, len(tokens))):
        word = around.word(i)
        ends = not (
            i + 1 < len(tokens) and tokens[i + 1].pos in ("NOUN", "PROPN") and around.word(i + 1) != "’s"
        )
        if is_role(word) and ends:
            return None if around.word(i + 1) in ("’s", "'s") else i
        is_open = tokens[i].pos in ("NOUN", "PROPN", "ADJ", "DET", "PRON", "PART") or word in ("-", "’", "'")
        if not (is_open or tokens[i].dep in ("amod", "compound")):
            return None
    return None


def with_complement(around: Around, role: Span, end: int) -> Span:
    """The role with what it is a role of: "doctor in charge of the emergency department"."""
    tokens = around.sentence.tokens
    if around.word(end + 1).lower() not in ("of", "for", "in", "at"):
        return role
    last = end + 1
    while last + 1 < len(tokens) and last - end < MAX_ROLE_TOKENS:
        token = tokens[last + 1]
        is_numbered = token.pos == "NUM" and tokens[last].pos == "PROPN"  # "Terminal 3"
        is_open = token.pos in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "PART") or around.word(last + 1) == "-"
        if not (is_open or is_numbered):
            break
        last += 1
    is_whole = tokens[last].pos in ("NOUN", "PROPN", "NUM")
    return Span(role.start, tokens[last].span.end) if is_whole else role


def name_behind(around: Around, i: int) -> Span | None:
    """The organisation (or, of an office, the country) in "of Y", "at the Y" from token `i` on."""
    if around.word(i).lower() not in ("of", "at", "for", "with", "from"):
        return None
    is_name_itself = i == around.mention.last + 1
    if is_name_itself and around.word(i).lower() not in ("of", "from", "at"):
        return None
    at = i + 2 if around.word(i + 1).lower() == "the" else i + 1
    name = around.name_starting_at(at)
    if name is None or name.kind is NameKind.PERSON:
        return None
    is_office = around.word(i - 1).lower() in _OFFICES_OF
    if name.kind is NameKind.PLACE:
        return name.span if around.word(i).lower() in ("of", "from") else None
    return None if is_office and around.word(i).lower() == "for" else name.span
