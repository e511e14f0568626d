"""What a streamed call costs and where it ends, told from its chunks alone."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from qa.errors import ModelBadReply
from qa.models import Usage
from qa.phrasing.llm import Call, Price
from qa.phrasing.model_stream import Tap, usage_of


class Form(BaseModel):
    words: list[str]


class Chunks:
    """A stream of these chunks, which knows whether it was closed."""

    def __init__(self, chunks: list[Any]) -> None:
        self._chunks, self.is_closed = iter(chunks), False

    def __iter__(self) -> Iterator[Any]:
        return self._chunks

    def close(self) -> None:
        self.is_closed = True


def chunk(text: str | None, finish: str | None = None) -> Any:
    choice = SimpleNamespace(delta=SimpleNamespace(content=text), finish_reason=finish)
    return SimpleNamespace(choices=[choice], usage=None)


def heard(*chunks: Any, max_tokens: int = 100) -> Tap:
    tap = Tap(Call(), max_tokens=max_tokens, price=None)
    list(tap.through(Chunks(list(chunks))))
    return tap


@pytest.mark.parametrize(
    ("cost", "price", "told"),
    [(0.25, None, 0.25), (0.25, Price(1, 1), 0.25), (None, Price(0, 0), 0.0), (None, None, None)]
    + [(None, Price(1_000, 2_000), 0.025)]
    + [(bad, None, None) for bad in (-1, float("nan"), float("inf"), "free", [1])],
)
def test_the_cost_is_the_endpoints_own_or_that_of_the_tokens_or_not_known(
    cost: object, price: Price | None, told: float | None
) -> None:
    usage = SimpleNamespace(prompt_tokens=11, completion_tokens=7, cost=cost)
    assert usage_of(usage, price=price).cost_usd == told


def test_the_cost_is_told_where_there_is_one() -> None:
    assert Usage().words == ""
    one = Usage(calls=1, prompt_tokens=1_200, completion_tokens=80)
    assert one.words == "1 call of the language model, 1,200 tokens read and 80 written"
    assert one.model_copy(update={"cost_usd": 0.0}).words == one.words
    assert one.model_copy(update={"cost_usd": 0.0031}).words.endswith("written, $0.0031")
    assert "words" not in one.model_dump()


@pytest.mark.parametrize("count", [None, -4, "many", 1.5])
def test_a_count_that_is_none_counts_nothing(count: object) -> None:
    usage = usage_of(SimpleNamespace(prompt_tokens=count, completion_tokens=count), price=None)
    assert (usage.calls, usage.prompt_tokens, usage.completion_tokens) == (1, 0, 0)


def test_a_whole_reply_has_an_end() -> None:
    heard(chunk('{"words": '), chunk('["a"]}'), chunk(None, "stop")).require_end(Form)


@pytest.mark.parametrize("finish", [None, "length"])
def test_a_reply_without_its_end_was_cut_off(finish: str | None) -> None:
    with pytest.raises(ModelBadReply, match="cut off"):
        heard(chunk('{"words": ["a"'), chunk(None, finish)).require_end(Form)


@pytest.mark.parametrize("text", ["", "I cannot help with that.", '{"colour": 3}'])
def test_a_reply_of_another_form_is_none(text: str) -> None:
    with pytest.raises(ValidationError):
        heard(chunk(text, "stop")).require_end(Form)


def test_a_string_without_an_end_is_not_waited_for() -> None:
    chunks = Chunks([chunk('{"words": ["'), *[chunk("round and round ")] * 1_000])
    tap = Tap(Call(), max_tokens=10_000, price=None)
    with pytest.raises(ModelBadReply, match="a line without an end"):
        list(tap.through(chunks))
    assert chunks.is_closed
    heard(chunk('{"words": ["'), *[chunk("round and round ")] * 90, chunk('"]}', "stop"), max_tokens=500)


def test_a_server_that_goes_on_and_on_is_cut_off_and_closed() -> None:
    endless = Chunks([chunk("x" * 50)] * 1_000)
    with pytest.raises(ModelBadReply, match="more than it was allowed"):
        list(Tap(Call(), max_tokens=10, price=None).through(endless))
    assert endless.is_closed


def test_a_call_that_is_over_is_closed_at_the_next_chunk() -> None:
    chunks, call = Chunks([chunk("a"), chunk("b"), chunk("c")]), Call()
    passing = Tap(call, max_tokens=10, price=None).through(chunks)
    next(passing)
    call.is_over = True
    assert list(passing) == []
    assert chunks.is_closed
