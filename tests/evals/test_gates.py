"""Gates: what passes, what fails, and that a baseline reads as a difference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.gates import Gate, GateError, baseline_text, failures, load_baseline, load_gates, moved_items
from evals.measures import TIMINGS
from tests.evals.making import item, run_of

GOOD = run_of([item(n) for n in range(20)])
WORSE = run_of([item(n, right=n > 1) for n in range(20)])


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text(GOOD.report, GOOD.items), "utf-8")
    return path


def gates_in(folder: Path, text: str) -> Path:
    (folder / "pyproject.toml").write_text(text, "utf-8")
    return folder


def test_a_run_passes_against_itself_and_one_that_lost_names_the_metric(kept: Path) -> None:
    baseline = load_baseline(kept)
    gates = {"answer_contains": Gate(max_drop=0.05), "aurc": Gate(max_rise=0.005), "recall@5": Gate(min=1.0)}
    assert failures(GOOD.report, gates, baseline) == []
    lost = failures(WORSE.report, gates, baseline)
    assert [line.partition(":")[0] for line in lost] == ["answer_contains", "aurc"]
    assert lost[0] == "answer_contains: 0.9000, must be at least 0.9500 (baseline 1.0000)"
    assert len(moved_items(WORSE.items, baseline)) == 2


def test_a_drop_within_the_bound_passes_and_the_rounding_of_the_baseline_fails_nothing(kept: Path) -> None:
    baseline = load_baseline(kept)
    assert failures(WORSE.report, {"answer_contains": Gate(max_drop=0.1)}, baseline) == []
    third = run_of([item(n, right=n % 3 == 0) for n in range(21)])
    kept.write_text(baseline_text(third.report, third.items), "utf-8")
    strict = {name: Gate(max_drop=0.0, max_rise=0.0) for name in third.report.metrics if name not in TIMINGS}
    scored = {name: gate for name, gate in strict.items() if third.report.metrics[name].value is not None}
    assert failures(third.report, scored, load_baseline(kept)) == []


def test_a_gate_on_what_was_not_scored_or_not_kept_fails(kept: Path) -> None:
    found = failures(GOOD.report, {"judge_support": Gate(min=0.9)}, load_baseline(kept))
    assert found == ["judge_support: has a gate, and nothing was scored"]
    older = load_baseline(kept).model_copy(update={"metrics": {}})
    assert "renew it" in failures(GOOD.report, {"coverage": Gate(max_drop=0.1)}, older)[0]


def test_the_baseline_is_sorted_rounded_one_entry_a_line_and_without_timings(kept: Path) -> None:
    document = json.loads(kept.read_text("utf-8"))
    assert list(document["metrics"]) == sorted(document["metrics"])
    assert not TIMINGS & set(document["metrics"])
    lines = kept.read_text("utf-8").splitlines()
    assert sum(line.startswith('  "q') for line in lines) == 20
    moved = baseline_text(WORSE.report, WORSE.items).splitlines()
    items = [(a, b) for a, b in zip(lines, moved, strict=True) if a != b and a.startswith('  "q')]
    assert len(items) == 2


def test_gates_are_those_of_the_nearest_project_file(tmp_path: Path) -> None:
    gates_in(tmp_path, '[tool.groundwire.gates]\n"recall@5" = {max_drop = 0.02}\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    gates_in(tmp_path / "a", "[project]\n")
    assert load_gates(inner) == {"recall@5": Gate(max_drop=0.02)}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("latency_p95_ms = {max = 900}", "latency_p95_ms"),
        ("coverage = 0.5", "cannot be used"),
        ("coverage = {lowest = 0.5}", "cannot be used"),
    ],
)
def test_a_gate_on_a_timing_or_of_another_form_is_refused(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(GateError, match=what):
        load_gates(gates_in(tmp_path, f"[tool.groundwire.gates]\n{text}\n"))


def test_what_is_no_baseline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GateError, match="no baseline"):
        load_baseline(tmp_path / "none.json")
