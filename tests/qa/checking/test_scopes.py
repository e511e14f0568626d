"""What stands over a word, by grammar and by order, and what may be or is to be."""

from __future__ import annotations

from time import perf_counter

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

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
    "Inflation in Sudmark slowed to 2.9 percent in May from 3.4 percent in April, a little less than "
    "the fall to 2.7 percent that economists had forecast."
)
MUSEUM = "Visitors pay 12 euros until five, when the museum charges everyone 8."
HIKER = "Rats swam across from the mainland."
FIRE = "The wildfire has burned 18,000 hectares and is only 10% contained, the agency said."
RATE = (
    "Analyst Priya Venn of Castle Securities expects the central bank to raise its key rate by a "
    "quarter of a percentage point, to 4.75 percent, in July."
)
SLUMP = "Shares in Pellucid fell 11 percent to 204 pence after regulators rejected its drug."
POINTS = (
    "Rangers finished the season on 81 points, two behind champions Castleford and five ahead of "
    "Harbour City, whose manager, Glenn Tate, is leaving for a club in Portugal."
)
ALARM = "Ann Bell said she was at sea when the alarm rang in Orrin."
GLENMOOR = "Bishop Torrey apologised for the silence about the orphanage at Glenmoor, which closed in 1974."
BOATS = (
    "The bishop blessed the boats and the master, who had lost a son at sea, read the names of the drowned."
)
RAVIK = "Prosecutors allege that the police chief, Sten Ravik, accepted bribes from a builder."
RENNER = "Judges must decide whether to charge Sol Renner, the former head of Norvane, with fraud."
JURORS = (
    "Judge Farley told jurors on Monday to ignore an article about the case, and warned that anyone who "
    "researched the case could be jailed."
)
FINED = "Regulator Hugh Penrose fined CallNet 12 million pounds on Tuesday, and CallNet said it would appeal."
VIK = "When Hanna Vik succeeded Per Ness as editor in 2018, he said she would ruin the paper."
ASKED = "Asked whether he had met the contractor, Silas Grange told the inquiry that he could not remember."
BODIES = "No further bodies were found on Tuesday, and no foreign journalists were allowed into the valley."
PANELS = (
    "Panels saved the town 27,000 guilders in their first year, three times the 9,000 the architect had "
    "predicted."
)
SELBY = "More than 500 homes in the coastal town of Selby Point were without power on Monday, Norgrid said."
PIA = "Ten-year-old Pia Lind and her dog were rescued on Tuesday."
BOILED = "Residents have been told to boil water after traces of lead were found in two of the nine samples."
DERAILED = "17 people were killed when a train derailed near Belmora, the ministry said in a statement."
FIRM = (
    "The firm declined to say how many people it had dismissed and would neither confirm nor deny that the "
    "factory in Hove is for sale."
)
DAM = "Because the dam had cracked, Bell said the town would be cleared."
LIED = "The minister said the firm had lied and hid the letters."
SON = (
    "The son of the former mayor of Kestrel, who was jailed in 2015 for bribery, has asked the party to "
    "let him run for the council."
)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (CLEARED, "Halberg Systems said it had exported 36 radar sets to Ostania."),
        (PILOT, "Lena Hurst flew the plane."),
        (THIEF, "The manager of Ms. Ilves is a convicted thief."),
        (QUEEN, "The queen was gravely ill since May."),
        (STEEL, "Norden Steel was aware since 2004 that the slag was hot."),
        (TANKER, "The ministry denied that the tanker left Port Sabel."),
        (FORECAST, "Inflation in Sudmark slowed to 2.7 percent in May."),
        (MUSEUM, "The museum charges everyone 12 euros."),
        (HIKER, "Rats swam across to the mainland."),
        (POINTS, "Rangers finished the season on 81 points, two ahead of Castleford."),
        (ALARM, "Ann Bell said she was in Orrin."),
        (BOATS, "The bishop blessed the boats and the master."),
        (RAVIK, "Sten Ravik is the police chief."),
        (SON, "The son of the former mayor was jailed in 2015 for bribery."),
        (JURORS, "The case could be jailed."),
        (FINED, "CallNet would appeal."),
        (VIK, "Hanna Vik would ruin the paper."),
        (PANELS, "Panels saved the town 9,000 guilders in their first year."),
        (LIED, "The firm hid the letters."),
        (FIRM, "The firm would not deny that the factory in Hove is for sale."),
        (DAM, "The dam had cracked."),
        (SELBY, "Selby Point was without power."),
        (PIA, "Her dog is 10 years old."),
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
        (FORECAST, "Inflation in Sudmark slowed to 2.9 percent in May."),
        (HIKER, "Rats swam from the mainland."),
        (FIRE, "The wildfire is only 10 percent contained, the agency said."),
        (
            RATE,
            "Priya Venn of Castle Securities expects the bank to raise its key rate to 4.75% in July.",
        ),
        (SLUMP, "Shares in Pellucid fell by 11% after regulators rejected its drug."),
        (POINTS, "Rangers finished the season on 81 points."),
        (GLENMOOR, "The orphanage at Glenmoor closed in 1974."),
        (BOATS, "The bishop blessed the boats."),
        (RENNER, "Sol Renner is the former head of Norvane."),
        (JURORS, "Judge Farley warned that anyone who researched the case could be jailed."),
        (FINED, "Regulator Hugh Penrose fined CallNet 12 million pounds on Tuesday."),
        (VIK, "Hanna Vik succeeded Per Ness as editor in 2018."),
        (ASKED, "Silas Grange was asked whether he had met the contractor."),
        (DERAILED, "Seventeen people were killed when a train derailed near Belmora, the ministry said."),
        (BOILED, "Traces of lead were found in two of the nine samples."),
        (BODIES, "No foreign journalists were allowed into the valley."),
        (SELBY, "Selby Point is a coastal town."),
        (PIA, "Pia Lind is 10 years old."),
    ],
)
def test_what_is_said_to_be_so_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []


@pytest.mark.parametrize(
    "words",
    [
        "A, B and C or D, not E, ",
        "He said she said they said it said ",
        "Mayor Ann Bell said he told her it and ",
        "The company it its ",
    ],
)
def test_an_article_that_is_made_to_be_slow_is_checked_in_time(parser: SpacyParser, words: str) -> None:
    sentence = (words * 200)[:1990] + "."
    statement = sentence[:590]
    parser.parse([sentence], deep=True)
    start = perf_counter()
    problems(statement, [sentence], context="", parser=parser)
    assert perf_counter() - start < 5.0
