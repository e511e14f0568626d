"""How much of its articles a brief holds: its fields against expected entries, its points, its repeats."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import TypeVar

from evals.metrics.citation import SentenceKey
from evals.metrics.text import token_f1

Found = TypeVar("Found")
Expected = TypeVar("Expected")


def match(
    found: Sequence[Found], expected: Sequence[Expected], is_same: Callable[[Found, Expected], bool]
) -> dict[int, int]:
    """The most pairs of a found and an expected entry that can be made, each entry in one: {found: expected}.

    Source: maximum bipartite matching by augmenting paths, Kuhn 1955. Bounds: at most as many pairs as the
    shorter list has entries. An entry that is listed twice finds one partner.

    >>> match(["Brandvold", "Brandvold"], ["Tomasz Brandvold"], lambda found, name: found in name)
    {0: 0}
    """
    partner: dict[int, int] = {}  # expected -> found

    def place(at: int, tried: set[int]) -> bool:
        for other, entry in enumerate(expected):
            if other in tried or not is_same(found[at], entry):
                continue
            tried.add(other)
            if other not in partner or place(partner[other], tried):
                partner[other] = at
                return True
        return False

    for at in range(len(found)):
        place(at, set())
    return {at: other for other, at in sorted(partner.items(), key=lambda pair: pair[1])}


def field_precision(n_matched: int, n_found: int) -> float | None:
    """Share of the entries of a field that are expected: n_matched / n_found.

    Source: slot precision of MUC-6 (Chinchor & Sundheim 1995), over `match`. Bounds: [0, 1]; `None` when the
    field is empty.

    >>> field_precision(n_matched=3, n_found=4)
    0.75
    """
    return n_matched / n_found if n_found else None


def field_recall(n_matched: int, n_expected: int) -> float | None:
    """Share of the expected entries that the field holds: n_matched / n_expected.

    Source: as `field_precision`. Bounds: [0, 1]; `None` when nothing is expected.

    >>> field_recall(n_matched=3, n_expected=5)
    0.6
    """
    return n_matched / n_expected if n_expected else None


def key_point_coverage(shown: Sequence[Set[SentenceKey]], points: Sequence[Set[SentenceKey]]) -> float | None:
    """Share of the expected key points that some shown statement cites a sentence of.

    Source: the recall of content units of the pyramid method (Nenkova & Passonneau, NAACL 2004), all of one
    weight, a unit known by the sentences that hold it. Bounds: [0, 1]; `None` without expected points.

    >>> key_point_coverage([{("a", 0)}], [{("a", 0), ("b", 0)}, {("a", 90)}])
    0.5
    """
    if not points:
        return None
    cited: set[SentenceKey] = set().union(*shown)
    return sum(not cited.isdisjoint(point) for point in points) / len(points)


def redundancy(statements: Sequence[str]) -> float | None:
    """How much statements repeat those before them: the mean, from the second on, of the highest token F1
    with an earlier one. Lower is better.

    Source: the redundancy term of maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998), its
    similarity being `token_f1`. Bounds: [0, 1]; `None` for fewer than two. Never 0 in practice: any two
    sentences on one event share words.

    >>> redundancy(["Ships waited.", "Ships waited.", "Pay rose."])
    0.5
    """
    if len(statements) < 2:
        return None
    nearest = [
        max(token_f1(s, earlier) for earlier in statements[:at]) for at, s in enumerate(statements) if at
    ]
    return sum(nearest) / len(nearest)
