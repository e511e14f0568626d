"""Who did it for whom it was done to: "who bought Brenmark?" is not answered by what Brenmark bought.

Told by the order of the words alone: the name on the one side of the verb that it stands on, in the active
voice, and another name on its other side.
"""

from __future__ import annotations

import re

from index.text import CAPITAL
from qa.language.irregular import forms_of
from qa.language.words import stem
from qa.reading.news_words import SAME

_NAME = rf"{CAPITAL}[\w'’&.-]*(?: (?:of|de|van|von|the) {CAPITAL}[\w'’&.-]*| {CAPITAL}[\w'’&.-]*)*"
_VERB = r"(?P<verb>[a-z]+)"
_WHOM = rf"(?:the )?(?P<name>{_NAME})\W*$"
_ASKS_WHO = re.compile(
    rf"\W*(?i:and )?(?i:who|which [a-z]+)(?: has| had| have| will| would)? {_VERB} {_WHOM}"
)
_ASKS_WHOM = re.compile(
    rf"\W*(?i:and )?(?i:whom?|which [a-z]+) (?:did|does|has|had|will) (?:the )?(?P<name>{_NAME}) {_VERB}\W*$"
)
_ASKS_BY_WHOM = re.compile(
    rf"\W*(?i:and )?(?i:who|which [a-z]+) (?:was|were|is|has been|had been|will be) {_VERB} by {_WHOM}"
)
# What is no deed, or what both do.
_NO_DEED = frozenset(
    "is was are were be been leads led lead runs ran run heads headed head owns owned own meet met marry "
    "married face faced play played fight fought join joined".split()
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|gets?|got)(?: \w+ly| also| first| then)?\W*$")
_BEHIND = re.compile(rf" (?:[a-z'’-]+,? ){{0,5}}(?P<name>{_NAME})")
_CLAUSE = re.compile(
    r"[;:.!?]|, (?:which|who|and|but|whose|while|when|after)\b| (?:by|from|after|before|when) "
)


def is_swapped(question: str, text: str) -> bool:
    """True if `question` asks who did something to somebody it names, and `text` tells only to whom that one
    did it; or the other way round."""
    asked = _ASKS_BY_WHOM.match(question) or _ASKS_WHO.match(question) or _ASKS_WHOM.match(question)
    if asked is None or asked["verb"] in _NO_DEED:
        return False
    is_done_to = asked.re is _ASKS_WHO
    told = [_told(asked["name"], m, text, is_done_to=is_done_to) for m in _deeds(asked["verb"], text)]
    return bool(told) and all(told)


def _told(name: str, deed: re.Match[str], text: str, *, is_done_to: bool) -> bool:
    """True if the named one stands on the other side of `deed` than the question has it."""
    if _PASSIVE.search(text, 0, deed.start()):
        return False
    behind = _CLAUSE.split(text[deed.end() :], maxsplit=1)[0]
    before = text[: deed.start()]
    last = name.split()[-1]
    if is_done_to:
        other = _BEHIND.match(behind)
        return last in before and last not in behind and other is not None
    others = [n for n in re.findall(_NAME, before) if n.split()[-1] != last and len(n) > 1]
    return last in behind and last not in before and bool(others)


def _deeds(verb: str, text: str) -> list[re.Match[str]]:
    """Where the verb stands in `text`, in any form, or one that news uses for it."""
    forms = forms_of(verb) or next((form for form in SAME if form.fullmatch(verb)), None)
    if forms:
        return list(forms.finditer(text))
    return [m for m in re.finditer(r"\b[a-z]+\b", text) if stem(m.group()) == stem(verb)]
