"""The longest is begun first, all of it is done, and an error is passed on."""

from __future__ import annotations

import pytest

from index.cores import on_all_cores


def test_the_longest_is_begun_first_and_all_are_done() -> None:
    begun: list[int] = []

    def run(n: int) -> int:
        begun.append(n)
        return n

    assert sorted(on_all_cores(run, [1, 1, 9, *[1] * 20])) == list(range(23))
    assert begun[0] == 2


def test_what_one_raises_reaches_who_asked() -> None:
    with pytest.raises(ZeroDivisionError):
        list(on_all_cores(lambda n: 1 // n, [1, 1]))
