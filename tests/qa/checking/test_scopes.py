"""What stands over a word, by grammar and by order, and what may be or is to be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.grounding import problems
from qa.nlp import SpacyParser


@pytest.fixture(scope="module")
def parser() -> Iterator[SpacyParser]:
    parser = SpacyParser()
    yield parser
    parser.close()


CLEARED = "Halberg Systems said it had been cleared to export 36 radar sets to Ostania."
WON = "Orrin came from behind to beat Calden 3-1 in Tarnvik."
CLOSED = "The share fell to close at 41 crowns."
PILOT = "Pavel Drach, not his co-pilot Lena Hurst, flew the plane."
EACH = "The director bought 400 shares at 12 francs each on Monday."
THIEF = "Ms. Ilves claimed that her manager, a convicted thief, had told her to lie."
QUEEN = "Rumors that the queen, gravely ill since May, had signed it spread on Tuesday."
STEEL = "Plaintiffs contend that Norden Steel, aware since 2004 that the slag was hot, sold it to the town."
TANKER = "The ministry denied that the tanker, which left Port Sabel in May, had been carrying crude oil."
CHIEF = "Kestrel Airways plans to cut 1,200 jobs, its finance director, Owen Tarrack, said."
FORECAST = (
    "Inflation slowed to 2.9 percent in May, less than the fall to 2.7 percent that banks had forecast."
)
MUSEUM = "Visitors pay 12 euros until five, when the museum charges everyone 8."
HIKER = "Rats swam across from the mainland."
FIRE = "The wildfire has burned 18,000 hectares and is only 10% contained, the agency said."
RATE = "The bank will raise its rate by half a point, to 4 percent, in July."
SLUMP = "Shares in Pellucid fell 11 percent to 204 pence after regulators rejected its drug."
POINTS = "Rangers had 81 points, two behind Castleford and five ahead of Harbour City."
BOATS = (
    "The bishop blessed the boats and the master, who had lost a son at sea, read the names of the drowned."
)
SON = "The son of the mayor of Kestrel, who was jailed in 2015, wants to run."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (CLEARED, "Halberg Systems said it had exported 36 radar sets to Ostania."),
        (PILOT, "Lena Hurst flew the plane."),
        (THIEF, "The manager of Ms. Ilves is a convicted thief."),
        (QUEEN, "The queen was gravely ill since May."),
        (STEEL, "Norden Steel was aware since 2004 that the slag was hot."),
        (TANKER, "The ministry denied that the tanker left Port Sabel."),
        (FORECAST, "Inflation slowed to 2.7 percent."),
        (MUSEUM, "The museum charges everyone 12 euros."),
        (HIKER, "Rats swam across to the mainland."),
        (POINTS, "Rangers had 81 points, two ahead of Castleford."),
        (BOATS, "The bishop blessed the boats and the master."),
        (SON, "The son of the mayor was jailed in 2015."),
    ],
)
def test_what_is_not_said_to_be_so_is_refused(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (CLEARED, "Halberg Systems said it had been cleared to export 36 radar sets."),
        (WON, "Orrin beat Calden 3-1 in Tarnvik."),
        (CLOSED, "The share closed at 41 crowns."),
        (PILOT, "Pavel Drach flew the plane."),
        (EACH, "The director bought 400 shares at 12 francs each."),
        (CHIEF, "Owen Tarrack is the finance director of Kestrel Airways."),
        (FORECAST, "Inflation slowed to 2.9 percent in May."),
        (HIKER, "Rats swam from the mainland."),
        (FIRE, "The wildfire is only 10 percent contained, the agency said."),
        (RATE, "The bank will raise its rate to 4 percent in July."),
        (SLUMP, "Shares in Pellucid fell by 11% after regulators rejected its drug."),
        (POINTS, "Rangers had 81 points, two behind Castleford."),
        (BOATS, "The bishop blessed the boats."),
    ],
)
def test_what_is_said_to_be_so_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
