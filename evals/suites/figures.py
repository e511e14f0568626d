"""From items to figures with intervals: the means of the scores, the suite's own figures, the slices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.metrics import abstention, stats
from evals.report import CurvePoint, MetricValue
from evals.suites.cases import Item, SuiteFigure

N_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """The figures of one suite; `corpus_sha256` is of the articles that were asked.

    `slices` hold, for each tag, how many cases carry it (`n`) and the means of their scores; `risk_coverage`
    is empty where a suite does not say what can be answered.
    """

    suite: str
    corpus_sha256: str
    n: int
    metrics: dict[str, MetricValue]
    slices: dict[str, dict[str, float | None]]
    items: list[Item]
    notes: list[str]
    risk_coverage: list[CurvePoint]


def sum_up(
    suite: str,
    corpus_sha256: str,
    items: Sequence[Item],
    figures: Mapping[str, SuiteFigure],
    notes: str,
    seed: int,
) -> SuiteResult:
    """The result of a suite; intervals are of 95 %, over clusters drawn by `seed`."""
    draws = stats.resample_clusters([item["cluster"] for item in items], N_RESAMPLES, seed)
    names = list(dict.fromkeys(name for item in items for name in item["scores"]))
    metrics = {name: _mean(name, items, draws) for name in names}
    metrics |= {name: _figure(figure, items, draws) for name, figure in figures.items()}
    return SuiteResult(
        suite=suite,
        corpus_sha256=corpus_sha256,
        n=len(items),
        metrics=metrics,
        slices=_slices(items, names),
        items=list(items),
        notes=[" ".join(note.split()) for note in notes.strip().split("\n\n")],
        risk_coverage=_curve(items),
    )


def _mean(name: str, items: Sequence[Item], draws: Sequence[stats.Indices]) -> MetricValue:
    scores = [item["scores"].get(name) for item in items]
    values = np.array([np.nan if score is None else score for score in scores])
    is_scored = ~np.isnan(values)

    def of_draw(draw: stats.Indices) -> float | None:
        drawn = values[draw][is_scored[draw]]
        return float(drawn.mean()) if len(drawn) else None

    return _measured(
        stats.mean(scores), int(is_scored.sum()), len(items), stats.bootstrap_interval(of_draw, draws)
    )


def _figure(figure: SuiteFigure, items: Sequence[Item], draws: Sequence[stats.Indices]) -> MetricValue:
    entering = [item if figure.enters(item) else None for item in items]

    def of_draw(draw: stats.Indices) -> float | None:
        return figure.of([item for i in draw.tolist() if (item := entering[i])])

    chosen = [item for item in entering if item]
    return _measured(figure.of(chosen), len(chosen), len(items), stats.bootstrap_interval(of_draw, draws))


def _measured(
    value: float | None, n_scored: int, n_items: int, interval: tuple[float, float] | None
) -> MetricValue:
    low, high = interval or (None, None)
    return MetricValue(value=value, low=low, high=high, n_scored=n_scored, n_unscored=n_items - n_scored)


def _slices(items: Sequence[Item], names: Sequence[str]) -> dict[str, dict[str, float | None]]:
    tags = sorted({tag for item in items for tag in item.get("tags", ())})
    slices: dict[str, dict[str, float | None]] = {}
    for tag in tags:
        tagged = [item for item in items if tag in item["tags"]]
        means = {name: stats.mean([item["scores"].get(name) for item in tagged]) for name in names}
        slices[tag] = {"n": len(tagged), **{k: v for k, v in means.items() if v is not None}}
    return slices


def _curve(items: Sequence[Item]) -> list[CurvePoint]:
    judged = [item for item in items if item.get("answerable") is not None]
    points = abstention.risk_coverage(
        [item["confidence"] for item in judged], [item["correct"] for item in judged], len(judged)
    )
    return [CurvePoint(coverage=p.coverage, risk=p.risk) for p in points]
