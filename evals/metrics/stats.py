"""Means that leave the unscored out, percentiles, and how far a figure may be off by chance.

The interval is a bootstrap over clusters: questions about one article stand or fall together, so whole
articles are drawn, not questions. The draws are seeded, and shared by all figures of a run, so that the
same run gives the same intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]


def mean(values: Sequence[float | None]) -> float | None:
    """Σ / n over the scored values; `None` when all are unscored.

    Source: arithmetic mean. Bounds: between the least and the greatest scored value.

    >>> mean([1.0, None, 0.0, 1.0, 1.0])
    0.75
    """
    scored = [value for value in values if value is not None]
    # The division may round to just outside the values themselves.
    return min(max(sum(scored) / len(scored), min(scored)), max(scored)) if scored else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` of the values lie, between neighbours in proportion.

    Source: definition 7 of Hyndman & Fan, "Sample quantiles in statistical packages", 1996, numpy's
    default. Bounds: between the least and the greatest value; `None` without values.

    >>> percentile([10.0, 20.0, 30.0, 40.0], 0.5), percentile([10.0, 20.0], 0.95)
    (25.0, 19.5)
    """
    return float(np.quantile(np.asarray(values, dtype=float), share)) if len(values) else None


def resample_clusters(clusters: Sequence[Hashable], n_resamples: int, seed: int) -> list[Indices]:
    """Draws of the items by whole clusters, with replacement: as many clusters as there are.

    `clusters` names the cluster of each item. Each draw lists the indices of the items in it; its length
    varies with the clusters that were drawn. Source: Field & Welsh, "Bootstrapping clustered data",
    JRSS B 2007; Miller, "Adding error bars to evals", arXiv 2411.00640, on why to cluster.
    Bounds: every index is that of an item, and the items of a cluster come equally often.

    >>> [draw.tolist() for draw in resample_clusters(["a", "a", "b"], n_resamples=2, seed=1)]
    [[0, 1, 2], [2, 2]]
    """
    members: dict[Hashable, list[int]] = {}
    for index, cluster in enumerate(clusters):
        members.setdefault(cluster, []).append(index)
    groups = [np.asarray(indices, dtype=np.intp) for indices in members.values()]
    if not groups:
        return []
    generator = np.random.default_rng(seed)
    draws = generator.integers(len(groups), size=(n_resamples, len(groups)))
    return [np.concatenate([groups[g] for g in sorted(draw)]) for draw in draws]


def bootstrap_interval(
    statistic: Callable[[Indices], float | None], draws: Sequence[Indices], level: float = 0.95
) -> tuple[float, float] | None:
    """Where the middle `level` of the statistic's values over the draws lies.

    Draws on which the statistic is undefined are left out; `None` when that is half of them or more,
    because what is left would not be a fair draw. Source: the percentile method, Efron 1979; too
    narrow with few clusters, so read it as a least width.
    Bounds: low <= high, both within the statistic's own bounds.

    >>> bootstrap_interval(lambda draw: float(draw[0]), [np.array([i]) for i in range(101)], level=0.5)
    (25.0, 75.0)
    """
    values = [value for draw in draws if (value := statistic(draw)) is not None]
    if not draws or len(values) * 2 <= len(draws):
        return None
    tail = (1 - level) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)
