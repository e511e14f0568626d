"""Who the people of a brief are, where the reading without a model did not find it: a language model may say.

It gets the names whose role or affiliation is not stated, and sentences that hold them, with short ids; the
form knows no other name and no other id. A role is taken over only if it stands word for word in the sentence
that the model names and `qa.grounding` finds that this sentence gives it to this person. What was found
without the model is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, create_model

from index.models import Span
from qa.briefing.prose import Sentence, grounded
from qa.briefing.ranking import Ranked
from qa.deadline import Bounded
from qa.grounding import problems
from qa.llm import Call
from qa.models import Dropped, Grounded, Person
from qa.nlp import Parser
from qa.prompts import load_prompt

MAX_PEOPLE = 12
MAX_TOKENS = 600  # of the reply
_SENTENCES_EACH = 3
_MAX_SENTENCE_CHARS = 700
_MAX_VALUE_CHARS = 120
_TIES = ("of", "at", "for", "in", "with")


@dataclass(slots=True)
class Filled:
    """The people with what was added, and what was not let through; it grows while the model writes."""

    people: list[Person]
    dropped: list[Dropped] = field(default_factory=list)


def fill_people(filled: Filled, ranked: Ranked, model: Bounded, parser: Parser) -> None:
    """Adds to `filled` the roles and affiliations that a model names and a sentence gives.

    Raises:
        ModelError: if the model fails; what passed till then stays.
    """
    gaps = [p for p in filled.people if not (p.role.value and p.affiliation.value)][:MAX_PEOPLE]
    by_name = {p.name.value: p for p in gaps if p.name.value}
    offered = _offered(list(by_name), ranked)
    if not offered:
        return
    for entry in _drafted(list(by_name), offered, model):
        sentence = offered[entry["evidence"]]
        known = by_name[entry["name"]]
        person, why = _checked(known, entry["role"], entry["affiliation"], sentence, parser)
        if why:
            said = " · ".join(v for v in (entry["name"], entry["role"], entry["affiliation"]) if v)
            filled.dropped.append(Dropped(text=said, why=why))
        filled.people[filled.people.index(known)] = by_name[entry["name"]] = person


def _offered(names: Sequence[str], ranked: Ranked) -> dict[str, Sentence]:
    """By id the first sentences that hold the last word of each name, in the order of the articles."""
    found: dict[int, Sentence] = {}
    for name in names:
        last = name.split()[-1]
        holding = (
            (n, s)
            for n, s in enumerate(ranked.sentences)
            if last in s.text and len(s.span) <= _MAX_SENTENCE_CHARS
        )
        found |= dict(islice(holding, _SENTENCES_EACH))
    return {f"s{number}": found[n] for number, n in enumerate(sorted(found), 1)}


def _drafted(
    names: Sequence[str], offered: Mapping[str, Sentence], model: Bounded
) -> Iterator[dict[str, str]]:
    """What the model says of them, each name once at the most."""
    lines = "\n".join(f"[{i}] {' '.join(s.text.split())}" for i, s in offered.items())
    people = "\n".join(f"- {name}" for name in names)
    message = load_prompt("people").message(people=people, sentences=lines)
    said: set[str] = set()
    with closing(model.stream(message, _form(names, list(offered)), Call(), max_tokens=MAX_TOKENS)) as items:
        for item in islice(items, 2 * MAX_PEOPLE):
            entry = item.model_dump()
            if entry["name"] not in said:
                said.add(entry["name"])
                yield entry


def _form(names: Sequence[str], ids: Sequence[str]) -> type[BaseModel]:
    # Literal takes its values at run time here; that is the point of it.
    a_name: Any = Literal[tuple(names)]
    an_id: Any = Literal[tuple(ids)]
    entry = create_model(
        "DraftPerson",
        __config__=ConfigDict(extra="forbid"),
        name=(a_name, ...),
        role=(str, ...),
        affiliation=(str, ...),
        evidence=(an_id, ...),
    )
    entries: Any = (list[entry], ...)
    return create_model("DraftPeople", __config__=ConfigDict(extra="forbid"), people=entries)


def _checked(
    person: Person, role: str, affiliation: str, sentence: Sentence, parser: Parser
) -> tuple[Person, str]:
    """The person with what the sentence gives of the two, and why not, if one is not taken."""
    name = str(person.name.value)
    role, affiliation = (v.strip().removeprefix("the ") for v in (role, affiliation))
    if not role or max(len(role), len(affiliation)) > _MAX_VALUE_CHARS:
        return person, "no role, or too long for one"
    role_at, body_at = _place(role, sentence), _place(affiliation, sentence) if affiliation else None
    if role_at is None or (affiliation and body_at is None):
        return person, "not the words of the sentence"
    says = [f"{name} is {role}."]
    if affiliation:
        says = [f"{name} is {role} {tie} {affiliation}." for tie in _TIES] + [
            f"{name} is {affiliation}'s {role}."
        ]
    whys = [problems(said, [sentence.text], context="", parser=parser) for said in says]
    if all(whys):
        return person, "; ".join(whys[0][:3])
    update: dict[str, Grounded] = {}
    if not person.role.value:
        update["role"] = grounded(sentence, role_at)
    # An affiliation belongs to its role: beside another role it would read as that one's.
    is_same_role = not person.role.value or person.role.value.casefold() == role.casefold()
    if body_at and not person.affiliation.value and is_same_role:
        update["affiliation"] = grounded(sentence, body_at)
    return person.model_copy(update=update), ""


def _place(words: str, sentence: Sentence) -> Span | None:
    """Where the words stand in the sentence, as a span of its article; None if they do not."""
    at = sentence.text.find(words)
    start = sentence.span.start + at
    return Span(start, start + len(words)) if at >= 0 else None
