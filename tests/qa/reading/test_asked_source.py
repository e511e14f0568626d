"""Whose account is asked for is told by the question, and his sentence goes first."""

from __future__ import annotations

import pytest

from qa.reading.asked_source import source_in
from tests.qa.reading.making import article
from tests.qa.test_reader import _read


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("How many workers struck, according to the port operator?", {"port", "oper"}),
        ("According to the police, how many came?", {"polic"}),
        ("How many people did the police count at the concert?", {"polic"}),
        ("How much does Ann Bell say it cost?", {"ann", "bell"}),
        ("How many people did the storm kill?", set()),
        ("How many people came?", set()),
        ("", set()),
    ],
)
def test_the_source_is_named_by_its_words(question: str, source: set[str]) -> None:
    assert source_in(question) == source


def test_the_account_that_is_asked_for_goes_first_though_another_sounds_more_alike() -> None:
    text = "Some 900 people came to the concert. Police put the people at 700."
    asked = "How many people came to the concert"
    told = article("one", text, "A concert")
    assert _read(f"{asked}?", told).evidence[0].text.startswith("Some 900")
    assert _read(f"{asked}, according to the police?", told).evidence[0].text.startswith("Police put")
