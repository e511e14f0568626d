"""A byte a number is enough to tell vectors apart by."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.rounding import rounded, stacked, unit


@given(st.integers(1, 20), st.sampled_from([64, 384, 1536]), st.integers(0, 2**32 - 1))
def test_what_is_read_again_is_a_unit_row_that_points_the_same_way(n: int, dim: int, seed: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    kept = rounded(rows)
    assert kept.dtype == np.int8
    again = unit(kept)
    np.testing.assert_allclose(np.linalg.norm(again, axis=1), 1, rtol=1e-5)
    assert ((again * rows).sum(axis=1) > 0.9995).all()


def test_rounding_what_was_rounded_changes_nothing() -> None:
    rows = np.random.default_rng(1).normal(size=(50, 384)).astype(np.float32)
    np.testing.assert_array_equal(rounded(unit(rounded(rows))), rounded(rows))


def test_a_row_of_zeros_stays_one() -> None:
    assert not unit(rounded(np.zeros((2, 8), np.float32))).any()


def test_what_is_missing_or_of_another_length_is_a_row_of_zeros() -> None:
    np.testing.assert_array_equal(
        stacked([b"\1\2", None, b"\1", b"\3\4"], 2), [[1, 2], [0, 0], [0, 0], [3, 4]]
    )
    assert stacked([], 3).shape == (0, 3)
