"""A later article that says of a figure that it is another by now goes first, and no other does."""

from __future__ import annotations

import pytest

from qa.weighing.other_figure import other_figure_since
from tests.qa.weighing.newer_helpers import SAME, article, reading_of

OLD, NEW = "2027-03-01", "2027-06-01"


def first(question: str, older: str, newer: str, days: tuple[str, str] = (OLD, NEW)) -> str:
    reading = reading_of(question, article(older + SAME, days[0]), article(newer + SAME, days[1]))
    newer_and_older = other_figure_since(reading)
    return (newer_and_older[0] if newer_and_older else reading.evidence[0]).text.strip()


DAMAGE = "What damage did the Sel fire do?"
PUT = "The damage was put at £6m by the firm."


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        (DAMAGE, PUT, "The insurers put the loss at £9m, well above the £6m given last week."),
        (DAMAGE, PUT, "The loss came to £9m instead of £6m."),
        (DAMAGE, PUT, "The loss is now put at £9m, up from £6m."),
        (
            "How full is the Sel lake?",
            "The Sel lake is 31 per cent full.",
            "Rain lifted the lake to 36 per cent.",
        ),
        (
            "What is the Sel tax?",
            "The Sel tax is 5 per cent.",
            "Parliament has cut the tax on beds to 4 per cent.",
        ),
        (
            "What does Sel save each year?",
            "Sel means to save £7m each year.",
            "Savings are now put at £5m.",
        ),
        (
            "How many infections are there in Sel?",
            "The number of infections in Sel has risen above 1,200, and 31 people died.",
            "The total stood at 3,060 on Sunday, with 67 deaths, most infections being in Sel.",
        ),
        (
            "How many boats will Sel buy?",
            "Sel is to buy 1,400 boats for its fleet.",
            "The number of boats would be reduced to 1,150 from the 1,400 announced in May.",
        ),
        (
            "How big is Bell's stake in Sel?",
            "Bell, who holds 9.3% of Sel, wants a change.",
            "Bell said she had increased her holding to 10.1%.",
        ),
        (
            "How many boats will Sel buy?",
            "Sel is to buy 14 boats for its fleet.",
            "The order was cut from 14 boats to 12 after a study.",
        ),
    ],
)
def test_a_figure_that_is_set_against_the_older_one_goes_first(question: str, older: str, newer: str) -> None:
    assert first(question, older, newer) == newer


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        (DAMAGE, PUT, "The insurers put the loss at £9m."),  # it may be another
        (DAMAGE, PUT, "The tower cost £9m, more than the £5m planned."),
        (DAMAGE, PUT, "The loss is well above £6m."),
        (
            "How full is the Sel lake?",
            "The Sel lake is 31 per cent full.",
            "Rain lifted prices by 36 per cent.",
        ),
        (
            "How full is the Sel lake?",
            "The Sel lake is 31 per cent full.",
            "The levy was raised to 36 per cent.",
        ),
        (
            "How full is the Sel lake?",
            "The Sel lake is 31 per cent full.",
            "Rain lifted the lake to 36 metres.",
        ),
        (
            "How many boats will Sel buy?",
            "Sel is to buy 14 boats for its fleet.",
            "The crew of the fleet was cut from 14 sailors to 12 boats.",
        ),
        (
            "Where is Sel?",
            "Sel, which is in Orlo, has 14 boats.",
            "Sel was cut from 14 boats to 12.",
        ),
        (
            "How many infections are there in Sel?",
            "The number of infections in Sel has risen above 1,200.",
            "The total stood at 900 on Sunday, most infections being in Sel.",  # of something else
        ),
        (
            "How many infections are there in Sel?",
            "The number of infections in Sel has risen above 1,200.",
            "The total stood at £3,060 on Sunday, most infections being in Sel.",
        ),
        (
            "By how many votes was Bell ahead on the morning after?",
            "Bell was 212 votes ahead in Orlo.",
            "A count cut the lead of Bell in Orlo from 212 votes to 88.",
        ),
    ],
)
def test_a_figure_of_something_else_does_not(question: str, older: str, newer: str) -> None:
    assert first(question, older, newer) == older


def test_the_earlier_article_does_not_overtake_the_later() -> None:
    newer = "The insurers put the loss at £9m, well above the £6m given last week."
    assert first(DAMAGE, PUT, newer, days=(NEW, OLD)) == PUT
