"""Reports that were kept in a folder, with their items: of the gold set, or of a suite."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pydantic import ValidationError

from evals.measures import figures_of
from evals.metrics import stats
from evals.report import EvalReport, ItemResult
from evals.suites import SUITES
from evals.suites.cases import Item
from qa.errors import SettingsError


class ReportError(SettingsError):
    """A report cannot be read or compared; the message says which and why."""


class ComparedItem(Protocol):
    """What a comparison needs of an item. `is_right` says that it served the reader."""

    @property
    def id(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def cluster(self) -> str: ...
    @property
    def scores(self) -> Mapping[str, float | None]: ...
    @property
    def abstained(self) -> bool: ...
    @property
    def is_right(self) -> bool: ...


# Which items enter a figure, and the figure of those.
Measured = tuple[Callable[[Any], bool], Callable[[Sequence[Any]], float | None]]


@dataclass(frozen=True, slots=True)
class SuiteItem:
    """An item of a suite; what it does not record is empty."""

    raw: Item

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def question(self) -> str:
        return str(self.raw.get("question", ""))

    @property
    def cluster(self) -> str:
        return str(self.raw["cluster"])

    @property
    def scores(self) -> Mapping[str, float | None]:
        scores: Mapping[str, float | None] = self.raw["scores"]
        return scores

    @property
    def abstained(self) -> bool:
        return bool(self.raw.get("abstained"))

    @property
    def is_right(self) -> bool:
        """As for the gold set where the suite says what can be answered; else never, and no item is named
        as better or worse."""
        if self.raw.get("answerable") is None:
            return False
        return bool(self.raw["correct"] and not self.abstained if self.raw["answerable"] else self.abstained)


def load_report(path: Path) -> tuple[EvalReport, Sequence[ComparedItem]]:
    """The report in a folder, or in its `report.json`, and the items that lie beside it.

    Raises:
        ReportError: if one of them is missing or is no report.
    """
    file = path / "report.json" if path.is_dir() else path
    items_path = file.parent / "items.jsonl"
    try:
        report = EvalReport.model_validate_json(file.read_bytes())
        lines = [line for line in items_path.read_text("utf-8").split("\n") if line.strip()]
        if report.suite in SUITES:  # earlier runs may stand above
            return report, [_suite_item(json.loads(line)["item"]) for line in lines[-report.n :]]
        return report, [ItemResult.model_validate_json(line) for line in lines]
    except OSError as e:
        what = f"{e.filename} is missing or cannot be read"
        raise ReportError(what, hint="make it with `groundwire eval --report DIR`") from e
    except (ValidationError, ValueError, KeyError, TypeError) as e:
        what = f"{file} or its items are no report of this program"
        raise ReportError(what, hint="make it again with `groundwire eval --report DIR`") from e


def _suite_item(raw: Item) -> SuiteItem:
    if missing := {"id", "cluster", "scores"} - raw.keys():
        raise KeyError(*missing)
    return SuiteItem(raw)


def figures_for(suite: str) -> Callable[[Sequence[Any]], dict[str, Measured]]:
    """What gives, for the items of a suite or of the gold set, every figure by its name."""
    if suite not in SUITES:
        return figures_of

    def of_suite(items: Sequence[SuiteItem]) -> dict[str, Measured]:
        names = dict.fromkeys(name for item in items for name in item.scores)
        means = {name: _mean_of(name) for name in names}
        return means | {name: (_raw(f.enters), _raws(f.of)) for name, f in SUITES[suite].figures.items()}

    return of_suite


def _mean_of(name: str) -> Measured:
    return (
        lambda item: item.scores.get(name) is not None,
        lambda items: stats.mean([item.scores.get(name) for item in items]),
    )


def _raw(enters: Callable[[Item], bool]) -> Callable[[SuiteItem], bool]:
    return lambda item: enters(item.raw)


def _raws(of: Callable[[Sequence[Item]], float | None]) -> Callable[[Sequence[SuiteItem]], float | None]:
    return lambda items: of([item.raw for item in items])
