"""The forms of a verb are one word."""

from __future__ import annotations

import pytest

from qa.language.irregular import bases_in


@pytest.mark.parametrize(
    ("one", "other"),
    [("driven", "drove"), ("frozen", "freeze"), ("paid", "pays"), ("died", "death"), ("closed", "closes")],
)
def test_forms_of_a_verb_are_brought_together(one: str, other: str) -> None:
    assert bases_in(one) == bases_in(other) != frozenset()


def test_other_words_are_left_apart() -> None:
    assert not bases_in("the lead miner") & bases_in("the driver held")
