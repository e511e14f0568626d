"""Which sentences of a long input a brief should tell, as a language model sees it: the first of two steps.

One request holds some forty sentences. Of more, batches go out first, the best-ranked sentences before the
others, and of each the model names the few ids that matter (map); what it named is offered in the request
that writes the lines (reduce, `qa.briefing.phrasing`). It only chooses what is offered: nothing here is
shown, and what the brief tells already is offered in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from qa.briefing.offering import in_batches, is_offered, listed, numbered, one_line, one_of
from qa.briefing.phrasing import MAX_OFFERED
from qa.briefing.prose import Sentence, SentenceId
from qa.briefing.ranking import Ranked
from qa.errors import ModelError
from qa.phrasing.deadline import Bounded
from qa.phrasing.live import Listener
from qa.phrasing.prompts import load_prompt

MAX_CALLS = 4
MAX_TOKENS = 150  # of one reply: ids
_MAX_BATCH_CHARS = 12_000  # some 3,000 tokens
_MAX_PICKED = 8  # of one batch


@dataclass(slots=True)
class Picked:
    """The sentences that were named, by batch; `wrong` is why it ended early, if it did."""

    ids: list[SentenceId] = field(default_factory=list)
    wrong: str | None = None


def pick(title: str, ranked: Ranked, model: Bounded, listener: Listener) -> Picked:
    """What a model names of the sentences, in at most `MAX_CALLS` requests; none is made, and nothing named,
    if all of them fit one request."""
    best_first = [ranked.sentences[i] for i in ranked.order() if is_offered(ranked.sentences[i])]
    picked = Picked()
    if len(best_first) <= MAX_OFFERED:
        return picked
    place = {sentence.id: n for n, sentence in enumerate(ranked.sentences)}
    listener.at("the sentences that matter")
    try:
        for batch in islice(in_batches(best_first, _MAX_BATCH_CHARS), MAX_CALLS):
            picked.ids += _named(title, sorted(batch, key=lambda s: place[s.id]), model)
    except ModelError as e:
        picked.wrong = str(e)
    return picked


def _named(title: str, batch: Sequence[Sentence], model: Bounded) -> list[SentenceId]:
    by_id = numbered(batch)
    message = load_prompt("brief_choose").message(title=one_line(title), sentences=listed(by_id))
    reply: Any = model.fill(message, _form(list(by_id)), max_tokens=MAX_TOKENS).value
    return [by_id[i].id for i in dict.fromkeys(reply.ids)]


def _form(ids: Sequence[str]) -> type[BaseModel]:
    an_id: Any = one_of(ids)
    chosen: Any = (Annotated[list[an_id], Field(min_length=1, max_length=_MAX_PICKED)], ...)
    return create_model("DraftChoice", __config__=ConfigDict(extra="forbid"), ids=chosen)
