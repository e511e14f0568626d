"""Spans refuse what is no range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Filters, Span

bounds = st.integers(-3, 12)


@given(bounds, bounds)
def test_a_span_exists_exactly_when_its_bounds_are_ordered_and_not_negative(start: int, end: int) -> None:
    if 0 <= start <= end:
        span = Span(start, end)
        assert (len(span), span.of("abcdefghijkl")) == (end - start, "abcdefghijkl"[start:end])
    else:
        with pytest.raises(ValueError, match="no span from"):
            Span(start, end)


@given(bounds, bounds, bounds, bounds)
def test_containing_is_containing_every_position(a: int, b: int, c: int, d: int) -> None:
    if 0 <= a <= b and 0 <= c < d:
        inside = set(range(c, d)) <= set(range(a, b))
        assert Span(a, b).contains(Span(c, d)) is inside


def test_a_span_counts_code_points_not_bytes() -> None:
    assert Span(1, 2).of("é😀x") == "😀"


def test_filters_are_empty_only_when_they_hide_nothing() -> None:
    assert Filters().is_empty
    assert not Filters(as_of="2025-01-01").is_empty
    assert not Filters(publishers=("A",)).is_empty
