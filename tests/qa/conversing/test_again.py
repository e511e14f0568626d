"""The last question with another time, place or name keeps all that was not changed."""

from __future__ import annotations

import pytest

from qa.conversing.again import (
    about,
    asked_otherwise,
    at_another,
    in_another_office,
    of_others,
    of_the_same_kind,
    with_another_name,
)
from qa.language.nlp import SpacyParser


@pytest.mark.parametrize(
    ("last", "where", "again"),
    [
        ("Who won in Velmar in May?", "in Kirkby", "Who won in Kirkby in May?"),
        ("Who won in Velmar in May?", "In March 2024", "Who won in Velmar in March 2024?"),
        ("Who won in Velmar in May?", "March 2024", "Who won in Velmar in March 2024?"),
        ("Who won in the US?", "in Britain", "Who won in Britain?"),
        ("How many ships wait off Velmar?", "near Kirkby", "How many ships wait near Kirkby?"),
        ("Who is the chief of Orel Bank?", "of Varga Bank", "Who is the chief of Varga Bank?"),
        ("How much did Orel Bank earn?", "for Varga Bank", "How much did Varga Bank earn?"),
        (
            "How many people died in the earthquake in Velmar?",
            "in the ferry disaster",
            "How many people died in the ferry disaster?",
        ),
        ("How many people died in the storm?", "on the ferry", "How many people died on the ferry?"),
    ],
)
def test_a_time_or_a_name_takes_the_place_of_its_like(
    last: str, where: str, again: str, parser: SpacyParser
) -> None:
    assert at_another(last, where, parser) == again


@pytest.mark.parametrize(
    ("last", "where"),
    [
        ("How many books are in the Kirkby library?", "in Velmar"),
        ("How many people died in Storm Bella?", "in Velmar"),
        ("How many people were born in Pellworth's hospital?", "in Velmar"),
        ("Who won in May?", "in Velmar"),
        ("Who spoke to Norvane?", "in Velmar"),
    ],
)
def test_what_is_no_place_by_itself_does_not_give_way_to_one(
    last: str, where: str, parser: SpacyParser
) -> None:
    assert with_another_name(last, where, parser) is None
    assert at_another(last, where, parser) == f"{last.rstrip('?')} {where}?"


@pytest.mark.parametrize(
    ("last", "other", "again"),
    [
        ("What did the Pellworth library cost?", "the Kirkby library", "What did the Kirkby library cost?"),
        ("Who runs the library in Pellworth?", "the Kirkby library", "Who runs the Kirkby library?"),
        ("What was said in the Velmar case?", "in the Orel case", "What was said in the Orel case?"),
        ("What did the Pellworth library cost?", "the Kirkby museum", None),
        ("What did the Pellworth library cost?", "Kirkby", None),
    ],
)
def test_a_thing_takes_the_place_of_its_like(last: str, other: str, again: str | None) -> None:
    assert of_the_same_kind(last, other) == again


def test_how_about_in_a_place_is_asked_in_that_place(parser: SpacyParser) -> None:
    assert about("Who won in Velmar?", "in Kirkby", (), parser) == "Who won in Kirkby?"


@pytest.mark.parametrize(
    ("last", "other", "again"),
    [
        (
            "Who is the chief executive of Orel Bank?",
            "the finance chief",
            "Who is the finance chief of Orel Bank?",
        ),
        ("who was the judge in the Orel trial", "the prosecutor", "who was the prosecutor in the Orel trial"),
        ("Who is the mayor?", "the governor", "Who is the governor?"),
        ("Who is Ann Bell?", "the governor", None),
        ("When was the judge born?", "the prosecutor", None),
        ("Who is the mayor?", "the bridge in Velmar", None),
    ],
)
def test_an_office_takes_the_place_of_another(last: str, other: str, again: str | None) -> None:
    assert in_another_office(last, other) == again


@pytest.mark.parametrize(
    ("last", "other", "again"),
    [
        ("How many passengers were on the ferry?", "crew", "How many crew were on the ferry?"),
        ("How many people were killed in Velmar?", "injured", "How many people were injured in Velmar?"),
        ("How many people died in Velmar?", "injured", "How many people were injured in Velmar?"),
        ("How many people died in Velmar?", "she", None),
        ("When did they die?", "crew", None),
    ],
)
def test_others_are_counted_in_the_place_of_those_who_were(
    last: str, other: str, again: str | None, parser: SpacyParser
) -> None:
    assert of_others(last, other, parser) == again


def test_what_comes_before_a_verb_is_no_name_where_it_is_written_small(parser: SpacyParser) -> None:
    assert (
        asked_otherwise("When", "Which painting was stolen?", (), parser)
        == "When: Which painting was stolen?"
    )
    assert asked_otherwise("When", "What was Ann Bell told?", (), parser) == "When was Ann Bell told?"
