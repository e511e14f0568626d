"""Whether a question asks for the newest, and what is left of it without the words that do."""

from __future__ import annotations

import pytest

from qa.asking.newest import asks_newest, without_newest


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("What is the latest death toll?", "What is the death toll?"),
        ("What is the final death toll?", "What is the death toll?"),
        ("Who is the current mayor of Velmar?", "Who is the mayor of Velmar?"),
        ("How many ferries have sunk so far?", "How many ferries have sunk?"),
        ("How many people are still missing?", "How many people are missing?"),
        ("As things stand, who leads the poll?", "who leads the poll?"),
        ("Who runs the port now?", "Who runs the port?"),
        ("most recent inflation rate", "inflation rate"),
        ("Is the quay still closed?", "Is the quay closed?"),
        ("Does Orlo still own the quay?", "Does Orlo own the quay?"),
        ("What share does Orlo now demand?", "What share does Orlo demand?"),
    ],
)
def test_words_that_ask_for_the_newest_are_not_looked_for(question: str, plain: str) -> None:
    assert without_newest(question) == plain
    assert asks_newest(question)


@pytest.mark.parametrize(
    "question",
    [
        "What was the final score?",
        "Who won the final?",
        "What is her latest novel called?",
        "What is the latest on the strike?",
        "How large is the current account deficit?",
        "Who can still pay the old fare?",
        "Does it help now that it rains?",
        "Who said “as things stand”?",
        "What is now the tallest tower?",
        "How many people died?",
        "latest",
    ],
)
def test_words_that_name_a_thing_stay(question: str) -> None:
    assert without_newest(question) == question


def test_what_happened_to_somebody_asks_for_what_did_last() -> None:
    assert asks_newest("What happened to Ann Bell?")
    assert asks_newest("what has become of the ferry?")
    assert not asks_newest("What happened in Velm?")
