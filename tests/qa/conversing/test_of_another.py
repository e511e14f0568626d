"""The last question asked of somebody else keeps what was asked, and nothing of who gave way."""

from __future__ import annotations

import pytest

from qa.conversing.kinds import Antecedent, Kind
from qa.conversing.of_another import of_another_actor, of_ones_own, what_anothers, with_name
from qa.language.nlp import SpacyParser

DORN = Antecedent("Carl Dorn", Kind.PERSON)


@pytest.mark.parametrize(
    ("last", "again"),
    [
        ("Who is PC Carl Dorn?", "Who is Emil Orr?"),
        ("Who is councillor Carl Dorn?", "Who is Emil Orr?"),
        ("Did Carl Dorn resign?", "Did Emil Orr resign?"),
        ("Did Sergeant Carl Dorn resign?", "Did Emil Orr resign?"),
        ("Did Norvane's Carl Dorn resign?", "Did Norvane's Emil Orr resign?"),
        ("Who was Carl Dorn's lawyer?", "Who was Emil Orr's lawyer?"),
    ],
)
def test_a_title_goes_with_the_name_it_belongs_to(last: str, again: str) -> None:
    assert with_name(last, DORN, "Emil Orr") == again


@pytest.mark.parametrize(
    ("other", "again"),
    [
        ("Norvane's", "What was Norvane's profit?"),
        ("Norvane", "What was Norvane's profit?"),
        ("Thames's", "What was Thames' profit?"),
    ],
)
def test_what_owns_is_written_so_once(other: str, again: str) -> None:
    assert with_name("What was Sandell's profit?", Antecedent("Sandell", Kind.THING), other) == again


@pytest.mark.parametrize(
    ("last", "whose", "again"),
    [
        ("When did Ann Bell die?", "Ann Bell's husband", "When did Ann Bell's husband die?"),
        ("When did Ann Bell's son die?", "Ann Bell's husband", "When did Ann Bell's husband die?"),
        ("What happened to Sgt Bell?", "Ann Bell's cousin", "What happened to Ann Bell's cousin?"),
        ("Who is Ann Bell?", "Ann Bell's husband", None),
        ("Who sued Ann Bell?", "Ann Bell's husband", None),
        ("When did Carl Dorn die?", "Ann Bell's husband", None),
    ],
)
def test_of_her_husband_is_asked_what_was_asked_of_her(last: str, whose: str, again: str | None) -> None:
    assert of_ones_own(last, whose) == again


@pytest.mark.parametrize(
    ("last", "other", "again"),
    [
        ("What was Sandell's profit in 2024?", "Norvane's sales", "What was Norvane's sales in 2024?"),
        ("When did Sandell's profit fall?", "Norvane's sales", None),
        ("What was Sandell's profit?", "Norvane", None),
    ],
)
def test_the_whole_of_what_was_asked_about_gives_way(last: str, other: str, again: str | None) -> None:
    assert what_anothers(last, other) == again


@pytest.mark.parametrize(
    ("last", "other", "again"),
    [
        ("How much did the minister promise?", "the governor", "How much did the governor promise?"),
        ("What did the founder say?", "Ann Bell", "What did Ann Bell say?"),
        ("Has the mayor resigned?", "the councillors", None),
        ("When did the bridge close?", "the mayor", None),
        ("When did the mayor resign?", "the bridge", None),
        ("Who sued the mayor?", "the governor", None),
    ],
)
def test_who_can_act_gives_way_to_who_can(
    last: str, other: str, again: str | None, parser: SpacyParser
) -> None:
    assert of_another_actor(last, other, parser) == again
