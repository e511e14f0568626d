"""[door openai, instructor] A language model at an OpenAI-compatible endpoint, or any that instructor knows.

instructor makes the request from the form and reads the reply into it, at once or item by item. Everything
that can go wrong comes out as one of the `ModelError`s of `qa.errors`; prompts and replies are in none of
their messages.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

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
from qa.phrasing.deadline import within
from qa.phrasing.gguf import serve_gguf
from qa.phrasing.llm import Call, Filled, Form, Price, list_of
from qa.phrasing.model_stream import Tap, usage_of
from qa.phrasing.prompts import Message

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class InstructorModel:
    """The model that `spec` names; see "--llm" in the README. Nothing is sent before the first `fill`.

    `price` is that of its tokens, PROMPT/COMPLETION in US dollars a million; without one, a model on this
    machine costs nothing, and what another costs is not known.

    Raises:
        SettingsError: if `spec` names no model.
    """

    def __init__(self, spec: str, *, timeout_s: float, price: str | None = None) -> None:
        self._spec, self._timeout_s = spec, timeout_s
        self._stated_price = Price.of(price) if price else None
        self.name = spec.split("#", 1)[1] if "#" in spec else spec
        if not re.fullmatch(r"https?://[^\s#]+#\S+|gguf:.+|[\w.-]+/\S+", spec):
            raise SettingsError(
                f"--llm {spec!r} names no model",
                hint="use openai/MODEL, ollama/MODEL, http://HOST:PORT/v1#MODEL or gguf:FILE",
            )

    def prepare(self) -> None:
        """Import the two libraries, find the key, start the server of a GGUF file; nothing is sent.

        Raises:
            ModelError: if there is no key, or the provider is not known.
            SettingsError: if the GGUF file cannot be served.
        """
        try:
            _ = self._instructor
        except _failures() as e:
            raise translated(e) from None

    def fill(self, message: Message, form: type[Form], *, max_tokens: int) -> Filled[Form]:
        """One request, no retries: `form` as the model filled it.

        Raises:
            ModelError: one of its subclasses, for whatever went wrong.
        """

        def request() -> Any:
            return self._instructor.create_with_completion(**self._request(message, form, max_tokens))

        try:
            value, completion = within(self._timeout_s, request)
        except _failures() as e:
            raise translated(e) from None
        return Filled(value, usage_of(getattr(completion, "usage", None), price=self._price))

    def stream(
        self, message: Message, form: type[BaseModel], call: Call, *, max_tokens: int
    ) -> Generator[BaseModel, None, None]:
        """One request, no retries: the items of the form's list, each as soon as it is written.

        A provider that only instructor knows is asked in one piece: of its streams nobody can tell whether
        they came to their end.

        Raises:
            ModelError: one of its subclasses, for whatever went wrong, at whatever item.
        """
        if not self._is_openai:
            filled = self.fill(message, form, max_tokens=max_tokens)
            call.usage = filled.usage
            yield from getattr(filled.value, list_of(form)[0])
            return
        tap = Tap(call, max_tokens=max_tokens, price=self._price)
        try:
            from instructor.dsl.iterable import IterableBase

            # The form as it is, with its bounds: `create_iterable` would make one of its own, without any.
            items: Any = type(form.__name__, (form, IterableBase), {})
            items.task_type = list_of(form)[1]
            request = self._request(message, items, max_tokens)
            with closing(self._streaming(tap).create(stream=True, **request)) as stream:
                yield from stream
            tap.require_end(form)
        except _failures() as e:
            raise translated(e) from None

    def _request(self, message: Message, form: type[BaseModel], max_tokens: int) -> dict[str, Any]:
        """What both ways of asking send: the same bytes for each question, then what it is about."""
        # It logs each failure, with parts of the reply; ours is told once, by the error.
        logging.getLogger("instructor").setLevel(logging.CRITICAL)
        # No `context`: it would have instructor render our messages, article text and all, with Jinja.
        return {
            "response_model": form,
            "messages": [
                {"role": "system", "content": message.system},
                {"role": "user", "content": message.user},
            ],
            "max_retries": 0,
            "strict": False,
            "max_tokens": max_tokens,
            "temperature": 0,
            **({"model": self._endpoint[1]} if self._is_openai else {}),
        }

    @property
    def _is_openai(self) -> bool:
        """Whether the openai library speaks with it, and not another one that instructor brings in."""
        return self._endpoint[0] is not None or self._spec.startswith("openai/")

    @property
    def _price(self) -> Price | None:
        return self._stated_price or (Price(0.0, 0.0) if self._is_local else None)

    @property
    def _is_local(self) -> bool:
        base_url, _ = self._endpoint
        return base_url is not None and urlsplit(base_url).hostname in _LOOPBACK

    @cached_property
    def _endpoint(self) -> tuple[str | None, str]:
        return _endpoint(self._spec)

    @cached_property
    def _instructor(self) -> Any:
        import instructor

        if not self._is_openai:
            return instructor.from_provider(self._spec)
        return instructor.from_openai(self._openai, mode=instructor.Mode.JSON_SCHEMA)

    def _streaming(self, tap: Tap) -> Any:
        """An instructor client whose chunks pass through `tap`."""
        import instructor

        def create(*args: Any, **more: Any) -> Iterator[Any]:
            chunks = self._openai.chat.completions.create(
                *args, stream_options={"include_usage": True}, **more
            )
            return tap.through(chunks)

        mode = instructor.Mode.JSON_SCHEMA
        return instructor.Instructor(self._openai, instructor.patch(create=create, mode=mode), mode)

    @cached_property
    def _openai(self) -> Any:
        import openai

        key = os.environ.get("GROUNDWIRE_API_KEY") or os.environ.get("OPENAI_API_KEY")
        # A local server needs no key, but the library insists on one.
        base_url, _ = self._endpoint
        if not key and base_url is None:
            raise ModelRefusedKey("no key is set for openai")
        # A proxy that is set for the outside must not catch a server on this machine.
        http = openai.DefaultHttpx2Client(trust_env=False) if self._is_local else None
        return openai.OpenAI(
            base_url=base_url, api_key=key or "none", timeout=self._timeout_s, max_retries=0, http_client=http
        )


def _endpoint(spec: str) -> tuple[str | None, str]:
    """(base URL or None, model) that `spec` names."""
    if spec.startswith(("http://", "https://")):
        base_url, model = spec.split("#", 1)
        return base_url, model
    if spec.startswith("gguf:"):
        return serve_gguf(spec.removeprefix("gguf:")), "local"
    provider, model = spec.split("/", 1)
    if provider == "ollama":
        host = os.environ.get("OLLAMA_HOST", "127.0.0.1:11434")
        return f"{host if '://' in host else f'http://{host}'}/v1", model
    return None, model


def _failures() -> tuple[type[Exception], ...]:
    """What a request may raise, by the two libraries and by what they make of a reply of another shape."""
    import httpx2
    import openai
    from instructor.core import exceptions

    return (
        ModelError,
        openai.OpenAIError,
        httpx2.HTTPError,  # raised as it is once a stream has begun
        exceptions.InstructorError,
        ValidationError,
        AttributeError,
        TypeError,
        ValueError,
    )


def translated(error: BaseException) -> ModelError:
    """The `ModelError` for an exception of openai or instructor, found at it or behind it."""
    import httpx2
    import openai

    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    for e in chain:
        if isinstance(e, ModelError):
            return e
        if isinstance(e, openai.APITimeoutError | httpx2.TimeoutException):
            return _reaching(chain, ModelTimeout("the language model did not answer in time"))
        if isinstance(e, openai.APIConnectionError | httpx2.HTTPError):
            return _reaching(chain, ModelUnreachable("the language model cannot be reached"))
        if isinstance(e, openai.APIStatusError):
            return _of_status(e.status_code)
    return ModelBadReply("the language model gave no usable reply")


def _reaching(chain: Sequence[BaseException], error: ModelError) -> ModelError:
    """`error`, which says whether there was a connection to send the request by."""
    import httpx2

    error.was_sent = not any(isinstance(e, httpx2.ConnectError | httpx2.ConnectTimeout) for e in chain)
    return error


def _of_status(status: int) -> ModelError:
    if status in {401, 403}:
        return ModelRefusedKey(f"the language model refused the key ({status})")
    if status == 404:
        return ModelUnknown("there is no such language model (404)")
    if status in {408, 409, 429} or status >= 500:
        return ModelBusy(f"the language model is busy or broken ({status})")
    return ModelRejected(f"the language model rejected the request ({status})")
