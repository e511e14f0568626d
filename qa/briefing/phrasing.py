"""The lines of a brief that a language model may phrase: bottom line, key points, risks, open questions.

One request, however many articles: their best sentences are chosen before, by the reading without a model and
by `qa.briefing.choosing`, and the model gets those with short ids and a form that knows no other. A line is
shown only if `qa.grounding` finds a sentence that carries it, and then in the place of that sentence: what
the extractive brief tells stays told, however bad the model. Where it has fewer key points than a brief may
have, the model may add some.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from qa.briefing.offering import is_offered, listed, numbered, one_line, one_of
from qa.briefing.prose import Sentence, SentenceId
from qa.briefing.ranking import Ranked, id_of, repeats
from qa.citations import cite
from qa.errors import ModelError
from qa.grounding import MAX_STATEMENT_CHARS, carried_by
from qa.language.nlp import Parser
from qa.models import Brief, Dropped, Statement, Verdict
from qa.phrasing.deadline import Bounded
from qa.phrasing.live import Listener
from qa.phrasing.llm import Call
from qa.phrasing.prompts import load_prompt

MAX_OFFERED = 40  # sentences
MAX_TOKENS = 900  # of the reply
MAX_KEY_POINTS = 7
_MAX_LINES = 16
_MAX_EVIDENCE = 3
_MAX_TIMES = 2  # the same line

Section = Literal["bottom_line", "key_points", "risks", "open_questions"]
SECTIONS: tuple[Section, ...] = ("bottom_line", "key_points", "risks", "open_questions")


@dataclass(slots=True)
class _Written:
    """What passed the check, by the sentence that carries it; the first wording of a sentence stands."""

    of_sentence: dict[SentenceId, Statement] = field(default_factory=dict)
    points: list[SentenceId] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def phrased(
    brief: Brief,
    ranked: Ranked,
    wanted: Sequence[SentenceId],
    model: Bounded,
    parser: Parser,
    listener: Listener,
) -> tuple[Brief, ModelError | None]:
    """The brief with what a model wrote in its time and the check let through, and what went wrong; then it
    is the brief with what came until then, and `engine` says so. `wanted` are sentences to write from besides
    those that the brief is made of; the best of the others fill up."""
    written, engine, wrong = _Written(), model.name, None
    listener.at("bottom line, key points, risks, open questions")
    try:
        for line, sentences in _drafted(brief.title, _offered(brief, ranked, wanted), model):
            _check(line, sentences, brief.title, parser, written, listener)
    except ModelError as e:
        wrong = e
        has_any = bool(written.of_sentence)
        engine = f"{model.name} (broke off: {e})" if has_any else f"{brief.engine} ({model.name} failed: {e})"
    lines: dict[str, Any] = {name: _worded(getattr(brief, name), written) for name in SECTIONS}
    lines["key_points"] = _with_added(lines["key_points"], brief, written)
    done = {**lines, "engine": engine, "dropped": written.dropped, "usage": model.usage}
    return brief.model_copy(update=done), wrong


def _offered(brief: Brief, ranked: Ranked, wanted: Sequence[SentenceId]) -> list[Sentence]:
    """The sentences that the brief is made of, the wanted ones, and the best of the others, in the order of
    the articles."""
    own = [id_of(s.citations[0]) for name in SECTIONS for s in getattr(brief, name)]
    first = [ranked.place[i] for i in dict.fromkeys([*own, *wanted]) if i in ranked.place]
    order = [i for i in dict.fromkeys([*first, *ranked.order()]) if is_offered(ranked.sentences[i])]
    return [ranked.sentences[i] for i in sorted(order[:MAX_OFFERED])]


def _form(ids: Sequence[str]) -> type[BaseModel]:
    """One list of lines, so that each can be checked as it comes."""
    an_id: Any = one_of(ids)
    line = create_model(
        "DraftLine",
        __config__=ConfigDict(extra="forbid"),
        section=(Section, ...),
        text=(str, ...),
        evidence=(Annotated[list[an_id], Field(min_length=1, max_length=_MAX_EVIDENCE)], ...),
    )
    # How many there are is bounded where they are read: in the schema it would slow llama.cpp's grammar down.
    lines: Any = (list[line], ...)
    return create_model("DraftBrief", __config__=ConfigDict(extra="forbid"), lines=lines)


def _drafted(
    title: str, offered: Sequence[Sentence], model: Bounded
) -> Iterator[tuple[dict[str, Any], list[Sentence]]]:
    """The lines a model writes on some sentences, each with the sentences that it names."""
    by_id = numbered(offered)
    message = load_prompt("brief").message(title=one_line(title), sentences=listed(by_id))
    times: Counter[str] = Counter()
    with closing(model.stream(message, _form(list(by_id)), Call(), max_tokens=MAX_TOKENS)) as items:
        for item in islice(items, _MAX_LINES):
            line = item.model_dump()
            times[line["text"]] += 1
            if times[line["text"]] > _MAX_TIMES:
                return  # a small model goes round in circles, to the end of its tokens
            yield line, [by_id[i] for i in dict.fromkeys(line["evidence"])]


def _check(
    line: dict[str, Any],
    sentences: Sequence[Sentence],
    title: str,
    parser: Parser,
    written: _Written,
    listener: Listener,
) -> None:
    """Keeps the line if one of its sentences carries it and nothing else says the same."""
    text, wrong = line["text"].strip(), ["empty, or too long for a statement"]
    carrier: int | None = None
    if 0 < len(text) <= MAX_STATEMENT_CHARS:
        carrier, wrong = carried_by(text, [s.text for s in sentences], context=title, parser=parser)
    if carrier is None:
        written.dropped.append(Dropped(text=text, why="; ".join(wrong[:3])))
        return
    by = sentences[carrier]
    said = [s for i, s in written.of_sentence.items() if i == by.id or repeats(text, s.text)]
    if said:
        written.dropped.append(Dropped(text=text, why="repeats another statement"))
        return
    verdict = Verdict.VERBATIM if text == by.text else Verdict.SUPPORTED
    statement = Statement(text=text, citations=[cite(by.article, by.span)], verdict=verdict)
    written.of_sentence[by.id] = statement
    if line["section"] in ("bottom_line", "key_points"):
        written.points.append(by.id)
    listener.show(statement)


def _worded(lines: Sequence[Statement], written: _Written) -> list[Statement]:
    """The lines, each in the model's words where it phrased that very sentence; their citations stay."""
    worded = []
    for line in lines:
        own = written.of_sentence.get(id_of(line.citations[0]))
        worded.append(
            line if own is None else line.model_copy(update={"text": own.text, "verdict": own.verdict})
        )
    return worded


def _with_added(points: Sequence[Statement], brief: Brief, written: _Written) -> list[Statement]:
    """The key points, and behind them those of the model's choice, as far as there is room."""
    told = {id_of(s.citations[0]) for name in SECTIONS for s in getattr(brief, name)}
    shown = [*brief.bottom_line, *points]
    added: list[Statement] = []
    for i in written.points:
        statement = written.of_sentence[i]
        if i not in told and not any(repeats(statement.text, s.text) for s in (*shown, *added)):
            added.append(statement)
    return [*points, *added][:MAX_KEY_POINTS]
