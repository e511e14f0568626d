"""The form of what a model drafts: statements that name the ids of the sentences they rest on.

Made for each request, with the ids that were offered as the only values, so that no other can be named.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from qa.grounding import MAX_STATEMENT_CHARS

_MAX_EVIDENCE = 3


def _bounded(text: str) -> str:
    if not 0 < len(text) <= MAX_STATEMENT_CHARS:
        raise ValueError("empty, or too long for a statement")
    return text


# The bound is a check of ours and not in the schema: there it would make llama.cpp's grammar take minutes.
_Text = Annotated[str, AfterValidator(_bounded)]


class DraftStatement(BaseModel):
    """What a model says, and the ids of the sentences it says it from."""

    model_config = ConfigDict(extra="forbid")

    text: str
    evidence: list[str]


def draft_form(name: str, ids: Sequence[str], **lists: int) -> type[BaseModel]:
    """A form with one list of draft statements per keyword, each of at most so many."""
    # Literal takes its values at run time here; that is the point of it.
    an_id: Any = Literal[tuple(ids)]
    evidence = Annotated[list[an_id], Field(min_length=1, max_length=_MAX_EVIDENCE)]
    statement = create_model(
        "DraftStatement", __config__=ConfigDict(extra="forbid"), text=(_Text, ...), evidence=(evidence, ...)
    )
    fields: dict[str, Any] = {
        field: (Annotated[list[statement], Field(max_length=most)], ...) for field, most in lists.items()
    }
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)
