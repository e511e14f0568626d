"""Binds a role and an affiliation to a person, as far as the grammar of one sentence does.

A role is given only where it stands in front of the name ("Mayor X"), beside it ("X, chief executive of
Y", "its chair, X"), after "who" or "is", or where somebody is named "as" it. Nothing is carried over from
one person to another; what is not bound is not stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Span
from qa.briefing.capitals import is_role
from qa.briefing.names import Mention, NameKind
from qa.briefing.prose import Sentence
from qa.lexicon import HONORIFICS

SUBJECTS = ("nsubj", "nsubjpass")
_PRONOUNS = frozenset("its their his her our my your".split())
_PREFIXES = frozenset("ex then former vice deputy acting co chief head senior".split())
_LEADING_VERBS = frozenset("chair lead head run own direct manage represent command oversee".split())
_OFFICES_OF = frozenset("minister secretary chancellor commissioner".split())
_MAKING = frozenset("name elect appoint".split())
_LASTING = frozenset("has have was were been that".split())  # of the helping words
_NOT_QUITE = frozenset(
    "nearly almost once briefly formerly previously originally reportedly allegedly apparently never "
    "longer".split()
)
_SINGLED_OUT = frozenset("first second third last next only latest".split())
_BEHIND_ROLE = frozenset(", . ; ) – — who of at for in with from".split())
_MAX_ROLE_TOKENS = 9
_MAX_CLAUSE_TOKENS = 16


@dataclass(frozen=True, slots=True)
class Tie:
    """A role and an affiliation of a person, as far as one sentence states them."""

    role: Span | None = None
    affiliation: Span | None = None
    explained_by: Sentence | None = None  # where "its" points to, if that is another sentence


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


def find_tie(around: Around) -> Tie:
    """What the sentence of a mention says of the person; the nearest words first."""
    for pattern in (_in_front, _beside, _introduced, _after_who, _held, _made):
        tie = pattern(around)
        if tie is not None:
            return tie if tie.affiliation else Tie(tie.role, _name_behind(around, around.mention.last + 1))
    return Tie(None, _name_behind(around, around.mention.last + 1))


def _in_front(around: Around) -> Tie | None:
    """ "Russian President X", "its CEO X", "museum director X"."""
    end = around.mention.first - 1
    while around.word(end).lower() in HONORIFICS:
        end -= 1
    return _role_ending_at(around, end) if is_role(around.word(end)) else None


def _introduced(around: Around) -> Tie | None:
    """ "The town's mayor, X, said": the role stands first, the name beside it."""
    first, last = around.mention.first, around.mention.last
    if around.word(first - 1) != "," or around.word(last + 1) not in (",", ".", ";"):
        return None
    role = first - 2
    token = around.sentence.tokens[last]
    if role < 0 or not is_role(around.word(role)) or not around.word(role)[0].islower():
        return None
    if token.dep != "appos" and around.sentence.tokens[role].dep not in SUBJECTS:
        return None
    return _role_ending_at(around, role)


def _role_ending_at(around: Around, end: int) -> Tie:
    """Reads leftwards from the last word of a role to where it begins, and to whose it is."""
    sentence, start = around.sentence, end
    while start > 0 and end - start < _MAX_ROLE_TOKENS and _belongs_to_role(around, start - 1):
        start -= 1
    while start < end and around.word(start) in ("-", "–", "’s", "'s"):
        start += 1
    owner, start = _owner_inside(around, start, end)
    role = Span(sentence.tokens[start].span.start, sentence.tokens[end].span.end)
    if owner is not None:
        return Tie(role, owner)
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
    if is_capital and 0 < start < end and sentence.tokens[start].pos == "PROPN":
        # "Halmark fisheries minister": one capitalised word before common ones is whose minister it is.
        return first, start + 1
    return None, start


def _owned(around: Around, i: int, role: Span) -> Tie:
    """Whose the role is: the possessive that ends at token `i`, if there is one."""
    if around.word(i) in ("’s", "'s", "’", "'"):
        return Tie(role, _possessor(around, i - 1))
    if around.word(i).lower() in ("its", "their"):
        return _its(around, i, role)
    return Tie(role)


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


def _its(around: Around, i: int, role: Span) -> Tie:
    """The organisation "its" stands for: the subject before it, or that of the sentence before."""
    here = [m for m in around.names if m.sentence is around.sentence and m.last < i and _is_subject(m)]
    if here:
        nearest = here[-1]
        return Tie(role, nearest.span if nearest.kind is NameKind.ORGANISATION else None)
    if i > 0 or around.before is None:
        return Tie(role)
    there = [m for m in around.names if m.sentence is around.before and _is_subject(m)]
    if len(there) == 1 and there[0].kind is NameKind.ORGANISATION:
        return Tie(role, there[0].span, around.before)
    return Tie(role)


def _is_subject(mention: Mention) -> bool:
    tokens = mention.sentence.tokens
    return any(tokens[i].dep in SUBJECTS for i in range(mention.first, mention.last + 1))


def _beside(around: Around) -> Tie | None:
    """ "X, 48, a baker", "X, the chief executive of Y", "X, the port authority’s chief executive"."""
    i = _behind_comma(around)
    if i is None or around.word(i).lower() in ("then", "formerly", "once", "later"):
        return None
    end = _role_end(around, i)
    if end is None or not _closes(around, end):
        return None
    start = i
    while around.sentence.tokens[start].pos in ("DET", "PRON") and start < end:
        start += 1
    tie = _role_ending_at(around, end)
    if tie.role is None or tie.role.start < around.sentence.tokens[start].span.start:
        return None
    affiliation = tie.affiliation or _name_behind(around, end + 1)
    if affiliation is None:
        return Tie(_with_complement(around, tie.role, end))
    return Tie(tie.role, affiliation, tie.explained_by)


def _closes(around: Around, end: int) -> bool:
    """False where the role opens a clause of its own: "the lead of X, the city's commissioner announced"."""
    behind = end + 1
    if around.sentence.tokens[end].dep in SUBJECTS and around.word(behind) != ",":
        return False
    return around.word(behind) in _BEHIND_ROLE


def _behind_comma(around: Around) -> int | None:
    """Where the words beside a name begin: behind its comma, bracket or dash, and behind an age."""
    i = around.mention.last + 1
    if around.word(i) not in (",", "(", "–", "—"):
        return None
    if around.word(i + 1).isdigit() and around.word(i + 2) == ",":
        i += 2
    return i + 1 if i + 1 < len(around.sentence.tokens) else None


def _role_end(around: Around, start: int) -> int | None:
    """The last word of the role that stands from `start` on; None if another name or clause comes first."""
    tokens = around.sentence.tokens
    for i in range(start, min(start + _MAX_ROLE_TOKENS, len(tokens))):
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


def _with_complement(around: Around, role: Span, end: int) -> Span:
    """The role with what it is a role of: "doctor in charge of the emergency department"."""
    tokens = around.sentence.tokens
    if around.word(end + 1).lower() not in ("of", "for", "in", "at"):
        return role
    last = end + 1
    while last + 1 < len(tokens) and last - end < _MAX_ROLE_TOKENS:
        token = tokens[last + 1]
        is_numbered = token.pos == "NUM" and tokens[last].pos == "PROPN"  # "Terminal 3"
        is_open = token.pos in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "PART") or around.word(last + 1) == "-"
        if not (is_open or is_numbered):
            break
        last += 1
    is_whole = tokens[last].pos in ("NOUN", "PROPN", "NUM")
    return Span(role.start, tokens[last].span.end) if is_whole else role


def _name_behind(around: Around, i: int) -> Span | None:
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


def _after_who(around: Around) -> Tie | None:
    """ "X, who chairs the board": the article's words for what X does, verb first."""
    i = _behind_comma(around)
    if i is None or around.word(i).lower() != "who" or i + 2 >= len(around.sentence.tokens):
        return None
    tokens = around.sentence.tokens
    if tokens[i + 1].lemma.lower() not in _LEADING_VERBS or tokens[i + 1].tag not in ("VBZ", "VBP"):
        return None
    last = i + 1
    while (
        last + 1 < len(tokens)
        and last - i < _MAX_ROLE_TOKENS
        and around.word(last + 1) not in (",", ".", ";")
    ):
        last += 1
    return Tie(Span(tokens[i + 1].span.start, tokens[last].span.end))


