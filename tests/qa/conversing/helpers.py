"""Answers and passages of a conversation, made by hand."""

from __future__ import annotations

from qa.models import Answered, Citation, HitView, Statement, Verdict

WON = "Former mayor Dorota Wróbel won the mayoral election in Harrowmere by 37 votes."


def seen(text: str) -> HitView:
    """A passage of an answer."""
    return HitView(
        rank=1, score=1.0, passage_id=1, article_id="a", version=1, start=0, end=len(text), text=text,
        title="T", publisher=None, published_at=None,
    )  # fmt: skip


def answered(question: str, quote: str) -> Answered:
    citation = Citation(
        article_id="a", version=1, title="T", publisher=None, published_at=None, url=None, start=0,
        end=len(quote), quote=quote, sha256="0",
    )  # fmt: skip
    statement = Statement(text=quote, citations=[citation], verdict=Verdict.VERBATIM)
    return Answered(question=question, statements=[statement], confidence=0.9, engine="extractive")
