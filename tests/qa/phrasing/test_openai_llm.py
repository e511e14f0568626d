"""The door to language models, against a real server on this machine that misbehaves in each known way."""

from __future__ import annotations

import inspect
import json
import socket
import time

import openai
import pytest
from instructor.core import exceptions as instructor_exceptions
from pydantic import BaseModel

from qa.errors import (
    ModelBadReply,
    ModelBusy,
    ModelError,
    ModelRefusedKey,
    ModelRejected,
    ModelTimeout,
    ModelUnknown,
    ModelUnreachable,
    SettingsError,
)
from qa.phrasing.drafts import draft_form
from qa.phrasing.openai_llm import InstructorModel, translated
from qa.phrasing.prompts import Message
from tests.qa.phrasing.model_server import Behaviour, completion, hang, reply, serving

MESSAGE = Message("Answer.", "s1: {{ 7 * 7 }} {% raise %}\n\nQuestion: what?")
GOOD = {"statements": [{"text": "It is so.", "evidence": ["s1"]}]}


class Form(BaseModel):
    word: str


def fill(behaviour: Behaviour, *, timeout_s: float = 5.0) -> BaseModel:
    with serving(behaviour) as (url, _):
        return InstructorModel(f"{url}#m", timeout_s=timeout_s).fill(MESSAGE, Form, max_tokens=50).value


def test_a_good_reply_fills_the_form_and_its_cost_is_counted() -> None:
    with serving(reply({"word": "yes"})) as (url, requests):
        filled = InstructorModel(f"{url}#some-model", timeout_s=5).fill(MESSAGE, Form, max_tokens=50)
    assert filled.value.model_dump() == {"word": "yes"}
    assert (filled.usage.calls, filled.usage.prompt_tokens, filled.usage.completion_tokens) == (1, 11, 7)
    assert requests[0]["model"] == "some-model"
    assert requests[0]["response_format"]["type"] == "json_schema"


def test_a_price_that_is_given_makes_the_cost_known() -> None:
    with serving(reply({"word": "yes"})) as (url, _):
        model = InstructorModel(f"{url}#m", timeout_s=5, price="2/10")
        assert model.fill(MESSAGE, Form, max_tokens=50).usage.cost_usd == pytest.approx(92e-6)
    with serving(reply({"word": "yes"})) as (url, _):
        model = InstructorModel(f"{url}#m", timeout_s=5)
        assert model.fill(MESSAGE, Form, max_tokens=50).usage.cost_usd == 0  # on this machine


def test_article_text_is_sent_as_it_is_and_never_read_as_a_template() -> None:
    with serving(reply({"word": "yes"})) as (url, requests):
        InstructorModel(f"{url}#m", timeout_s=5).fill(MESSAGE, Form, max_tokens=50)
    assert requests[0]["messages"][-1]["content"] == MESSAGE.user


def test_ids_that_were_not_offered_are_not_in_the_schema_and_not_accepted() -> None:
    form = draft_form("Draft", ["s1", "s2"], statements=4)
    with serving(reply({"statements": [{"text": "So.", "evidence": ["s9"]}]})) as (url, requests):
        model = InstructorModel(f"{url}#m", timeout_s=5)
        with pytest.raises(ModelBadReply):
            model.fill(MESSAGE, form, max_tokens=50)
    schema = json.dumps(requests[0]["response_format"])
    assert '"enum": ["s1", "s2"]' in schema


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, ModelRejected),
        (401, ModelRefusedKey),
        (403, ModelRefusedKey),
        (404, ModelUnknown),
        (408, ModelBusy),
        (422, ModelRejected),
        (429, ModelBusy),
        (500, ModelBusy),
        (503, ModelBusy),
    ],
)
def test_each_status_becomes_its_own_error(status: int, error: type[ModelError]) -> None:
    with pytest.raises(error):
        fill(lambda _: (status, {"error": {"message": "SECRET PROMPT"}}))


