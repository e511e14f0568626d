"""Where the newest is asked for, what a later article tells of the same goes first."""

from __future__ import annotations

import pytest

from qa.weighing.newest_first import newest_first
from tests.qa.weighing.newer_helpers import SAME, article, reading_of

OLD, NEW = "2027-03-01", "2027-06-01"


def first(question: str, older: str, newer: str, title: str = "News") -> str:
    reading = reading_of(question, article(older + SAME, OLD), article(newer + SAME, NEW, title), step=0.06)
    return newest_first(reading)[0].evidence[0].text.strip()


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        (
            "How much is the new Sel pool?",
            "The new Sel pool is £3m.",
            "£5m in all has gone into the pool.",
        ),
        (
            "How many people work at the quay?",
            "About 640 people work at the quay.",
            "Some 700 people are employed there.",
        ),
        ("Does Orlo own the quay?", "Orlo owns the quay.", "Orlo sold it, and does not own the quay."),
    ],
)
def test_it_need_not_have_all_the_words(question: str, older: str, newer: str) -> None:
    assert first(question, older, newer, "Work on the new pool at the quay") == newer


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        ("Does Orlo own the quay?", "Orlo owns the quay.", "Orlo came to own the quay in 1998."),
        ("Is Bell a minister?", "Bell, a minister, resigned.", "Bell was offered a post by a minister."),
        ("Where is the Sel quay?", "The Sel quay is in Velmar.", "The Sel quay is long."),
    ],
)
def test_what_is_recalled_or_no_answer_stays_behind(question: str, older: str, newer: str) -> None:
    assert first(question, older, newer) == older
