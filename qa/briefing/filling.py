"""The roles of people that the reading without a model left open, as a language model finds them.

The sentences that name such people go out in batches, few calls in all, and none if nobody is open. What the
model gives is a role, an affiliation and the id of a sentence; the program finds the words there, and asks
`qa.grounding` whether that sentence carries "NAME is ROLE of AFFILIATION". What a brief has is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, create_model

from index.models import Span
from qa.briefing.capitals import is_role
from qa.briefing.prose import Sentence
from qa.citations import cite
from qa.deadline import Bounded
from qa.errors import ModelError
from qa.grounding import MAX_STATEMENT_CHARS, carried_by
from qa.live import Listener
from qa.llm import Call
from qa.models import Brief, Dropped, Grounded, Person
from qa.nlp import Parser
from qa.prompts import load_prompt

MAX_CALLS = 3
MAX_TOKENS = 500  # of one reply
_MAX_BATCH_CHARS = 6_000  # some 1,500 tokens of sentences
_MAX_SENTENCE_CHARS = 700
_MAX_ENTRIES = 16  # of one reply


def with_roles(
    brief: Brief, sentences: Sequence[Sentence], model: Bounded, parser: Parser, listener: Listener
) -> Brief:
    """The brief with roles for people who had none, at most `MAX_CALLS` requests; `sentences` are all that
    was read, the best first. If the model fails, what passed until then stays, and `engine` says so."""
    people = {p.name.value: p for p in brief.people if p.name.value and p.role.value is None}
    batches = list(islice(_batches(sentences, list(people)), MAX_CALLS))
    if not batches:
        return brief
    listener.at("people")
    dropped, engine = list(brief.dropped), brief.engine
    try:
        for batch in batches:
            for entry, sentence in _drafted(list(people), batch, model):
                if wrong := _fill(entry, sentence, people, parser):
                    dropped.append(Dropped(text=_told(entry), why=wrong))
    except ModelError as e:
        engine = f"{engine} (people: broke off: {e})"
    filled = [people.get(p.name.value or "", p) for p in brief.people]
    # As in `merge_people`: who has a role matters more to a reader than who is only named.
    filled.sort(key=lambda p: p.role.value is None)
    more = {"people": filled, "dropped": dropped, "engine": engine, "usage": model.usage}
    return brief.model_copy(update=more)


def _batches(sentences: Sequence[Sentence], names: Sequence[str]) -> Iterator[list[Sentence]]:
    """The sentences with one of the names in them, so many that a batch stays within its bound."""
    batch: list[Sentence] = []
    for sentence in sentences:
        if len(sentence.span) > _MAX_SENTENCE_CHARS or not any(n in sentence.text for n in names):
            continue
        if sum(len(s.span) for s in batch) + len(sentence.span) > _MAX_BATCH_CHARS:
            yield batch
            batch = []
        batch.append(sentence)
    if batch:
        yield batch


def _form(ids: Sequence[str], names: Sequence[str]) -> type[BaseModel]:
    """One list of entries, of which names and ids can be no others than those that were asked about."""
    # Literal takes its values at run time here; that is the point of it.
    an_id: Any = Literal[tuple(ids)]
    a_name: Any = Literal[tuple(names)]
    entry = create_model(
        "DraftPerson",
        __config__=ConfigDict(extra="forbid"),
        name=(a_name, ...),
        role=(str, ...),
        affiliation=(str | None, ...),
        evidence=(an_id, ...),
    )
    people: Any = (list[entry], ...)
    return create_model("DraftPeople", __config__=ConfigDict(extra="forbid"), people=people)


def _drafted(
    names: Sequence[str], batch: Sequence[Sentence], model: Bounded
) -> Iterator[tuple[dict[str, Any], Sentence]]:
    """The entries a model writes on a batch, each with the sentence that it names."""
    by_id = {f"s{n}": sentence for n, sentence in enumerate(batch, 1)}
    asked = [name for name in names if any(name in s.text for s in batch)]
    listed = "\n".join(f"[{i}] {' '.join(s.text.split())}" for i, s in by_id.items())
    message = load_prompt("brief_people").message(names="; ".join(asked), sentences=listed)
    form = _form(list(by_id), asked)
    with closing(model.stream(message, form, Call(), max_tokens=MAX_TOKENS)) as items:
        for item in islice(items, _MAX_ENTRIES):
            entry = item.model_dump()
            yield entry, by_id[entry["evidence"]]


def _fill(entry: dict[str, Any], sentence: Sentence, people: dict[str, Person], parser: Parser) -> str | None:
    """Gives the person the role if the sentence carries it; else what is wrong with it."""
    name, role, affiliation = entry["name"], entry["role"].strip(), (entry["affiliation"] or "").strip()
    if people[name].role.value is not None:
        return "the role is given already"
    if name not in sentence.text:
        return "the sentence does not name the person"
    if not any(is_role(word) for word in role.split()):
        return "no word for a role"
    statement = _told(entry)
    if len(statement) > MAX_STATEMENT_CHARS:
        return "too long"
    values = [_found(role, sentence), _found(affiliation, sentence) if affiliation else Grounded()]
    if values[0] is None or values[1] is None:
        return "not the words of the sentence"
    carrier, wrong = carried_by(statement, [sentence.text], context="", parser=parser)
    if carrier is None:
        return "; ".join(wrong[:3])
    people[name] = people[name].model_copy(update={"role": values[0], "affiliation": values[1]})
    return None


def _told(entry: dict[str, Any]) -> str:
    whose = f" of {entry['affiliation'].strip()}" if (entry["affiliation"] or "").strip() else ""
    return f"{entry['name']} is {entry['role'].strip()}{whose}."


def _found(words: str, sentence: Sentence) -> Grounded | None:
    """The words where they stand in the sentence, whole and letter by letter; None if they do not."""
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sentence.text)
    if match is None:
        return None
    start = sentence.span.start
    span = Span(start + match.start(), start + match.end())
    return Grounded(value=words, citations=[cite(sentence.article, span)])
