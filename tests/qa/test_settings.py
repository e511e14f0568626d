"""Flags go before variables, variables before the file; what can not be used is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.settings import load_settings


def load(home: Path, file: str = "", flags: dict[str, object] | None = None, **environment: str) -> object:
    home.mkdir(exist_ok=True)
    (home / "groundwire.toml").write_text(file, "utf-8")
    return load_settings({"home": str(home)} | (flags or {}), environment)


def test_a_flag_goes_before_a_variable_and_a_variable_before_the_file(home: Path) -> None:
    home.mkdir()
    (home / "groundwire.toml").write_text('llm = "from-file"\nembedder = "from-file"\nrisk = 0.1\n')
    variables = {"GROUNDWIRE_LLM": "from-variable", "GROUNDWIRE_EMBEDDER": "from-variable"}
    settings = load_settings({"home": str(home), "llm": "from-flag", "embedder": None}, variables)
    assert (settings.llm, settings.embedder, settings.risk) == ("from-flag", "from-variable", 0.1)


def test_without_anything_said_no_model_and_no_network_are_used(home: Path) -> None:
    settings = load_settings({"home": str(home)}, {})
    assert (settings.llm, settings.embedder, settings.risk) == ("none", "bundled", None)
    assert settings.home == home


def test_the_home_is_the_flags_then_the_variables_then_the_platforms(tmp_path: Path) -> None:
    variables = {"GROUNDWIRE_HOME": str(tmp_path / "variable")}
    assert load_settings({"home": str(tmp_path / "flag")}, variables).home == tmp_path / "flag"
    assert load_settings({"home": None}, variables).home == tmp_path / "variable"
    assert load_settings({}, {}).home.name == "groundwire"


def test_what_is_empty_is_not_set(tmp_path: Path) -> None:
    empty = {"GROUNDWIRE_HOME": "", "GROUNDWIRE_LLM": "", "GROUNDWIRE_RISK": ""}
    settings = load_settings({"embedder": ""}, empty)
    assert settings == load_settings({}, {})
    assert settings.home.is_absolute()


@pytest.mark.parametrize("home", ["", " "])
def test_an_empty_home_is_not_taken_for_the_usual_one(tmp_path: Path, home: str) -> None:
    with pytest.raises(SettingsError, match="--home names no folder; name one"):
        load_settings({"home": home}, {"GROUNDWIRE_HOME": str(tmp_path)})


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ('modle = "x"', "modle"),
        ("risk = 1.5", "risk"),
        ("risk = 0", "risk"),
        ('llm_timeout_s = "soon"', "llm_timeout_s"),
        ("llm_timeout_s = -1", "llm_timeout_s"),
        ("llm_timeout_s = inf", "llm_timeout_s"),
        ("llm_timeout_s = 1e12", "llm_timeout_s"),
        ('llm_price = "cheap"', "llm_price"),
        ('llm_price = "1/-1"', "llm_price"),
        ("[llm]\nname = 'x'", "llm"),
    ],
)
def test_a_setting_that_can_not_be_used_is_named_in_one_line(home: Path, file: str, name: str) -> None:
    with pytest.raises(SettingsError, match=f"setting '{name}'") as refused:
        load(home, file)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("risk = 1", "setting 'risk' is '1': it must be more than 0 and less than 1, as in 0.2; see"),
        ('llm_price = "abc"', "setting 'llm_price' is 'abc': it must be two prices"),
        ('llm_timeout_s = "soon"', "setting 'llm_timeout_s' is 'soon': it must be a number of seconds"),
        ('modle = "x"', "setting 'modle': there is none of this name; see the settings in the README"),
        ("llm = 7", "setting 'llm' is '7': it must be words"),
    ],
)
def test_what_a_setting_must_be_is_said_in_plain_words(home: Path, file: str, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load(home, file)
    assert says in str(refused.value)


def test_a_variable_that_can_not_be_used_is_named(home: Path) -> None:
    with pytest.raises(SettingsError, match="setting 'risk'"):
        load(home, GROUNDWIRE_RISK="high")


def test_variables_that_are_no_settings_are_left_alone(home: Path) -> None:
    assert load(home, GROUNDWIRE_API_KEY="key", GROUNDWIRE_SOMETHING="x", RISK="0.5") == load(home)


@pytest.mark.parametrize("data", [b"llm = ", b"\xff\xfe", b"a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_named(home: Path, data: bytes) -> None:
    home.mkdir()
    (home / "groundwire.toml").write_bytes(data)
    with pytest.raises(SettingsError, match=r"groundwire\.toml cannot be read"):
        load_settings({"home": str(home)}, {})
