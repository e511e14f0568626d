"""The README names every command and every setting; the Makefile has the targets that are promised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa.cli import main
from qa.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert re.search(rf"^\|.*`{command}\b", README, re.MULTILINE)


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_every_setting_stands_in_the_readme(setting: str) -> None:
    assert f"| `{setting}` |" in README


@pytest.mark.parametrize("target", ["install", "demo", "test", "check", "bench", "lock", "eval"])
def test_the_makefile_has_the_promised_targets(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_lock_has_hashes_and_says_not_where_from() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert not re.search(r"^\s*--(?!hash=sha256:)", lock, re.MULTILINE)
    pins = re.findall(r"^[\w.-]+==\S+", lock, re.MULTILINE)
    assert len(pins) > 100
    assert lock.count("--hash=sha256:") >= len(pins)


def test_every_file_the_readme_names_is_there() -> None:
    for name in re.findall(r"`((?:qa|index|evals|prompts)/[\w./]+)`", README):
        assert (ROOT / name).exists(), name
