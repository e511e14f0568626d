"""Parts of a question share what is read for one, and none is left without."""

from __future__ import annotations

import pytest

from qa.reading.effort import WHOLE, Effort


def test_one_question_has_all_of_it() -> None:
    assert Effort.shared(1, are_named=False) == WHOLE


@pytest.mark.parametrize("n", [2, 3, 4])
def test_each_of_several_parts_has_less_and_all_together_more(n: int) -> None:
    part = Effort.shared(n, are_named=True)
    assert 3 <= part.passages < WHOLE.passages < n * part.passages
    assert 4 <= part.sentences < WHOLE.sentences < n * part.sentences
    assert part.are_named
