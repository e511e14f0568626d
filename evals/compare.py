"""What got better and what got worse between two reports, beyond doubt or not, and on which items.

Only items that both runs were asked are compared; the figures are taken anew over those, so that a gold set
that grew does not pass for a change of the program. Runs of a suite are compared like those of the gold set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evals.kept_reports import ComparedItem, Measured, ReportError, figures_for
from evals.measures import LOWER_IS_BETTER, TIMINGS
from evals.metrics import stats
from evals.metrics.paired import Swapped, holm, randomisation_p
from evals.report import EvalReport, Record
from evals.report_text import figure

_BEYOND_DOUBT = 0.05
_N_PERMUTATIONS, _N_RESAMPLES = 2000, 1000
Change = Literal["better", "worse", "same"]
Results = Sequence[ComparedItem]


class Delta(Record):
    """One figure in both runs. `difference` is after − before with its interval; `p` is that of the paired
    randomisation test, raised for the number of figures. `is_beyond_doubt` if p < .05; never for timings."""

    before: float | None
    after: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    change: Change
    is_beyond_doubt: bool


class ItemChange(Record):
    """A question that the two runs served differently; `before` and `after` say what the reader got."""

    id: str
    question: str
    change: Literal["better", "worse"]
    before: str
    after: str


class Comparison(Record):
    """`groundwire eval compare --json`. `only_before` and `only_after` are ids asked in one run alone;
    `differs` names what, besides the figures, is not the same in how the runs were made."""

    n: int
    metrics: dict[str, Delta]
    items: list[ItemChange]
    only_before: list[str]
    only_after: list[str]
    differs: list[str]


def compare(
    before: tuple[EvalReport, Sequence[ComparedItem]],
    after: tuple[EvalReport, Sequence[ComparedItem]],
    *,
    seed: int = 0,
) -> Comparison:
    """The second run against the first, over the items of both.

    Raises:
        ReportError: if they are not of one suite, or have no item in common.
    """
    suites = before[0].suite, after[0].suite
    if suites[0] != suites[1]:
        what = f"the one report is of {suites[0]}, the other of {suites[1]}"
        raise ReportError(what, hint="compare runs of one suite")
    figures = figures_for(suites[0])
    old, new = ({item.id: item for item in items} for _, items in (before, after))
    shared = [i for i in old if i in new and old[i].question == new[i].question]
    if not shared:
        raise ReportError("the two reports share no question", hint="compare runs of one gold set")
    ones, others = [old[i] for i in shared], [new[i] for i in shared]
    return Comparison(
        n=len(shared),
        metrics=_deltas(ones, others, figures([*ones, *others]), seed),
        items=[c for a, b in zip(ones, others, strict=True) if (c := _item_change(a, b))],
        only_before=[i for i in old if i not in shared],
        only_after=[i for i in new if i not in shared],
        differs=_differs(before[0], after[0]),
    )


def _deltas(ones: Results, others: Results, figures: Mapping[str, Measured], seed: int) -> dict[str, Delta]:
    clusters = [item.cluster for item in ones]
    draws = stats.resample_clusters(clusters, _N_RESAMPLES, seed)
    pairs = {name: _pair(name, ones, others, how) for name, how in figures.items()}
    p_values = {
        name: p
        for name, pair in pairs.items()
        if name not in TIMINGS
        and pair.difference
        and (p := randomisation_p(pair.swapped, clusters, n_permutations=_N_PERMUTATIONS, seed=seed))
        is not None
    }
    raised = holm(p_values)
    return {name: pair.delta(name, draws, raised.get(name)) for name, pair in pairs.items()}


class _Pair:
    """One figure of two runs over the same items; `of` takes the items of one run."""

    def __init__(self, ones: Results, others: Results, of: Callable[[Results], float | None]) -> None:
        self._ones, self._others, self._of = ones, others, of
        self.before, self.after = of(ones), of(others)
        self.difference = _minus(self.after, self.before)

    def swapped(self, swapped: Swapped) -> float | None:
        """The difference when the runs change places on some items."""
        pairs = list(zip(self._ones, self._others, swapped.tolist(), strict=True))
        return _minus(
            self._of([a if s else b for a, b, s in pairs]), self._of([b if s else a for a, b, s in pairs])
        )

    def of_draw(self, draw: stats.Indices) -> float | None:
        """The difference over a draw of the items."""
        chosen = draw.tolist()
        return _minus(self._of([self._others[i] for i in chosen]), self._of([self._ones[i] for i in chosen]))

    def delta(self, name: str, draws: Sequence[stats.Indices], p: float | None) -> Delta:
        interval = stats.bootstrap_interval(self.of_draw, draws) if self.difference else None
        low, high = interval or (None, None)
        return Delta(
            before=self.before,
            after=self.after,
            difference=self.difference,
            low=low,
            high=high,
            p=p,
            change=_change(name, self.difference),
            is_beyond_doubt=p is not None and p < _BEYOND_DOUBT,
        )


class _MeanPair(_Pair):
    """The same for the mean of a score, as arrays: most figures are one, and thousands of draws are taken."""

    def __init__(
        self, name: str, ones: Results, others: Results, of: Callable[[Results], float | None]
    ) -> None:
        super().__init__(ones, others, of)
        self._rows = [
            np.array([item.scores.get(name) for item in run], dtype=float) for run in (ones, others)
        ]

    def swapped(self, swapped: Swapped) -> float | None:
        old, new = self._rows
        return _minus(_mean(np.where(swapped, old, new)), _mean(np.where(swapped, new, old)))

    def of_draw(self, draw: stats.Indices) -> float | None:
        old, new = self._rows
        return _minus(_mean(new[draw]), _mean(old[draw]))


def _pair(name: str, ones: Results, others: Results, how: Measured) -> _Pair:
    enters, figure_of = how

    def of(results: Results) -> float | None:
        return figure_of([r for r in results if enters(r)])

    is_mean = any(name in item.scores for item in [*ones, *others])
    return _MeanPair(name, ones, others, of) if is_mean else _Pair(ones, others, of)


def _mean(values: NDArray[np.float64]) -> float | None:
    scored = values[~np.isnan(values)]
    return float(scored.mean()) if len(scored) else None


def _minus(one: float | None, other: float | None) -> float | None:
    return one - other if one is not None and other is not None else None


def _change(name: str, difference: float | None) -> Change:
    if difference is None or abs(difference) < 1e-9:
        return "same"
    return "better" if (difference < 0) == (name in LOWER_IS_BETTER) else "worse"


def _item_change(before: ComparedItem, after: ComparedItem) -> ItemChange | None:
    ranks = _rank(before), _rank(after)
    if ranks[0] == ranks[1]:
        return None
    return ItemChange(
        id=after.id,
        question=after.question,
        change="better" if ranks[1] > ranks[0] else "worse",
        before=_got(before),
        after=_got(after),
    )


def _rank(item: ComparedItem) -> int:
    """2 for what served the reader, 1 for a silence that disappoints, 0 for an answer that is wrong."""
    return 2 if item.is_right else int(item.abstained)


def _got(item: ComparedItem) -> str:
    if item.abstained:
        return "abstained"
    return "right answer" if item.is_right else "wrong answer"


def _differs(before: EvalReport, after: EvalReport) -> list[str]:
    ones, others = before.provenance.model_dump(), after.provenance.model_dump()
    return [name for name in ones if name != "started_at" and ones[name] != others[name]]


def render_comparison(result: Comparison) -> str:
    """The comparison as plain text: the figures that moved, then the items."""
    lines = [
        f"{result.n} questions in both runs; paired randomisation by article, p raised for many figures",
        f"made differently: {', '.join(result.differs) or 'nothing'}",
        "",
        f"{'metric':<24}{'before':>8}{'after':>8}{'change':>9}  {'95 % interval':<19}{'p':>7}  verdict",
    ]
    moved = {name: d for name, d in result.metrics.items() if d.change != "same"}
    lines += [_delta_row(name, delta) for name, delta in moved.items()] or ["  every figure is the same"]
    for change in ("better", "worse"):
        chosen = [item for item in result.items if item.change == change]
        lines += ["", f"{change}: {len(chosen)} questions"]
        lines += [f"  {i.id:<10} {i.before} -> {i.after}: {i.question}" for i in chosen]
    for name, ids in (("before", result.only_before), ("after", result.only_after)):
        lines += ["", f"asked only in the run {name}: {', '.join(ids)}"] if ids else []
    return "\n".join(lines) + "\n"


def _delta_row(name: str, delta: Delta) -> str:
    interval = (
        f"{delta.low:+.3f} .. {delta.high:+.3f}" if delta.low is not None and delta.high is not None else "-"
    )
    p = f"{delta.p:.3f}" if delta.p is not None else "-"
    if name in TIMINGS:
        verdict = f"{delta.change}, as timings go"
    else:
        verdict = f"{delta.change}, {'beyond doubt' if delta.is_beyond_doubt else 'may be chance'}"
    return (
        f"  {name:<22}{figure(delta.before):>8}{figure(delta.after):>8}{delta.difference or 0:>+9.3f}"
        f"  {interval:<19}{p:>7}  {verdict}"
    )
