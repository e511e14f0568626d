"""Bounds that a run must keep, and the kept run they are measured from.

`[tool.groundwire.gates]` in pyproject.toml names for each metric what it must not fall below (`min`), rise
above (`max`), or lose against the baseline (`max_drop`; for what is better lower, `max_rise`). The baseline
holds no timings: they are the machine's.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from evals.measures import TIMINGS
from evals.report import EvalReport, ItemResult
from qa.errors import SettingsError

_DIGITS = 4
_EPSILON = 10.0 ** -(_DIGITS + 2)


class GateError(SettingsError):
    """A gate or a baseline that cannot be used."""


class Gate(BaseModel):
    """The bounds of one metric; each is inclusive. `max_drop` and `max_rise` are against the baseline."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: float | None = None
    max: float | None = None
    max_drop: float | None = None
    max_rise: float | None = None


class Baseline(BaseModel):
    """A kept run: its figures, and by question what came of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    suite: str
    gold_sha256: str
    metrics: dict[str, float]
    items: dict[str, dict[str, float | str]]


def load_gates(start: Path) -> dict[str, Gate]:
    """The gates of the pyproject.toml in `start` or the nearest folder above it; empty if none has any.

    Raises:
        GateError: if a gate has another form, or is on a timing.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        path = folder / "pyproject.toml"
        if not path.is_file():
            continue
        try:
            stated = tomllib.loads(path.read_text("utf-8")).get("tool", {}).get("groundwire", {}).get("gates")
            gates = TypeAdapter(dict[str, Gate]).validate_python(stated or {})
        except (OSError, ValueError) as e:
            what = " ".join(str(e).split())[:200]
            raise GateError(f"[tool.groundwire.gates] in {path} cannot be used: {what}") from e
        if timed := sorted(set(gates) & TIMINGS):
            raise GateError(
                f"{path} sets a gate on {timed[0]}", hint="timings differ from machine to machine; remove it"
            )
        if stated is not None:
            return gates
    return {}


def load_baseline(path: Path) -> Baseline:
    """The kept run in `path`.

    Raises:
        GateError: if it cannot be read.
    """
    try:
        raw: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return Baseline.model_validate(raw)
    except (OSError, ValueError, ValidationError) as e:
        raise GateError(
            f"{path} is no baseline", hint="make one with `groundwire eval --baseline FILE --renew`"
        ) from e


def baseline_text(report: EvalReport, items: Sequence[ItemResult]) -> str:
    """The run as a baseline file: sorted, rounded, one metric or question a line, so that a renewal can be
    read as a difference."""
    metrics = {
        name: round(metric.value, _DIGITS)
        for name, metric in report.metrics.items()
        if metric.value is not None and name not in TIMINGS
    }
    lines = [
        f'"suite": {json.dumps(report.suite)}',
        f'"gold_sha256": {json.dumps(report.provenance.gold_sha256)}',
    ]
    lines.append('"metrics": ' + _block(metrics))
    lines.append('"items": ' + _block({item.id: _kept(item) for item in items}))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _kept(item: ItemResult) -> dict[str, float | str]:
    scores = {name: round(score, _DIGITS) for name, score in item.scores.items() if score is not None}
    return {"status": item.status, "confidence": round(item.confidence, 2), **scores}


def _block(entries: Mapping[str, object]) -> str:
    lines = (f"  {json.dumps(name)}: {json.dumps(entries[name])}" for name in sorted(entries))
    return "{\n" + ",\n".join(lines) + "\n}"


def failures(report: EvalReport, gates: Mapping[str, Gate], baseline: Baseline) -> list[str]:
    """A line for each bound that `report` does not keep; empty if it passes."""
    found = []
    for name, gate in gates.items():
        metric = report.metrics.get(name)
        value = metric.value if metric else None
        kept = baseline.metrics.get(name)
        if value is None:
            found.append(f"{name}: has a gate, and nothing was scored")
            continue
        bounds = [("at least", gate.min, 1), ("at most", gate.max, -1)]
        if kept is None and (gate.max_drop is not None or gate.max_rise is not None):
            found.append(f"{name}: is not in the baseline; renew it")
        elif kept is not None:
            bounds.append(("at least", kept - gate.max_drop if gate.max_drop is not None else None, 1))
            bounds.append(("at most", kept + gate.max_rise if gate.max_rise is not None else None, -1))
        found += [
            f"{name}: {value:.4f}, must be {word} {bound:.4f}" + (f" (baseline {kept:.4f})" if kept else "")
            for word, bound, sign in bounds
            # The baseline is rounded: that alone must fail nothing.
            if bound is not None and sign * (value - bound) < -_EPSILON - 10.0**-_DIGITS / 2
        ]
    return found


def moved_items(items: Sequence[ItemResult], baseline: Baseline) -> list[str]:
    """A line for each question whose status or shown answer is not that of the baseline."""
    lines = []
    for item in items:
        kept, now = baseline.items.get(item.id), _kept(item)
        if kept is None:
            continue
        names = [n for n in ("status", "answer_contains") if kept.get(n) != now.get(n)]
        if names:
            what = ", ".join(f"{n} {kept.get(n)} -> {now.get(n)}" for n in names)
            lines.append(f"{item.id}: {what}: {item.question}")
    return lines
