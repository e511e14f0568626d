"""What passes by while a reply is streamed: its size, its end and its cost. instructor tells none of them."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any

from pydantic import BaseModel

from qa.errors import ModelBadReply
from qa.models import Usage
from qa.phrasing.llm import Call, Price

# A token is seldom as long; a server that goes on after the tokens it was allowed is cut off here.
_MOST_CHARS_A_TOKEN = 12
_MOST_CHARS_A_STRING = 1_500  # no answer and no field is as long; small models go round in circles


class Tap:
    """Stands between the chunks of one streamed call and whoever reads them; ends it once it is over."""

    def __init__(self, call: Call, *, max_tokens: int, price: Price | None) -> None:
        self._call, self._price = call, price
        self._most_chars = max_tokens * _MOST_CHARS_A_TOKEN
        self._text = ""
        self._finish: str | None = None

    def through(self, chunks: Any) -> Iterator[Any]:
        """The chunks as they come; the connection is closed when the last one is not waited for.

        Raises:
            ModelBadReply: if they hold more than the call was allowed.
        """
        try:
            for chunk in chunks:
                if self._call.is_over:
                    return
                self._note(chunk)
                yield chunk
        finally:
            chunks.close()

    def _note(self, chunk: Any) -> None:
        if usage := getattr(chunk, "usage", None):
            self._call.usage = usage_of(usage, price=self._price)
        for choice in (getattr(chunk, "choices", None) or [])[:1]:
            self._finish = choice.finish_reason or self._finish
            self._text += choice.delta.content or ""
        if len(self._text) > self._most_chars:
            raise ModelBadReply("the language model wrote more than it was allowed")
        if len(self._text) - self._text.rfind('"') > _MOST_CHARS_A_STRING:
            raise ModelBadReply("the language model wrote a line without an end")

    def require_end(self, form: type[BaseModel]) -> None:
        """After the last chunk: nothing if the reply is whole.

        Raises:
            ModelBadReply: if it was cut off. A stream whose connection breaks ends like any other.
            ValidationError: if the whole is not the form: a refusal, prose, nothing at all.
        """
        if self._finish == "length" or (self._finish is None and self._text):
            raise ModelBadReply("the language model's reply was cut off")
        form.model_validate_json(self._text)


def usage_of(usage: Any, *, price: Price | None) -> Usage:
    """One call's cost from the `usage` of its reply: what the endpoint says ("cost", in USD, as routers of
    several providers do), else its tokens by their `price`, else it is not known."""
    prompt = _count(getattr(usage, "prompt_tokens", 0))
    completion = _count(getattr(usage, "completion_tokens", 0))
    stated, cost = getattr(usage, "cost", None), None
    if isinstance(stated, int | float) and isfinite(stated) and stated >= 0:
        cost = float(stated)
    elif price is not None:
        cost = (prompt * price.prompt + completion * price.completion) / 1_000_000
    return Usage(calls=1, prompt_tokens=prompt, completion_tokens=completion, cost_usd=cost)


def _count(tokens: object) -> int:
    """A count as the endpoint gave it; 0 for what is none."""
    return tokens if isinstance(tokens, int) and tokens > 0 else 0
