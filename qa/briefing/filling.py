"""What the reading without a model left open in a brief, filled in by a language model, section by section.

The sentences that a section may find something in go out in batches (map), few calls in all, and none where
nothing is open. The model gives words and the id of a sentence; the program finds the words there, asks
`qa.grounding` whether that sentence carries them together, and adds what passed to the section (reduce). What
a brief has is never changed. The sections are those of `qa.briefing.sections`; dates are resolved by the
program alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, create_model

from qa.briefing.offering import in_batches, listed, numbered, one_of
from qa.briefing.prose import Sentence
from qa.briefing.sections import Attributions, Figures, Organisations, People
from qa.errors import ModelBadReply, ModelError
from qa.language.nlp import Parser
from qa.models import Brief, Dropped
from qa.phrasing.deadline import Bounded
from qa.phrasing.live import Listener
from qa.phrasing.llm import Call
from qa.phrasing.prompts import load_prompt

MAX_CALLS = 3  # of one section
MAX_TOKENS = 800  # of one reply: sixteen entries
_MAX_BATCH_CHARS = 6_000  # some 1,500 tokens of sentences
_MAX_ENTRIES = 16  # of one reply
_MAX_OTHERS = 3  # sentences that an entry is tried with besides the one it names


class Gapped(Protocol):
    """A list of a brief that may have gaps; `name` is its field."""

    name: str

    @property
    def entries(self) -> list[Any]:
        """What the list holds now."""
        ...

    def is_open_in(self, sentence: Sentence) -> bool:
        """True if something that is missing may stand there."""
        ...

    def form(self, batch: Sequence[Sentence]) -> dict[str, Any]:
        """The fields of an entry with their types; the id of its sentence is added."""
        ...

    def asked_for(self, batch: Sequence[Sentence]) -> str:
        """What is open in the sentences, as the prompt names it."""
        ...

    def take(self, entry: dict[str, Any], sentence: Sentence) -> str | None:
        """Adds the entry if the sentence carries it; else what is wrong with it."""
        ...


def filled(
    brief: Brief, sentences: Sequence[Sentence], model: Bounded, parser: Parser, listener: Listener
) -> Brief:
    """The brief with what a model found for its gaps, at most `MAX_CALLS` requests a section; `sentences` are
    all that was read, the best first. If the model fails, what passed until then stays, and `engine` says so.
    """
    sections: list[Gapped] = [
        People(brief.people, parser),
        Organisations(brief.organisations, parser),
        Figures(brief.figures),
        Attributions(brief.attributions, parser),
    ]
    dropped, engine = list(brief.dropped), brief.engine
    for section in sections:
        try:
            _fill(section, sentences, model, listener, dropped)
        except ModelError as e:
            engine = f"{engine} ({section.name}: broke off: {e})"
            if not isinstance(e, ModelBadReply):
                break  # it is gone, or the time is over
    fields = {s.name: s.entries for s in sections}
    added = [name for name, entries in fields.items() if entries != getattr(brief, name)]
    if added and not engine.startswith(model.name):  # it wrote no line
        engine = f"{engine} ({model.name}: {', '.join(added)})"
    return brief.model_copy(update=fields | {"dropped": dropped, "engine": engine, "usage": model.usage})


def _fill(
    section: Gapped,
    sentences: Sequence[Sentence],
    model: Bounded,
    listener: Listener,
    dropped: list[Dropped],
) -> None:
    """Adds to the section what the model finds for it, and to `dropped` what did not pass."""
    told = [s for s in sentences if section.is_open_in(s)]
    for batch in islice(in_batches(told, _MAX_BATCH_CHARS), MAX_CALLS):
        # What was open in it the batch before may have closed.
        still_open = [s for s in batch if section.is_open_in(s)]
        if not still_open:
            continue
        listener.at(section.name)
        for entry, sentence in _drafted(section, still_open, model):
            if wrong := _take(section, entry, sentence, still_open):
                dropped.append(Dropped(text=_told(entry), why=wrong))


def _form(ids: Sequence[str], fields: dict[str, Any]) -> type[BaseModel]:
    """One list of entries, of which the ids can be no others than those that were given out."""
    an_id = one_of(ids)
    own: Any = {name: (kind, ...) for name, kind in fields.items()}
    entry = create_model("DraftEntry", __config__=ConfigDict(extra="forbid"), **own, evidence=(an_id, ...))
    entries: Any = (list[entry], ...)
    return create_model("DraftEntries", __config__=ConfigDict(extra="forbid"), entries=entries)


def _drafted(
    section: Gapped, batch: Sequence[Sentence], model: Bounded
) -> Iterator[tuple[dict[str, Any], Sentence]]:
    """The entries a model writes on a batch, each with the sentence that it names."""
    by_id = numbered(batch)
    prompt = load_prompt(f"brief_{section.name}")
    message = prompt.message(asked=section.asked_for(batch), sentences=listed(by_id))
    form = _form(list(by_id), section.form(batch))
    with closing(model.stream(message, form, Call(), max_tokens=MAX_TOKENS)) as items:
        for item in islice(items, _MAX_ENTRIES):
            entry = {k: (v or "").strip() for k, v in item.model_dump().items()}
            entry = {k: "" if v in ("null", "None") else v for k, v in entry.items()}
            yield entry, by_id[entry.pop("evidence")]


def _take(section: Gapped, entry: dict[str, Any], named: Sentence, batch: Sequence[Sentence]) -> str | None:
    """Adds the entry if the sentence that it names carries it, or another one does that holds all its words;
    else what is wrong with it."""
    words = [value for value in entry.values() if value]
    others = [s for s in batch if s is not named and all(word in s.text for word in words)]
    reasons: list[str] = []
    for sentence in [named, *others[:_MAX_OTHERS]]:
        if (wrong := section.take(entry, sentence)) is None:
            return None
        reasons.append(wrong)
    return reasons[0]


def _told(entry: dict[str, Any]) -> str:
    """The entry as it is shown among what was dropped."""
    return "; ".join(str(value) for value in entry.values() if value)
