"""Nothing that narrows may be left out of what is denied; of what is so, it may."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

SERIOUS = "Inspectors found no serious faults in the plant."
FULLY = "The clinic did not fully explain the delay."
SOLELY = "The pilot was not solely responsible for the crash."
ALONE = "The judge did not blame the driver alone for the crash."
FUEL = "The airline does not have sufficient fuel."
OTHER = "No other passengers were hurt."
TICKET = "No one without a ticket was let in."
BUSES = "None of the buses built before 2010 passed the test."
SEATS = "The new boat is not as fast as the old one."
TUNNEL = "The tunnel was not deep enough."
WARNING = "The villagers were not given enough warning."
PRICE = "The firm never paid the full price."
PLAYERS = "The team left without its best players."
FAILED = "The city failed to inspect the bridge properly."
PUNISH = "The law was never meant to punish tenants."
DRUG = "The drug is more effective than the old one."
WEAK = "The bridge is too weak to carry lorries."
MERGER = "The council did not approve the controversial merger."
MILL = "The mill has not yet reopened."
SAFE = "Properly trained nurses found serious faults in the plant."
BLAST = "Nobody was hurt in the blast, which shook the old town."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (SERIOUS, "Inspectors found no faults in the plant."),
        (FULLY, "The clinic did not explain the delay."),
        (SOLELY, "The pilot was not responsible for the crash."),
        (ALONE, "The judge did not blame the driver for the crash."),
        (FUEL, "The airline does not have fuel."),
        (OTHER, "No passengers were hurt."),
        (TICKET, "No one was let in."),
        (BUSES, "None of the buses passed the test."),
        (SEATS, "The new boat is not fast."),
        (TUNNEL, "The tunnel was not deep."),
        (WARNING, "The villagers were not given warning."),
        (PRICE, "The firm never paid the price."),
        (PLAYERS, "The team left without its players."),
        (FAILED, "The city failed to inspect the bridge."),
        (PUNISH, "The law was never meant."),
        (DRUG, "The drug is effective."),
        (WEAK, "The bridge is too weak."),
    ],
)
def test_what_narrows_a_denial_may_not_be_left_out(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (SERIOUS, "No serious faults were found in the plant by inspectors."),
        (TUNNEL, "The tunnel was not deep enough."),
        (PRICE, "The firm never paid the full price."),
        (MERGER, "The council did not approve the merger."),
        (MILL, "The mill has not reopened."),
        (SAFE, "Nurses found faults in the plant."),
        (BLAST, "Nobody was hurt in the blast."),
        (DRUG, "The drug is more effective."),
    ],
)
def test_what_the_denial_does_not_hang_on_may_be_left_out(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
