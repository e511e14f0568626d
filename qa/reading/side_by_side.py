"""Figures and names that a sentence tells side by side, of two times or of two people: which is asked for.

"It drew 84,000 visitors last year, up from 71,000 the year before"; "raised to 41 million from 22 million";
"four cases among 520 patients"; "three years for him and seven for the minister"; "signed by Finland's
minister, Ann Bell, and Chile's, Rui Castro". Where it is not said which is asked for, none is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text import CAPITAL
from qa.asking.kind import AnswerType
from qa.language.words import content_stems, words_of
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
_FEW = r"(?: (?:a|an|the|only|just|about|around|some|nearly|almost|more than|over)){0,2} $"
_FROM_OLD, _TO_NEW = re.compile(rf"\bfrom{_FEW}", re.IGNORECASE), re.compile(rf"\bto{_FEW}", re.IGNORECASE)
# "From 5 to 10 euros" may be a range.
_CHANGED = re.compile(
    r"\b(?:r[ao]se|risen|rais\w+|ris\w+|increas\w+|gr[eo]w\w*|lift\w*|climb\w*|jump\w*|soar\w*|went|up|cut|"
    r"f[ae]ll\w*|drop\w*|reduc\w+|lower\w*|declin\w+|shr[aiu]nk|slow\w*|down|revis\w+|chang\w+|slash\w*)\b",
    re.IGNORECASE,
)
_ASKS_OLD = re.compile(rf"{_ASKS_BEFORE.pattern}|\b(?:originally|initially|first)\b", re.IGNORECASE)
_AMONG = re.compile(rf"\b(?:among|out of){_FEW}", re.IGNORECASE)
_NEAR = 40  # characters between the new and the old
# "A crown and five smaller objects" are six.
_AND_ONE = re.compile(r"\ban? (?:[\w'’-]+ ){1,3}and $", re.IGNORECASE)
_AFTER = re.compile(
    r",? (?:the|a|an|one|two|three|four|five|six|several) (?:day|week|month|year)s? (?:after|before) "
    r"(?P<it>[^,;.]+)"
)
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
    if kind is AnswerType.DATE:
        return _for_whom(question, text, _not_before_or_after(question, text, found))
    left = _of_change(question, text, _of_when(question, text, found))
    return _for_whom(question, text, _not_all_of_them(text, left))


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


def _of_change(question: str, text: str, found: Sequence[ShortCandidate]) -> list[ShortCandidate]:
    """Without the old of "raised to 41 from 22" and of "fell from 22 to 12", unless that is asked for."""
    old = [c for c in found if _FROM_OLD.search(text, 0, c.span.start)]
    new = [c for c in found if _TO_NEW.search(text, 0, c.span.start)]
    if len(old) != 1 or len(new) != 1 or re.search(r"\bfrom\b", question):
        return list(found)
    between = text[min(old[0].span.end, new[0].span.end) : max(old[0].span.start, new[0].span.start)]
    is_range = old[0].span.start < new[0].span.start and not _CHANGED.search(text, 0, old[0].span.start)
    is_apart = len(between) > _NEAR or ";" in between
    other = new[0] if _ASKS_OLD.search(question) else old[0]
    return list(found) if is_range or is_apart else [c for c in found if c is not other]


def _not_all_of_them(text: str, found: Sequence[ShortCandidate]) -> list[ShortCandidate]:
    """Without the 520 of "four cases among 520", and the five of "a crown and five others"."""
    first = min((c.span.start for c in found), default=0)
    among = [c for c in found if c.span.start > first and _AMONG.search(text, 0, c.span.start)]
    return [c for c in found if c not in among and not _AND_ONE.search(text, 0, c.span.start)]


def _not_before_or_after(question: str, text: str, found: Sequence[ShortCandidate]) -> list[ShortCandidate]:
    """Without the day of "on 1 April, the day after Pike leaves", if it is asked when Pike leaves."""
    asked, left = set(content_stems(question)), []
    for candidate in found:
        behind = _AFTER.match(text, candidate.span.end)
        if behind is None or 2 * len(asked & set(content_stems(behind["it"]))) <= len(asked):
            left.append(candidate)
    return left


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
