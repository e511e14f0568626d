"""Working ahead keeps the order, passes errors on, and stops when nobody listens."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.ahead import read_ahead


@settings(max_examples=25)
@given(st.lists(st.one_of(st.none(), st.integers()), max_size=30), st.integers(1, 5))
def test_the_items_come_in_their_order(items: list[int | None], depth: int) -> None:
    assert list(read_ahead(iter(items), depth)) == items


def test_an_error_comes_after_the_items_before_it() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    ahead = read_ahead(failing())
    assert next(ahead) == 1
    with pytest.raises(ValueError, match="broken"):
        next(ahead)


def test_an_exception_can_be_an_item() -> None:
    error = ValueError("an item")
    assert list(read_ahead(iter([error]))) == [error]


def test_closing_stops_the_thread() -> None:
    ended = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            ended.set()

    ahead = read_ahead(endless(), 2)
    assert next(ahead) == 1
    ahead.close()
    assert ended.wait(5)
