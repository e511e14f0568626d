"""The report: its JSON shape, its page, its items file, and where it says it comes from."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from pathlib import Path

import pytest

from evals import provenance as module
from evals.provenance import (
    Made,
    code_sha256,
    collect_provenance,
    git_state,
    prompt_hashes,
    sha256_of_files,
)
from evals.report import (
    CitedWords,
    CurvePoint,
    EvalReport,
    EvalRun,
    ItemResult,
    MetricValue,
    Provenance,
    write_items,
)
from evals.report_text import GROUPS, METRIC_NAMES, render_report

UNSCORED = MetricValue(value=None, low=None, high=None, n_scored=0, n_unscored=3)
MADE = Provenance(
    started_at="2025-11-03T08:00:00Z",
    program_version="0.1.0",
    git_commit="0123456789abcdef0123456789abcdef01234567",
    git_dirty=True,
    code_sha256="d" * 64,
    python="3.11.7",
    packages={"numpy": "2.3.4"},
    machine="x86_64",
    n_cpus=2,
    embedder="bundled",
    engine="extractive",
    llm="none",
    risk="default",
    judge=None,
    gold_sha256="a" * 64,
    briefs_sha256=None,
    calibration_sha256="e" * 64,
    corpus_sha256="b" * 64,
    prompts_sha256={"answer": "c" * 64},
    seed=0,
    n_resamples=1000,
    clustered_by="article of the first evidence",
    n_clusters=2,
)
ITEM = ItemResult(
    id="q1",
    question="What does the union want?",
    answerable=True,
    answers=["9 percent"],
    tags=["number"],
    cluster="strike.md",
    status="answered",
    reason=None,
    confidence=0.9,
    shown=["The union wants\u20289 percent — no less."],
    citations=[CitedWords(article="strike.md", start=0, end=5, quote="Words")],
    engine="extractive",
    total_ms=12.5,
    calls=0,
    prompt_tokens=0,
    completion_tokens=0,
    scores={"answer_contains": 1.0, "quote_validity": None},
)


def report(**changes: object) -> EvalReport:
    metrics = dict.fromkeys(
        METRIC_NAMES, MetricValue(value=0.5, low=0.25, high=0.75, n_scored=2, n_unscored=1)
    )
    return EvalReport.model_validate(
        {
            "suite": "gold",
            "n": 3,
            "metrics": {**metrics, "calls": UNSCORED},
            "risk_coverage": [CurvePoint(coverage=n / 20, risk=0.1) for n in range(1, 21)],
            "slices": {"number": {"n": 1, "answer_contains": None, "decision_accuracy": 1.0}},
            "items_path": None,
            "provenance": MADE,
            **changes,
        }
    )


def test_the_json_has_the_fields_that_scripts_rely_on() -> None:
    document = json.loads(report().model_dump_json())
    assert list(document) == ["suite", "n", "metrics", "risk_coverage", "slices", "items_path", "provenance"]
    assert set(document["metrics"]["coverage"]) == {"value", "low", "high", "n_scored", "n_unscored"}
    assert set(document["risk_coverage"][0]) == {"coverage", "risk"}
    assert document["metrics"]["calls"]["value"] is None


def test_the_page_fits_100_columns_names_every_metric_and_shows_unscored_as_a_dash() -> None:
    page = render_report(report(items_path="out/items.jsonl"))
    lines = page.splitlines()
    assert max(len(line) for line in lines) <= 100
    assert all(any(line.startswith(f"  {name} ") for line in lines) for name in METRIC_NAMES)
    (calls,) = [line for line in lines if line.startswith("  calls ")]
    assert calls.split()[:5] == ["calls", "-", "-", "0", "3"]
    assert "items: out/items.jsonl" in lines
    assert "low for sentences, always" in page


def test_no_row_of_figures_is_cut_to_fit() -> None:
    wide = MetricValue(value=123456.0, low=12345.0, high=654321.0, n_scored=99999, n_unscored=9999)
    page = render_report(report(metrics=dict.fromkeys(METRIC_NAMES, wide)))
    rows = [line for line in page.splitlines() if line.startswith("  ") and ".." in line]
    notes = [note for group in GROUPS.values() for note in group.values()]
    assert [row.endswith(note) for row, note in zip(rows, notes, strict=True)] == [True] * len(METRIC_NAMES)


def test_the_columns_of_the_page_are_aligned() -> None:
    lines = render_report(report()).splitlines()
    head = next(line for line in lines if line.startswith("metric"))
    at = head.index("unsc.") + len("unsc.")
    rows = [line for line in lines if line.startswith("  ") and ".." in line]
    assert all(row[at - 1].isdigit() and row[at] == " " for row in rows)


def test_the_curve_on_the_page_ends_where_the_program_stands() -> None:
    (coverage,) = [line for line in render_report(report()).splitlines() if line.startswith("coverage ")]
    assert coverage.split()[-1] == "1.000"
    assert "nothing was answered" in render_report(report(risk_coverage=[]))


def test_items_are_written_one_a_line_and_the_report_says_where(tmp_path: Path) -> None:
    path = tmp_path / "new" / "items.jsonl"
    written = write_items(EvalRun(report(), [ITEM, ITEM]), path)
    assert written.items_path == str(path)
    rows = path.read_text(encoding="utf-8").split("\n")
    assert [ItemResult.model_validate_json(row) for row in rows[:-1]] == [ITEM, ITEM]
    assert rows[-1] == ""


@pytest.mark.parametrize(
    ("status", "contains", "is_correct"),
    [("answered", 1.0, True), ("answered", 0.0, False), ("answered", None, False), ("abstained", 1.0, False)],
)
def test_only_an_answer_that_holds_an_accepted_one_is_correct(
    status: str, contains: float | None, is_correct: bool
) -> None:
    item = ITEM.model_copy(update={"status": status, "scores": {"answer_contains": contains}})
    assert item.is_correct is is_correct


def test_the_hash_of_files_sees_names_and_bytes_but_not_their_order(tmp_path: Path) -> None:
    one, two = tmp_path / "a.md", tmp_path / "b.md"
    one.write_text("x")
    two.write_text("y")
    before = sha256_of_files([one, two])
    assert before == sha256_of_files([two, one])
    two.write_text("z")
    assert before != sha256_of_files([one, two])
    assert sha256_of_files([one]) != sha256_of_files([one.rename(tmp_path / "c.md")])


def test_every_prompt_file_is_hashed_as_it_stands() -> None:
    folder = Path(module.__file__).parent.parent / "prompts"
    expected = {p.stem: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.md")}
    assert prompt_hashes() == expected


def test_a_commit_and_a_change_are_seen_and_no_git_is_unknown(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=Reader", "-c", "user.email=reader@news.example"]
        subprocess.run(["git", "-C", str(tmp_path), *identity, *arguments], check=True, capture_output=True)

    assert git_state(tmp_path) == ("unknown", None)
    git("init")
    (tmp_path / "a.txt").write_text("one")
    git("add", "a.txt")
    git("commit", "-m", "One")
    commit, is_dirty = git_state(tmp_path)
    assert len(commit) == 40
    assert is_dirty is False
    (tmp_path / "a.txt").write_text("two")
    assert git_state(tmp_path) == (commit, True)


def test_a_folder_below_a_checkout_is_not_that_checkout(tmp_path: Path) -> None:
    subprocess.run(["git", "init", str(tmp_path)], check=True, capture_output=True)
    (tmp_path / "below").mkdir()
    assert git_state(tmp_path / "below") == ("unknown", None)


def test_provenance_takes_the_clock_from_its_caller(tmp_path: Path) -> None:
    gold = tmp_path / "questions.jsonl"
    gold.write_bytes(b"{}\n")
    made = collect_provenance(
        gold_path=gold,
        briefs_path=None,
        corpus_sha256=sha256_of_files([gold]),
        clustered_by="document",
        engines=["extractive", "extractive"],
        clusters=["strike.md", "other.md"],
        made=Made(embedder="bundled"),
        seed=7,
        n_resamples=10,
    )
    assert (made.started_at, made.seed, made.n_clusters, made.engine) == (None, 7, 2, "extractive")
    assert made.gold_sha256 == hashlib.sha256(b"{}\n").hexdigest()
    assert made.packages["pydantic"] != "unknown"
    assert made.calibration_sha256 != made.code_sha256 != made.gold_sha256


def test_provenance_names_no_host_and_no_path(tmp_path: Path) -> None:
    gold = tmp_path / "questions.jsonl"
    gold.write_bytes(b"{}\n")
    made = collect_provenance(
        gold_path=gold,
        briefs_path=gold,
        corpus_sha256=sha256_of_files([gold]),
        clustered_by="document",
        engines=["extractive"],
        clusters=["a"],
        made=Made(),
        seed=0,
        n_resamples=1,
    )
    page = made.model_dump_json()
    assert str(tmp_path) not in page
    assert platform.node() not in page


def test_the_hash_of_the_code_sees_each_room() -> None:
    assert code_sha256(("index",)) != code_sha256(("qa",)) != code_sha256()
