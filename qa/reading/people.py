"""Names of people in a text, told by rules, without a parse; where they are not sure, a name is nobody's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text import CAPITAL, unaccented
from qa.conversing.first_names import MEN, WOMEN
from qa.conversing.she_or_he import Gender, gender_of
from qa.dates import MONTHS, WEEKDAYS
from qa.language.lexicon import HONORIFICS, ORGANISATION_WORDS, ROLE_WORDS

NAME = re.compile(rf"{CAPITAL}[\w'’-]*(?: (?:(?:de|van|von|der|den|al|bin|ter) )*{CAPITAL}[\w'’-]*)*")
NO_NAMES = frozenset(w.capitalize() for w in (*MONTHS, *WEEKDAYS)) | frozenset(
    "Who What When Where Which Why How Whose Whom Did Does Do Is Are Was Were Has Have Had Will Would Can "
    "Could The A An And Or But In On At To Of For From I It He She They We His Her Its Their This That These "
    "Those There Then Both Some Many Most All No Not If After Before As By With While".split()
)
TITLES = HONORIFICS | {"dame", "lord", "lady", "baroness"}
_ROLES = "|".join(sorted(ROLE_WORDS))
# "The minister ", "Prime Minister Ann " before "Bell".
_ROLE_BEFORE = re.compile(
    rf"\b(?i:{_ROLES})(?: of [a-z]+)?,? (?:{CAPITAL}[\w-]+ )?$|\b(?:Mr|Ms|Mrs|Miss|Dr|Sir|Dame)\.? (?:\w+ )?$"
)
_ROLE_BEHIND = re.compile(rf", (?:\d\d,|(?:the|an?|its|their|who|whose)\b[^,.]*?\b(?:{_ROLES})\b)")
_ROLE_CHARS = 40
_POST = r"(?:job|role|post|position|profession|occupation|office)"
_NAMED = rf"({CAPITAL}[\w'’-]*?(?: {CAPITAL}[\w'’-]*?)*)"
_WHOSE_POST = tuple(
    re.compile(rf"\W*(?i:{begins}) {_NAMED}{ends}\W*")
    for begins, ends in (
        ("who(?:['’]s| is| was)", ""),
        ("what(?:['’]s| is| was)", f"['’]s? {_POST}"),
        (f"(?:what|which) {_POST} (?:does|did)", " (?:hold|have)"),
        ("what does", " do"),
    )
)


def names_in(text: str) -> list[str]:
    """What is written as a name in `text`; the word that begins it only if more of a name follows."""
    found = []
    for name in NAME.finditer(text):
        words = [w.removesuffix("'s") for w in name[0].split()]
        while words and (words[0] in NO_NAMES or (name.start() == 0 and len(words) == 1)):
            words = words[1:]
        if words:
            found.append(" ".join(words))
    return found


def is_person(name: str, texts: Sequence[str]) -> bool:
    """True of a name that begins as a person's does, or that `texts` give a role, an age or a title."""
    first, *more = unaccented(name.lower()).split()
    last = more[-1] if more else first
    if last in ORGANISATION_WORDS:
        return False
    if more and first in WOMEN | MEN | TITLES:
        return True
    return any(_is_told_as_person(name, text) for text in texts)


def introduces(question: str, text: str) -> bool:
    """True if a question asks who somebody is, or what his post is, by name, and `text` says it beside the
    name."""
    name = whose_post(question)
    return name is not None and _is_told_as_person(name, text)


def whose_post(question: str) -> str | None:
    """The name of whom a question asks who he is, or what his post is; None if it asks something else."""
    asked = (form.fullmatch(question) for form in _WHOSE_POST)
    return next((found[1] for found in asked if found), None)


def asks_by_post(question: str) -> list[str]:
    """The words by which a question asks for somebody's post: an article names the post itself."""
    return re.findall(rf"\b(?i:{_POST}|hold)\b", question) if whose_post(question) else []


def gender_in(name: str, text: str) -> Gender | None:
    """Whether an article calls the bearer of `name` "she" or "he", by his title or his first name; None
    where it does not tell."""
    gender = gender_of(name, [text], ())
    if gender or not (last := re.escape(name.split()[-1])):
        return gender
    firsts = dict.fromkeys(re.findall(rf"\b({CAPITAL}[\w'’-]+) {last}\b", text))
    told = {gender_of(f"{first} {name.split()[-1]}", (), ()) for first in firsts} - {None}
    return next(iter(told)) if len(told) == 1 else None


def _is_told_as_person(name: str, text: str) -> bool:
    """True if `text` gives the name a role or a title, or an age."""
    at = text.find(name)
    if at < 0:
        return False
    before = text[max(0, at - _ROLE_CHARS) : at]
    return _ROLE_BEFORE.search(before) is not None or _ROLE_BEHIND.match(text, at + len(name)) is not None
