"""Whether one run is better than another on the same items, beyond what chance would do.

Both runs answered the same questions, so they are compared question by question. Questions about one article
stand or fall together, so whole clusters are exchanged, not questions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Swapped = NDArray[np.bool_]
"""For each item, whether the two runs have changed places."""


def randomisation_p(
    difference: Callable[[Swapped], float | None],
    clusters: Sequence[Hashable],
    *,
    n_permutations: int = 1000,
    seed: int = 0,
) -> float | None:
    """How often exchanging the runs by chance gives a difference at least as large: (1 + n_large) / (1 + n).

    If the runs were equal, which of them gave which of two answers would be chance; so for each cluster a
    coin decides whether they change places, and the difference of the whole is taken anew. Two-sided.
    Source: approximate randomisation, Noreen, "Computer-intensive methods for testing hypotheses", 1989; for
    retrieval, Smucker, Allan & Carterette, CIKM 2007; the added 1, Phipson & Smyth 2010. By clusters as in
    `resample_clusters`. Bounds: [1 / (1 + n), 1]; `None` where the difference is undefined.

    >>> scores = np.array([1.0] * 10)
    >>> always_better = lambda swapped: float(np.where(swapped, -scores, scores).mean())
    >>> p = randomisation_p(always_better, range(10))
    >>> p < 0.01  # 2 of 1,024 ways to toss ten coins are as extreme
    True
    """
    numbers = {cluster: number for number, cluster in enumerate(dict.fromkeys(clusters))}
    of_item = np.array([numbers[cluster] for cluster in clusters], dtype=np.intp)
    observed = difference(np.zeros(len(of_item), dtype=bool))
    if observed is None:
        return None
    generator = np.random.default_rng(seed)
    n_large = n_defined = 0
    for _ in range(n_permutations):
        coins = generator.integers(2, size=len(numbers)).astype(bool)
        value = difference(coins[of_item])
        if value is not None:
            n_defined += 1
            # Sums in another order round differently; that is no difference.
            n_large += abs(value) >= abs(observed) - 1e-12
    return (1 + n_large) / (1 + n_defined)


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """The p values, raised for being many: the i-th smallest of m by m − i + 1, never below one before it.

    Among thirty figures one or two fall below .05 by chance alone. Source: Holm, "A simple sequentially
    rejective multiple test procedure", Scandinavian Journal of Statistics 1979. Bounds: [p, 1].

    >>> {name: round(p, 2) for name, p in holm({"recall": 0.01, "aurc": 0.03, "coverage": 0.4}).items()}
    {'recall': 0.03, 'aurc': 0.06, 'coverage': 0.4}
    """
    raised: dict[str, float] = {}
    highest = 0.0
    for place, name in enumerate(sorted(p_values, key=lambda name: p_values[name])):
        highest = max(highest, min(1.0, p_values[name] * (len(p_values) - place)))
        raised[name] = highest
    return {name: raised[name] for name in p_values}
