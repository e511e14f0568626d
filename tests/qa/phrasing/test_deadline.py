"""The clock of a language model begins when it is asked, and only what was sent is counted."""

from __future__ import annotations

import socket
import time
from collections.abc import Generator

import pytest
from pydantic import BaseModel

from qa.errors import ModelBusy, ModelError, ModelRefusedKey, ModelTimeout, ModelUnreachable
from qa.phrasing.deadline import Bounded
from qa.phrasing.live import Listener
from qa.phrasing.llm import Call, Filled, LanguageModel, Reply, ScriptedModel
from qa.phrasing.openai_llm import InstructorModel
from qa.phrasing.prompts import Message

MESSAGE = Message("Answer.", "What?")


class Word(BaseModel):
    word: str


class Words(BaseModel):
    words: list[Word]


class Slow(ScriptedModel):
    """Takes its time to load, and answers at once."""

    def __init__(self, replies: list[Reply], seconds: float) -> None:
        super().__init__(replies)
        self.seconds, self.prepared = seconds, 0

    def prepare(self) -> None:
        self.prepared += 1
        time.sleep(self.seconds)


def ask(model: Bounded) -> str:
    filled: Filled[Word] = model.fill(MESSAGE, Word, max_tokens=5)
    return filled.value.word


def stream(model: Bounded) -> Generator[BaseModel, None, None]:
    return model.stream(MESSAGE, Words, Call(), max_tokens=5)


def test_what_is_loaded_first_and_what_was_done_before_is_not_waited_for_as_the_model() -> None:
    slow = Slow([{"word": "yes"}, {"words": [{"word": "no"}]}], seconds=0.8)
    model = Bounded(slow, 1.0)
    time.sleep(0.5)  # the articles are read
    assert ask(model) == "yes"
    assert list(stream(model)) == [Word(word="no")]
    assert (slow.prepared, model.usage.calls) == (1, 2)


def test_loading_has_an_end_and_is_not_begun_twice() -> None:
    slow = Slow([{"word": "yes"}], seconds=2)
    model = Bounded(slow, 0.2)
    began = time.monotonic()
    for _ in range(3):
        with pytest.raises(ModelTimeout):
            ask(model)
    assert time.monotonic() - began < 1.5
    assert (slow.prepared, slow.messages, model.usage.calls) == (1, [], 0)


def test_a_part_begins_after_loading_and_counts_for_the_whole() -> None:
    model = Bounded(Slow([{"word": "yes"}], seconds=0.6), 1.0)
    assert ask(model.part(0.5)) == "yes"
    assert model.usage.calls == 1


def refused_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/v1#m"


@pytest.mark.parametrize(
    ("spec", "error"),
    [("openai/gpt-x", ModelRefusedKey), (refused_port(), ModelUnreachable)],
    ids=["no key", "nobody there"],
)
def test_what_was_never_sent_is_no_call(
    spec: str, error: type[ModelError], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GROUNDWIRE_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    model = Bounded(InstructorModel(spec, timeout_s=10), 10)
    with pytest.raises(error):
        ask(model)
    with pytest.raises(error):
        list(stream(model))
    with pytest.raises(error):
        ask(model.part(0.5))
    assert model.usage.calls == 0


def test_what_was_sent_and_refused_is_one() -> None:
    asked: LanguageModel = ScriptedModel([ModelBusy("busy"), ModelBusy("busy")])
    model = Bounded(asked, 10)
    with pytest.raises(ModelBusy):
        ask(model)
    with pytest.raises(ModelBusy):
        list(stream(model))
    assert model.usage.calls == 2


def test_nothing_is_sent_after_a_stop() -> None:
    asked = ScriptedModel([{"words": []}])
    model = Bounded(asked, 10, Listener(is_stopped=lambda: True))
    with pytest.raises(ModelError, match="was stopped"):
        list(stream(model))
    assert (asked.messages, model.usage.calls) == ([], 0)
