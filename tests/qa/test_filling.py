"""Roles that a language model points to where the reading without one found none."""

from __future__ import annotations

from typing import Any

import pytest

from qa.brief import make_brief
from qa.briefing import filling
from qa.errors import ModelTimeout
from qa.live import Listener
from qa.llm import Reply, ScriptedModel
from qa.models import Brief
from tests.qa.brief_helpers import article, bag_of_words, parser

TEXT = (
    "Corvane Lines, whose chief executive is Mara Dell, said the cranes were slow. "
    "Jonas Eck runs the harbour of Velmar, and has been there since 2020. "
    "Lena Orth was chief executive of Nordfrakt. Vera Holm may be finance minister by June. "
    "The ships waited in the bay on Monday."
)
NO_LINES: dict[str, Any] = {"lines": []}


def _entry(name: str, role: str, affiliation: str | None, evidence: str) -> dict[str, Any]:
    return {"name": name, "role": role, "affiliation": affiliation, "evidence": evidence}


def _brief(*replies: Reply, text: str = TEXT, listener: Listener | None = None) -> Brief:
    model = ScriptedModel([NO_LINES, *replies]) if replies else None
    return make_brief([article(text)], parser=parser(), model=model, embed=bag_of_words, listener=listener)


def _where(name: str, role: str, affiliation: str | None = None) -> Reply:
    """A reply that names the sentence with `name` in it, whatever its id is."""

    def reply(message: Any) -> dict[str, Any]:
        line = next(x for x in message.user.split("Sentences:")[1].splitlines() if name in x)
        return {"people": [_entry(name, role, affiliation, line[1 : line.index("]")])]}

    return reply


def _roles(brief: Brief) -> dict[str | None, tuple[str | None, str | None]]:
    return {p.name.value: (p.role.value, p.affiliation.value) for p in brief.people}


def test_a_role_the_sentence_states_is_filled_in_with_its_words() -> None:
    assert _roles(_brief())["Mara Dell"] == (None, None)
    brief = _brief(_where("Mara Dell", "chief executive", "Corvane Lines"))
    (mara,) = [p for p in brief.people if p.name.value == "Mara Dell"]
    assert (mara.role.value, mara.affiliation.value) == ("chief executive", "Corvane Lines")
    for field in (mara.role, mara.affiliation):
        (citation,) = field.citations
        assert TEXT[citation.start : citation.end] == citation.quote == field.value
    assert (brief.usage.calls, brief.dropped) == (2, [])


@pytest.mark.parametrize(
    ("name", "role", "affiliation"),
    [
        ("Mara Dell", "harbour master", None),  # of another sentence
        ("Mara Dell", "chief executive", "Velmar"),  # of another's
        ("Mara Dell", "Chief Executive", None),  # not letter by letter
        ("Mara Dell", "cranes", None),
        ("Mara Dell", "", None),
        ("Jonas Eck", "chief executive of Corvane Lines", None),
        ("Lena Orth", "chief executive", "Nordfrakt"),  # was
        ("Vera Holm", "finance minister", None),  # may be
    ],
)
def test_a_lie_in_any_field_changes_nothing_and_is_counted(
    name: str, role: str, affiliation: str | None
) -> None:
    plain, brief = _brief(), _brief(_where(name, role, affiliation))
    assert brief.people == plain.people
    assert len(brief.dropped) == 1
    assert brief.dropped[0].why


def test_a_model_that_returns_nothing_leaves_the_extractive_brief() -> None:
    plain, brief = _brief(), _brief({"people": []})
    own = {"engine", "usage", "timings_ms"}
    assert brief.model_dump(exclude=own) == plain.model_dump(exclude=own)


def test_a_call_that_fails_leaves_the_people_and_says_so() -> None:
    brief = _brief(ModelTimeout("late"))
    assert brief.people == _brief().people
    assert brief.engine.startswith("scripted (people: broke off: late")


def test_a_name_that_was_not_asked_about_cannot_be_given() -> None:
    brief = _brief({"people": [_entry("Nobody Else", "chief executive", None, "s1")]})
    assert brief.people == _brief().people
    assert "people: broke off" in brief.engine


def test_nobody_is_asked_about_who_has_a_role() -> None:
    text = "Corvane Lines chief executive Mara Dell said the cranes were late. The ships waited on Monday."
    brief = _brief({"people": []}, text=text)
    assert brief.usage.calls == 1
    assert _roles(brief)["Mara Dell"][0] == "chief executive"


def test_a_long_input_takes_a_bounded_number_of_calls() -> None:
    text = "\n".join(
        f"Mara Dell saw {n} ships of the fleet come in, with {n} cranes and {n} lorries, from the harbour "
        f"wall that night, and she counted {n} lamps upon the {n} masts that stood against the sky."
        for n in range(150)
    )
    brief = _brief(*[{"people": []}] * 9, text=text)
    assert brief.usage.calls == 1 + filling.MAX_CALLS


def test_each_part_is_announced_when_the_model_begins_it() -> None:
    begun: list[str] = []
    _brief({"people": []}, listener=Listener(at=begun.append))
    assert begun == ["bottom line, key points, risks, open questions", "people"]
