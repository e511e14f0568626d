"""Figures keep for each of what they are, and whether it changed by or to them."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

OTHER_FIGURES = [
    (
        "The mill pays its workers 9 dollars an hour and a bonus of 20 dollars for every shift.",
        "The mill pays its workers 9 dollars.",
    ),
    (
        "The mill pays its workers 9 dollars an hour and a bonus of 20 dollars for every shift.",
        "The mill pays its workers a bonus of 20 dollars.",
    ),
    ("Rent stood at 900 euros in May, up from 840 euros a year earlier.", "Rent was up 840 euros."),
    ("Rents rose by 60 euros to 900 euros in May.", "Rents rose 900 euros in May."),
    (
        "Benda roasts 48,000 tonnes of coffee a year in a plant that heats two thousand flats.",
        "Benda roasts 48,000 tonnes of coffee in a plant.",
    ),
]
SAME_FIGURES = [
    (
        "Holm confirmed that the strike called for 26 June would go ahead.",
        "Holm confirmed that the strike called for June 26 would go ahead.",
    ),
    (
        "The mill pays its workers 9 dollars an hour and a bonus of 20 dollars for every shift.",
        "The mill pays its workers 9 dollars an hour.",
    ),
    (
        "The firm sold the mill for 9 million dollars a year ago.",
        "The firm sold the mill for 9 million dollars.",
    ),
    ("Rent stood at 900 euros in May, up from 840 euros a year earlier.", "Rent stood at 900 euros in May."),
]


@pytest.mark.parametrize(("sentence", "statement"), OTHER_FIGURES)
def test_a_figure_without_its_each_or_turned_round_is_refused(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(("sentence", "statement"), SAME_FIGURES)
def test_a_figure_as_it_stands_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
