"""[door openai, instructor] A language model at an OpenAI-compatible endpoint, or any that instructor knows.

instructor makes the request from the form and reads the reply into it. Everything that can go wrong comes
out as one of the `ModelError`s of `qa.errors`; prompts and replies are in none of their messages.
"""

from __future__ import annotations

import logging
import os
import re
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from qa.deadline import within
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
from qa.gguf import serve_gguf
from qa.llm import Filled, Form
from qa.models import Usage
from qa.prompts import Message

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class InstructorModel:
    """The model that `spec` names; see "--llm" in the README. Nothing is sent before the first `fill`.

    Raises:
        SettingsError: if `spec` names no model.
    """

    def __init__(self, spec: str, *, timeout_s: float) -> None:
        self._spec, self._timeout_s = spec, timeout_s
        self.name = spec.split("#", 1)[1] if "#" in spec else spec
        if not re.fullmatch(r"https?://[^\s#]+#\S+|gguf:.+|[\w.-]+/\S+", spec):
            raise SettingsError(
                f"--llm {spec!r} names no model",
                hint="use openai/MODEL, ollama/MODEL, http://HOST:PORT/v1#MODEL or gguf:FILE",
            )

    def fill(self, message: Message, form: type[Form], *, max_tokens: int) -> Filled[Form]:
        """One request, no retries: `form` as the model filled it.

        Raises:
            ModelError: one of its subclasses, for whatever went wrong.
        """
        import openai
        from instructor.core import exceptions

        # It logs each failure, with parts of the reply; ours is told once, by the error.
        logging.getLogger("instructor").setLevel(logging.CRITICAL)
        messages = [
            {"role": "system", "content": message.system},
            {"role": "user", "content": message.user},
        ]

        def request() -> Any:
            # No `context=`: it would have instructor render our messages, article text and all, with Jinja.
            return self._client.create_with_completion(
                response_model=form,
                messages=messages,
                max_retries=0,
                strict=False,
                max_tokens=max_tokens,
                temperature=0,
                **self._model_argument,
            )

        try:
            value, completion = within(self._timeout_s, request)
        except (
            ModelError,
            openai.OpenAIError,
            exceptions.InstructorError,
            ValidationError,
            TypeError,
            ValueError,
        ) as e:
            raise translated(e) from None
        usage = getattr(completion, "usage", None)
        return Filled(
            value,
            Usage(
                calls=1,
                prompt_tokens=getattr(usage, "prompt_tokens", 0) or 0,
                completion_tokens=getattr(usage, "completion_tokens", 0) or 0,
            ),
        )

    @cached_property
    def _client(self) -> Any:
        import instructor

        base_url, _ = _endpoint(self._spec)
        if base_url is None and not self._spec.startswith("openai/"):
            return instructor.from_provider(self._spec)
        return instructor.from_openai(self._openai(base_url), mode=instructor.Mode.JSON_SCHEMA)

    @cached_property
    def _model_argument(self) -> dict[str, str]:
        base_url, model = _endpoint(self._spec)
        return {"model": model} if base_url or self._spec.startswith("openai/") else {}

    def _openai(self, base_url: str | None) -> Any:
        import openai

        key = os.environ.get("GROUNDWIRE_API_KEY") or os.environ.get("OPENAI_API_KEY")
        # A local server needs no key, but the library insists on one.
        local = base_url is not None and urlsplit(base_url).hostname in _LOOPBACK
        if not key and base_url is None:
            raise ModelRefusedKey("no key is set for openai")
        # A proxy that is set for the outside must not catch a server on this machine.
        http = openai.DefaultHttpx2Client(trust_env=False) if local else None
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


def translated(error: BaseException) -> ModelError:
    """The `ModelError` for an exception of openai or instructor, found at it or behind it."""
    import openai

    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    for e in chain:
        if isinstance(e, ModelError):
            return e
        if isinstance(e, openai.APITimeoutError):
            return ModelTimeout("the language model did not answer in time")
        if isinstance(e, openai.APIConnectionError):
            return ModelUnreachable("the language model cannot be reached")
        if isinstance(e, openai.APIStatusError):
            return _of_status(e.status_code)
    return ModelBadReply("the language model gave no usable reply")


def _of_status(status: int) -> ModelError:
    if status in {401, 403}:
        return ModelRefusedKey(f"the language model refused the key ({status})")
    if status == 404:
        return ModelUnknown("there is no such language model (404)")
    if status in {408, 409, 429} or status >= 500:
        return ModelBusy(f"the language model is busy or broken ({status})")
    return ModelRejected(f"the language model rejected the request ({status})")
