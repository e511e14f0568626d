"""What a brief's fields are measured by."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.abstention import expected_calibration_error, reliability
from evals.metrics.citation import needed_citations, statement_support
from evals.metrics.fields import field_precision, field_recall, key_point_coverage, match, redundancy

NUMBERS = st.lists(st.integers(0, 5), max_size=8)
BEARS = st.lists(st.lists(st.booleans(), max_size=4), max_size=6)


@given(NUMBERS, NUMBERS)
def test_equal_entries_are_matched_as_often_as_both_sides_have_them(one: list[int], other: list[int]) -> None:
    pairs = match(one, other, lambda a, b: a == b)
    assert len(pairs) == sum(min(one.count(n), other.count(n)) for n in set(one))
    assert len(set(pairs.values())) == len(pairs)
    assert all(one[a] == other[b] for a, b in pairs.items())


def test_a_match_gives_way_where_another_entry_has_no_other_partner() -> None:
    near = {("a", 1), ("a", 2), ("b", 1)}
    assert match(["a", "b"], [1, 2], lambda f, e: (f, e) in near) == {0: 1, 1: 0}


def test_an_empty_field_is_unscored_for_precision_and_0_for_recall() -> None:
    assert (field_precision(0, 0), field_recall(0, 3), field_recall(0, 0)) == (None, 0.0, None)


@given(st.lists(st.text("ab ", max_size=8), max_size=6))
def test_redundancy_is_a_share_and_full_for_repeats(statements: list[str]) -> None:
    share = redundancy(statements)
    assert (share is None) == (len(statements) < 2)
    assert share is None or 0 <= share <= 1
    if statements:
        assert redundancy([statements[0]] * 3) == 1


@given(st.lists(st.frozensets(st.tuples(st.sampled_from("ab"), st.integers(0, 3)), max_size=3), max_size=5))
def test_a_brief_that_cites_everything_covers_every_point(points: list[frozenset[tuple[str, int]]]) -> None:
    points = [p for p in points if p]
    assert key_point_coverage(points, points) == (1.0 if points else None)
    assert key_point_coverage([], points) == (0.0 if points else None)


@given(BEARS)
def test_support_and_need_are_shares_and_full_when_each_citation_bears(bears: list[list[bool]]) -> None:
    for share in (statement_support(bears), needed_citations(bears)):
        assert share is None or 0 <= share <= 1
    full = [[True] * (len(b) or 1) for b in bears]
    assert statement_support(full) == needed_citations(full) == (1.0 if bears else None)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_reliability_counts_each_answer_once_and_sums_to_the_calibration_error(
    answers: list[tuple[float, bool]],
) -> None:
    confidences, correct = [c for c, _ in answers], [r for _, r in answers]
    bins = reliability(confidences, correct)
    assert sum(b.n for b in bins) == len(answers)
    assert [b.confidence for b in bins] == sorted(b.confidence for b in bins)
    if answers:
        error = expected_calibration_error(confidences, correct)
        assert error is not None
        assert abs(error - sum(b.n * abs(b.right - b.confidence) for b in bins) / len(answers)) < 1e-9
