"""Whom a pronoun, "the company" and "the country" mean within their sentence."""

from __future__ import annotations

import pytest

from qa.checking.antecedents import Antecedents
from qa.grounding import problems
from qa.language.nlp import SpacyParser


def meant(parser: SpacyParser, sentence: str) -> dict[str, str]:
    (parse,) = parser.parse([sentence], deep=True)
    told = Antecedents(parse)
    found = {i: told.meant_by(i) for i in range(len(told.tokens))}
    return {told.word(i).lower(): told.word(who) for i, who in found.items() if who is not None}


@pytest.mark.parametrize(
    ("sentence", "word", "who"),
    [
        ("Carmaker Vantra recalled 900 vans, although it said no one was hurt.", "it", "Vantra"),
        ("More women enrolled at the academy this year than ever since it opened.", "it", "academy"),
        ("Governor Rhys Kallen vetoed the bill, but the state assembly can override him.", "him", "Kallen"),
        ("More women enrolled at the academy this year for the first time since it opened.", "it", "academy"),
        ('The bank wrote "the roof is bad" before it closed.', "it", "bank"),
        ("Champion Anna Teal became the youngest winner when she drew with Boris Hamm.", "she", "Teal"),
        ("Shares in Orlin Steel fell on Thursday after the company cut its dividend.", "company", "Steel"),
        (
            "Ambassador Lucien Marr was recalled from Sarovia after he compared its ruler to a boy.",
            "its",
            "Sarovia",
        ),
        ("Ann Bell told Tom Dorn that the fund had sacked him.", "him", "Dorn"),
    ],
)
def test_who_can_be_nobody_else_is_meant(parser: SpacyParser, sentence: str, word: str, who: str) -> None:
    assert meant(parser, sentence).get(word) == who


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The firm sued the bank after it lost the data.", "it"),
        ("Norvane sued Orlin Steel before the company was sold.", "company"),
        ("Prices rose, the bank said, but the union warned of more.", "union"),
        ("The mayor met the judge before he left.", "he"),
        ("The council approved the budget, and it was hard to please everyone.", "it"),
        ("It rained when the bridge fell.", "it"),
        ("The council met, and it was hard to please everyone.", "it"),
        ("In May the firm Halden sued it.", "it"),
        ("A bank in Orrin closed before the company was sold.", "company"),
    ],
)
def test_where_two_may_be_meant_nobody_is(parser: SpacyParser, sentence: str, word: str) -> None:
    assert word not in meant(parser, sentence)


@pytest.mark.parametrize(
    ("sentence", "statement", "is_carried"),
    [
        (
            "Carmaker Vantra recalled 96,000 vans because a seal may burn, although it said no one was hurt.",
            "Vantra said no one was hurt.",
            True,
        ),
        (
            "Shares in Orlin Steel fell on Thursday after the company cut its dividend.",
            "Orlin Steel cut its dividend.",
            True,
        ),
        ("The firm Halden sued the bank Credo after it lost the data.", "Credo lost the data.", False),
        ("The firm Halden sued the bank Credo after it lost the data.", "Halden lost the data.", False),
        ("Glen Farraday told detectives he had been at sea, but his phone was at a motel.",
         "Glen Farraday told detectives he had been at a motel.", False),
    ],
)  # fmt: skip
def test_what_a_pronoun_does_is_told_of_whom_it_means(
    parser: SpacyParser, sentence: str, statement: str, is_carried: bool
) -> None:
    assert (problems(statement, [sentence], context="", parser=parser) == []) is is_carried
