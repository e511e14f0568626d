"""Names of people, and whether an article calls them "she" or "he"."""

from __future__ import annotations

import pytest

from qa.conversing.she_or_he import Gender
from qa.reading.people import gender_in, introduces, is_person, names_in


def test_a_name_is_told_by_its_capitals() -> None:
    assert names_in("On Monday Anna Voss met Vantor's Otto Brell.") == ["Anna Voss", "Vantor Otto Brell"]
    assert names_in("Voss left.") == []


@pytest.mark.parametrize(
    ("question", "text", "is_told"),
    [
        ("Who is Karu Most?", "The opposition deputy Karu Most left.", True),
        ("who's Karu Most", "Karu Most, the head of the yard, left.", True),
        ("Who is Karu Most?", "Karu Most left the yard.", False),
        ("Who is the deputy?", "The deputy Karu Most left.", False),
        ("Who is Karu Most's wife?", "The deputy Karu Most left.", False),
        ("Who is Most?", "Deputy Farm Minister Karu Most left.", True),
        ("What is Karu Most's job?", "Deputy Farm Minister Karu Most left.", True),
        ("What post does Karu Most hold?", "The deputy Karu Most left.", True),
        ("What does Most do?", "Karu Most, the head of the yard, left.", True),
        ("What did Most do?", "Karu Most, the head of the yard, left.", False),
        ("What was Karu Most's job before that?", "The deputy Karu Most left.", False),
    ],
)
def test_who_somebody_is_stands_beside_the_name(question: str, text: str, is_told: bool) -> None:
    assert introduces(question, text) is is_told


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("Anna Voss", "", True),
        ("Karu Most", "The opposition deputy Karu Most left.", True),
        ("Karu Most", "Karu Most, 47, left.", True),
        ("Karu Most", "Karu Most is shut.", False),
        ("Anna Bank", "", False),
    ],
)
def test_a_person_is_told_by_a_first_name_a_role_or_an_age(name: str, text: str, is_one: bool) -> None:
    assert is_person(name, [text]) is is_one


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Anna Voss runs it. Voss left.", Gender.SHE),
        ("Ms Voss left.", Gender.SHE),
        ("Karu Voss left.", None),
        ("Anna Voss and Otto Voss left.", None),
    ],
)
def test_a_last_name_is_she_or_he_where_the_article_tells_and_no_other_bears_it(
    text: str, gender: Gender | None
) -> None:
    assert gender_in("Voss", text) is gender
