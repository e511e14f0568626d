"""Two runs side by side: which way each figure went, and whether beyond doubt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.command import write_report
from evals.compare import compare, render_comparison
from evals.kept_reports import ReportError, load_report
from tests.evals.making import item, run_of


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.compare._N_RESAMPLES", 100)
    monkeypatch.setattr("evals.compare._N_PERMUTATIONS", 600)


WEAK = run_of([item(n, right=False) for n in range(40)])
STRONG = run_of([item(n) for n in range(40)], git_commit="f" * 40)


def test_a_run_that_answers_forty_more_is_better_beyond_doubt() -> None:
    found = compare((WEAK.report, WEAK.items), (STRONG.report, STRONG.items))
    shown = found.metrics["answer_contains"]
    assert (shown.before, shown.after, shown.change, shown.is_beyond_doubt) == (0.0, 1.0, "better", True)
    assert (shown.low, shown.high) == (1.0, 1.0)
    assert found.metrics["aurc"].change == "better"
    assert {c.change for c in found.items} == {"better"}
    assert found.differs == ["git_commit"]


def test_one_item_more_may_be_chance() -> None:
    almost = run_of([item(n, right=n != 3) for n in range(40)])
    found = compare((STRONG.report, STRONG.items), (almost.report, almost.items))
    shown = found.metrics["answer_contains"]
    assert (shown.change, shown.is_beyond_doubt) == ("worse", False)
    assert [(c.id, c.change, c.after) for c in found.items] == [("q3", "worse", "wrong answer")]


def test_a_run_is_the_same_as_itself_and_timings_are_never_beyond_doubt() -> None:
    slow = run_of([item(n, total_ms=900.0) for n in range(40)])
    found = compare((STRONG.report, STRONG.items), (slow.report, slow.items))
    assert {n for n, d in found.metrics.items() if d.change != "same"} == {"latency_p50_ms", "latency_p95_ms"}
    assert not any(d.is_beyond_doubt for d in found.metrics.values())
    assert "as timings go" in render_comparison(found)
    same = compare((STRONG.report, STRONG.items), (STRONG.report, STRONG.items))
    assert "every figure is the same" in render_comparison(same)


def test_only_questions_of_both_runs_are_compared() -> None:
    other = run_of([item(n) for n in range(30, 45)])
    found = compare((STRONG.report, STRONG.items), (other.report, other.items))
    assert found.n == 10
    assert (len(found.only_before), found.only_after) == (30, [f"q{n}" for n in range(40, 45)])
    assert "asked only in the run after: q40" in render_comparison(found)


def test_runs_of_different_questions_are_refused() -> None:
    other = run_of([item(n) for n in range(50, 52)])
    with pytest.raises(ReportError, match="share no question"):
        compare((STRONG.report, STRONG.items), (other.report, other.items))


def test_a_report_is_read_from_its_folder_or_its_file(tmp_path: Path) -> None:
    write_report(STRONG, tmp_path / "run")
    assert load_report(tmp_path / "run") == load_report(tmp_path / "run" / "report.json")
    report, items = load_report(tmp_path / "run")
    assert items == STRONG.items
    assert report.metrics == STRONG.report.metrics


@pytest.mark.parametrize("name", ["report.json", "items.jsonl"])
def test_a_report_that_is_not_whole_is_named(tmp_path: Path, name: str) -> None:
    write_report(STRONG, tmp_path)
    (tmp_path / name).write_text('{"suite": 1}\n')
    with pytest.raises(ReportError, match="no report of this program"):
        load_report(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ReportError, match="missing"):
        load_report(tmp_path)


def suite_run(folder: Path, n_right: int) -> Path:
    """A report of a suite of twenty questions, below whose items stand those of another run."""
    items = [
        {
            "id": f"s{n}", "cluster": f"c{n}", "question": f"Question {n}?", "answerable": n % 2 == 0,
            "confidence": 0.9 if n < n_right else 0.1, "abstained": n % 2 == 1, "correct": n < n_right,
            "scores": {"hit@1": float(n < n_right), "answer_in_first": 1.0 if n % 2 == 0 else None},
        }
        for n in range(20)
    ]  # fmt: skip
    folder.mkdir()
    other = {"key": "k", "item": items[0] | {"id": "of an earlier run"}}
    rows = [other, *({"key": str(n), "item": item} for n, item in enumerate(items))]
    (folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    report = STRONG.report.model_copy(update={"suite": "squad2", "n": 20})
    (folder / "report.json").write_text(report.model_dump_json(), "utf-8")
    return folder


def test_runs_of_a_suite_are_compared_by_its_own_figures(tmp_path: Path) -> None:
    weak, strong = suite_run(tmp_path / "weak", 2), suite_run(tmp_path / "strong", 20)
    found = compare(load_report(weak), load_report(strong))
    assert (found.n, found.only_before) == (20, [])
    hit = found.metrics["hit@1"]
    assert (hit.before, hit.after, hit.change, hit.is_beyond_doubt) == (0.1, 1.0, "better", True)
    assert found.metrics["answer_in_first"].change == "same"
    assert found.metrics["selective_accuracy"].change == "better"
    assert [c.id for c in found.items] == [f"s{n}" for n in range(2, 20, 2)]
    assert {c.after for c in found.items} == {"right answer"}


def test_a_run_of_a_suite_and_one_of_the_gold_set_are_not_compared(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="of squad2, the other of"):
        compare(load_report(suite_run(tmp_path / "suite", 2)), (STRONG.report, STRONG.items))


def test_items_of_a_suite_that_are_none_are_named(tmp_path: Path) -> None:
    folder = suite_run(tmp_path / "suite", 2)
    (folder / "items.jsonl").write_text('{"key": "k"}\n')
    with pytest.raises(ReportError, match="no report of this program"):
        load_report(folder)
