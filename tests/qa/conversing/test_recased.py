"""Names in small letters are read as the articles of the conversation write them."""

from __future__ import annotations

import pytest

from qa.conversing.recased import recased

SEEN = [
    "Voters in Velm chose Marek Doyle on Sunday, and the Old Brewery in Harn was full.",
    "An old mill burned.",
    "She joined the Green, whose green flag flew.",
]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("and in velm?", "and in Velm?"),
        ("who won in harn and velm?", "who won in Harn and Velm?"),
        ("velm's mayor", "Velm's mayor"),
        ("who is marek doyle", "who is Marek Doyle"),
        ("how old is the mill", "how old is the mill"),  # "Old" begins a name, and is a word, too
        ("and the green?", "and the green?"),  # it is a word as well as a name
        ("the voters", "the voters"),  # it begins a sentence, and is no name
        ("And in Velm?", "And in Velm?"),
        ("", ""),
    ],
)
def test_what_the_passages_write_with_a_capital_is_a_name(question: str, read: str) -> None:
    assert recased(question, SEEN) == read


def test_without_passages_nothing_is_known() -> None:
    assert recased("and in velm?", []) == "and in velm?"


def test_a_word_of_a_longer_name_is_a_word_by_itself() -> None:
    seen = ["She won the Lorne Medal.", "They went to the Court of Appeal."]
    assert recased("did he give the medal back", seen) == "did he give the medal back"
    assert recased("can they appeal", seen) == "can they appeal"
    assert recased("who won the lorne medal", seen) == "who won the Lorne Medal"
