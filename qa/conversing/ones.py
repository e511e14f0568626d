""" "The previous one", "the electric ones" and "the second" of a follow-up, with the noun left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.conversing.kinds import Antecedent, Kind

# Of a row of things: one of these words stands in the place of another.
_IN_A_ROW = (
    r"(?:first|second|third|fourth|fifth|sixth|last|latest|final|next|previous|earlier|original|initial|new|old|"
    r"current|former|other)"
)
_ONE = re.compile(
    r"\b(?P<article>the|that|this|those|these)\s+(?P<which>(?!only\b|right\b|wrong\b|same\b)[a-z][\w-]*)\s+(?P<one>ones?)\b",
    re.IGNORECASE,
)
_NTH = re.compile(rf"(?:the\s+)({_IN_A_ROW})(?:\s+ones?)?", re.IGNORECASE)
_OWNED = re.compile(
    rf"(.+?['’]s?\s+|(?:the|an?|his|her|its|their)\s+)(?:{_IN_A_ROW}\s+)?(?=[a-z])", re.IGNORECASE
)
_SAYS = re.compile(
    r" (?:say|think|want|den(?:y|ies)|admit|claim|know|do|plan|expect|mean)s?\b"
)  # no thing does
_WHO = re.compile(r"who\b", re.IGNORECASE)
_WORDS_OF_A_ROW = re.compile(rf"\b{_IN_A_ROW}\b(?=\s+[a-z])", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:who|that|which)\b")


def with_noun(question: str, mentions: Sequence[Antecedent]) -> str:
    """`question` with "the previous director of Kirkby Hospital" for its "the previous one", where the
    `mentions`, best first, tell of a director; else as it is."""
    found = _ONE.search(question)
    if found is None or _ONE.fullmatch(question.rstrip(" ?.!")) or _SAYS.match(question, found.end()):
        return question
    of_people = _WHO.match(question) is not None
    is_many = found["one"].lower() == "ones"
    named = (m for m in mentions if _is_one_of(m, of_people=of_people, is_many=is_many))
    # "The final one" is one of what was said to be the first or the new.
    rows = sorted(named, key=lambda m: not _WORDS_OF_A_ROW.search(m.text))
    said = next((which for m in rows if (which := _which(m.text, found["which"]))), None)
    return f"{question[: found.start()]}{said}{question[found.end() :]}" if said else question


def of_another_one(last: str, other: str, mentions: Sequence[Antecedent]) -> str | None:
    """The last question about "the previous one" or "the electric ones", where it asked about the mayor or
    the buses; None if `other` is no such words."""
    found = _ONE.fullmatch(other)
    if found is None:
        return None
    if again := the_nth(last, other):
        return again
    is_many = found["one"].lower() == "ones"
    of_people = _WHO.match(last) is not None
    named = [m for m in mentions if m.text in last]
    for old in (m for m in named if _is_one_of(m, of_people=of_people, is_many=is_many)):
        if said := _which(old.text, found["which"]):
            return last.replace(old.text, said, 1)
    return None


def the_nth(last: str, other: str) -> str | None:
    """The last question about "the second", where it asked about "Norvane's first offer"; None if it asked
    about none of a row."""
    nth = _NTH.fullmatch(other)
    old = list(_WORDS_OF_A_ROW.finditer(last)) if nth else []
    if nth is None or len(old) != 1:
        return None
    return f"{last[: old[0].start()]}{nth[1].lower()}{last[old[0].end() :]}"


def _is_one_of(mention: Antecedent, *, of_people: bool, is_many: bool) -> bool:
    if mention.by_the_way or _CLAUSE.search(mention.text):
        return False
    kind = Kind.PERSON if of_people and not is_many else Kind.THINGS if is_many else Kind.THING
    return mention.kind is kind and not (kind is Kind.THING and mention.acts)


def _which(said: str, which: str) -> str | None:
    """ "The electric buses" of "the buses"; None of a name, and of what stands without an article."""
    owned = _OWNED.match(said)
    if owned is None:
        return None
    article = re.sub(r"^an?\s+$", "the ", owned[1], flags=re.IGNORECASE)
    return f"{article}{which} {said[owned.end() :]}"
