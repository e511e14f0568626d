"""The part of a brief that a language model may phrase: bottom line and key points, each checked.

The model gets the best sentences with short ids and a form that knows no other ids. What it writes is
shown only if `qa.grounding` finds nothing wrong with it; otherwise the sentence it named stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.briefing.prose import Sentence
from qa.briefing.ranking import Ranked, repeats
from qa.citations import cite, verbatim
from qa.drafts import DraftStatement, draft_form, drafted
from qa.errors import ModelError
from qa.grounding import carried_by
from qa.llm import LanguageModel
from qa.models import Brief, Dropped, Statement, Usage, Verdict
from qa.nlp import Parser
from qa.prompts import load_prompt

MAX_OFFERED = 40
MAX_TOKENS = 800
MAX_BOTTOM_LINE = 2
MAX_KEY_POINTS = 5


@dataclass(frozen=True, slots=True)
class Phrased:
    """What is left of a model's draft after the check, what was not shown and why, and the cost."""

    bottom_line: list[Statement]
    key_points: list[Statement]
    dropped: list[Dropped]
    usage: Usage


def phrase(title: str, offered: Sequence[Sentence], model: LanguageModel, parser: Parser) -> Phrased:
    """Bottom line and key points in the model's words over the offered sentences, at most `MAX_OFFERED`.

    Raises:
        ModelError: if the model could not fill the form.
    """
    by_id = {f"s{n}": sentence for n, sentence in enumerate(offered[:MAX_OFFERED], 1)}
    listed = "\n".join(f"[{i}] {_one_line(s.text)}" for i, s in by_id.items())
    message = load_prompt("brief").message(title=_one_line(title), sentences=listed)
    form = draft_form("DraftBrief", list(by_id), bottom_line=MAX_BOTTOM_LINE, key_points=MAX_KEY_POINTS)
    filled = model.fill(message, form, max_tokens=MAX_TOKENS)
    dropped: list[Dropped] = []
    shown: list[Statement] = []
    bottom_line, key_points = (
        _checked(drafted(filled.value, field), by_id, title, parser, shown, dropped)
        for field in ("bottom_line", "key_points")
    )
    return Phrased(bottom_line, key_points, dropped, filled.usage)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _checked(
    lines: Sequence[DraftStatement],
    by_id: dict[str, Sentence],
    title: str,
    parser: Parser,
    shown: list[Statement],
    dropped: list[Dropped],
) -> list[Statement]:
    """The lines that hold; `shown` and `dropped` grow by what happened to each."""
    kept: list[Statement] = []
    for line in lines:
        sentences = [by_id[i] for i in dict.fromkeys(line.evidence)]
        statement, why = _checked_line(line.text, sentences, title, parser)
        if any(repeats(statement.text, s.text) for s in shown):
            why = [*why, "repeats another statement"]
        else:
            kept.append(statement)
            shown.append(statement)
        if why:
            dropped.append(Dropped(text=line.text, why="; ".join(why[:3])))
    return kept


def _checked_line(
    text: str, sentences: Sequence[Sentence], title: str, parser: Parser
) -> tuple[Statement, list[str]]:
    """The statement, or the first sentence it names in its place with what was wrong."""
    carrier, wrong = carried_by(text, [s.text for s in sentences], context=title, parser=parser)
    stands_in = sentences[carrier or 0]
    if carrier is None or text == stands_in.text:
        return verbatim(stands_in.article, stands_in.span), wrong
    citation = cite(stands_in.article, stands_in.span)
    return Statement(text=text, citations=[citation], verdict=Verdict.SUPPORTED), []


def phrased(brief: Brief, ranked: Ranked, model: LanguageModel, parser: Parser) -> Brief:
    """The brief with what a model wrote and the check let through; if it failed, `engine` says so."""
    offered = sorted(ranked.order()[:MAX_OFFERED])
    if not offered:
        return brief
    try:
        phrased = phrase(brief.title, [ranked.sentences[i] for i in offered], model, parser)
    except ModelError as e:
        return brief.model_copy(update={"engine": f"{brief.engine} ({model.name} failed: {e})"})
    return brief.model_copy(update={"engine": model.name, **_lines(brief, phrased)})


def _lines(brief: Brief, phrased: Phrased) -> dict[str, object]:
    """The model's lines, filled up with the extractive ones that say something else: a poor model must not
    make a poorer brief."""
    bottom_line = _filled(phrased.bottom_line, brief.bottom_line, [])
    return {
        "bottom_line": bottom_line,
        "key_points": _filled(phrased.key_points, brief.key_points, bottom_line),
        "dropped": phrased.dropped,
        "usage": phrased.usage,
    }


def _filled(
    own: Sequence[Statement], extractive: Sequence[Statement], said: Sequence[Statement]
) -> list[Statement]:
    """`own`, then of `extractive` what repeats neither it nor `said`, up to the length of `extractive`."""
    lines = list(own)
    for statement in extractive:
        if len(lines) < len(extractive) and not any(repeats(statement.text, s.text) for s in (*lines, *said)):
            lines.append(statement)
    return lines
