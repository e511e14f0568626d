"""Items and reports for tests, made without a run."""

from __future__ import annotations

from typing import Any

from evals.measures import curve_of, measure_all, slices_of
from evals.metrics.stats import resample_clusters
from evals.report import EvalReport, EvalRun, ItemResult, ShownStatement
from tests.evals.test_report import MADE


def item(number: int, *, right: bool = True, answered: bool = True, **changes: Any) -> ItemResult:
    """An answerable question of a cluster of its own; `right` and `answered` say what came of it."""
    contains = float(right and answered)
    return ItemResult.model_validate(
        {
            "id": f"q{number}",
            "question": f"Question {number}?",
            "answerable": True,
            "answers": ["yes"],
            "evidence": [{"article": "a.md", "quote": "It said yes."}],
            "tags": ["easy"],
            "cluster": f"article {number}",
            "status": "answered" if answered else "abstained",
            "reason": None,
            "confidence": 0.5 + number / 100,
            "shown": ["It said yes."] if answered else [],
            "statements": [ShownStatement(text="It said yes.", quotes=["It said yes."], is_supported=True)],
            "citations": [],
            "engine": "extractive",
            "total_ms": 10.0 * number,
            "stages_ms": {"read": 5.0},
            "calls": 0,
            "prompt_tokens": 0,
            "completion_tokens": 0,
            "scores": {"answer_contains": contains, "recall@5": 1.0},
            **changes,
        }
    )


def run_of(items: list[ItemResult], **changes: Any) -> EvalRun:
    """A run with these items and the figures that follow from them."""
    draws = resample_clusters([i.cluster for i in items], 50, 0)
    report = EvalReport(
        suite="gold",
        n=len(items),
        metrics=measure_all(items, draws),
        risk_coverage=curve_of(items),
        slices=slices_of(items),
        items_path=None,
        provenance=MADE.model_copy(update=changes),
    )
    return EvalRun(report, items)
