"""What a suite is made of: articles, cases about them, and a way to score one case.

A suite reads a benchmark's own files into `Loaded` and turns each case into an item, one JSON object that
holds what was shown and its scores. `evals.suites.run` does the rest: the library, resuming, the figures.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from index.models import Article, Filters
from qa.errors import SettingsError
from qa.models import Answer, Brief

Item = dict[str, Any]
"""One scored case, as JSON: `id`, `cluster` and `scores` (a number in the figure's bounds, or null for
unscored) always; what else is up to the suite."""


class SuiteError(SettingsError):
    """The path does not hold what the suite reads; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article of the benchmark as a file: `content` in the format that the ending of `name` says."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to ask or do. `documents` are the names of those it may use, none for all of them.

    `cluster` names what it shares with other cases, for the intervals; `gold` is what the suite's own
    scorer needs, as JSON, and is part of what resuming compares.
    """

    id: str
    question: str
    cluster: str
    documents: tuple[str, ...] = ()
    gold: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A benchmark read: its articles and its cases, in its own order."""

    documents: Sequence[Document]
    cases: Sequence[Case]


class Desk(Protocol):
    """What a scorer may use: the program, over the articles of the suite, by the names of their files."""

    risk: float
    """The share of wrong answers at which the program would stay silent; see `answers.item_of`."""

    def ask(self, question: str, names: Sequence[str] = (), history: Sequence[str] = ()) -> Answer:
        """An answer from these articles or all, given however little sure it is, after the questions of
        `history`."""
        ...

    def brief(self, names: Sequence[str], topic: str | None = None) -> Brief: ...

    def article(self, article_id: str) -> Article: ...

    def id_of(self, name: str) -> str | None:
        """The article that the file became; None if it became none."""
        ...


@dataclass(frozen=True, slots=True)
class SuiteFigure:
    """A figure over several items, for what is no mean of a score: which enter it, and its value."""

    enters: Callable[[Item], bool]
    of: Callable[[Sequence[Item]], float | None]


@dataclass(frozen=True, slots=True)
class Suite:
    """A benchmark: how it is read, how one case is scored, the figures beside the means of the scores.

    `expects` ends the sentence "PATH is not NAME: it expects …"; `notes` say what may
    be compared, a paragraph each.
    """

    expects: str
    load: Callable[[Path], Loaded]
    score: Callable[[Case, Desk], Item]
    notes: str
    figures: Mapping[str, SuiteFigure] = field(default_factory=dict)
    needs_library: bool = True


def filters_of(article_ids: Sequence[str]) -> Filters:
    """Only these articles; all of them if none is named."""
    return Filters(article_ids=tuple(article_ids))


def markdown(name: str, text: str, **stated: str | None) -> Document:
    """An article as Markdown with front matter: `title`, `publisher`, `published`, `url` where stated."""
    lines = [f"{key}: {json.dumps(value)}" for key, value in stated.items() if value]
    return Document(name, "\n".join(["---", *lines, "---", text, ""]))


class Row(dict[str, Any]):
    """A JSON object that knows where it stood: a field it lacks is an error that names the place."""

    def __init__(self, fields: Any = (), where: str = "") -> None:
        super().__init__(fields)
        self.where = where

    def __missing__(self, key: str) -> Any:
        raise SuiteError(f"{self.where} has no {key!r}")


def read_json(path: Path) -> Any:
    """The JSON of a file, its objects as rows.

    Raises:
        SuiteError: if it cannot be read.
    """
    try:
        return _placed(json.loads(_source(path)), f"an object in {path}")
    except ValueError as e:
        raise SuiteError(f"{path} is not JSON") from e


def read_rows(path: Path) -> Iterator[Row]:
    """The objects of a file: JSON Lines, blank lines passed over, or one JSON array of them.

    Raises:
        SuiteError: if it cannot be read or holds something else, naming the line, or the entry of an array.
    """
    source = _source(path)
    if source.lstrip().startswith("["):
        try:
            entries = json.loads(source)
        except ValueError as e:
            raise SuiteError(f"{path} is not JSON") from e
        for number, entry in enumerate(entries, start=1):
            yield _row(entry, f"{path}, entry {number}")
        return
    # Not splitlines(): U+2028 and its like may stand inside a JSON string.
    for number, line in enumerate(source.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            entry = json.loads(line)
        except ValueError as e:
            raise SuiteError(f"{where} is not JSON") from e
        yield _row(entry, where)


def _source(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise SuiteError(f"{path} cannot be read as UTF-8 ({type(e).__name__})") from e


def _row(entry: Any, where: str) -> Row:
    row = _placed(entry, where)
    if not isinstance(row, Row):
        raise SuiteError(f"{where} is not a JSON object")
    return row


def _placed(value: Any, where: str) -> Any:
    if isinstance(value, dict):
        return Row({key: _placed(v, where) for key, v in value.items()}, where)
    return [_placed(v, where) for v in value] if isinstance(value, list) else value


def files_of(path: Path, pattern: str) -> list[Path]:
    """The file itself, or the files of a folder and those below it that match, by name.

    Hidden files are passed over: archives made on a Mac hold a `._name` beside each file.

    Raises:
        SuiteError: if there is none.
    """
    below = [p for p in path.rglob(pattern) if p.is_file() and not p.name.startswith(".")]
    found = sorted(below) if path.is_dir() else [path]
    if not found or not all(p.is_file() for p in found):
        raise SuiteError(f"there is no {pattern} at {path}")
    return found
