"""The words of a statement against those of its sentence."""

from __future__ import annotations

from time import perf_counter

import pytest

from qa.checking.wording import other_words
from qa.grounding import problems
from qa.language.nlp import SpacyParser


def test_an_article_full_of_apostrophes_is_compared_in_time(parser: SpacyParser) -> None:
    said, source = "It will pay.", "It will " + "'" * 300 + " pay"
    parses = parser.parse([said, source], deep=True)
    start = perf_counter()
    list(other_words(said, parses[0], source, parses[1]))
    assert perf_counter() - start < 1.0


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Judge Corin Hale freed the driver on Monday.", "Judge Hale freed the driver."),
        (
            "The goal came from substitute Pelle Aaronsen.",
            "Substitute Pelle Aaronsen: the goal came from him.",
        ),
    ],
)
def test_a_title_before_a_surname_is_the_name(parser: SpacyParser, sentence: str, statement: str) -> None:
    found = problems(statement, [sentence], context="", parser=parser)
    assert not [why for why in found if why.startswith("a name that is not there")]


@pytest.mark.parametrize(
    ("sentence", "statement", "why"),
    [
        (
            "He was fined and ordered to work.",
            "He was fined or ordered to work.",
            "a word that is not there: or",
        ),
        (
            "The survey was paid for by the state.",
            "The survey was paid by the state.",
            "leaves out for: paid",
        ),
        ("Judge Corin Hale freed Bell.", "Judge Bell freed Hale.", "a name that is not there: Judge Bell"),
    ],
)
def test_another_word_is_told(parser: SpacyParser, sentence: str, statement: str, why: str) -> None:
    assert why in problems(statement, [sentence], context="", parser=parser)
