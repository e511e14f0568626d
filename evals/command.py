"""What `groundwire eval` and `groundwire gold` do: wires the settings and the sample into the rooms below."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from evals.compare import Comparison, compare, render_comparison
from evals.gates import baseline_text, failures, load_baseline, load_gates, moved_items
from evals.gold_command import gold_add, gold_check, gold_review
from evals.judge import Judge, agreement_with_labels, agreement_with_rules, judged, load_labelled
from evals.kept_reports import load_report
from evals.progress import Bar
from evals.provenance import Made
from evals.report import EvalReport, EvalRun, write_items, write_lines
from evals.report_html import render_html
from evals.report_text import figure, render_report
from evals.run import Sample, remeasured, run_eval
from evals.sample_library import cache_dir
from qa.phrasing.openai_llm import InstructorModel
from qa.service import Service, embedder_of
from qa.settings import Settings, load_settings

# The command line knows this module alone.
__all__ = ["EvalAsked", "Outcome", "compared", "evaluate", "gold_add", "gold_check", "gold_review"]

_N_AT_A_TIME = 4


@dataclass(frozen=True, slots=True)
class EvalAsked:
    """What was asked of `groundwire eval` beside the settings. `models` are several values of --llm."""

    gold: Path | None = None
    articles: Path | None = None
    report: Path | None = None
    limit: int | None = None
    seed: int = 0
    models: tuple[str, ...] = ()
    suites: tuple[str, ...] = ()
    judge: str | None = None
    labelled: Path | None = None
    baseline: Path | None = None
    renew: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """`reports` in the order asked for, `comparisons` of the first with each other, and the gates not met."""

    reports: list[EvalReport]
    comparisons: list[Comparison] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    page: str = ""

    def document(self) -> dict[str, Any]:
        """The JSON: the report alone where there is one, else all of them with the comparisons."""
        parts: list[list[dict[str, Any]]] = [
            [part.model_dump(mode="json") for part in parts] for parts in (self.reports, self.comparisons)
        ]
        return parts[0][0] if len(parts[0]) == 1 else {"reports": parts[0], "comparisons": parts[1]}


def evaluate(flags: Mapping[str, Any], asked: EvalAsked) -> Outcome:
    """The reports that were asked for, and their page for a terminal; with `report` also written there.

    Raises:
        GoldSetError: if the gold set does not fit the articles.
        GateError, SuiteError, SettingsError: if what was asked for cannot be used.
    """
    settings = load_settings(flags)
    if asked.suites:
        return _suites(settings, asked)
    if asked.baseline and not asked.renew:
        load_baseline(asked.baseline)  # before anything is asked
    with _sample(asked) as sample:
        runs = _run_all(settings, asked, sample)
    comparisons = [
        compare((runs[0].report, runs[0].items), (run.report, run.items), seed=asked.seed) for run in runs[1:]
    ]
    pages = [render_report(run.report) for run in runs] + [render_comparison(c) for c in comparisons]
    found: list[str] = []
    if asked.baseline:
        found, page = _against(asked.baseline, runs[0], renew=asked.renew)
        pages.append(page)
    return Outcome([run.report for run in runs], comparisons, found, "\n".join(pages))


def compared(before: Path, after: Path, seed: int) -> tuple[Comparison, str]:
    """Two kept reports, and the page of their comparison.

    Raises:
        ReportError: if one cannot be read, or they share no question.
    """
    comparison = compare(load_report(before), load_report(after), seed=seed)
    return comparison, render_comparison(comparison)


@contextmanager
def _sample(asked: EvalAsked) -> Iterator[Sample]:
    with as_file(files("evals").joinpath("gold")) as folder:
        is_own = asked.gold is None and asked.articles is None
        yield Sample(
            asked.gold or folder / "questions.jsonl",
            asked.articles or folder / "articles",
            folder / "briefs.jsonl" if is_own else None,
        )


def _run_all(settings: Settings, asked: EvalAsked, sample: Sample) -> list[EvalRun]:
    """A run for each model, side by side where each has its own server; one of the settings if none is."""
    models = list(dict.fromkeys(asked.models)) or [settings.llm]
    bar = Bar()

    def run(llm: str) -> EvalRun:
        folder = asked.report / slug(llm) if asked.report and len(models) > 1 else asked.report
        return _run_one(settings.model_copy(update={"llm": llm}), asked, sample, folder, bar)

    # A model in this process has the cores to itself, or it would be measured as slower than it is.
    n_threads = 1 if any(m.startswith("gguf:") for m in models) else min(_N_AT_A_TIME, len(models))
    with ThreadPoolExecutor(n_threads) as threads:
        return list(threads.map(run, models))


def _run_one(settings: Settings, asked: EvalAsked, sample: Sample, folder: Path | None, bar: Bar) -> EvalRun:
    made = Made(
        embedder=embedder_of(settings).name,
        llm=public_name(settings.llm),
        risk=str(settings.risk or "default"),
        judge=public_name(asked.judge) if asked.judge else None,
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    run = run_eval(
        lambda home: Service(settings.model_copy(update={"home": home})),
        sample,
        limit=asked.limit,
        seed=asked.seed,
        progress=bar.of(settings.llm),
        made=made,
        journal_dir=folder,
        kept_in=cache_dir(),
    )
    notes: list[str] = []
    if asked.judge:
        run, notes = _judged(run, settings, asked)
    return write_report(run, folder, notes) if folder else run


def _judged(run: EvalRun, settings: Settings, asked: EvalAsked) -> tuple[EvalRun, list[str]]:
    judge = Judge(InstructorModel(asked.judge or "", timeout_s=settings.llm_timeout_s), cache_dir() / "judge")
    items = judged(run.items, judge)
    agreed = {"the program's own rules": agreement_with_rules(items)}
    if asked.labelled:
        agreed["the labelled data"] = agreement_with_labels(judge, load_labelled(asked.labelled))
    notes = [
        f"Judge {public_name(asked.judge or '')} and {whom}: Cohen's kappa "
        f"{figure(a.kappa)} over {a.n} statements, {a.n_unscored} unscored."
        for whom, a in agreed.items()
    ]
    sys.stderr.write("".join(f"groundwire: {note}\n" for note in notes))
    return remeasured(run, items, asked.seed), notes


def write_report(run: EvalRun, folder: Path, notes: Sequence[str] = ()) -> EvalRun:
    """The run with its items, briefs, JSON and page in `folder`."""
    report = write_items(run, folder / "items.jsonl")
    write_lines(folder / "briefs.jsonl", run.briefs)
    _write_pages(report, folder, render_html(report, run.items, run.briefs, notes))
    return EvalRun(report, run.items, run.briefs)


def _write_pages(report: EvalReport, folder: Path, page: str) -> None:
    (folder / "report.json").write_text(report.model_dump_json(indent=2) + "\n", "utf-8")
    (folder / "report.html").write_text(page, "utf-8")


def _against(path: Path, run: EvalRun, *, renew: bool) -> tuple[list[str], str]:
    """(the gates not met, what to say of them); with `renew` the baseline is written instead."""
    if renew:
        path.write_text(baseline_text(run.report, run.items), "utf-8", newline="\n")
        return [], f"baseline: written to {path}"
    kept, gates = load_baseline(path), load_gates(Path.cwd())
    found = failures(run.report, gates, kept)
    lines = [f"gates: {len(gates)} set, {len(found)} not met", *(f"  {line}" for line in found)]
    if kept.gold_sha256 != run.report.provenance.gold_sha256:
        lines.append("  the gold set is not the one of the baseline; renew it when the change is meant")
    if found:
        lines += ["moved since the baseline:", *(f"  {line}" for line in moved_items(run.items, kept))]
    return found, "\n".join(lines)


def _suites(settings: Settings, asked: EvalAsked) -> Outcome:
    from evals.suite_reports import suite_report
    from evals.suites import SuiteError

    reports, pages = [], []
    for stated in asked.suites:
        name, _, path = stated.partition(":")
        if not path:  # it would be the folder one happens to be in
            raise SuiteError(f"--suite {stated} names no path", hint="write NAME:PATH")
        folder = asked.report / slug(name) if asked.report and len(asked.suites) > 1 else asked.report
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        report, notes = suite_report(
            name,
            Path(path),
            settings,
            limit=asked.limit,
            seed=asked.seed,
            folder=folder,
            progress=Bar().of(name),
        )
        if folder:
            _write_pages(report, folder, render_html(report, [], [], notes))
        reports.append(report)
        pages.append(render_report(report) + "".join(f"note: {note}\n" for note in notes))
    return Outcome(reports, page="\n".join(pages))


def public_name(llm: str) -> str:
    """A model's name without the place it is served from: a report can be passed on."""
    if llm.startswith("gguf:"):
        return f"gguf:{Path(llm.removeprefix('gguf:')).name}"
    return llm.split("#", 1)[1] if "#" in llm else llm


def slug(name: str) -> str:
    """A folder name for a model or suite: `openai/gpt-x` is `openai-gpt-x`."""
    return re.sub(r"[^\w.-]+", "-", public_name(name)).strip("-") or "model"
