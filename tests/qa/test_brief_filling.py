"""A model may say who somebody is where a sentence gives it; it can spoil nothing that is there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from qa.brief import make_brief
from qa.briefing.filling import Filled, fill_people
from qa.briefing.outline import outline
from qa.briefing.prose import read
from qa.briefing.ranking import Ranked, rank
from qa.deadline import Bounded
from qa.errors import ModelTimeout
from qa.live import Listener
from qa.llm import Reply, ScriptedModel
from qa.models import Grounded, Person
from tests.qa.brief_helpers import article, bag_of_words, parser

TEXT = (
    "Greta Ilves, chief executive of Tellmann Rolling Stock, lost the tender on Thursday. "
    "Dario Keane, a spokesman for Pryce, called the claim a fairy tale. "
    "Carl Dorn did not attend the talks in Velmar."
)


def _ranked() -> Ranked:
    (reading,) = read([outline(article(TEXT))], parser())
    return rank(list(reading.sentences), np.eye(len(reading.sentences), dtype=np.float32))


def _person(name: str, role: str | None = None, affiliation: str | None = None) -> Person:
    return Person(
        name=Grounded(value=name), role=Grounded(value=role), affiliation=Grounded(value=affiliation)
    )


def _said(*entries: tuple[str, str, str, str]) -> Reply:
    keys = ("name", "role", "affiliation", "evidence")
    return {"people": [dict(zip(keys, entry, strict=True)) for entry in entries]}


def _fill(*people: Person, reply: Reply) -> Filled:
    filled = Filled(list(people))
    fill_people(filled, _ranked(), Bounded(ScriptedModel([reply]), 60.0), parser())
    return filled


def test_a_role_that_the_sentence_gives_is_added_with_the_words_it_rests_on() -> None:
    filled = _fill(
        _person("Greta Ilves"),
        reply=_said(("Greta Ilves", "chief executive", "Tellmann Rolling Stock", "s1")),
    )
    (person,) = filled.people
    assert (person.role.value, person.affiliation.value) == ("chief executive", "Tellmann Rolling Stock")
    (cited,) = person.role.citations
    assert TEXT[cited.start : cited.end] == cited.quote
    assert "chief executive" in cited.quote
    assert filled.dropped == []


@pytest.mark.parametrize(
    ("name", "role", "affiliation", "evidence"),
    [
        ("Carl Dorn", "spokesman", "Pryce", "s2"),  # another's
        ("Carl Dorn", "chief executive", "", "s1"),
        ("Dario Keane", "spokesman", "Tellmann Rolling Stock", "s2"),  # of another body
        ("Dario Keane", "director", "Pryce", "s2"),  # no word of the sentence
        ("Dario Keane", "", "Pryce", "s2"),
        ("Dario Keane", "spokesman " * 40, "", "s2"),
    ],
)
def test_what_the_sentence_does_not_give_is_dropped_and_counted(
    name: str, role: str, affiliation: str, evidence: str
) -> None:
    people = [_person("Greta Ilves"), _person("Dario Keane"), _person("Carl Dorn")]
    filled = _fill(*people, reply=_said((name, role, affiliation, evidence)))
    assert filled.people == people
    assert len(filled.dropped) == 1


def test_what_was_found_without_the_model_is_never_touched() -> None:
    known = _person("Dario Keane", role="press officer")
    filled = _fill(known, reply=_said(("Dario Keane", "spokesman", "Pryce", "s1")))
    assert filled.people == [known]


def test_nobody_is_asked_about_whom_all_is_known_of() -> None:
    filled = Filled([_person("Greta Ilves", "chief executive", "Tellmann Rolling Stock")])
    model = ScriptedModel([])
    fill_people(filled, _ranked(), Bounded(model, 60.0), parser())
    assert model.messages == []


def _brief(*replies: Reply, listener: Listener | None = None) -> Any:
    return make_brief(
        [article(TEXT)], parser=parser(), model=ScriptedModel(replies), embed=bag_of_words, listener=listener
    )


def test_people_come_after_the_lines_and_their_failure_costs_only_them() -> None:
    heard: list[str] = []
    brief = _brief({"lines": []}, ModelTimeout("late"), listener=Listener(at=heard.append))
    assert [part.split(",")[0] for part in heard] == ["bottom line", "people"]
    assert brief.engine.startswith("scripted (people without it: late")
    plain = make_brief([article(TEXT)], parser=parser(), model=None, embed=bag_of_words)
    assert (brief.people, brief.key_points) == (plain.people, plain.key_points)


def test_a_model_that_lies_in_every_field_makes_the_brief_no_poorer() -> None:
    plain = make_brief([article(TEXT)], parser=parser(), model=None, embed=bag_of_words)
    lies = [(str(p.name.value), "king", "Pryce", "s1") for p in plain.people]
    line = {"section": "key_points", "text": "Keane won the tender.", "evidence": ["s1"]}
    brief = _brief({"lines": [line]}, _said(*lies))
    assert (brief.people, brief.key_points, brief.bottom_line) == (
        plain.people, plain.key_points, plain.bottom_line,
    )  # fmt: skip
    assert brief.dropped
