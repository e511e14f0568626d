"""Whether a person is "she" or "he", where the name, a title or a sentence tells; never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from index.text import unaccented
from qa.conversing.first_names import MEN, WOMEN
from qa.language.quotations import QUOTATION


class Gender(StrEnum):
    """The pronoun that stands for a person."""

    SHE = "she"
    HE = "he"


_TITLES = {
    Gender.SHE: "Mrs|Ms|Miss|Madam|Lady|Dame|Baroness|Queen|Princess",
    Gender.HE: "Mr|Sir|Lord|Baron|King|Prince",
}
_BEFORE_A_ROLE = r"^(?:the|an?|.+['’]s?) (?:(?!(?:of|who|in|for|that)\b)[\w-]+ )*"
_END_OF_A_ROLE = r"(?=$| (?:of|who|in|for|from|that)\b)"
_ROLES = {
    Gender.SHE: "woman|chairwoman|spokeswoman|policewoman|girl|queen|princess|actress|nun|mother|"
    "wife|daughter|sister|widow",
    Gender.HE: "man|chairman|spokesman|policeman|gunman|boy|king|prince|priest|monk|father|"
    "husband|son|brother|widower",
}
_OWNS = re.compile(r"['’]s? ")
# "Whitcombe told the court that she had lied" tells of somebody else.
_PRONOUNS = {
    Gender.SHE: re.compile(r"(?<!that )\b(?:she|her|hers|herself)\b", re.IGNORECASE),
    Gender.HE: re.compile(r"(?<!that )\b(?:he|him|his|himself)\b", re.IGNORECASE),
}
# "A coalition with Orsun, he said": he is another.
_BESIDE = re.compile(r"\b(?:with|of|by|to|from|against|for|under|over|on) (?:[A-Z][\w-]+ )*$")
_AFTER_A_NAME = re.compile(r" (?:[A-Z]{2,4}|Jr|Sr)\.?$")  # Daniel Whitcombe KC


def gender_of(name: str, sentences: Sequence[str], alone: Sequence[str]) -> Gender | None:
    """What `sentences` and the name itself tell; `alone` are those that name nobody else. None where nothing
    tells, or both are told."""
    name = _AFTER_A_NAME.sub("", name)
    surname = name.split()[-1]
    titled = {
        gender
        for gender, titles in _TITLES.items()
        for text in (name, *sentences)
        if surname in text
        and re.search(rf"\b(?:{titles})\.? (?:{re.escape(name)}|(?:\w+ )?{re.escape(surname)})\b", text)
    }
    told = titled or _by_name(name) or {g for g in Gender for text in alone if _is_called(g, surname, text)}
    return next(iter(told)) if len(told) == 1 else None


def _by_name(name: str) -> set[Gender]:
    first, *more = unaccented(name.lower()).split()
    known = {Gender.SHE: WOMEN, Gender.HE: MEN}
    by_role = {
        gender
        for gender, roles in _ROLES.items()
        if re.match(f"{_BEFORE_A_ROLE}(?:{roles}){_END_OF_A_ROLE}", name)
    }
    is_of_somebody = _OWNS.search(name) is not None  # "Joe Madsen's wife" is no Joe
    return by_role or {g for g, names in known.items() if more and first in names and not is_of_somebody}


def _is_called(gender: Gender, surname: str, text: str) -> bool:
    """True if a pronoun of that gender follows the name, in the article's own words."""
    before, found, after = QUOTATION.sub("", text).partition(surname)
    return bool(found) and not _BESIDE.search(before) and _PRONOUNS[gender].search(after) is not None
