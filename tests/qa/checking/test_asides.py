"""A clause that only adds of somebody: blank where a statement takes nothing of it, and nowhere else."""

from __future__ import annotations

import pytest

from qa.checking.asides import without_asides
from qa.grounding import problems
from qa.language.nlp import Parse, SpacyParser

CHANCELLOR = "The chancellor, who had at first counselled tolerance, banned the gatherings."
RACE = "The race was created by the brewer Octavian Hurst, who wished to do something other than brew."
SABOTAGE = "Sabotage, which the company had at first not wished to exclude, is ruled out."
PLANT = "The plant at Orrin will open in May, which will happen only if the council agrees."
DRIVERS = "The drivers, who may not stop except at night, left Orrin."

CARRIED = [
    (CHANCELLOR, "The chancellor banned the gatherings."),
    (RACE, "The race was created by the brewer Octavian Hurst."),
    (SABOTAGE, "Sabotage is ruled out."),
    (
        "The Stags, who had lost only once, were favoured by six points.",
        "The Stags were favoured by six points.",
    ),
]
NOT_CARRIED = [
    (PLANT, "The plant at Orrin will open in May."),
    (DRIVERS, "The drivers may not stop."),
    ("Drivers who may not stop except at night left Orrin.", "Drivers may not stop."),
    ("The mayor said Bell, who had at first refused, signed.", "Bell signed."),
]


def parsed(parser: SpacyParser, sentence: str) -> Parse:
    (parse,) = parser.parse([sentence], deep=True)
    return parse


def words_of(parse: Parse) -> list[str]:
    return [token.span.of(parse.text).strip() for token in parse.tokens]


@pytest.mark.parametrize("sentence", [CHANCELLOR, RACE, SABOTAGE, DRIVERS])
def test_the_clause_is_blank_and_the_rest_stands_where_it_stood(parser: SpacyParser, sentence: str) -> None:
    parse = parsed(parser, sentence)
    found = without_asides(parse, set())
    before, after = words_of(parse), words_of(found)
    opened = next(n for n, word in enumerate(before) if word in {"who", "which"})
    assert after[:opened] == before[:opened]
    assert after[opened] == ""
    assert len(after) == len(before)
    assert len(found.text) == len(parse.text)
    assert all(word in {"", before[n]} for n, word in enumerate(after))


def test_a_clause_of_which_something_is_taken_stays(parser: SpacyParser) -> None:
    parse = parsed(parser, CHANCELLOR)
    assert without_asides(parse, {words_of(parse).index("tolerance")}) == parse


def test_what_is_told_of_all_before_it_stays(parser: SpacyParser) -> None:
    parse = parsed(parser, PLANT)
    assert without_asides(parse, set()) == parse


@pytest.mark.parametrize(("sentence", "statement"), CARRIED)
def test_what_is_only_added_may_be_missed(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []


@pytest.mark.parametrize(("sentence", "statement"), NOT_CARRIED)
def test_what_stands_over_it_may_not(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser)
