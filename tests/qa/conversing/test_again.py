"""The last question with another time, place or name keeps all that was not changed."""

from __future__ import annotations

import pytest

from qa.conversing.again import (
    about,
    at_another,
    at_another_time,
    elsewhere,
    for_the_contrary,
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


@pytest.mark.parametrize(
    ("last", "when", "again"),
    [
        ("How much was the dam to cost in 2022?", "now", "How much was the dam to cost now?"),
        ("What did the dam cost at the start?", "a year ago", "What did the dam cost a year ago?"),
        ("What did the dam cost now?", "a year ago", "What did the dam cost a year ago?"),
        ("What did the dam cost in 2022?", "a year earlier", None),  # than 2022
        ("What did the dam cost?", "the bridge", None),
    ],
)
def test_another_time_stands_for_the_one_that_was_asked_about(
    last: str, when: str, again: str | None, parser: SpacyParser
) -> None:
    assert at_another_time(last, when, parser) == again


def test_elsewhere_stands_for_a_place(parser: SpacyParser) -> None:
    asked = "How many jobs did Norvane cut in Velmar?"
    assert elsewhere(asked, "elsewhere", parser) == "How many jobs did Norvane cut elsewhere?"
    assert elsewhere(asked, "later", parser) is None


def test_for_stands_for_against() -> None:
    assert for_the_contrary("Who voted against the bypass?", "for") == "Who voted for the bypass?"
    assert for_the_contrary("Who voted against?", "for") == "Who voted for?"
    assert for_the_contrary("Who voted?", "for") is None


@pytest.mark.parametrize(
    ("last", "other", "again"),
    [
        ("Can they still appeal?", "the company", "Can the company still appeal?"),
        ("Was it kept?", "the hospitals", "Was it kept (the hospitals)?"),  # "it" is no hospitals
        ("Is the ferry safe?", "lorries on the new ship", None),  # asks by itself
    ],
)
def test_who_is_named_then_stands_for_they(
    last: str, other: str, again: str | None, parser: SpacyParser
) -> None:
    assert about(last, other, (), parser) == again


def test_of_whom_is_nothing_that_is_counted(parser: SpacyParser) -> None:
    assert of_others("How many boats is Norvane buying?", "from whom", parser) is None
    assert of_others("How many people were on the ferry?", "how many cars", parser) == (
        "How many cars were on the ferry?"
    )
