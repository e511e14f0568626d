"""What a language model is to the rest of the program, and a scripted one for tests and demos.

A model fills a pydantic form and does nothing else. What it writes is a draft: callers check every
statement against the sentences it names before anyone sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from qa.errors import ModelBadReply, ModelError
from qa.models import Usage
from qa.phrasing.prompts import Message

Form = TypeVar("Form", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Price:
    """What a model's tokens cost, US dollars a million of each."""

    prompt: float
    completion: float

    @classmethod
    def of(cls, written: str) -> Price:
        """The price that is written PROMPT/COMPLETION.

        Raises:
            ValueError: if these are not two numbers.
        """
        prompt, completion = map(float, written.split("/"))
        return cls(prompt, completion)


@dataclass(frozen=True, slots=True)
class Filled(Generic[Form]):
    """A form as the model filled it, and what that cost."""

    value: Form
    usage: Usage


@dataclass(slots=True)
class Call:
    """A streamed call while it runs. The model keeps `usage`; whoever waits sets `is_over` to end it."""

    usage: Usage = field(default_factory=lambda: Usage(calls=1))
    is_over: bool = False


class LanguageModel(Protocol):
    """Fills `form` in reply to `message`; raises a `ModelError` subclass when it cannot.

    `stream` gives the items of the form's only list one by one, each as soon as it is written, and raises
    after the last one if the reply broke off there. `prepare` does what comes before the first request, and
    sends nothing: it takes its time, and is not the model's.
    """

    @property
    def name(self) -> str: ...

    def prepare(self) -> None: ...

    def fill(self, message: Message, form: type[Form], *, max_tokens: int) -> Filled[Form]: ...

    def stream(
        self, message: Message, form: type[BaseModel], call: Call, *, max_tokens: int
    ) -> Generator[BaseModel, None, None]: ...


def list_of(form: type[BaseModel]) -> tuple[str, type[BaseModel]]:
    """(name, type of an item) of the one list that a form for `stream` consists of."""
    ((name, info),) = form.model_fields.items()
    (item,) = get_args(info.annotation)
    return name, item


Reply = dict[str, Any] | ModelError | Callable[[Message], dict[str, Any]]


class ScriptedModel:
    """Gives the replies it was handed, in order: a dict to fill the form with, a function of the message
    that returns one, or an error to raise. `messages` keeps what it was asked."""

    name = "scripted"

    def __init__(self, replies: Sequence[Reply]) -> None:
        self._replies = list(replies)
        self.messages: list[Message] = []

    def prepare(self) -> None: ...

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

    def stream(
        self,
        message: Message,
        form: type[BaseModel],
        call: Call,  # noqa: ARG002
        *,
        max_tokens: int,
    ) -> Generator[BaseModel, None, None]:
        filled = self.fill(message, form, max_tokens=max_tokens).value
        yield from getattr(filled, list_of(form)[0])
