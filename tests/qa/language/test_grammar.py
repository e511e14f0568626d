"""A parse as one asks it: for whom "who" and "which" stand."""

from __future__ import annotations

import pytest

from qa.language.grammar import Grammar
from qa.language.nlp import SpacyParser


@pytest.mark.parametrize(
    ("sentence", "pronoun", "noun"),
    [
        ("The members will vote on the offer, which their leaders advise them to reject.", "which", "offer"),
        ("The judge refused the raid, which she had been asked to approve.", "which", "raid"),
        ("The woman who won the race left.", "who", "woman"),
    ],
)
def test_a_pronoun_stands_for_the_noun_before_its_clause(
    parser: SpacyParser, sentence: str, pronoun: str, noun: str
) -> None:
    (parse,) = parser.parse([sentence], deep=True)
    grammar = Grammar(parse)
    words = [grammar.word(i) for i in range(len(parse.tokens))]
    assert words[grammar.antecedent(words.index(pronoun))] == noun


def test_who_within_a_question_that_is_told_stands_for_nobody(parser: SpacyParser) -> None:
    (parse,) = parser.parse(["The man who asked who won the race left."], deep=True)
    grammar = Grammar(parse)
    words = [grammar.word(i) for i in range(len(parse.tokens))]
    second = words.index("who", words.index("who") + 1)
    assert grammar.antecedent(second) == second
