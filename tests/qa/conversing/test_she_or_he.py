"""Who is "she" and who "he" is told by a name, a title or a sentence, and never guessed."""

from __future__ import annotations

import pytest

from qa.conversing.first_names import MEN, WOMEN
from qa.conversing.she_or_he import Gender, gender_of

SHE, HE = Gender.SHE, Gender.HE


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Margaret Oyelaran", SHE),
        ("Zoë Quent", SHE),
        ("Daniel Whitcombe KC", HE),
        ("René Orel", HE),
        ("Mrs Ojo", SHE),
        ("Sir Ade Ojo", HE),
        ("the spokeswoman of the port", SHE),
        ("the former chairman", HE),
        ("Adebayo Ojo", None),
        ("Margaret", None),
        ("the person who won", None),
        ("the German minister", None),
        ("the lawyer of the woman", None),
    ],
)
def test_a_name_tells(name: str, gender: Gender | None) -> None:
    assert gender_of(name, (), ()) is gender


@pytest.mark.parametrize(
    ("sentence", "gender"),
    [
        ("Ms Ojo won by 12 votes.", SHE),
        ("Mr Adebayo Ojo won by 12 votes.", HE),
        ("Adebayo Ojo kept her seat by 12 votes.", SHE),
        ("Ojo told the court that she had lied.", None),
        ("Ojo said: “She lied to us.”", None),
        ("She lost before Ojo won.", None),
        ("Ojo won, and he lost her seat.", None),
    ],
)
def test_a_sentence_tells(sentence: str, gender: Gender | None) -> None:
    assert gender_of("Adebayo Ojo", [sentence], [sentence]) is gender


def test_a_pronoun_in_a_sentence_that_names_others_tells_nothing() -> None:
    assert gender_of("Adebayo Ojo", ["Ojo met Ann Bell after her speech."], []) is None


def test_no_name_is_of_both() -> None:
    assert not WOMEN & MEN