@pytest.mark.parametrize(
    ("name", "behaviour"),
    [
        ("no choices", lambda _: (200, {"choices": None})),
        ("empty choices", lambda _: (200, {"choices": []})),
        ("no content", lambda _: completion(None)),
        ("empty content", lambda _: completion("")),
        ("no JSON", lambda _: completion("I cannot answer that.")),
        ("other JSON", lambda _: completion('{"colour": 3}')),
        ("cut off", lambda _: completion('{"word": "ye', finish="length")),
        ("a web page", lambda _: (200, "<html>gateway</html>")),
        ("an empty body", lambda _: (200, "")),
        ("a list", lambda _: (200, [1, 2, 3])),
    ],
)
def test_a_reply_of_another_form_is_a_bad_reply(name: str, behaviour: Behaviour) -> None:
    with pytest.raises(ModelBadReply):
        fill(behaviour)


def test_ten_thousand_statements_are_refused() -> None:
    flood = {"statements": GOOD["statements"] * 10_000}
    with serving(reply(flood)) as (url, _), pytest.raises(ModelBadReply):
        InstructorModel(f"{url}#m", timeout_s=10).fill(
            MESSAGE, draft_form("Draft", ["s1"], statements=4), max_tokens=50
        )


def test_a_server_that_hangs_is_given_up_after_the_time_set() -> None:
    with pytest.raises(ModelTimeout):
        fill(hang(3), timeout_s=0.2)


def test_a_server_that_drips_is_given_up_after_the_time_set() -> None:
    start = time.perf_counter()
    with serving(reply({"word": "yes"}), drip_s=0.05) as (url, _), pytest.raises(ModelTimeout):
        InstructorModel(f"{url}#m", timeout_s=0.5).fill(MESSAGE, Form, max_tokens=5)
    assert time.perf_counter() - start < 5


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ModelUnreachable):
        InstructorModel(f"http://127.0.0.1:{port}/v1#m", timeout_s=2).fill(MESSAGE, Form, max_tokens=5)


def test_a_proxy_for_the_outside_does_not_catch_a_local_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert fill(reply({"word": "yes"})).model_dump() == {"word": "yes"}


def test_no_error_message_holds_the_prompt_or_the_reply() -> None:
    with pytest.raises(ModelError) as caught:
        fill(lambda _: completion('{"secret": "REPLY"}'))
    assert "REPLY" not in str(caught.value)
    assert MESSAGE.user not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("spec", ["gpt", "http://127.0.0.1:1/v1", "openai/", "", "gguf:"])
def test_a_spec_that_names_no_model_is_a_setting_to_mend(spec: str) -> None:
    with pytest.raises(SettingsError, match="names no model"):
        InstructorModel(spec, timeout_s=1)


def test_a_gguf_file_that_is_not_there_is_a_setting_to_mend() -> None:
    with pytest.raises(SettingsError, match="no file"):
        InstructorModel("gguf:/nowhere/model.gguf", timeout_s=1).fill(MESSAGE, Form, max_tokens=5)


def test_openai_without_a_key_says_which_variable_to_set() -> None:
    with pytest.raises(ModelRefusedKey, match="GROUNDWIRE_API_KEY"):
        InstructorModel("openai/gpt-x", timeout_s=1).fill(MESSAGE, Form, max_tokens=5)


def _exceptions_of(module: object, root: type[BaseException]) -> list[type[BaseException]]:
    return [c for _, c in inspect.getmembers(module, inspect.isclass) if issubclass(c, root)]


@pytest.mark.parametrize(
    "kind",
    _exceptions_of(openai, openai.OpenAIError)
    + _exceptions_of(instructor_exceptions, instructor_exceptions.InstructorError),
    ids=lambda c: c.__name__,
)
def test_every_exception_of_the_two_libraries_is_translated(kind: type[BaseException]) -> None:
    error = kind.__new__(kind)
    if isinstance(error, openai.APIStatusError):
        error.status_code = 500
    assert isinstance(translated(error), ModelError)
