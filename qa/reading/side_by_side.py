"""Figures and names that a sentence tells side by side, of two times or of two people: which is asked for.

"It drew 84,000 visitors last year, up from 71,000 the year before"; "three years for him and seven for the
minister"; "signed by Finland's minister, Ann Bell, and Chile's, Rui Castro". Where it is not said which is
asked for, none is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text import CAPITAL
from qa.asking.kind import AnswerType
from qa.language.words import words_of
from qa.reading.candidate_words import ShortCandidate

_YEAR = r"(?:19|20)\d\d"
_FROM = re.compile(
    r"\b(?:from|compared (?:with|to)|against|than)(?: (?:a|an|the|only|just|about|some|around)){0,2} $",
    re.IGNORECASE,
)
_THEN = re.compile(
    rf"[^,;.]{{0,40}}?\b(?:(?:the|a) year (?:before|earlier|ago)|last year|the previous year|in {_YEAR})\b"
)
_ASKS_BEFORE = re.compile(r"\b(?:before|earlier|previous\w*|ago|prior)\b", re.IGNORECASE)
_YEARS, _WHICH_YEAR = re.compile(rf"\b{_YEAR}\b"), re.compile(r"\byear\b", re.IGNORECASE)
_FOR = re.compile(
    rf"(?: [a-z]+){{0,2}}? for (?P<whom>him|her|them|(?:the|his|her|its) [\w-]+(?: [\w-]+)?|"
    rf"{CAPITAL}[\w-]+)\b"
)
_AWAY, _THERE = re.compile(r"\bfrom (?:the )?$"), re.compile(r"\b(?:in)?to (?:the )?$")
_ASKS_FROM = re.compile(r"\bfrom\b|\bwas\b.*\bbefore\b|\bleave|\bleft\b", re.IGNORECASE)
_LITTLE = frozenset("the his her its him them".split())
_OWNER = re.compile(rf"\b({CAPITAL}[\w-]+)['’]s ")
_OWNED = re.compile(rf"\b({CAPITAL}[\w-]+)['’]s (?:[\w-]+ ){{0,4}}[\w-]+,? $")


def those_asked(
    question: str, text: str, found: Sequence[ShortCandidate], kind: AnswerType
) -> list[ShortCandidate]:
    """Those of `found`, words of `text`, that can be meant where it tells of two times or people."""
    if kind in (AnswerType.PERSON, AnswerType.ORGANISATION):
        return _of_whom(question, text, found)
    if kind is AnswerType.PLACE:
        return _from_or_to(question, text, found)
    if kind is AnswerType.AGE:
        return _behind_name(question, text, found)
    left = found if kind is AnswerType.DATE else _of_when(question, text, found)
    return _for_whom(question, text, left)


def _of_when(question: str, text: str, found: Sequence[ShortCandidate]) -> list[ShortCandidate]:
    """Without what stood before, "from 71,000 the year before", unless that is asked for; of a year that the
    sentence has in other words none."""
    before = {
        c: m[0] for c in found if _FROM.search(text, 0, c.span.start) and (m := _THEN.match(text, c.span.end))
    }
    if not before or len(before) == len(found):
        return list(found)
    asked = set(_YEARS.findall(question))
    if asked and not asked & set(_YEARS.findall(text)) and _WHICH_YEAR.search(text):
        return []
    is_before = _ASKS_BEFORE.search(question) or any(asked & set(_YEARS.findall(t)) for t in before.values())
    return [c for c in found if (c in before) == bool(is_before)]


def _for_whom(question: str, text: str, found: Sequence[ShortCandidate]) -> list[ShortCandidate]:
    """Of several that are each for somebody those that are for whom the question names."""
    whose = [_FOR.match(text, c.span.end) for c in found]
    if sum(m is not None for m in whose) < 2:
        return list(found)
    asked = {w.lower() for w in words_of(question)} - _LITTLE
    return [c for c, m in zip(found, whose, strict=True) if m and asked & set(m["whom"].lower().split())]


def _from_or_to(question: str, text: str, found: Sequence[ShortCandidate]) -> list[ShortCandidate]:
    """Of "from Geneva to Rotterdam" where it goes, or where from if that is asked."""
    away = [c for c in found if _AWAY.search(text, 0, c.span.start)]
    there = [c for c in found if _THERE.search(text, 0, c.span.start)]
    if not away or not there:
        return list(found)
    return [c for c in found if c not in (there if _ASKS_FROM.search(question) else away)]


def _behind_name(question: str, text: str, found: Sequence[ShortCandidate]) -> list[ShortCandidate]:
    """Of "Tom Orr, 34, and Ann Bell, 51" the age of whom the question names."""
    names = [re.escape(w) for w in words_of(question) if w[:1].isupper()]
    form = re.compile(rf"\b(?:{'|'.join(names)}), (?=\d)")
    ages = {m.end() for m in form.finditer(text)} if names else set()
    return [c for c in found if not ages or c.span.start in ages]


def _of_whom(question: str, text: str, found: Sequence[ShortCandidate]) -> list[ShortCandidate]:
    """Of those that are each somebody's, "Chile's minister, Rui Castro", those of whom the question names."""
    asked = set(words_of(question)) & set(_OWNER.findall(text))
    if not asked:
        return list(found)
    owners = ((c, _OWNED.search(text, 0, c.span.start)) for c in found)
    return [c for c, owned in owners if owned is None or owned[1] in asked]
