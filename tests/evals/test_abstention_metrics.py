"""Abstention measures: hand-worked, bounded, blind to order, equal to scikit-learn's where it has them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_score, recall_score, roc_auc_score

from evals.metrics.abstention import (
    abstention_precision,
    abstention_recall,
    aurc,
    auroc,
    coverage,
    decision_accuracy,
    expected_calibration_error,
    risk_coverage,
)

# A busy machine is no counterexample.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

DECISIONS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1)
# Few values, so that ties are common; the edges of the bins among them.
CONFIDENCES = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.7, 1.0]) | st.floats(0, 1)
SCORED = st.lists(st.tuples(CONFIDENCES, st.booleans()), min_size=1)
Decisions = list[tuple[bool, bool]]
Scored = list[tuple[float, bool]]


def columns(rows: Scored) -> tuple[list[float], list[bool]]:
    return [confidence for confidence, _ in rows], [outcome for _, outcome in rows]


@given(DECISIONS)
def test_precision_and_recall_equal_those_of_scikit_learn(rows: Decisions) -> None:
    answerable, abstained = [a for a, _ in rows], [b for _, b in rows]
    unanswerable = [not a for a in answerable]
    if any(abstained):
        expected = precision_score(unanswerable, abstained, zero_division=0)
        assert abstention_precision(answerable, abstained) == pytest.approx(expected)
    if any(unanswerable):
        expected = recall_score(unanswerable, abstained, zero_division=0)
        assert abstention_recall(answerable, abstained) == pytest.approx(expected)


@given(DECISIONS)
def test_decisions_are_bounded_and_blind_to_order(rows: Decisions) -> None:
    answerable, abstained = [a for a, _ in rows], [b for _, b in rows]
    for measure in (abstention_precision, abstention_recall, decision_accuracy):
        value = measure(answerable, abstained)
        assert value is None or 0 <= value <= 1
        assert value == measure(answerable[::-1], abstained[::-1])


@given(st.lists(st.booleans(), min_size=1))
def test_abstaining_on_exactly_the_unanswerable_is_perfect(answerable: list[bool]) -> None:
    abstained = [not a for a in answerable]
    assert decision_accuracy(answerable, abstained) == 1
    assert abstention_precision(answerable, abstained) == (None if all(answerable) else 1)
    assert abstention_recall(answerable, abstained) == (None if all(answerable) else 1)
    assert coverage(abstained) == sum(answerable) / len(answerable)


def test_nothing_asked_is_unscored_not_0() -> None:
    assert coverage([]) is None
    assert decision_accuracy([], []) is None
    assert aurc([], []) is None
    assert auroc([], []) is None
    assert expected_calibration_error([], []) is None
    assert risk_coverage([], [], 3) == []


def test_columns_of_different_length_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        decision_accuracy([True], [True, False])


@given(SCORED, st.integers(0, 5))
def test_the_curve_rises_in_coverage_and_ends_at_the_share_answered(rows: Scored, n_abstained: int) -> None:
    confidences, correct = columns(rows)
    n_questions = len(rows) + n_abstained
    points = risk_coverage(confidences, correct, n_questions)
    shares = [point.coverage for point in points]
    assert shares == sorted(set(shares))
    assert points[-1] == (len(rows) / n_questions, correct.count(False) / len(rows))
    assert all(0 <= point.risk <= 1 for point in points)


@given(SCORED)
def test_the_area_is_bounded_and_blind_to_order(rows: Scored) -> None:
    area = aurc(*columns(rows))
    assert area is not None
    assert 0 <= area <= 1
    assert area == aurc(*columns(rows[::-1]))


@given(SCORED)
def test_the_area_is_0_when_all_are_right_and_1_when_all_are_wrong(rows: Scored) -> None:
    confidences, _ = columns(rows)
    assert aurc(confidences, [True] * len(rows)) == 0
    assert aurc(confidences, [False] * len(rows)) == pytest.approx(1)


@given(st.lists(st.floats(0, 1), min_size=2, unique=True), st.data())
def test_right_answers_first_have_the_least_area(confidences: list[float], data: st.DataObject) -> None:
    correct = data.draw(st.lists(st.booleans(), min_size=len(confidences), max_size=len(confidences)))
    ordered = sorted(confidences, reverse=True)
    best = aurc(ordered, sorted(correct, reverse=True))
    given_area = aurc(confidences, correct)
    worst = aurc(ordered, sorted(correct))
    assert best is not None
    assert given_area is not None
    assert worst is not None
    assert best - 1e-12 <= given_area <= worst + 1e-12


def test_one_confidence_for_all_has_the_risk_of_all_as_area() -> None:
    assert aurc([0.5] * 4, [True, False, False, True]) == 0.5


@given(SCORED)
def test_auroc_equals_that_of_scikit_learn(rows: Scored) -> None:
    scores, positives = columns(rows)
    assume(any(positives) and not all(positives))
    assert auroc(scores, positives) == pytest.approx(roc_auc_score(positives, scores))


@given(SCORED)
def test_auroc_turns_over_with_the_sides_and_is_unscored_with_one(rows: Scored) -> None:
    scores, positives = columns(rows)
    value, turned = auroc(scores, positives), auroc(scores, [not p for p in positives])
    if value is None or turned is None:
        assert value is turned is None
        assert len(set(positives)) == 1
    else:
        assert value + turned == pytest.approx(1)


@given(SCORED, st.integers(1, 20))
def test_calibration_error_is_bounded_and_blind_to_order(rows: Scored, n_bins: int) -> None:
    error = expected_calibration_error(*columns(rows), n_bins)
    assert error is not None
    assert 0 <= error <= 1
    assert error == pytest.approx(expected_calibration_error(*columns(rows[::-1]), n_bins))


def test_certain_and_right_is_calibrated_certain_and_wrong_is_not() -> None:
    assert expected_calibration_error([1.0, 0.0], [True, False]) == 0
    assert expected_calibration_error([1.0, 0.0], [False, True]) == 1


def test_calibration_is_worked_by_bin() -> None:
    # (0.5, 0.6]: mean confidence 0.55, half right; (0.8, 0.9]: 0.9, both right. (2·0.05 + 2·0.1) / 4
    error = expected_calibration_error([0.55, 0.55, 0.9, 0.9], [True, False, True, True])
    assert error == pytest.approx(0.075)
