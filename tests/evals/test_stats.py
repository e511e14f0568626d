"""Means, percentiles and intervals: the unscored stay out, draws are whole clusters and repeatable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.metrics.stats import Indices, bootstrap_interval, mean, percentile, resample_clusters

# A busy machine is no counterexample.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1)
CLUSTERS = st.lists(st.sampled_from("abcd"), min_size=1)


@given(VALUES, st.integers(0, 5))
def test_the_unscored_do_not_move_the_mean(values: list[float], n_unscored: int) -> None:
    assert mean([*values, *[None] * n_unscored]) == mean(values)
    assert mean([None] * n_unscored) is None


@given(VALUES)
def test_the_mean_lies_among_the_values(values: list[float]) -> None:
    value = mean(values)
    assert value is not None
    assert min(values) <= value <= max(values)
    assert value == pytest.approx(float(np.mean(values)))


@given(VALUES, st.floats(0, 1))
def test_a_percentile_is_that_of_numpy_whatever_the_order(values: list[float], share: float) -> None:
    assert percentile(values, share) == pytest.approx(float(np.quantile(values, share)))
    assert percentile(values, share) == percentile(values[::-1], share)


def test_a_percentile_of_nothing_is_unscored() -> None:
    assert percentile([], 0.5) is None


@given(CLUSTERS, st.integers(0, 2**32))
def test_a_draw_holds_whole_clusters_as_many_as_there_are(clusters: list[str], seed: int) -> None:
    sizes = Counter(clusters)
    for draw in resample_clusters(clusters, 5, seed):
        times = Counter(draw.tolist())
        by_cluster = {clusters[index]: n for index, n in times.items()}
        assert all(times[i] == by_cluster.get(cluster, 0) for i, cluster in enumerate(clusters))
        assert sum(by_cluster.values()) == len(sizes)


@given(CLUSTERS, st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_draws(clusters: list[str], seed: int) -> None:
    once, again = (resample_clusters(clusters, 3, seed) for _ in range(2))
    assert [draw.tolist() for draw in once] == [draw.tolist() for draw in again]


def test_another_seed_gives_other_draws() -> None:
    names = [str(n) for n in range(50)]
    one, other = (resample_clusters(names, 1, seed)[0].tolist() for seed in (1, 2))
    assert one != other


def test_the_draws_do_not_touch_the_global_generator() -> None:
    before = np.random.get_state()[1].tolist()  # type: ignore[index]
    resample_clusters(["a", "b"], 10, 1)
    assert np.random.get_state()[1].tolist() == before  # type: ignore[index]


def test_no_items_give_no_draws_and_no_interval() -> None:
    assert resample_clusters([], 10, 1) == []
    assert bootstrap_interval(lambda draw: 1.0, []) is None


def mean_of(values: list[float]) -> Callable[[Indices], float | None]:
    return lambda draw: mean([values[index] for index in draw.tolist()])


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abcdef")), min_size=1))
def test_an_interval_of_a_mean_lies_within_the_values(rows: list[tuple[float, str]]) -> None:
    values = [value for value, _ in rows]
    interval = bootstrap_interval(mean_of(values), resample_clusters([c for _, c in rows], 50, 1))
    assert interval is not None
    low, high = interval
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9


def test_questions_that_stand_or_fall_together_widen_the_interval() -> None:
    values = [1.0] * 20 + [0.0] * 20
    together = [str(index // 10) for index in range(40)]
    apart = [str(index) for index in range(40)]
    widths = []
    for clusters in (together, apart):
        interval = bootstrap_interval(mean_of(values), resample_clusters(clusters, 1000, 1))
        assert interval is not None
        widths.append(interval[1] - interval[0])
    assert widths[0] > 1.5 * widths[1]


def test_the_interval_of_independent_items_is_near_the_normal_one() -> None:
    values = [1.0] * 50 + [0.0] * 50
    draws = resample_clusters(range(100), 4000, 1)
    interval = bootstrap_interval(mean_of(values), draws)
    assert interval == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=0.012)


def test_a_statistic_undefined_on_half_the_draws_has_no_interval() -> None:
    draws = [np.array([index]) for index in range(10)]
    assert bootstrap_interval(lambda draw: 1.0 if draw[0] < 5 else None, draws) is None
    assert bootstrap_interval(lambda draw: 1.0 if draw[0] < 6 else None, draws) == (1.0, 1.0)
