"""What was said before in a conversation: its last turns, in one shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.models import Answer

_REMEMBERED = 6  # turns


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked, and its answer where there was one."""

    question: str
    answer: Answer | None = None


History = Sequence[Turn | tuple[str, Answer] | str]


def turns_of(history: History) -> tuple[Turn, ...]:
    """The last turns, in order, in one shape."""
    turns = (t if isinstance(t, Turn) else Turn(t) if isinstance(t, str) else Turn(*t) for t in history)
    return tuple(turns)[-_REMEMBERED:]


def quotes_of(turn: Turn, *, one_article: bool = False) -> list[str]:
    """The sentences that the answer of a turn rests on first; with `one_article` those in the article of the
    first."""
    statements = turn.answer.statements[:2] if turn.answer else []
    cited = [c for s in statements for c in s.citations[:1]]
    return [c.quote for c in cited if not one_article or c.article_id == cited[0].article_id]
