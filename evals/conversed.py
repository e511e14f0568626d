"""Turns of conversations that were written down with what answers them, as the program meets them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.models import Article, Filters, Hit, Span
from qa.answer import Tools
from qa.citations import refer, verbatim
from qa.conversing.following import going_on_from, leans_on_turns
from qa.conversing.standing_alone import stand_alone
from qa.conversing.turns import Turn
from qa.finding import look_up
from qa.language.nlp import Parser
from qa.models import Abstained, Answer, Answered, HitView
from qa.reading.before import Before


@dataclass(frozen=True, slots=True)
class Said:
    """A question of a conversation, the file of the article that answers it, and the words that do; both ""
    where nothing does."""

    question: str
    file_name: str
    quote: str


def turns_as_written(
    said: Sequence[Said], article_named: Callable[[str], Article], parser: Parser
) -> tuple[Turn, ...]:
    """What was `said`, as if the program had answered each question with the words that answer it."""
    turns: list[Turn] = []
    for one in said:
        read_as = stand_alone(one.question, turns, parser) if turns else None
        article = article_named(one.file_name) if one.quote else None
        turns.append(Turn(one.question, _answer(one, read_as, article)))
    return tuple(turns)


def _answer(said: Said, read_as: str | None, article: Article | None) -> Answer:
    common = {"question": said.question, "read_as": read_as, "confidence": 1.0, "engine": "as written"}
    if article is None or (at := article.text.find(said.quote)) < 0:
        return Abstained(**common)
    span, whole = Span(at, at + len(said.quote)), article.text
    seen = HitView(
        rank=1, score=1.0, passage_id=0, start=0, end=len(whole), text=whole,
        **refer(article).model_dump(exclude={"url", "sha256"}),
    )  # fmt: skip
    return Answered(statements=[verbatim(article, span)], hits=[seen], **common)


def found_after(
    question: str, turns: Sequence[Turn], tools: Tools, filters: Filters
) -> tuple[str, Before, list[Hit]]:
    """`question` as it is read after `turns`, what it goes on from, and what is found for it."""
    read_as = stand_alone(question, turns, tools.parser) if turns else None
    whole = read_as or question
    found = look_up(whole, [whole], whole, tools, filters, None)
    if leans_on_turns(question, read_as, turns):
        found = going_on_from(found, question, whole, turns, tools, filters, None)
    return whole, found.before, found.hits
