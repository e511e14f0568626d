"""The paired test, the correction for many figures, agreement: by properties and against references."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from evals.metrics.agreement import cohens_kappa
from evals.metrics.paired import Swapped, holm, randomisation_p

LABELS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40)


@given(LABELS)
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    ours = cohens_kappa(one, other)
    if ours is not None:
        assert ours == pytest.approx(cohen_kappa_score(one, other))
        assert ours == pytest.approx(cohens_kappa(other, one))
        assert -1 <= ours <= 1
    else:
        assert len({*one, *other}) == 1


def test_kappa_of_lists_that_do_not_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="2 labels against 1"):
        cohens_kappa(["a", "b"], ["a"])


def difference_of(scores: list[float]) -> object:
    values = np.array(scores)

    def difference(swapped: Swapped) -> float:
        return float(np.where(swapped, -values, values).mean())

    return difference


def test_the_p_value_is_that_of_all_exchanges_when_they_are_few() -> None:
    # Six of one sign: 2 of the 64 exchanges are as extreme, so p is 1/32.
    p = randomisation_p(difference_of([1.0] * 6), range(6), n_permutations=20_000)  # type: ignore[arg-type]
    assert p == pytest.approx(2 / 64, abs=0.006)


def test_items_of_one_cluster_change_places_together() -> None:
    # One cluster: both exchanges give the same size of difference, however many items there are.
    assert randomisation_p(difference_of([1.0] * 30), ["a"] * 30) == 1.0  # type: ignore[arg-type]


def test_equal_runs_are_never_beyond_doubt_and_an_undefined_difference_has_no_p() -> None:
    assert randomisation_p(difference_of([0.0] * 9), range(9)) == 1.0  # type: ignore[arg-type]
    assert randomisation_p(lambda _: None, range(3)) is None


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=20), st.integers(0, 5))
def test_the_p_value_is_a_share_and_the_same_for_the_same_seed(scores: list[float], seed: int) -> None:
    once, again = (
        randomisation_p(difference_of(scores), range(len(scores)), n_permutations=50, seed=seed)  # type: ignore[arg-type]
        for _ in range(2)
    )
    assert once is not None
    assert once == again
    assert 1 / 51 <= once <= 1


@given(st.dictionaries(st.text(max_size=3), st.floats(0, 1), max_size=12))
def test_holm_only_raises_keeps_the_order_and_stays_below_bonferroni(p_values: dict[str, float]) -> None:
    raised = holm(p_values)
    assert list(raised) == list(p_values)
    for name, p in p_values.items():
        assert p <= raised[name] <= min(1, p * len(p_values)) + 1e-12
    ranked = sorted(p_values, key=lambda n: p_values[n])
    assert [raised[n] for n in ranked] == sorted(raised.values())
