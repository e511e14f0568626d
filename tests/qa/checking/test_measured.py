"""Of what a figure is told, and against what, may not be left out."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

TOLD_OF_MORE = [
    ("Deaths per mile on the road fell 8 percent in May.", "Deaths fell 8 percent in May."),
    ("Turnover among farmers over 60 slumped to 9 million crowns.", "Turnover slumped to 9 million crowns."),
    (
        "Turnover among farmers over 60 slumped to 9 million crowns.",
        "Turnover among farmers slumped to 9 million crowns.",
    ),
    ("Sales in March rose 4 percent to 80 million euros.", "Sales rose 80 million euros."),
    ("Visitors are three times as likely to be robbed as locals.", "Visitors are likely to be robbed."),
    ("The ferry is too old to cross the strait.", "The ferry is too old."),
    ("Public debt reached 70 percent of annual income in June.", "Public debt reached 70 percent in June."),
    ("The 600 people who voted in Orrin and Calden were paid.", "The 600 people voted in Orrin."),
]
TOLD_OF_THE_SAME = [
    (
        "In May the university had 27,400 students, 18 per cent of them from abroad, and 2,150 teachers.",
        "In May the university had 27400 students, 18 percent of them from abroad.",
    ),
    (
        "Deaths per mile on the road fell 8 percent in May.",
        "Deaths per mile on the road fell 8 percent in May.",
    ),
    (
        "Turnover among farmers over 60 slumped to 9 million crowns.",
        "Turnover among farmers over 60 slumped to 9 million crowns.",
    ),
    ("Sales in March rose 4 percent to 80 million euros.", "Sales rose 4 percent."),
    ("Sales in March rose 4 percent to 80 million euros.", "Sales rose to 80 million euros."),
    (
        "Visitors are three times as likely to be robbed as locals.",
        "Visitors are three times as likely to be robbed as locals.",
    ),
    ("The ferry is too old to cross the strait.", "The ferry is too old to cross the strait."),
    (
        "Public debt reached 70 percent of annual income in June.",
        "Public debt reached 70 percent of annual income.",
    ),
    ("Bell won 52 percent of the vote in June.", "Bell won 52 percent in June."),
]


@pytest.mark.parametrize(("sentence", "statement"), TOLD_OF_MORE)
def test_a_figure_of_some_is_not_told_of_all(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(("sentence", "statement"), TOLD_OF_THE_SAME)
def test_a_figure_told_of_the_same_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
