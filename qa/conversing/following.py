"""A follow-up is looked for in the articles that answered last, too, and read with what was said before it.

By rules it is put to stand alone (`qa.conversing.standing_alone`), which tells what to search for and is
shown; but who "they" are is often plain from the conversation alone. So the models read it in two ways: as it
was put, and together with how it was asked, the last questions and the sentences that answered them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from index.models import Filters, Hit
from qa.asking.parts import names_its_subject
from qa.conversing.small_talk import is_small_talk
from qa.conversing.turns import Turn
from qa.finding import Found, Part, lifted, look_up, merged
from qa.language.words import content_stems
from qa.models import Answer
from qa.reading.before import Before
from qa.weighing.newer import share_names

if TYPE_CHECKING:
    from qa.answer import Tools

_POINTS = re.compile(r"\b(?:he|him|his|she|her|hers|the person who)\b", re.IGNORECASE)
_CITED = 4  # articles
_SAID = 2  # turns, the last first, that a question goes on from
_BARE = 2  # words that carry meaning
_WORDS = 30  # of a question, and of its answer, that are read with it


def leans_on_turns(question: str, read_as: str | None, turns: Sequence[Turn]) -> bool:
    """True for a follow-up that does not say by itself what it is about."""
    return bool(turns) and (read_as is not None or not names_its_subject(question))


def cited_last(turns: Sequence[Turn]) -> tuple[str, ...]:
    """Ids of the articles that the last answers rest on, those of the last answer's first sentence first."""
    answers = [turn.answer for turn in reversed(turns) if turn.answer and turn.answer.statements][:_SAID]
    statements = [s for a in answers for s in (*a.statements, *(s for c in a.conflicts for s in c.sides))]
    return tuple(dict.fromkeys(c.article_id for s in statements for c in s.citations))[:_CITED]


def said_before(question: str, read_as: str, turns: Sequence[Turn]) -> str:
    """What `question`, read as `read_as`, goes on from, as the models read it: itself if it was read
    otherwise, then the last turns, the last first, each with the words that answered it."""
    told = [] if question == read_as else [_first_words(question)]
    for turn in _asking(turns)[:_SAID]:
        first = turn.answer.statements[:1] if turn.answer else []
        quotes = [c.quote for s in first for c in s.citations[:1]]
        told.append(" ".join(map(_first_words, [_as_read(turn), *quotes])))
    return " | ".join(told)


def last_asked(turns: Sequence[Turn]) -> str | None:
    """The last question of `turns`, as it was read; None if nothing was asked."""
    return next(map(_as_read, _asking(turns)), None)


def last_answer(turns: Sequence[Turn]) -> Answer | None:
    """The answer to the last question of `turns`, which may be an abstention; None if nothing was asked."""
    return next((turn.answer for turn in _asking(turns) if turn.answer), None)


def _asking(turns: Sequence[Turn]) -> list[Turn]:
    """The turns that ask something, the last first."""
    return [turn for turn in reversed(turns) if not is_small_talk(turn.question)]


def _as_read(turn: Turn) -> str:
    return (turn.answer.read_as if turn.answer else None) or turn.question


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_WORDS])


def going_on_from(
    found: Found,
    question: str,
    read_as: str,
    turns: Sequence[Turn],
    tools: Tools,
    filters: Filters,
    now: datetime | None,
) -> Found:
    """What was `found` for `question`, read as `read_as`, in all articles, by turns with what those hold that
    answered last, and what was said. What says too little to be a new matter is of the same story."""
    allowed = filters.article_ids
    cited = tuple(i for i in cited_last(turns) if not allowed or i in allowed)
    before = Before(said_before(question, read_as, turns), cited)
    if not cited:
        return replace(found, before=before)
    there = look_up(read_as, [read_as], read_as, tools, replace(filters, article_ids=cited), now)
    hits = merged([lifted(there.hits, found.hits), found.hits])
    if read_as == question and _is_bare(question):
        hits = _of_the_same_story(hits, cited, tools)
    return replace(found, hits=hits, before=before)


def of_whom_is_known(part: Part, turns: Sequence[Turn]) -> Part:
    """`part`, unsettled if it still asks about "him" and rests on an article that no answer before did: he
    may be anybody."""
    pointing = _POINTS.search(part.question)
    seen = {c.article_id for t in turns if t.answer for s in t.answer.statements for c in s.citations}
    if not (pointing and part.is_settled and seen):
        return part
    article, _ = part.reading.evidence[0].places[0]
    why = f"The articles do not say: whom “{pointing.group()}” means is not clear; ask with the name."
    return part if article.article_id in seen else replace(part, is_settled=False, why_not=why)


def _of_the_same_story(hits: Sequence[Hit], cited: Sequence[str], tools: Tools) -> list[Hit]:
    """Those of `hits` in articles that name so much of what one of the `cited` does that they tell of one
    thing."""
    told = {h.passage.article_id: tools.article_of(h.passage.article_id, h.passage.version) for h in hits}
    known = [article for i, article in told.items() if i in cited]
    same = {i for i, article in told.items() if i in cited or any(share_names(article, o) for o in known)}
    return [h for h in hits if h.passage.article_id in same]


def _is_bare(question: str) -> bool:
    """True of "how did the shares react?", which says too little to be a new matter."""
    return len(content_stems(question)) <= _BARE and not names_its_subject(question)
