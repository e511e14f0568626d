"""Whom "who" can mean among the names of a sentence: not a place or a ship, not who only tells of it, names
the one or did something else.

"Colonel Reyk said that a patrol fired first" does not say that Reyk fired, nor does "the inquiry was set up
by the minister, Edda Farrow" say who led it.
"""

from __future__ import annotations

import re

from index.models import Span
from index.text import CAPITAL
from qa.conversing.first_names import MEN, WOMEN
from qa.language.irregular import bases_in
from qa.language.lexicon import HONORIFICS, ROLE_WORDS
from qa.language.words import words_of
from qa.reading.decided import OWN_SUBJECT, clause_of

_OWNS = re.compile(r"['’](?:s\b|(?= ))")
_AUXILIARIES = frozenset("has have had will would also is was are were".split())
_THE = re.compile(r"\b[Tt]he $")
_VERBS = (
    r"sa(?:id|ys)|t(?:old|ells)|add(?:ed|s)|warn(?:ed|s)|insist(?:ed|s)|argue[ds]|stat(?:ed|es)|explain(?:ed|s)|"
    r"report(?:ed|s)|believe[ds]|thinks?|thought|wrote|testif(?:ied|ies)|recall(?:ed|s) (?:that|how)"
)
# Behind the name, and what is told of the one: ", head of the service, told reporters that".
_TELLS = re.compile(rf"(?:,[^,;.]{{2,90}})?,? (?:(?:also|later|has|had|yesterday) )?(?:{_VERBS})\b")
# "The family of Ambrose Teale" is not he.
_KIN_OF = re.compile(
    r"\b(?:famil(?:y|ies)|widow(?:er)?|wife|husband|sons?|daughters?|mother|father|brothers?|sisters?|parents|"
    r"children|heirs|estate|relatives|friends|allies|aides?|lawyers?|supporters) of "
    r"(?:the |an? )?(?:late |former )?(?:[a-z][\w-]* ){0,3}$"
)
# Who "will lead it until then" does not lead it.
_IS_TO = re.compile(r",? (?:will|is (?:due |set )?to) ")
_ASKS_HOLDER = re.compile(r"\W*who (?:runs|heads|leads|chairs|manages|owns)\b", re.IGNORECASE)
_TOLD_BY = re.compile(rf"\b(?:{_VERBS}|according to) (?:[\w'’.-]+ ){{0,5}}$")
_ASKS_TELLER = re.compile(
    rf"\b(?:{_VERBS}|say|tell|claim|warn|accus|quot|speak|spoke|call)\w*\b", re.IGNORECASE
)
_ASKS_ROLE = re.compile(r"\bwho(?:['’]s| (?:is|was|are|were|runs|heads|leads|chairs|owns))\b", re.IGNORECASE)
_HIMSELF = re.compile(r"\W*(?:[\w'’-]+ ){0,3}?(?:he|she|they|I|we)\b")
_ALIKE = 5  # "successor", "succeed"
_MOST_SAID_BEHIND = 5  # words, where what is said stands before
_BY = re.compile(
    rf"(?P<deed>(?:[\w'’-]+ ){{1,5}})by (?:(?!{CAPITAL})[\w'’-]+,? ){{0,7}}(?:{CAPITAL}[\w'’.]+ )?$"
)
# "Bought by the founder, Ann Bell" names her behind a comma.
_DONE_BY = re.compile(
    rf"\b(\w+(?:ed|en|wn|ght|ld|t|d)) by (?=(?P<by>[^,.;]{{0,60}}?{CAPITAL}[^,.;]{{0,60}}))"
)
_LEADING = bases_in("head lead chair run direct")  # which news says for each other
_WHO_WAS = re.compile(r"\W*who(?:m)? (?:is|was|were|are|has been|had been|did)\b", re.IGNORECASE)
# Who takes an office is told so; who gives it or ends it has it not.
_ASKS_NEW = re.compile(
    r"\b(?:succe(?:ed|ssor)\w*|replac\w+|new|next|t(?:akes?|ook|aking) over|"
    r"(?:was|is|been|were) (?:appointed|named))\b",
    re.IGNORECASE,
)
NAMES_ONE = re.compile(
    r"(?:,[^,;.]{2,90},)? (?:(?:has|have|had|will|also|then) ){0,2}(?:recalled|recall|appoint(?:s|ed)?|"
    r"names?|named|nominate[ds]?|dismiss(?:ed|es)?|sack(?:ed|s)?|fire[ds]|chose|chosen|choose|picked|promoted|removed)\b"
)
_WHOM_DID = re.compile(r"\W*whom? (?:did|does|do|has|have|will)\b", re.IGNORECASE)
_DENIES = re.compile(r",? (?:(?:has|have|had|also) )?(?:reject|disput|den[iy]|refus|declin)\w*\b")
_ASKS_DENIAL = re.compile(r"\b(?:reject|disput|den[iy]|refus|declin)\w*\b", re.IGNORECASE)
_ASKS_BEFORE = re.compile(r"\bbefore (?:her|him|that)\b|\bpredecessor", re.IGNORECASE)
_SUCCESSOR = re.compile(r"\bsuccessor\b[^.;]{0,30}$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(rf"\b(?:in|at|near|(?:{'|'.join(sorted(ROLE_WORDS))}) of) $", re.IGNORECASE)
_ENDED = re.compile(
    r"\b(?:recall|sack|dismiss|fir|remov|oust|succeed|succeeds|replac)\w* (?:(?!by |with )[\w-]+,? ){0,4}$"
)
_FOLLOWED = frozenset({"taken", "succeeded", "replaced", "followed"})
# "Who filed a complaint?": whoever stands behind "has filed" did not, but for "replaced Vale with Roth".
_WHO_DID = re.compile(r"\W*who (?:(?:has|have|had|also|first) )*(?P<deed>[a-z]+)\b", re.IGNORECASE)
_WHO_WAS_DONE = re.compile(
    r"\W*who(?:m)? (?:is|was|were|are|has been|have been) (?P<deed>[a-z]+(?:ed|en|wn|ght|ld|ung|un))\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"\b(?:with|by) (?:[\w'’-]+,? ){0,6}$")


def may_be_who(question: str, text: str, span: Span, label: str) -> bool:
    """True if the name at `span` of `text`, as the parser labels it, can be whom `question` asks for."""
    before, behind, name = text[: span.start], text[span.end :], span.of(text)
    if _DENIES.match(behind) and not _ASKS_DENIAL.search(question):
        return False
    if _ASKS_BEFORE.search(question) and _SUCCESSOR.search(before):
        return False
    if _KIN_OF.search(before) or (_IS_TO.match(behind) and _ASKS_HOLDER.match(question)):
        return False
    if _OWNS.match(behind) or (_WHOM_DID.match(question) and words_of(name)[-1].lower() in question.lower()):
        return False
    if label == "PERSON" or _is_written_as_person(name, before):
        # A ship has an article and no title.
        if len(name.split()) == 1 and _PLACE_BEFORE.search(before):
            return False
        if _THE.search(before) and name.split()[0].lower() not in HONORIFICS:
            return False
    elif label == "NORP" or not _does_what_is_asked(question, behind):
        return False
    if _is_behind_deed(question, text, span) or _is_done_to_another(question, text, span):
        return False
    deeds = _deeds(question, name)
    if deeds and _is_done_by_another(question, deeds, text, span):
        return False
    if deeds and (_only_tells(question, deeds, text, span) or _did_something_else(deeds, before)):
        return False
    return not (_ASKS_NEW.search(question) and (NAMES_ONE.match(behind) or _ENDED.search(before)))


def _is_told_apart(deed: str, text: str, tells: str) -> bool:
    """True if a sentence has the telling that is asked for, and not where it says who tells it: of "he was
    dismissed after warning them, Ann Bell said" she did not warn."""
    asked = bases_in(deed)
    return bool(tells) and not asked & bases_in(tells) and bool(asked & bases_in(text.replace(tells, "")))


def _is_written_as_person(name: str, before: str) -> bool:
    """True of a name that begins as a person's does, or stands behind a role or a title: the parser errs."""
    last = next(reversed(words_of(before[-30:])), "").lower()
    first, *more = words_of(name)
    return (bool(more) and first.lower() in WOMEN | MEN) or last in ROLE_WORDS | HONORIFICS


def _is_behind_deed(question: str, text: str, span: Span) -> bool:
    """True if the question asks who did something, in the past tense, and the name stands behind all places
    where the text says that somebody did."""
    asked = _WHO_DID.match(question)
    if asked is None or asked["deed"].endswith("s") or re.fullmatch(_VERBS, asked["deed"]):
        return False
    ends = [m.end() for m in re.finditer(rf"\b{asked['deed']}\b", text)]
    return bool(ends) and max(ends) <= span.start and not _WITH.search(text, 0, span.start)


def _is_done_to_another(question: str, text: str, span: Span) -> bool:
    """True if what is asked was done in a clause that has a subject of its own and not the name: "Ann Bell
    was found, and a man has been arrested" does not say that she was."""
    asked = _WHO_WAS_DONE.match(question)
    if asked is None:
        return False
    clauses = [clause_of(text, Span(*m.span())) for m in re.finditer(rf"\b{asked['deed']}\b", text)]
    return bool(clauses) and all(
        not (c.start <= span.start < c.end) and OWN_SUBJECT.match(text, c.start, c.end) for c in clauses
    )


def _does_what_is_asked(question: str, behind: str) -> bool:
    """True if what stands behind a name is the deed asked for: "Halden has bought" to "who bought it?"."""
    words = [w for w in words_of(behind[:40]) if w not in _AUXILIARIES]
    return bool(words) and bool(bases_in(words[0]) & bases_in(question))


def _deeds(question: str, name: str) -> frozenset[str]:
    """The stems of what the question says that is no name."""
    small = " ".join(w for w in words_of(question) if not w[0].isupper())
    return bases_in(small) - bases_in(name)


def _only_tells(question: str, deeds: frozenset[str], text: str, span: Span) -> bool:
    """True if the one says what the question asks, and does not do it."""
    tells = _TELLS.match(text, span.end)
    teller = _ASKS_TELLER.search(question)
    if teller and not _is_told_apart(teller[0], text, tells[0] if tells else ""):
        return False
    if tells is None and _TOLD_BY.search(text, 0, span.start) is None:
        return False
    told, of_him = text[tells.end() :] if tells else "", text[: tells.end()] if tells else ""
    if tells is None or len(words_of(told)) < _MOST_SAID_BEHIND:
        # "…, its chief, Una Feld, told the Post": what he is stands before the name.
        end = span.start - 2 if text[: span.start].endswith(", ") else span.start
        at = max(text.rfind(mark, 0, end) for mark in ('"', "”", ",")) + 1
        told, of_him = text[:at], text[at:]
    is_of_him = any(a[:_ALIKE] == b[:_ALIKE] for a in deeds for b in bases_in(of_him)) or _HIMSELF.match(told)
    return not is_of_him and not (_ASKS_ROLE.search(question) and not deeds & bases_in(told))


def _is_done_by_another(question: str, deeds: frozenset[str], text: str, span: Span) -> bool:
    """True if the deed that is asked for was done by somebody whom the sentence names behind "by", and not
    by the one at `span`: "was bought by the fund, which sacked the manager, Ann Bell"."""
    if _WHO_WAS.match(question):
        return False
    asked = deeds | _LEADING if deeds & _LEADING else deeds
    done = (m for m in _DONE_BY.finditer(text) if bases_in(m[1]) & asked)
    return any(not m.end() <= span.start <= m.end() + len(m["by"]) for m in done)


def _did_something_else(deeds: frozenset[str], before: str) -> bool:
    """True if something was done by the one, and it is not what is asked: "set up by the mayor, Farrow"."""
    found = _BY.search(before)
    if found is None:
        return False
    if _FOLLOWED & set(words_of(found["deed"])):
        return False
    return not deeds & bases_in(found["deed"])
