"""What is told of two in one breath is not told of the other."""

from __future__ import annotations

import pytest

from qa.checking.crossed import Crossed
from qa.grounding import problems
from qa.language.nlp import SpacyParser

FINES = "The regulator fined Calder Energy 2 million pounds and its rival Norvane 750,000 pounds."
SHIPS = "France offered troops and Italy two ships."
BROTHERS = "Anton became a priest, Milo a smuggler."
COLD = "Temperatures fell to minus 31 in Yarsk and minus 27 in Belova, where two homeless men froze to death."
CHARGES = "Prosecutors charged the pharmacist with theft and her husband with perjury."

CROSSED = [
    (COLD, "Temperatures fell to minus 31 in Belova."),
    (
        "The league fined Orrin 9,000 francs for late pay and its rivals Calden 4,000 for hiding a debt.",
        "The league fined Orrin for hiding a debt.",
    ),
    (
        "The league fined Orrin 9,000 francs for late pay and its rivals Calden 4,000 for hiding a debt.",
        "The league fined Orrin 9,000 francs for hiding a debt.",
    ),
    ("Finland sent 20 trucks in April, Estonia six in July.", "Finland sent 20 trucks in July."),
    (
        "The agency flew 30 vets to Calden for the fever and 50 engineers to Orrin after the storm.",
        "The agency flew 30 vets to Calden after the storm.",
    ),
    (
        "The storm killed 12 people in Orrin and 40 in Calden on Monday.",
        "The storm killed 12 people in Calden.",
    ),
]
UNCROSSED = [
    (COLD, "Temperatures fell to minus 31 in Yarsk."),
    (
        "The league fined Orrin 9,000 francs for late pay and its rivals Calden 4,000 for hiding a debt.",
        "The league fined Orrin 9,000 francs for late pay.",
    ),
    (
        "The league fined Orrin 9,000 francs for late pay and its rivals Calden 4,000 for hiding a debt.",
        "The league fined Orrin 9,000 francs.",
    ),
    ("Finland sent 20 trucks in April, Estonia six in July.", "Finland sent 20 trucks in April."),
    (
        "The agency flew 30 vets to Calden for the fever and 50 engineers to Orrin after the storm.",
        "The agency flew 30 vets to Calden for the fever.",
    ),
    (
        "The storm killed 12 people in Orrin and 40 in Calden on Monday.",
        "The storm killed 12 people in Orrin on Monday.",
    ),
]


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (FINES, "The regulator fined Norvane 2 million pounds."),
        (FINES, "The regulator fined Calder Energy 750,000 pounds."),
        (CHARGES, "Prosecutors charged the pharmacist with perjury."),
        (SHIPS, "France offered two ships."),
        (BROTHERS, "Anton became a smuggler."),
    ],
)
def test_what_is_the_others_is_refused(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (FINES, "The regulator fined Calder Energy £2 million."),
        (CHARGES, "Prosecutors charged the pharmacist with theft."),
        (SHIPS, "France offered troops."),
        (BROTHERS, "Anton became a priest."),
    ],
)
def test_what_is_its_own_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []


def test_two_of_whom_both_are_told_are_paired_as_they_stand(parser: SpacyParser) -> None:
    (parse,) = parser.parse([FINES], deep=True)
    at = {t.span.of(FINES): n for n, t in enumerate(parse.tokens)}
    crossed = Crossed(parse)
    assert list(crossed.pairs({at["Energy"], at["750,000"]}))
    assert not list(crossed.pairs({at["Energy"], at["2"], at["Norvane"], at["750,000"]}))


@pytest.mark.parametrize(("sentence", "statement"), CROSSED)
def test_what_is_told_of_one_is_not_told_of_the_other(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(("sentence", "statement"), UNCROSSED)
def test_what_is_told_of_each_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
