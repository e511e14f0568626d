"""Binds a role and an affiliation to a person, as far as the grammar of one sentence does.

A role is given only where it stands in front of the name ("Mayor X"), beside it ("X, chief executive of
Y", "its chair, X"), after "who" or "is", or where somebody is named "as" it. Nothing is carried over from
one person to another; what is not bound is not stated. How the words of a role are read: `role_phrases`.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.models import Span
from qa.briefing.capitals import is_role
from qa.briefing.prose import Sentence
from qa.briefing.role_phrases import (
    MAX_ROLE_TOKENS,
    SUBJECTS,
    Around,
    Post,
    name_behind,
    role_end,
    role_ending_at,
    with_complement,
)
from qa.language.lexicon import HONORIFICS

_LEADING_VERBS = frozenset("chair lead head run own direct manage represent command oversee".split())
_ENDING = frozenset("dismiss fire sack oust remove resign quit step stand retire suspend depose".split())
_MAKING = frozenset("name elect appoint".split())
_LASTING = frozenset("has have was were been that".split())  # of the helping words
_NOT_QUITE = frozenset(
    "nearly almost once briefly formerly previously originally reportedly allegedly apparently never "
    "longer".split()
)
_SINGLED_OUT = frozenset("first second third last next only latest".split())
_BEHIND_ROLE = frozenset(", . ; ) – — who of at for in with from".split())
_MAX_CLAUSE_TOKENS = 16


def find_post(around: Around) -> Post:
    """What the sentence of a mention says of the person; the nearest words first."""
    for pattern in (_ended, _in_front, _beside, _introduced, _after_who, _held, _made):
        post = pattern(around)
        if post is not None:
            return post if post.affiliation else Post(post.role, name_behind(around, around.mention.last + 1))
    return Post(None, name_behind(around, around.mention.last + 1))


def _in_front(around: Around) -> Post | None:
    """ "Russian President X", "its CEO X", "museum director X"."""
    end = around.mention.first - 1
    while around.word(end).lower() in HONORIFICS:
        end -= 1
    return role_ending_at(around, end) if is_role(around.word(end)) else None


def _introduced(around: Around) -> Post | None:
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
    return role_ending_at(around, role)


def _beside(around: Around) -> Post | None:
    """ "X, 48, a baker", "X, the chief executive of Y", "X, the port authority’s chief executive"."""
    i = _behind_comma(around)
    if i is None or around.word(i).lower() in ("then", "formerly", "once", "later"):
        return None
    end = role_end(around, i)
    if end is None or not _closes(around, end):
        return None
    start = i
    while around.sentence.tokens[start].pos in ("DET", "PRON") and start < end:
        start += 1
    post = role_ending_at(around, end)
    if post.role is None or post.role.start < around.sentence.tokens[start].span.start:
        return None
    affiliation = post.affiliation or name_behind(around, end + 1)
    if affiliation is None:
        return Post(with_complement(around, post.role, end))
    return Post(post.role, affiliation, post.explained_by)


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


def _after_who(around: Around) -> Post | None:
    """ "X, who chairs the board": the article's words for what X does, verb first."""
    i = _behind_comma(around)
    if i is None or around.word(i).lower() != "who" or i + 2 >= len(around.sentence.tokens):
        return None
    tokens = around.sentence.tokens
    if tokens[i + 1].lemma.lower() not in _LEADING_VERBS or tokens[i + 1].tag not in ("VBZ", "VBP"):
        return None
    last = i + 1
    while (
        last + 1 < len(tokens) and last - i < MAX_ROLE_TOKENS and around.word(last + 1) not in (",", ".", ";")
    ):
        last += 1
    return Post(Span(tokens[i + 1].span.start, tokens[last].span.end))


def _held(around: Around) -> Post | None:
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
            post = role_ending_at(around, role)
            return Post(post.role, post.affiliation or name_behind(around, role + 1))
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


def _made(around: Around) -> Post | None:
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
    end = role_end(around, start)
    if end is None or _is_one_of_several(around, end):
        return None
    post = role_ending_at(around, end)
    return Post(post.role, post.affiliation or name_behind(around, end + 1), post.explained_by)


def _ended(around: Around) -> Post | None:
    """ "X was dismissed as chief executive", "X, who resigned as minister": how it ended is told, too."""
    sentence = around.sentence
    for verb in _verbs_of(around):
        kids = sentence.children(verb)
        is_ending = sentence.tokens[verb].lemma.lower() in _ENDING and verb > around.mention.last
        is_done = sentence.tokens[verb].tag in ("VBD", "VBN") and not _helping(sentence, kids) - _LASTING
        link = next((c for c in kids if c > verb and around.word(c).lower() == "as"), None)
        if not is_ending or not is_done or link is None or _is_doubtful(sentence, kids):
            continue
        start = link + 1
        while start < len(sentence.tokens) and sentence.tokens[start].pos in ("DET", "PRON"):
            start += 1
        end = role_end(around, start)
        if end is not None:
            role = Span(sentence.tokens[verb].span.start, sentence.tokens[end].span.end)
            return Post(role, name_behind(around, end + 1), is_over=True)
    return None


def _helping(sentence: Sentence, kids: Sequence[int]) -> set[str]:
    return {sentence.word(c).lower() for c in kids if sentence.tokens[c].dep in ("aux", "auxpass", "mark")}


def _is_doubtful(sentence: Sentence, kids: Sequence[int]) -> bool:
    return any(sentence.tokens[c].dep == "neg" or sentence.word(c).lower() in _NOT_QUITE for c in kids)


def _clause(around: Around, verb: int) -> list[str]:
    return [w.lower() for w in map(around.word, range(verb, verb + _MAX_CLAUSE_TOKENS)) if w]
