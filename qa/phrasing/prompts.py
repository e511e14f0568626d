"""Reads the prompt files: a TOML header between `+++` lines, then `[system]` and `[user]` parts with $names.

Only the file's own text is a template. What is put in for a $name, article text above all, is never read
as one.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

from pydantic import BaseModel, ConfigDict, ValidationError

from qa.errors import PromptError


class Header(BaseModel):
    """What stands above a prompt."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    variables: list[str]


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to a model: the same `system` part for every question, then what this one is about."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file. `sha256` is that of its bytes and goes with every result made with it."""

    name: str
    version: int
    sha256: str
    variables: frozenset[str]
    system: str
    user: Template

    def message(self, **values: str) -> Message:
        """The prompt with its variables filled in.

        Raises:
            PromptError: if a value is missing or has no place in the prompt; all are named at once.
        """
        if set(values) != self.variables:
            wrong = ", ".join(sorted(set(values) ^ self.variables))
            raise PromptError(f"prompt {self.name!r}: values do not match its variables: {wrong}")
        return Message(self.system, self.user.substitute(values))


@cache
def load_prompt(name: str) -> Prompt:
    """The prompt `prompts/NAME.md`.

    Raises:
        PromptError: if the file is missing or its header and body do not agree.
    """
    try:
        data = files("prompts").joinpath(f"{name}.md").read_bytes()
    except OSError as e:
        raise PromptError(f"there is no prompt {name!r}") from e
    return parse_prompt(name, data)


def parse_prompt(name: str, data: bytes) -> Prompt:
    """A prompt from the bytes of its file; see `load_prompt`."""
    try:
        _, head, body = data.decode("utf-8").split("+++\n", 2)
        header = Header.model_validate(tomllib.loads(head))
        before, system_and_user = body.split("[system]\n", 1)
        system, user = system_and_user.split("[user]\n", 1)
    except (ValueError, ValidationError) as e:
        raise PromptError(f"prompt {name!r} cannot be read: {e}") from e
    template = Template(user.strip())
    used = set(template.get_identifiers())
    if before.strip() or not template.is_valid() or used != set(header.variables):
        raise PromptError(
            f"prompt {name!r}: its header declares {sorted(header.variables)}, its body uses {sorted(used)}"
        )
    digest = hashlib.sha256(data).hexdigest()
    return Prompt(name, header.version, digest, frozenset(used), system.strip(), template)
