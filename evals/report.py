"""What an eval leaves behind: figures with their intervals, what they were made with, every item.

The models are the JSON of `groundwire eval --json`. A figure carries its interval and how many questions
entered it; the unscored are counted beside it and never taken for 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


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


class Provenance(Record):
    """What the figures were made with: enough to make them again, or to see why they differ.

    `git_dirty` is null where there is no git. `code_sha256` is over the program's own files, whatever git
    says of them. `clustered_by` and `n_clusters` belong to the intervals.
    """

    started_at: str | None
    program_version: str
    git_commit: str
    git_dirty: bool | None
    code_sha256: str
    python: str
    packages: dict[str, str]
    machine: str
    n_cpus: int
    embedder: str
    engine: str
    llm: str
    risk: str
    judge: str | None
    gold_sha256: str
    briefs_sha256: str | None
    corpus_sha256: str
    calibration_sha256: str
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


class GoldWords(Record):
    """Words of the gold set's evidence, and the file they stand in."""

    article: str
    quote: str


class ShownStatement(Record):
    """A statement that was shown with the words it cites. `is_supported` is the verdict of the program's
    own rules, taken anew; `judged` that of the judge, null where none was asked."""

    text: str
    quotes: list[str]
    is_supported: bool
    judged: str | None = None


class ItemResult(Record):
    """One question with what was shown for it and each of its scores; a null score is unscored."""

    id: str
    question: str
    history: list[str] = Field(default_factory=list)
    as_of: str | None = None
    answerable: bool
    answers: list[str]
    evidence: list[GoldWords] = Field(default_factory=list)
    tags: list[str]
    cluster: str
    status: str
    reason: str | None
    confidence: float
    shown: list[str]
    statements: list[ShownStatement] = Field(default_factory=list)
    citations: list[CitedWords]
    engine: str
    total_ms: float
    stages_ms: dict[str, float] = Field(default_factory=dict)
    calls: int
    prompt_tokens: int
    completion_tokens: int
    cost_usd: float | None = None
    scores: dict[str, float | None]

    @property
    def abstained(self) -> bool:
        return self.status == "abstained"

    @property
    def is_correct(self) -> bool:
        """True if it was answered, could be, and an accepted answer stands in what was shown."""
        return not self.abstained and self.scores["answer_contains"] == 1.0

    @property
    def is_right(self) -> bool:
        """True if the reader was served: a correct answer, or silence where there is none."""
        return self.is_correct if self.answerable else self.abstained


class BriefResult(Record):
    """One brief with its scores; `missed` and `surplus` name the entries of each field that did not match."""

    id: str
    scores: dict[str, float | None]
    missed: dict[str, list[str]]
    surplus: dict[str, list[str]]
    total_ms: float


class EvalReport(Record):
    """The whole of `groundwire eval --json`. `slices` hold for each tag how many questions carry it (`n`) and
    some of their figures; `items_path` is null until the items are written."""

    suite: str
    n: int
    metrics: dict[str, MetricValue]
    risk_coverage: list[CurvePoint]
    slices: dict[str, dict[str, float | None]]
    items_path: str | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class EvalRun:
    """A report and the items it was made from."""

    report: EvalReport
    items: list[ItemResult]
    briefs: list[BriefResult] = field(default_factory=list)


def write_items(run: EvalRun, path: Path) -> EvalReport:
    """Writes the items to `path` as JSON Lines, and returns the report with that path in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_lines(path, run.items)
    return run.report.model_copy(update={"items_path": str(path)})


def write_lines(path: Path, records: Sequence[Record]) -> None:
    """One JSON object a line, UTF-8, the same bytes on every system."""
    lines = "".join(f"{record.model_dump_json()}\n" for record in records)
    path.write_text(lines, encoding="utf-8", newline="\n")
