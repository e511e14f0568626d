"""A follow-up is read in more than one way, and the surest reading is taken.

In its own words as well, for articles say "she", too; and both in the articles that answered last: who names
nothing goes on about the same matter, though "the union" may be another one elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from index.models import Filters
from qa.conversation import Turn, last_answer
from qa.finding import Part, look_up, read_part
from qa.question import view_of
from qa.words import content_stems

if TYPE_CHECKING:
    from qa.answer import Tools

_POINTS = re.compile(r"\b(?:he|him|his|she|her|hers|the person who)\b", re.IGNORECASE)
_CITED = 4  # articles


def cited_last(turns: Sequence[Turn]) -> tuple[str, ...]:
    """Ids of the articles that the last answer rests on, its first sentence's first."""
    last = last_answer(turns)
    statements = [*last.statements, *(s for c in last.conflicts for s in c.sides)] if last else []
    return tuple(dict.fromkeys(c.article_id for s in statements for c in s.citations))[:_CITED]


def as_follow_up(
    question: str,
    part: Part,
    turns: Sequence[Turn],
    tools: Tools,
    filters: Filters,
    now: datetime | None,
    least: float,
) -> Part:
    """The surest reading of `question`, which was read as `part` among all articles."""
    if part.question != question:
        part = _surer(part, read_part(question, part.found, tools, least))
    allowed = filters.article_ids
    cited = tuple(i for i in cited_last(turns) if not allowed or i in allowed)
    if cited and (part.question != question or not _names_something(question, tools)):
        there = replace(filters, article_ids=cited)
        for asked in dict.fromkeys((part.question, question)):
            found = look_up(asked, [asked], asked, tools, there, now)
            part = _surer(part, read_part(asked, found, tools, least))
    return _of_whom_is_known(part, turns)


def _of_whom_is_known(part: Part, turns: Sequence[Turn]) -> Part:
    """`part`, unsettled if it still asks about "him" and rests on an article that no answer before did: he
    may be anybody."""
    pointing = _POINTS.search(part.question)
    seen = {c.article_id for t in turns if t.answer for s in t.answer.statements for c in s.citations}
    if not (pointing and part.is_settled and seen):
        return part
    article, _ = part.reading.evidence[0].places[0]
    why = f"The articles do not say: whom “{pointing.group()}” means is not clear; ask with the name."
    return part if article.article_id in seen else replace(part, is_settled=False, why_not=why)


def _surer(part: Part, other: Part) -> Part:
    """`other` in the place of `part` if it is settled, surer, and from an article that names whatever the
    question names."""
    if not other.is_settled or other.reading.confidence <= part.reading.confidence:
        return part
    text = other.reading.evidence[0].places[0][0].text
    is_about_it = part.reading.view.name_stems <= set(content_stems(text))
    return replace(other, question=part.question) if is_about_it else part


def _names_something(question: str, tools: Tools) -> bool:
    (parse,) = tools.parser.parse([question])
    return bool(view_of(question, parse).names)