def _held(around: Around) -> Tie | None:
    """ "X is the chief executive of Y", "X, who became minister in May,", "X, named director on Monday,".

    What was, may be or has ended is no role, nor is "the first minister to resign".
    """
    sentence, last = around.sentence, around.mention.last
    for verb in _verbs_of(around):
        roles = (
            c for c in sentence.children(verb) if sentence.tokens[c].dep in ("attr", "oprd") and c > last
        )
        role = next((c for c in roles if is_role(sentence.word(c))), None)
        if role is not None and _is_held(around, verb) and not _is_one_of_several(around, role):
            tie = _role_ending_at(around, role)
            return Tie(tie.role, tie.affiliation or _name_behind(around, role + 1))
    return None


def _verbs_of(around: Around) -> list[int]:
    """The verbs that say something of the person: of which the name is the subject, or "who" for it."""
    sentence, last = around.sentence, around.mention.last
    tokens = sentence.tokens
    token = tokens[last]
    if token.dep == "appos" and tokens[token.head].dep in SUBJECTS:  # "her predecessor, X, is now minister"
        token = tokens[token.head]
    own = [token.head] if token.dep in SUBJECTS else []
    beside = sentence.children(last)
    # Not "X, whose brother is minister": the subject is another.
    told = [
        c
        for c in beside
        if tokens[c].dep == "relcl"
        and any(tokens[s].dep in SUBJECTS and sentence.word(s).lower() == "who" for s in sentence.children(c))
    ]
    return own + told + [c for c in beside if tokens[c].dep == "acl"]


