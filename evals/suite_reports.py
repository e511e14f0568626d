"""A benchmark that a user brought along, as a report like that of the gold set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from evals.provenance import Made, collect_provenance
from evals.report import EvalReport
from evals.run import N_RESAMPLES
from evals.suites import ASKED_AT_RISK, run_suite
from qa.service import Service, embedder_of
from qa.settings import Settings


def suite_report(
    name: str,
    path: Path,
    settings: Settings,
    *,
    limit: int | None,
    seed: int,
    folder: Path | None,
    progress: Callable[[int, int], None],
) -> tuple[EvalReport, list[str]]:
    """(the figures of the suite, what may be compared with published ones). With `folder`, items are kept
    there as they come, and a run that was stopped goes on.

    Raises:
        SuiteError: if there is no such suite, or `path` does not hold what it reads.
    """
    asking = settings.model_copy(update={"risk": ASKED_AT_RISK})
    items_path = folder / "items.jsonl" if folder else None
    result = run_suite(
        name,
        path,
        lambda home: Service(asking.model_copy(update={"home": home})),
        limit=limit,
        seed=seed,
        progress=progress,
        resume=items_path,
    )
    made = Made(
        embedder=embedder_of(settings).name,
        llm=settings.llm,
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    report = EvalReport(
        suite=name,
        n=result.n,
        metrics=result.metrics,
        risk_coverage=result.risk_coverage,
        slices=result.slices,
        items_path=str(items_path) if items_path else None,
        provenance=collect_provenance(
            gold_path=path,
            briefs_path=None,
            corpus_sha256=result.corpus_sha256,
            clustered_by="document",
            engines=[str(item.get("engine", "")) for item in result.items],
            clusters=[str(item["cluster"]) for item in result.items],
            made=made,
            seed=seed,
            n_resamples=N_RESAMPLES,
        ),
    )
    return report, result.notes
