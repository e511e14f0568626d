"""What `groundwire eval` does: wires the settings and the sample into `evals.run`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from evals.report import EvalReport, render_report, write_items
from evals.run import run_eval
from qa.service import Service, embedder_of
from qa.settings import load_settings


def evaluate(
    flags: Mapping[str, Any],
    *,
    gold: Path | None,
    articles: Path | None,
    report: Path | None,
    limit: int | None,
    seed: int,
) -> tuple[EvalReport, str]:
    """The report and its page for a terminal; with `report`, both are also written into that folder.

    Raises:
        GoldSetError: if the gold set does not fit the articles.
    """
    settings = load_settings(flags)
    with as_file(files("evals").joinpath("gold")) as sample:
        run = run_eval(
            lambda home: Service(settings.model_copy(update={"home": home})),
            gold or sample / "questions.jsonl",
            articles or sample / "articles",
            limit=limit,
            seed=seed,
            progress=_progress,
            embedder=embedder_of(settings).name,
            started_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    result = run.report
    if report is not None:
        report.mkdir(parents=True, exist_ok=True)
        result = write_items(run, report / "items.jsonl")
        (report / "report.json").write_text(result.model_dump_json(indent=2), "utf-8")
    return result, render_report(result)


def _progress(done: int, total: int) -> None:
    """A counter on standard error, where somebody is watching."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{total} questions" + ("\n" if done == total else ""))
