"""Retrieval measures: hand-worked, bounded, and equal to scikit-learn's and to ir_measures'."""

from __future__ import annotations

import ir_measures
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from evals.metrics.retrieval import (
    dcg_at_k,
    fact_ndcg_at_k,
    ndcg_at_k,
    recall_at_k,
    reciprocal_rank,
    success_at_k,
)

# A busy machine is no counterexample.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

FACTS = st.sets(st.integers(0, 5), min_size=1)
RANKINGS = st.lists(st.sets(st.integers(0, 5)), max_size=12)
KS = st.integers(1, 12)


@given(RANKINGS, FACTS, KS)
def test_every_measure_lies_between_0_and_1(ranking: list[set[int]], facts: set[int], k: int) -> None:
    for measure in (recall_at_k, success_at_k, reciprocal_rank, fact_ndcg_at_k):
        value = measure(ranking, facts, k)
        assert value is not None
        assert 0 <= value <= 1 + 1e-12


@given(RANKINGS, KS)
def test_without_a_fact_to_find_every_measure_is_unscored(ranking: list[set[int]], k: int) -> None:
    for measure in (recall_at_k, success_at_k, reciprocal_rank, fact_ndcg_at_k):
        assert measure(ranking, set(), k) is None


@given(FACTS)
def test_one_fact_a_hit_from_the_top_is_perfect(facts: set[int]) -> None:
    ranking: list[set[int]] = [{fact} for fact in sorted(facts)]
    for measure in (recall_at_k, success_at_k, reciprocal_rank, fact_ndcg_at_k):
        assert measure(ranking, facts, 10) == pytest.approx(1)


@given(FACTS, st.lists(st.sets(st.integers(6, 9)), max_size=5))
def test_one_hit_with_all_facts_on_top_is_perfect_whatever_follows(
    facts: set[int], rest: list[set[int]]
) -> None:
    for measure in (recall_at_k, success_at_k, reciprocal_rank, fact_ndcg_at_k):
        assert measure([facts, *rest], facts, 10) == pytest.approx(1)


@given(RANKINGS, FACTS, KS)
def test_success_is_never_below_recall_and_both_agree_on_one_fact(
    ranking: list[set[int]], facts: set[int], k: int
) -> None:
    recall, success = recall_at_k(ranking, facts, k), success_at_k(ranking, facts, k)
    assert recall is not None
    assert success is not None
    assert success >= recall
    if len(facts) == 1:
        assert success == recall


@given(RANKINGS, FACTS, KS)
def test_recall_and_success_do_not_fall_as_k_grows(ranking: list[set[int]], facts: set[int], k: int) -> None:
    for measure in (recall_at_k, success_at_k, reciprocal_rank):
        assert (measure(ranking, facts, k) or 0) <= (measure(ranking, facts, k + 1) or 0)


@given(RANKINGS, FACTS, KS, st.permutations(range(6)))
def test_the_names_of_the_facts_do_not_matter(
    ranking: list[set[int]], facts: set[int], k: int, names: list[int]
) -> None:
    renamed = [{names[fact] for fact in covered} for covered in ranking]
    for measure in (recall_at_k, success_at_k, reciprocal_rank, fact_ndcg_at_k):
        assert measure(ranking, facts, k) == measure(renamed, {names[fact] for fact in facts}, k)


@given(RANKINGS, FACTS)
def test_recall_does_not_depend_on_the_order_within_k(ranking: list[set[int]], facts: set[int]) -> None:
    k = len(ranking)
    assert recall_at_k(ranking, facts, k) == recall_at_k(ranking[::-1], facts, k)


@given(RANKINGS, FACTS)
def test_repeating_the_first_hit_further_down_changes_nothing(
    ranking: list[set[int]], facts: set[int]
) -> None:
    assume(ranking)
    repeated = [*ranking, ranking[0]]
    assert fact_ndcg_at_k(repeated, facts, 20) == fact_ndcg_at_k(ranking, facts, 20)


@given(st.lists(st.integers(0, 4), min_size=2, max_size=10), KS)
def test_ndcg_equals_that_of_scikit_learn(gains: list[int], k: int) -> None:
    assume(any(gains))
    by_rank = np.arange(len(gains), 0, -1)
    assert ndcg_at_k(gains, gains, k) == pytest.approx(ndcg_score([gains], [by_rank], k=k))


@settings(max_examples=50)
@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(0, 3), KS)
def test_where_each_document_is_a_fact_the_measures_equal_those_of_ir_measures(
    relevant: list[bool], n_missed: int, k: int
) -> None:
    found = {f"d{i}" for i, is_relevant in enumerate(relevant) if is_relevant}
    facts = found | {f"missed{i}" for i in range(n_missed)}
    assume(facts)
    ranking = [{f"d{i}"} for i in range(len(relevant))]
    names = {
        ir_measures.R @ k: recall_at_k,
        ir_measures.Success @ k: success_at_k,
        ir_measures.RR @ k: reciprocal_rank,
        ir_measures.nDCG @ k: fact_ndcg_at_k,
    }
    qrels = [ir_measures.Qrel("q", doc, 1) for doc in sorted(facts)]
    run = [ir_measures.ScoredDoc("q", f"d{i}", -float(i)) for i in range(len(relevant))]
    theirs = ir_measures.calc_aggregate(names, qrels, run)
    for measure, ours in names.items():
        assert ours(ranking, facts, k) == pytest.approx(theirs[measure]), str(measure)


@given(st.lists(st.integers(0, 4), max_size=10), KS)
def test_the_best_order_has_the_highest_gain(gains: list[int], k: int) -> None:
    assert dcg_at_k(gains, k) <= dcg_at_k(sorted(gains, reverse=True), k) + 1e-12


def test_a_twin_above_a_second_fact_costs_one_place() -> None:
    # gains 1, 0, 1: (1 + 1/2) / (1 + 1/log2 3)
    assert fact_ndcg_at_k([{1}, {1}, {2}], {1, 2}, 10) == pytest.approx(1.5 / 1.6309297535714573)


def test_a_fact_below_the_cutoff_is_not_found() -> None:
    ranking: list[set[int]] = [set(), set(), {1}]
    assert recall_at_k(ranking, {1}, 2) == 0
    assert reciprocal_rank(ranking, {1}, 2) == 0
    assert reciprocal_rank(ranking, {1}, 3) == pytest.approx(1 / 3)
