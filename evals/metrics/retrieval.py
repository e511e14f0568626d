"""How well the right passages are found: recall@k, success@k, reciprocal rank and nDCG@k.

A ranking is given as one set for each hit, best first: the facts that the hit covers. Facts, not
passages, are what must be found: syndicated twins carry the same fact, and finding one of them is enough.
All measures lie in [0, 1]; with no fact to find they are `None`, unscored.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence, Set

Ranking = Sequence[Set[Hashable]]


def recall_at_k(ranking: Ranking, facts: Set[Hashable], k: int) -> float | None:
    """Share of the facts covered by the first k hits: |facts ∩ covered(1..k)| / |facts|.

    Source: Manning, Raghavan, Schütze, "Introduction to Information Retrieval", 2008, 8.3, over facts.
    Bounds: [0, 1]; 1 when all facts are covered, never falls as k grows.

    >>> recall_at_k([{"pay"}, set(), {"cranes"}], {"pay", "cranes"}, k=2)
    0.5
    """
    if not facts:
        return None
    return len(facts & set().union(*ranking[:k])) / len(facts)


def success_at_k(ranking: Ranking, facts: Set[Hashable], k: int) -> float | None:
    """1 if any of the first k hits covers any fact, else 0.

    Source: TREC's `success`, "at least one relevant in the top k"; not recall@k.
    Bounds: 0 or 1; never below recall@k.

    >>> success_at_k([set(), {"pay"}], {"pay", "cranes"}, k=2)
    1.0
    """
    if not facts:
        return None
    return float(any(not facts.isdisjoint(covered) for covered in ranking[:k]))


def reciprocal_rank(ranking: Ranking, facts: Set[Hashable], k: int) -> float | None:
    """1 / rank of the first of k hits that covers a fact; 0 if none does. Its mean is MRR@k.

    Source: Voorhees, "The TREC-8 Question Answering Track Report", 1999.
    Bounds: 0, or [1/k, 1].

    >>> reciprocal_rank([set(), {"pay"}, {"pay"}], {"pay"}, k=10)
    0.5
    """
    if not facts:
        return None
    ranks = (rank for rank, covered in enumerate(ranking[:k], start=1) if not facts.isdisjoint(covered))
    first = next(ranks, None)
    return 0.0 if first is None else 1 / first


def dcg_at_k(gains: Sequence[float], k: int) -> float:
    """Discounted gain: Σ over ranks i = 1..k of gain_i / log2(i + 1).

    Source: Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 2002, with
    the gain as it is, not 2^gain − 1.
    Bounds: [0, ∞) for gains >= 0.

    >>> dcg_at_k([1, 0, 1], k=3)
    1.5
    """
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:k], start=1))


def ndcg_at_k(gains: Sequence[float], ideal_gains: Sequence[float], k: int) -> float | None:
    """Discounted gain over that of the best order: DCG@k(gains) / DCG@k(ideal gains, largest first).

    Source: Järvelin & Kekäläinen 2002, as `dcg_at_k`. `ideal_gains` holds every gain there is to have,
    those of hits not found included; `None` when all are 0.
    Bounds: [0, 1] when `gains` are among `ideal_gains`; 1 in the best order.

    >>> round(ndcg_at_k([0, 1], [1, 1], k=10), 4)  # (1 / log2 3) / (1 + 1 / log2 3)
    0.3869
    """
    ideal = dcg_at_k(sorted(ideal_gains, reverse=True), k)
    return dcg_at_k(gains, k) / ideal if ideal > 0 else None


def fact_ndcg_at_k(ranking: Ranking, facts: Set[Hashable], k: int) -> float | None:
    """nDCG@k where a hit gains 1 for covering a fact that no earlier hit covered, else 0.

    So a twin of a hit above adds nothing. The ideal has the hits that gained and one more for each fact
    not found, all on top. Source: `ndcg_at_k`; novelty as in Clarke et al., "Novelty and diversity in
    information retrieval evaluation", SIGIR 2008, with α = 1.
    Bounds: [0, 1]; 1 when every fact is found before any hit that adds none.

    >>> round(fact_ndcg_at_k([{"pay"}, {"pay"}, {"cranes"}], {"pay", "cranes"}, k=10), 4)
    0.9197
    """
    gains: list[float] = []
    seen: set[Hashable] = set()
    for covered in ranking:
        new = (covered & facts) - seen
        gains.append(1.0 if new else 0.0)
        seen |= new
    return ndcg_at_k(gains, [*gains, *[1.0] * len(facts - seen)], k)
