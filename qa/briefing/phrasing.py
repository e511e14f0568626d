"""The part of a brief that a language model may phrase: bottom line and key points, each checked.

The model gets the best sentences with short ids and a form that knows no other ids. What it writes is
shown only if `qa.grounding` finds nothing wrong with it; otherwise the sentence it named stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from qa.briefing.prose import Sentence
from qa.briefing.ranking import repeats
from qa.citations import cite, verbatim
from qa.grounding import problems
from qa.llm import LanguageModel
from qa.models import Dropped, Statement, Usage, Verdict
from qa.nlp import Parser
from qa.prompts import load_prompt

MAX_OFFERED = 40
MAX_TOKENS = 1200
MAX_BOTTOM_LINE = 2
MAX_KEY_POINTS = 7
_MAX_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Phrased:
    """What is left of a model's draft after the check, what was not shown and why, and the cost."""

    bottom_line: list[Statement]
    key_points: list[Statement]
    dropped: list[Dropped]
    usage: Usage


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    statement: str
    evidence: list[str]


class _Draft(BaseModel):
    model_config = ConfigDict(extra="forbid")

    bottom_line: list[_Line]
    key_points: list[_Line]


def phrase(title: str, offered: Sequence[Sentence], model: LanguageModel, parser: Parser) -> Phrased:
    """Bottom line and key points in the model's words over the offered sentences, at most `MAX_OFFERED`.

    Raises:
        ModelError: if the model could not fill the form.
    """
    by_id = {f"s{n}": sentence for n, sentence in enumerate(offered[:MAX_OFFERED], 1)}
    listed = "\n".join(f"[{i}] {_one_line(s.text)}" for i, s in by_id.items())
    message = load_prompt("brief").message(title=_one_line(title), sentences=listed)
    filled = model.fill(message, _form(tuple(by_id)), max_tokens=MAX_TOKENS)
    draft = _Draft.model_validate(filled.value.model_dump())
    dropped: list[Dropped] = []
    shown: list[Statement] = []
    bottom_line = _checked(draft.bottom_line, MAX_BOTTOM_LINE, by_id, title, parser, shown, dropped)
    key_points = _checked(draft.key_points, MAX_KEY_POINTS, by_id, title, parser, shown, dropped)
    return Phrased(bottom_line, key_points, dropped, filled.usage)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _form(ids: tuple[str, ...]) -> type[BaseModel]:
    """A form whose evidence can only be one of `ids`."""
    # Literal[...] takes its values at run time here; that is the point of it.
    an_id: Any = Literal[ids]
    evidence = Annotated[list[an_id], Field(min_length=1, max_length=_MAX_EVIDENCE)]
    text = Annotated[str, Field(min_length=1, max_length=400)]
    line = create_model(
        "BriefLine", __config__=ConfigDict(extra="forbid"), statement=(text, ...), evidence=(evidence, ...)
    )
    return create_model(
        "BriefDraft",
        __config__=ConfigDict(extra="forbid"),
        bottom_line=(Annotated[list[line], Field(max_length=MAX_BOTTOM_LINE)], ...),
        key_points=(Annotated[list[line], Field(max_length=MAX_KEY_POINTS)], ...),
    )


def _checked(
    lines: Sequence[_Line],
    n: int,
    by_id: dict[str, Sentence],
    title: str,
    parser: Parser,
    shown: list[Statement],
    dropped: list[Dropped],
) -> list[Statement]:
    """The lines that hold, up to `n`; `shown` and `dropped` grow by what happened to each."""
    kept: list[Statement] = []
    for line in lines[:n]:
        sentences = [by_id[i] for i in dict.fromkeys(line.evidence)]
        statement, why = _checked_line(line.statement, sentences, title, parser)
        if any(repeats(statement.text, s.text) for s in shown):
            why = [*why, "repeats another statement"]
        else:
            kept.append(statement)
            shown.append(statement)
        if why:
            dropped.append(Dropped(text=line.statement, why="; ".join(why)))
    return kept


def _checked_line(
    text: str, sentences: Sequence[Sentence], title: str, parser: Parser
) -> tuple[Statement, list[str]]:
    """The statement, or the first sentence it names in its place with what was wrong."""
    first = sentences[0]
    if text == first.text:
        return verbatim(first.article, first.span), []
    wrong = problems(text, [s.text for s in sentences], context=title, parser=parser)
    if wrong:
        return verbatim(first.article, first.span), wrong
    citations = [cite(s.article, s.span) for s in sentences]
    return Statement(text=text, citations=citations, verdict=Verdict.SUPPORTED), []
