"""Whose account is asked for is told by the question, and his sentence goes first."""

from __future__ import annotations

import pytest

from qa.reading.asked_source import is_said_by, source_in
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


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("The police say it was 700.", True),
        ("It was 700, the police said.", True),
        ("It was 700, said the police.", True),
        ("According to the police it was 700.", True),
        ("The count of the police was 700.", True),
        ("The union says it was 900, because the police left early.", False),
        ("It was 900.", False),
    ],
)
def test_what_another_says_of_the_source_is_not_what_it_says(text: str, is_it: bool) -> None:
    assert is_said_by(source_in("How many did the police count?"), text) is is_it
    assert is_said_by(frozenset(), text)
