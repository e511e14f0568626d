"""The figures of a run: which items enter each, how they are summed up, and which way is better.

`figures_of` is what a report, a comparison and a gate share, so that a metric is one thing everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from evals.metrics import abstention, stats
from evals.report import BriefResult, CurvePoint, ItemResult, MetricValue

Results = Sequence[ItemResult]
Enters = Callable[[ItemResult], bool]
Figure = Callable[[Results], float | None]

LOWER_IS_BETTER = frozenset({"aurc", "ece", "brief_redundancy", "cost_usd", "calls"}) | {
    "latency_p50_ms",
    "latency_p95_ms",
    "prompt_tokens",
    "completion_tokens",
    "brief_latency_ms",
}
TIMINGS = frozenset({"latency_p50_ms", "latency_p95_ms", "brief_latency_ms"})
"""Figures of the machine as much as of the program: compared by eye, never by a gate."""


def _decisions(results: Results) -> tuple[list[bool], list[bool]]:
    return [result.answerable for result in results], [result.abstained for result in results]


def _confidence_and(
    results: Results, outcome: Callable[[ItemResult], bool]
) -> tuple[list[float], list[bool]]:
    return [result.confidence for result in results], [outcome(result) for result in results]


def _is_correct(result: ItemResult) -> bool:
    return result.is_correct


def _answered(result: ItemResult) -> bool:
    return not result.abstained


def _anything(_: ItemResult) -> bool:
    return True


# Which items enter a figure, and the figure of those.
_MEASURES: dict[str, tuple[Enters, Figure]] = {
    "abstention_precision": (
        lambda r: r.abstained,
        lambda rs: abstention.abstention_precision(*_decisions(rs)),
    ),
    "abstention_recall": (
        lambda r: not r.answerable,
        lambda rs: abstention.abstention_recall(*_decisions(rs)),
    ),
    "coverage": (_anything, lambda rs: abstention.coverage([r.abstained for r in rs])),
    "decision_accuracy": (_anything, lambda rs: abstention.decision_accuracy(*_decisions(rs))),
    "selective_accuracy": (_answered, lambda rs: stats.mean([float(r.is_correct) for r in rs])),
    "aurc": (_answered, lambda rs: abstention.aurc(*_confidence_and(rs, _is_correct))),
    "auroc": (_anything, lambda rs: abstention.auroc(*_confidence_and(rs, lambda r: r.answerable))),
    "ece": (_answered, lambda rs: abstention.expected_calibration_error(*_confidence_and(rs, _is_correct))),
    "latency_p50_ms": (_anything, lambda rs: stats.percentile([r.total_ms for r in rs], 0.5)),
    "latency_p95_ms": (_anything, lambda rs: stats.percentile([r.total_ms for r in rs], 0.95)),
    "calls": (_anything, lambda rs: stats.mean([r.calls for r in rs])),
    "prompt_tokens": (_anything, lambda rs: stats.mean([r.prompt_tokens for r in rs])),
    "completion_tokens": (_anything, lambda rs: stats.mean([r.completion_tokens for r in rs])),
    # An answer that called no model cost nothing; one that did may not say what it cost.
    "cost_usd": (
        lambda r: r.cost_usd is not None or r.calls == 0,
        lambda rs: stats.mean([r.cost_usd or 0.0 for r in rs]),
    ),
}


def figures_of(results: Results) -> dict[str, tuple[Enters, Figure]]:
    """Every figure of `results` by its name: the scores of the items, then those of the run as a whole."""
    names = dict.fromkeys(name for result in results for name in result.scores)
    return {name: (partial(_has, name), partial(_mean_of, name)) for name in names} | _MEASURES


def _has(name: str, result: ItemResult) -> bool:
    return result.scores.get(name) is not None


def _mean_of(name: str, results: Results) -> float | None:
    return stats.mean([result.scores.get(name) for result in results])


def measure_all(results: Results, draws: Sequence[stats.Indices]) -> dict[str, MetricValue]:
    """Every figure of `results` with the interval of its values over the `draws`."""
    return {name: _measure(results, draws, *how) for name, how in figures_of(results).items()}


def _measure(results: Results, draws: Sequence[stats.Indices], enters: Enters, figure: Figure) -> MetricValue:
    scored = [result if enters(result) else None for result in results]

    def of_draw(draw: stats.Indices) -> float | None:
        return figure([result for index in draw.tolist() if (result := scored[index])])

    chosen = [result for result in scored if result]
    low, high = stats.bootstrap_interval(of_draw, draws) or (None, None)
    return MetricValue(
        value=figure(chosen), low=low, high=high, n_scored=len(chosen), n_unscored=len(results) - len(chosen)
    )


def measure_briefs(briefs: Sequence[BriefResult], n_resamples: int, seed: int) -> dict[str, MetricValue]:
    """The mean of each score over the briefs; a brief is a cluster of its own."""
    draws = stats.resample_clusters([brief.id for brief in briefs], n_resamples, seed)
    columns = {name: [b.scores[name] for b in briefs] for name in (briefs[0].scores if briefs else ())}
    columns |= {"brief_latency_ms": [b.total_ms for b in briefs]} if briefs else {}
    out: dict[str, MetricValue] = {}
    for name, column in columns.items():
        interval = stats.bootstrap_interval(partial(_mean_at, column), draws)
        low, high = interval or (None, None)
        n_scored = sum(value is not None for value in column)
        out[name] = MetricValue(
            value=stats.mean(column), low=low, high=high, n_scored=n_scored, n_unscored=len(column) - n_scored
        )
    return out


def _mean_at(column: Sequence[float | None], draw: stats.Indices) -> float | None:
    return stats.mean([column[index] for index in draw.tolist()])


def curve_of(results: Results) -> list[CurvePoint]:
    """Risk against coverage, one point for each threshold; ends at the coverage the program reaches."""
    confidences, correct = _confidence_and([r for r in results if not r.abstained], _is_correct)
    points = abstention.risk_coverage(confidences, correct, len(results))
    return [CurvePoint(coverage=point.coverage, risk=point.risk) for point in points]


def reliability_of(results: Results) -> list[abstention.Bin]:
    """Confidence against the share of right answers, among the questions answered."""
    return abstention.reliability(*_confidence_and([r for r in results if not r.abstained], _is_correct))


def slices_of(results: Results) -> dict[str, dict[str, float | None]]:
    """The questions of each tag, in alphabetical order."""
    slices: dict[str, dict[str, float | None]] = {}
    for tag in sorted({tag for result in results for tag in result.tags}):
        tagged = [result for result in results if tag in result.tags]
        slices[tag] = {
            "n": len(tagged),
            "answer_contains": stats.mean([result.scores["answer_contains"] for result in tagged]),
            "decision_accuracy": abstention.decision_accuracy(*_decisions(tagged)),
        }
    return slices
