"""What the person has set: flags before GROUNDWIRE_* variables before groundwire.toml in the home."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qa.errors import SettingsError

DEFAULT_LLM_TIMEOUT_S = 60.0  # for a question or a brief, however often a model is asked
ENVIRONMENT_PREFIX = "GROUNDWIRE_"


# What a setting must be, for one that is not.
_MUST_BE = {
    "risk": "it must be more than 0 and less than 1, as in 0.2",
    "llm_timeout_s": "it must be a number of seconds, more than 0 and at most 86400, as in 60",
    "llm_price": "it must be two prices, for a million tokens sent and a million written, as in 0.15/0.6",
}


class Settings(BaseModel):
    """Every setting, with what it is; the README tells more of each."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    home: Path = Field(description="folder of the library")
    llm: str = Field("none", description="language model; none = extractive answers only")
    embedder: str = Field("bundled", description="embedder; bundled needs no network")
    llm_timeout_s: float = Field(
        DEFAULT_LLM_TIMEOUT_S, gt=0, le=86_400, description="longest wait for the language model, in seconds"
    )
    llm_price: str | None = Field(
        None,
        pattern=r"^\d+(\.\d+)?/\d+(\.\d+)?$",
        description="price of its tokens, PROMPT/COMPLETION in US dollars a million",
    )
    risk: float | None = Field(
        None,
        gt=0,
        lt=1,
        description="how likely an answer may be wrong and still be given (between 0 and 1)",
    )


def load_settings(flags: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. Flags that are None, and flags and variables that are empty, are not set.

    Raises:
        SettingsError: naming the first setting that cannot be used, and where it came from. So is an empty
            --home: a variable of a script that was never set would lead to another library.
    """
    home = flags.get("home")
    if home is not None and not str(home).strip():
        raise SettingsError("--home names no folder", hint="name one, or leave it out for the usual one")
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {"home": _default_home(flags, environment)}
    values |= _from_file(Path(values["home"]))
    values |= {
        name: environment[variable]
        for name in Settings.model_fields
        if environment.get(variable := ENVIRONMENT_PREFIX + name.upper())
    }
    values |= {name: value for name, value in flags.items() if value not in {None, ""}}
    try:
        return Settings.model_validate(values)
    except ValidationError as e:
        raise SettingsError(_what_is_wrong(e), hint="see the settings in the README") from e


def _what_is_wrong(e: ValidationError) -> str:
    """The first setting that cannot be used, and what it must be."""
    first = e.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"setting {name!r}: there is none of this name"
    value = " ".join(str(first["input"]).split())[:60]
    return f"setting {name!r} is {value!r}: {_MUST_BE.get(name, 'it must be words')}"


def _default_home(flags: Mapping[str, Any], environment: Mapping[str, str]) -> Path:
    if stated := flags.get("home") or environment.get(ENVIRONMENT_PREFIX + "HOME"):
        return Path(stated).expanduser()
    import platformdirs

    return platformdirs.user_data_path("groundwire", appauthor=False)


def _from_file(home: Path) -> dict[str, Any]:
    path = home / "groundwire.toml"
    try:
        stated = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    except (OSError, ValueError) as e:
        raise SettingsError(f"{path} cannot be read ({e})", hint="mend it or remove it") from e
    if "home" in stated:
        raise SettingsError(f"{path} sets home, which it lies in", hint="use --home or GROUNDWIRE_HOME")
    return stated
