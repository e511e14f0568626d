"""The forms of a verb are one word."""

from __future__ import annotations

import pytest

from qa.language.irregular import bases_in, forms_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("driven", "drove"), ("frozen", "freeze"), ("paid", "pays"), ("died", "death"), ("closed", "closes")],
)
def test_forms_of_a_verb_are_brought_together(one: str, other: str) -> None:
    assert bases_in(one) == bases_in(other) != frozenset()


def test_the_forms_of_a_verb_are_found_in_a_text_and_of_no_other() -> None:
    forms = forms_of("slept")
    assert forms is not None
    assert forms.search("Ann will sleep.")
    assert not forms.search("Ann is sleepless.")
    assert forms_of("closed") is None


def test_other_words_are_left_apart() -> None:
    assert not bases_in("the lead miner") & bases_in("the driver held")
