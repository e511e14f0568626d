"""Small words before others, told by order: "neither … nor" denies as "not" does."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

PILOT = "Neither the pilot, Greg Talbot, nor his passenger was hurt when the plane came down near Collie."
MEETING = "Neither the chairman, Rupert Gale, nor the chief executive, Susan Lim, attended Friday's meeting."
WEAPONS = "Lise Corbal said her country had neither requested nor received weapons from the republic."
GUILTY = "Neither Bell nor Dorn is guilty, the court found."
CITIZEN = "Bell is neither a citizen of Calden nor a resident."
MET = "Bell met neither Dorn nor his lawyer in Calden."
SIDE = "Neither side won the vote in Calden."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (PILOT, "Greg Talbot was hurt when the plane came down near Collie."),
        (PILOT, "His passenger was hurt when the plane came down near Collie."),
        (MEETING, "Susan Lim attended Friday's meeting."),
        (MEETING, "The chairman attended Friday's meeting."),
        (WEAPONS, "Lise Corbal said her country had received weapons from the republic."),
        (WEAPONS, "Lise Corbal said her country had requested weapons from the republic."),
        (GUILTY, "Bell is guilty, the court found."),
        (CITIZEN, "Bell is a citizen of Calden."),
        (MET, "Bell met his lawyer in Calden."),
        (MET, "Bell met Dorn."),
        (SIDE, "The side won the vote in Calden."),
    ],
)
def test_what_neither_of_two_did_none_of_them_did(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Ruiken beat Dovray to reach the semi-finals in Tarrant.", "Ruiken beat Dovray to reach the final."),
        ("Orrin will meet Calden in the quarter-final in May.", "Orrin will meet Calden in the final."),
    ],
)
def test_a_semi_final_is_no_final(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (
            "Orrin will meet Calden in the quarter-final in May.",
            "Orrin will meet Calden in the quarter-final.",
        ),
        ("Profit at Orrin rose by a quarter in the first quarter.", "Profit at Orrin rose by a quarter."),
        (PILOT, "Greg Talbot was not hurt when the plane came down near Collie."),
        (
            MEETING,
            "The chairman, Rupert Gale, and the chief executive, Susan Lim, did not attend Friday's meeting.",
        ),
        (MEETING, "Neither Rupert Gale nor Susan Lim attended Friday's meeting."),
        (WEAPONS, "Lise Corbal said her country had not received weapons from the republic."),
        (GUILTY, "Bell is not guilty, the court found."),
        (CITIZEN, "Bell is not a citizen of Calden."),
        (MET, "Bell met neither Dorn nor his lawyer."),
        (SIDE, "Neither side won the vote in Calden."),
    ],
)
def test_what_says_the_same_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
