"""What is said in a frame (subject to approval, in theory, in a drill) is not said without it."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

OUT_OF_FRAME = [
    (
        "Assuming that the snow holds, the race will start in Orrin on Sunday.",
        "The race will start in Orrin on Sunday.",
    ),
    (
        "Volunteers, in a rehearsal on Tuesday, carried 40 patients out of the clinic.",
        "Volunteers carried 40 patients out of the clinic.",
    ),
    (
        "Orrin Tramways will buy 14 trams from Voss, subject to the consent of the city council.",
        "Orrin Tramways will buy 14 trams from Voss.",
    ),
    (
        "Pending a ruling by the court, the brewery may sell its beer in Calden.",
        "The brewery may sell its beer in Calden.",
    ),
    (
        "The orchestra will play on the lake on Sunday, weather permitting.",
        "The orchestra will play on the lake on Sunday.",
    ),
    ("On paper, the port of Halden owns nine cranes.", "The port of Halden owns nine cranes."),
    (
        "The reservoir can in theory feed 60 villages, and its dam was built in 1961.",
        "The reservoir can feed 60 villages.",
    ),
    ("The dam, which was built in 1961, can in theory hold back a flood.", "The dam can hold back a flood."),
    (
        "During an exercise in Tarnvik on Monday, divers freed twelve people from a sunken bus.",
        "Divers freed twelve people from a sunken bus.",
    ),
    (
        "The novelist said that in a staged trial Senator Bruno Hale was found guilty of treason.",
        "The novelist said that Senator Bruno Hale was found guilty of treason.",
    ),
    (
        "At first the clinic refused the boy, and it later paid his father 9,000 francs.",
        "The clinic refused the boy.",
    ),
    (
        "With the support of the Liberals, the cabinet could lower the tax on milk.",
        "The cabinet could lower the tax on milk.",
    ),
    (
        "The two firms agreed in principle to merge and opened an office in Orrin.",
        "The two firms agreed to merge.",
    ),
    ("The parade will end at the harbour rather than at the castle.", "The parade will end at the castle."),
    ("The council will use goats instead of poison on the dunes in May.", "The council will use poison."),
    ("The fish is sold in Orrin and, in small amounts, in Calden.", "The fish is sold in Calden."),
    (
        "The fish is sold in Orrin and, in small amounts, in Calden.",
        "The fish is sold in Orrin in small amounts.",
    ),
]
IN_FRAME = [
    ("The actor died in Calden while he was working in a film about miners.", "The actor died in Calden."),
    (
        "Orrin Tramways will buy 14 trams from Voss, subject to the consent of the city council.",
        "Orrin Tramways will buy 14 trams from Voss, subject to the consent of the city council.",
    ),
    (
        "Orrin Tramways will buy 14 trams from Voss, subject to the consent of the city council.",
        "Subject to the consent of the city council, Orrin Tramways will buy 14 trams.",
    ),
    (
        "Pending a ruling by the court, the brewery may sell its beer in Calden.",
        "The brewery may sell its beer in Calden, pending a ruling by the court.",
    ),
    (
        "The orchestra will play on the lake on Sunday, weather permitting.",
        "The orchestra will play on the lake, weather permitting.",
    ),
    ("On paper, the port of Halden owns nine cranes.", "On paper, the port of Halden owns nine cranes."),
    (
        "The reservoir can in theory feed 60 villages, and its dam was built in 1961.",
        "The reservoir can in theory feed 60 villages.",
    ),
    (
        "The reservoir can in theory feed 60 villages, and its dam was built in 1961.",
        "Its dam was built in 1961.",
    ),
    ("The dam, which was built in 1961, can in theory hold back a flood.", "The dam was built in 1961."),
    (
        "During an exercise in Tarnvik on Monday, divers freed twelve people from a sunken bus.",
        "Divers freed twelve people from a sunken bus during an exercise in Tarnvik.",
    ),
    (
        "At first the clinic refused the boy, and it later paid his father 9,000 francs.",
        "It later paid his father 9,000 francs.",
    ),
    (
        "With the support of the Liberals, the cabinet could lower the tax on milk.",
        "With the support of the Liberals, the cabinet could lower the tax on milk.",
    ),
    (
        "With the help of divers, the town recovered the bell on Friday.",
        "The town recovered the bell on Friday.",
    ),
    ("The parade will end at the harbour rather than at the castle.", "The parade will end at the harbour."),
    (
        "The council will use goats instead of poison on the dunes in May.",
        "The council will use goats on the dunes in May.",
    ),
    ("The fish is sold in Orrin and, in small amounts, in Calden.", "The fish is sold in Orrin."),
    (
        "Halden Foods is subject to a fine of 40,000 crowns, the court ruled.",
        "The court ruled Halden Foods is subject to a fine of 40,000 crowns.",
    ),
]


@pytest.mark.parametrize(("sentence", "statement"), OUT_OF_FRAME)
def test_what_is_said_in_a_frame_is_refused_without_it(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(("sentence", "statement"), IN_FRAME)
def test_what_keeps_its_frame_or_has_none_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
