"""What stands for what was spoken of: a person, a place, one thing or many, and which of them can act."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from index.text import unaccented
from qa.conversing.first_names import MEN, WOMEN
from qa.conversing.she_or_he import Gender
from qa.language.lexicon import COMPANY_NOUNS, GROUPS, HONORIFICS, ORGANISATION_WORDS, PLACE_WORDS
from qa.language.nlp import Parse, Token


class Kind(StrEnum):
    """What a pronoun can stand for."""

    PERSON = "person"
    THING = "thing"
    THINGS = "things"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Something that was spoken of, in words that can stand in a question. `gender` is a person's, where it
    is known; `acts` is false of what can neither say nor want anything; `by_the_way` is true of who only
    stands in what answered another question; it was spoken of `ago` turns before the last."""

    text: str
    kind: Kind
    gender: Gender | None = None
    acts: bool = True
    by_the_way: bool = False
    ago: int = field(default=0, compare=False)


NAME_LABELS = {
    "PERSON": Kind.PERSON,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "ORG": Kind.THING,
}
_BUILT = frozenset(
    """
    archive arena building castle cathedral chapel church cinema dam factory gallery gate hall hotel house
    library lighthouse line mill mine monument mosque opera palace pavilion pier plant pool prison ring shrine
    stadium station statue synagogue temple theater theatre tunnel works zoo
    """.split()
)
_OF_BODIES = frozenset("college court hospital museum office school shipyard university yard".split())
_ARTICLE = re.compile(r"(?:The|An?|His|Her|Its|Their)(?= )")
# Of many, who can say and do.
_PEOPLE = re.compile(
    r"(?:people|men|women|police|children|(?:er|or|ist|ant|(?<!m)ent|ian|ee|eur|mate|ess|official|rival|general|"
    r"candidate|delegate|graduate|judge|pupil|victim|pilot|famil(?:y|ie))s)$"
)
_NO_PEOPLE = frozenset(
    """
    containers computers flowers letters matters numbers offers orders papers plants powers quarters rivers
    towers trailers
    """.split()
)
_HUMAN = re.compile(
    r"\b(?:man|woman|mayor|minister|president|judge|king|queen|prince|princess|secretary|director|chief|officer|"
    r"leader|chair|chairman|chairwoman|spokes\w+|governor|senator|general|author|player|coach|actor|actress|"
    r"singer|treasurer|commissioner|lawyer|doctor|teacher|driver|pilot|captain|suspect|victim|boy|girl|boss|ceo|executive|striker|goalkeeper|"
    r"manager|owner|founder|prosecutor|predecessor|successor|deputy|candidate|winner|rival|colleague|professor|"
    r"scientist|engineer|analyst|farmer|witness|defendant|husband|wife|brother|sister|father|mother|son|daughter|mp)$",
    re.IGNORECASE,
)


def kind_of(label: str, name: str) -> Kind:
    """Kestrel Bridge and Calder General Hospital are things, and Dr Ines Calder is a person, whatever the
    small pipeline takes them for."""
    is_thing = is_built(name) or name.split()[-1].lower() in ORGANISATION_WORDS
    if is_thing:
        return Kind.THING if label == "PERSON" else NAME_LABELS[label]
    return Kind.PERSON if _begins_as_person(name) else NAME_LABELS[label]


def _begins_as_person(name: str) -> bool:
    first, *more = unaccented(name.lower()).split()
    return bool(more) and first in HONORIFICS | WOMEN | MEN


def is_built(name: str) -> bool:
    return name.split()[-1].lower() in (PLACE_WORDS | _BUILT) - ORGANISATION_WORDS


def is_site(mention: Antecedent) -> bool:
    """True of a thing that people are in: "the Orvane works", "the hospital"."""
    word = mention.text.split()[-1].lower()
    return mention.kind is Kind.THING and word in PLACE_WORDS | _BUILT | _OF_BODIES


def antecedent_of(token: Token, parse: Parse, said: str) -> Antecedent:
    """What `said` speaks of, whose head is `token`."""
    word = token.span.of(parse.text)
    at = token.span.start
    named = next(
        (e for e in parse.entities if e.span.start <= at < e.span.end and e.label in NAME_LABELS), None
    )
    said = _ARTICLE.sub(lambda found: found[0].lower(), said, count=1) if named is None else said
    if " and " in said.split(" that ")[0]:
        return Antecedent(said, Kind.THINGS, acts=token.pos == "PROPN" or _are_people(word))
    # Of "the Maas paintings" the painter is not what is spoken of.
    if named is not None and not (word.islower() and token.pos == "NOUN"):
        name = named.span.of(parse.text)
        if re.fullmatch(rf"[Tt]he {re.escape(name)}", said) and kind_of(named.label, name) is Kind.PERSON:
            return Antecedent(said, Kind.THING)  # a ship: "the Almira"
        return Antecedent(said, kind_of(named.label, name), acts=not is_built(name))
    if _HUMAN.search(word) or (token.pos == "PROPN" and _begins_as_person(said)):
        return Antecedent(said, Kind.PERSON)
    if token.tag in {"NNS", "NNPS"}:
        return Antecedent(said, Kind.THINGS, acts=_are_people(word))
    return Antecedent(said, Kind.THING, acts=word.lower() in ORGANISATION_WORDS | COMPANY_NOUNS | GROUPS)


def _are_people(word: str) -> bool:
    return _PEOPLE.search(word.lower()) is not None and word.lower() not in _NO_PEOPLE
