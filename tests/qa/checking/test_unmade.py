"""A word that unmakes what it stands on goes with it; one that only narrows may be left out."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

DOCTOR = "A bogus doctor treated 40 patients in Velmar."
BUYER = "The would-be buyer of Norvane, Ann Bell, left."
COUNT = "An early count put Bell ahead by 4 points."
BOTH = "A fake nurse and a forged passport were found at the port."
ATTACK = "Two brothers were held over a foiled attack on the market."
GUN = "A replica gun was found in the car."
STATION = "The station mistakenly announced that the bridge had collapsed."
BRIBES = "The mayor allegedly took bribes and hid the money."
UNION = "The union accepted the offer in principle on Friday."
ARMY = "On paper, the army has 40,000 men."
FREE = "Ministers are in theory free to leave."
REPORT = "The ministry has yet to publish the report."
CLOSED = "The factory has temporarily closed."
SUPPORT = "There was little support for the ban among doctors."
FAULTS = "Inspectors found insufficient proof of the leak."
GIRL = "The little girl was found in the lake on Monday."
BID = "Bell's failed bid for Norvane cost 4 million euros."
JUNE = "The strike in early June cost 4 million euros."
KIT = "The test kit costs 4 euros in Velmar."
PART = "The strike was felt in part of the city on Monday."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (DOCTOR, "A doctor treated 40 patients in Velmar."),
        (BUYER, "The buyer of Norvane, Ann Bell, left."),
        (COUNT, "A count put Bell ahead by 4 points."),
        (BOTH, "A fake nurse and a passport were found at the port."),
        (ATTACK, "Two brothers were held over an attack on the market."),
        (GUN, "A gun was found in the car."),
        (STATION, "The station announced that the bridge had collapsed."),
        (BRIBES, "The mayor hid the money."),
        (UNION, "The union accepted the offer on Friday."),
        (ARMY, "The army has 40,000 men."),
        (FREE, "Ministers are free to leave."),
        (REPORT, "The ministry has to publish the report."),
        (CLOSED, "The factory has closed."),
        (SUPPORT, "There was support for the ban among doctors."),
        (FAULTS, "Inspectors found proof of the leak."),
    ],
)
def test_what_is_unmade_may_not_be_told_without_that(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (DOCTOR, "A bogus doctor treated 40 patients."),
        (BOTH, "A forged passport was found at the port."),
        (UNION, "The union accepted the offer in principle."),
        (CLOSED, "The factory has temporarily closed."),
        (REPORT, "The ministry has yet to publish the report."),
        (GIRL, "The girl was found in the lake."),
        (BID, "Bell's bid for Norvane cost 4 million euros."),
        (JUNE, "The strike in June cost 4 million euros."),
        (KIT, "The kit costs 4 euros in Velmar."),
        (PART, "The strike was felt in part of the city."),
    ],
)
def test_what_only_narrows_may_be_left_out(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
