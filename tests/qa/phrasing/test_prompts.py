"""Prompt files are checked when they are read, and what is put into them is never read as a template."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import PromptError
from qa.phrasing.prompts import load_prompt, parse_prompt

GOOD = b'+++\nversion = 1\nvariables = ["x"]\n+++\n[system]\nBe brief.\n[user]\nSay $x now.\n'


@pytest.mark.parametrize(
    "name", sorted(f.name[:-3] for f in files("prompts").iterdir() if f.name.endswith(".md"))
)
def test_every_prompt_file_can_be_read(name: str) -> None:
    prompt = load_prompt(name)
    assert prompt.system
    assert len(prompt.sha256) == 64


@given(st.text())
def test_a_value_stands_in_the_message_as_it_was_given(value: str) -> None:
    message = parse_prompt("p", GOOD).message(x=value)
    assert message.user == f"Say {value} now."
    assert message.system == "Be brief."


def test_missing_and_unknown_values_are_all_named() -> None:
    with pytest.raises(PromptError, match="x, y"):
        parse_prompt("p", GOOD).message(y="1")


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("no header", b"[system]\na\n[user]\nb"),
        ("an unknown key", GOOD.replace(b"version = 1", b"version = 1\ncolour = 2")),
        ("a name that is not declared", GOOD.replace(b"$x", b"$y")),
        ("a name that is not used", GOOD.replace(b'["x"]', b'["x", "y"]')),
        ("no user part", GOOD.replace(b"[user]", b"[other]")),
        ("a lone dollar", GOOD.replace(b"now", b"for $ 5")),
        ("no text", b"\xff\xfe"),
    ],
)
def test_a_prompt_that_does_not_fit_the_code_is_refused(what: str, data: bytes) -> None:
    with pytest.raises(PromptError):
        parse_prompt("p", data)


def test_a_prompt_that_is_not_there_is_named() -> None:
    with pytest.raises(PromptError, match="'nothing'"):
        load_prompt("nothing")