def _is_one_of_several(around: Around, role: int) -> bool:
    parts = around.sentence.children(role)
    singles = (
        around.sentence.tokens[c].tag == "JJS" or around.word(c).lower() in _SINGLED_OUT for c in parts
    )
    return around.word(role + 1).lower() == "to" or any(singles)


def _is_held(around: Around, verb: int) -> bool:
    """True if what the verb makes of somebody lasts: it is, has been or became so, and not "may" or "until".

    What somebody became in a year that is named may be long ago.
    """
    sentence, word = around.sentence, around.word(verb).lower()
    kids = sentence.children(verb)
    helping = _helping(sentence, kids)
    clause = _clause(around, verb)
    if _is_doubtful(sentence, kids) or helping - _LASTING or {"until", "till"} & set(clause):
        return False
    if word in ("is", "remains") or (word == "been" and helping & {"has", "have"}):
        return True
    token = sentence.tokens[verb]
    # "Was named" and "named", not "has named another".
    is_passive = token.dep == "acl" or any(sentence.tokens[c].dep == "auxpass" for c in kids)
    is_made = token.lemma.lower() in _MAKING and token.tag == "VBN" and is_passive
    has_year = any(w.isdecimal() and len(w) == 4 for w in clause)
    return (word == "became" or (word == "become" and "has" in helping) or is_made) and not has_year


def _made(around: Around) -> Tie | None:
    """ "The firm named X as its new chief executive", but not "may name" or "named X as director in 2009"."""
    sentence, last = around.sentence, around.mention.last
    token = sentence.tokens[last]
    verb = sentence.tokens[token.head]
    is_object = token.dep in ("dobj", "oprd") and verb.lemma.lower() in _MAKING | {"announce"}
    if not is_object or around.word(last + 1) != "as":
        return None
    kids = sentence.children(token.head)
    clause = _clause(around, token.head)
    is_over = any(w.isdecimal() and len(w) == 4 for w in clause) or {"until", "till"} & set(clause)
    is_done = verb.tag in ("VBD", "VBZ", "VBP", "VBN") and not _helping(sentence, kids) - {"has", "have"}
    if is_over or not is_done or _is_doubtful(sentence, kids):
        return None
    start = last + 2
    while start < len(sentence.tokens) and sentence.tokens[start].pos in ("DET", "PRON"):
        start += 1
    end = _role_end(around, start)
    if end is None or _is_one_of_several(around, end):
        return None
    tie = _role_ending_at(around, end)
    return Tie(tie.role, tie.affiliation or _name_behind(around, end + 1), tie.explained_by)


def _helping(sentence: Sentence, kids: Sequence[int]) -> set[str]:
    return {sentence.word(c).lower() for c in kids if sentence.tokens[c].dep in ("aux", "auxpass", "mark")}


def _is_doubtful(sentence: Sentence, kids: Sequence[int]) -> bool:
    return any(sentence.tokens[c].dep == "neg" or sentence.word(c).lower() in _NOT_QUITE for c in kids)


def _clause(around: Around, verb: int) -> list[str]:
    return [w.lower() for w in map(around.word, range(verb, verb + _MAX_CLAUSE_TOKENS)) if w]
