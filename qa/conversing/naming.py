"""What a name stands for, as the articles of a conversation tell it, whatever the small pipeline says.

Somebody is who is "Piers Haldane, 66,", a place where something is "in Dunmarsh"; what is told both ways, or
not at all, stays what it was taken for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.models import Span
from index.text import CAPITAL, unaccented
from qa.conversing.first_names import MEN, WOMEN
from qa.conversing.kinds import Antecedent, Kind
from qa.language.lexicon import INSIDE_PERSON, ORGANISATION_WORDS, PLACE_WORDS, ROLE_WORDS

_NAME = re.compile(rf"{CAPITAL}[\w'’.-]*(?: {CAPITAL}[\w'’.-]*){{0,3}}")
_FULL_NAME = re.compile(rf"(?<=[a-z’'] )({CAPITAL}[\w’'-]+ {CAPITAL}[\w-]+)(?! {CAPITAL})")
_PARTICLE = "|".join(sorted(INSIDE_PERSON))
_WITH_AGE = re.compile(
    rf"\b({CAPITAL}[\w'’-]+(?: (?:(?:{_PARTICLE}) )?{CAPITAL}[\w'’-]+){{1,2}}), \d\d(?=,|\.(?:\s|$))"
)
_FIRST_AND_LAST = re.compile(
    rf"\b({CAPITAL}[\w’'-]+)(?: {CAPITAL}\.)?(?: (?:{_PARTICLE}))?(?: {CAPITAL}[\w-]+)+\b(?! {CAPITAL})"
)
_NO_PEOPLE = ORGANISATION_WORDS | PLACE_WORDS
_WHERE = (
    r"\b(?:in|at|near|outside|across|through|(?:travel(?:s|led)?|trip|flew|fly) to|visit(?:s|ed)?(?: to)?|"
    r"(?:MP|mayor|town|city|village|people|residents) (?:for|of)) (?:the )?"
)
_OF_A_PERSON = r"(?:['’]s?)?,? (?:said|says|told|added|wrote|who|whose)\b"
_IS_WHO = (
    r"(?:, \d\d,|,? who\b|,? whose (?:wife|husband|son|daughter|mother|father|brother|sister|parents)\b)"
)
# A firm may be an owner, or the champion.
_FIRMS = frozenset(
    "owner champion partner contractor developer broker banker leader publisher operator".split()
)
_AS = rf"\b(?:(?i:{'|'.join(sorted(ROLE_WORDS - _FIRMS))}),? |(?:Mr|Mrs|Ms|Dr|Sir|Dame)\.? )"
_THE_ROLE = re.compile(rf"\b[Tt]he ({'|'.join(sorted(ROLE_WORDS))})\b")
_HIM = re.compile(r"\b(?:him|her)\W*$")


def introduced(sentence: str) -> list[tuple[Span, Antecedent]]:
    """Who is named with an age or a first name in `sentence`, and where, in order: "Ines Carvalho, 41,"."""
    found = [Span(*m.span(1)) for m in _WITH_AGE.finditer(sentence)]
    for name in _FIRST_AND_LAST.finditer(sentence):
        is_person = unaccented(name[1].lower()) in WOMEN | MEN
        if is_person and not any(name.start() < s.end and s.start < name.end() for s in found):
            found.append(Span(*name.span()))
    people = [s for s in found if s.of(sentence).split()[-1].lower() not in _NO_PEOPLE]
    return [
        (span, Antecedent(span.of(sentence), Kind.PERSON)) for span in sorted(people, key=lambda s: s.start)
    ]


def as_told(mentions: Sequence[Antecedent], texts: Sequence[str]) -> list[Antecedent]:
    """`mentions` in their order, each name as the kind that `texts` tell it is, once."""
    said = "\n".join(texts)
    told = (
        replace(m, kind=kind) if _NAME.fullmatch(m.text) and (kind := _kind(m, said)) else m for m in mentions
    )
    return list(dict.fromkeys(told))


def without_who_acts(mentions: Sequence[Antecedent], question: str, texts: Sequence[str]) -> list[Antecedent]:
    """`mentions` without whom `question` names by a role beside "her": the mayor asks nothing of herself."""
    roles = [m[1] for m in _THE_ROLE.finditer(question)] if _HIM.search(question) else []
    said = "\n".join(texts)
    return [m for m in mentions if not any(_bears(m, role, said) for role in roles)]


def _bears(mention: Antecedent, role: str, said: str) -> bool:
    """True if a person is told to be the `role`: "the mayor of Velmar, Ann Bell,", "Ann Bell, the mayor"."""
    name = re.escape(mention.text)
    before = rf"\b{role}(?: (?:of|for|at)(?: [\w'’-]+){{1,4}})?,? {name}\b"
    behind = rf"\b{name}, (?:[\w'’-]+ ){{0,4}}{role}\b"
    return mention.kind is Kind.PERSON and re.search(f"{before}|{behind}", said) is not None


def people_unlabelled(question: str, known: Sequence[Antecedent], texts: Sequence[str]) -> list[Antecedent]:
    """Who is named in full in `question` and is none of the `known`, where `texts` tell what they said or
    are: the small pipeline knows few names."""
    said = "\n".join(texts)
    names = (m[1] for m in _FULL_NAME.finditer(question))
    return [
        Antecedent(name, Kind.PERSON)
        for name in names
        if name.split()[-1].lower() not in _NO_PEOPLE
        and not any(name in m.text for m in known)
        and _is_surname(*name.split(), said=said)
    ]


def _is_surname(first: str, last: str, *, said: str) -> bool:
    """True if somebody is called by the `last` word alone: "Pavo Renning", who is Renning then."""
    return (
        re.search(rf"(?<!{re.escape(first)} )\b{re.escape(last)}(?:, \d\d,|{_OF_A_PERSON})", said) is not None
    )


def _kind(mention: Antecedent, said: str) -> Kind | None:
    if mention.text.split()[-1].lower() in _NO_PEOPLE:
        return None
    last = re.escape(mention.text.split()[-1])
    if mention.kind is not Kind.PERSON:
        called = re.finditer(rf"\b({CAPITAL}[\w'’-]+) {last}\b", said) if mention.text == last else ()
        has_first_name = any(unaccented(m[1].lower()) in WOMEN | MEN for m in called)
        is_who = re.search(rf"\b{last}{_IS_WHO}|{_AS}(?:{CAPITAL}[\w'’-]+ )?{last}\b(?! {CAPITAL})", said)
        return Kind.PERSON if has_first_name or is_who else None
    name = re.escape(mention.text)
    is_somebody = re.search(rf"\b{last}(?:, \d\d,|{_OF_A_PERSON})|{CAPITAL}[\w'’-]+ {name}\b", said)
    is_where = re.search(rf"{_WHERE}{name}\b(?! {CAPITAL})(?!['’])", said)
    return Kind.PLACE if is_where and not is_somebody else None
