"""A place that something was moved to goes before the one where it was to be."""

from __future__ import annotations

import pytest

from qa.weighing.moved_place import asks_where_it_will_be, with_another_place
from tests.qa.weighing.newer_helpers import SAME, article, reading_of

ASKED, HELD = "Where will the summit be held?", "The summit is to be held in Amberay."
OLD, NEW = "2027-03-01", "2027-06-01"


def read(later: str, days: tuple[str, str] = (OLD, NEW), question: str = ASKED) -> tuple[str, str | None]:
    """The first sentence, and the words marked in it."""
    reading = reading_of(question, article(HELD + SAME, days[0]), article(later + SAME, days[1]))
    first, _ = with_another_place(reading)
    return first.evidence[0].text.strip(), first.short.of(first.evidence[0].text) if first.short else None


@pytest.mark.parametrize(
    "later",
    [
        "The meeting, planned for Amberay, has been moved to Port Hovra.",
        "The summit was moved from Amberay to Port Hovra.",
        "The summit will now be held in Port Hovra instead of Amberay.",
        "The leaders will now meet at Port Hovra, not Amberay.",
    ],
)
def test_the_place_it_was_moved_to_goes_first(later: str) -> None:
    assert read(later) == (later, "Port Hovra")


@pytest.mark.parametrize(
    "later",
    [
        "The fair was moved to Port Hovra.",  # it may be another
        "Amberay asked that the summit be moved to Port Hovra.",
        "The summit may be moved from Amberay to Port Hovra.",
        "The summit was moved from Port Hovra to Amberay.",
        "The summit will now be held in a tent.",
    ],
)
def test_what_was_not_moved_stays(later: str) -> None:
    assert read(later) == (HELD, None)


def test_an_earlier_article_moves_nothing() -> None:
    assert read("The summit was moved from Amberay to Hovra.", (NEW, OLD)) == (HELD, None)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        (ASKED, True),
        ("In which city is the summit?", True),
        ("Where was the summit to be held first?", False),
        ("When will the summit be held?", False),
    ],
)
def test_where_it_was_to_be_is_asked_for_what_it_says(question: str, asks: bool) -> None:
    assert asks_where_it_will_be(question) is asks
