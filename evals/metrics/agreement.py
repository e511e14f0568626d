"""How far two who judge the same things agree, beyond what guessing would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def cohens_kappa(one: Sequence[Hashable], other: Sequence[Hashable]) -> float | None:
    """(p_o − p_e) / (1 − p_e): the observed agreement over that of two who guess, each with his own habits.

    p_o is the share of things both gave the same label, p_e = Σ_label share_one · share_other.
    Source: Cohen, "A coefficient of agreement for nominal scales", 1960. Bounds: [−1, 1]; 1 is full
    agreement, 0 what guessing gives; `None` without labels, or where both give one label only (p_e = 1).

    >>> cohens_kappa(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])  # (3/4 - 1/2) / (1 - 1/2)
    0.5
    """
    n = len(one)
    if n != len(other):
        raise ValueError(f"{n} labels against {len(other)}")
    if not n:
        return None
    n_same = sum(a == b for a, b in zip(one, other, strict=True))
    habits, others = Counter(one), Counter(other)
    n_expected = sum(count * others[label] for label, count in habits.items())
    if n_expected == n * n:
        return None
    return (n * n_same - n_expected) / (n * n - n_expected)
