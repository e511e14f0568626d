"""The last question asked for something else keeps what it was about."""

from __future__ import annotations

import pytest

from qa.conversing.kinds import Antecedent, Kind
from qa.conversing.otherwise import asked_otherwise
from qa.language.nlp import SpacyParser


def test_what_comes_before_a_verb_is_no_name_where_it_is_written_small(parser: SpacyParser) -> None:
    assert (
        asked_otherwise("When", "Which painting was stolen?", (), parser)
        == "When: Which painting was stolen?"
    )
    assert asked_otherwise("When", "What was Ann Bell told?", (), parser) == "When was Ann Bell told?"


@pytest.mark.parametrize(
    ("word", "last", "read"),
    [
        ("From whom", "How many boats is Norvane buying?", "From whom is Norvane buying boats?"),
        ("Where", "How many days did the strike last?", "Where did the strike last?"),
        ("At what price", "From whom is Norvane buying boats?", "At what price is Norvane buying boats?"),
        ("Since when", "Who was the envoy to Velmar?", "Since when was someone the envoy to Velmar?"),
    ],
)
def test_what_was_counted_is_kept_and_nobody_is_asked_for_twice(
    word: str, last: str, read: str, parser: SpacyParser
) -> None:
    assert asked_otherwise(word, last, (), parser) == read


def test_how_old_is_asked_of_the_person_and_not_of_the_office(parser: SpacyParser) -> None:
    bell = Antecedent("Ann Bell", Kind.PERSON)
    assert asked_otherwise("How old", "Who is the mayor of Velmar?", [bell], parser) == "How old is Ann Bell?"
