"""Keeps each scored item as it comes, so that a run that was stopped goes on where it stood.

`items.jsonl` in the report folder is the journal while the run lasts, beside a `settings.key` that says what
it was made with. When either the code, the articles or a setting is another, it is begun anew; when the run
is done the items are written whole, and the next run of the same folder starts afresh.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import ValidationError

from evals.gold_set import GoldItem
from evals.report import ItemResult

KEY_NAME = "settings.key"


class Journal:
    """Items by their id and their gold line. `key` names everything else that they depend on."""

    def __init__(self, folder: Path, key: Sequence[str]) -> None:
        self._path, self._key_path = folder / "items.jsonl", folder / KEY_NAME
        self._kept: dict[str, ItemResult] = {}
        stated = hashlib.sha256("\0".join(key).encode()).hexdigest()
        folder.mkdir(parents=True, exist_ok=True)
        if _text_of(self._key_path) == stated:
            self._kept = dict(self._read())
        else:
            self._path.write_text("", "utf-8")
            self._key_path.write_text(stated, "utf-8")

    def result_of(self, item: GoldItem, ask: Callable[[GoldItem], ItemResult]) -> ItemResult:
        """The kept result of `item`; else that of `ask`, which is kept from now on."""
        key = _key_of(item)
        if key not in self._kept:
            result = ask(item)
            with self._path.open("a", encoding="utf-8", newline="\n") as out:
                out.write(json.dumps({"key": key, "item": result.model_dump(mode="json")}) + "\n")
            self._kept[key] = result
        return self._kept[key]

    def finish(self) -> None:
        """The run is whole: what is in the folder is a report from now on, and no journal."""
        self._key_path.unlink(missing_ok=True)

    def _read(self) -> list[tuple[str, ItemResult]]:
        kept = []
        for line in (_text_of(self._path) or "").split("\n"):
            try:
                entry = json.loads(line)
                kept.append((entry["key"], ItemResult.model_validate(entry["item"])))
            except (ValueError, KeyError, TypeError, ValidationError):
                continue  # the line that was being written when the run was stopped
        # Written again: what is added must not continue half a line.
        lines = (json.dumps({"key": key, "item": item.model_dump(mode="json")}) + "\n" for key, item in kept)
        self._path.write_text("".join(lines), "utf-8", newline="\n")
        return kept


def _key_of(item: GoldItem) -> str:
    return hashlib.sha256(item.model_dump_json().encode()).hexdigest()


def _text_of(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None
