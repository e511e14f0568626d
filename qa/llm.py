"""What a language model is to the rest of the program, and a scripted one for tests and demos.

A model fills a pydantic form and does nothing else. What it writes is a draft: callers check every
statement against the sentences it names before anyone sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from qa.errors import ModelBadReply, ModelError
from qa.models import Usage
from qa.prompts import Message

Form = TypeVar("Form", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Filled(Generic[Form]):
    """A form as the model filled it, and what that cost."""

    value: Form
    usage: Usage


class LanguageModel(Protocol):
    """Fills `form` in reply to `message`; raises a `ModelError` subclass when it cannot."""

    @property
    def name(self) -> str: ...

    def fill(self, message: Message, form: type[Form], *, max_tokens: int) -> Filled[Form]: ...


Reply = dict[str, Any] | ModelError | Callable[[Message], dict[str, Any]]


class ScriptedModel:
    """Gives the replies it was handed, in order: a dict to fill the form with, a function of the message
    that returns one, or an error to raise. `messages` keeps what it was asked."""

    name = "scripted"

    def __init__(self, replies: Sequence[Reply]) -> None:
        self._replies = list(replies)
        self.messages: list[Message] = []

    def fill(self, message: Message, form: type[Form], *, max_tokens: int) -> Filled[Form]:  # noqa: ARG002
        self.messages.append(message)
        if not self._replies:
            raise ModelBadReply("the scripted model has no reply left")
        reply = self._replies.pop(0)
        if isinstance(reply, ModelError):
            raise reply
        try:
            value = form.model_validate(reply if isinstance(reply, dict) else reply(message))
        except ValidationError as e:
            raise ModelBadReply("the reply does not fit the form") from e
        return Filled(value, Usage(calls=1))
