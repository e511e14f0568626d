"""Of what stands side by side that is marked which is asked for, and nothing where that is not said."""

from __future__ import annotations

import pytest

from index.models import Span
from qa.asking.kind import AnswerType
from qa.reading.candidate_words import ShortCandidate
from qa.reading.side_by_side import those_asked

VISITS = "It drew 84,000 visitors last year, up from 71,000 the year before."
YEARS = "They had asked for three years for him and for seven for the minister."
PACT = "It was signed by Tarne's minister, Una Feld, and Velm's mining minister, Ivo Brand."
MOVE = "It will move its office from Tarne to Velm."


def _asked(question: str, text: str, kind: AnswerType, *words: str) -> list[str]:
    found = [ShortCandidate(Span(at := text.index(w), at + len(w)), 1.0) for w in words]
    return [c.span.of(text) for c in those_asked(question, text, found, kind)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How many visitors did it have?", ["84,000"]),
        ("How many visitors did it have last year?", ["84,000"]),
        ("How many visitors did it have the year before?", ["71,000"]),
        ("How many visitors did it have in 2024?", []),
    ],
)
def test_what_was_before_is_told_from_what_is(question: str, found: list[str]) -> None:
    assert _asked(question, VISITS, AnswerType.NUMBER, "84,000", "71,000") == found


def test_a_year_that_stands_there_tells_which() -> None:
    text = "Sales were 610 million, up from 545 million in 2024."
    for question, found in (("What were sales?", "610 million"), ("What were sales in 2024?", "545 million")):
        assert _asked(question, text, AnswerType.MONEY, "610 million", "545 million") == [found]


RAISED = "It has been raised to 41 million from 22 million."


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("How much has it set aside?", RAISED, ["41 million"]),
        ("How much had it set aside before?", RAISED, ["22 million"]),
        ("What was it raised from?", RAISED, ["41 million", "22 million"]),
        ("What are the costs?", "The costs rose from 22 million to 41 million.", ["41 million"]),
        (
            "What are the costs?",
            "They fell from 22 million in a year of storms and of floods and strikes to 41 million.",
            ["41 million", "22 million"],
        ),
        ("What are the costs?", "A house costs from 22 million to 41 million.", ["41 million", "22 million"]),
    ],
)
def test_of_what_was_changed_the_new_is_meant(question: str, text: str, found: list[str]) -> None:
    assert sorted(_asked(question, text, AnswerType.MONEY, "41 million", "22 million")) == sorted(found)


def test_neither_all_among_whom_nor_the_others_beside_one_are_the_count() -> None:
    few = "She said that four cases among about 520 patients were few."
    assert _asked("How many patients fell ill?", few, AnswerType.NUMBER, "four", "520") == ["four"]
    assert _asked("How many were taken?", "A crown and five others went.", AnswerType.NUMBER, "five") == []
    assert _asked("How many went?", "They took a crown and five rings.", AnswerType.NUMBER, "five") == []


def test_the_day_after_somebody_leaves_is_not_the_day_he_leaves() -> None:
    text = "Voss starts on 1 April, the day after Pike leaves."
    assert _asked("When does Pike leave?", text, AnswerType.DATE, "1 April") == []
    assert _asked("When does Voss start?", text, AnswerType.DATE, "1 April") == ["1 April"]


def test_of_two_that_are_each_for_somebody_it_is_whose_the_question_says() -> None:
    words = ("three years", "seven")
    assert _asked("How many years were asked for the minister?", YEARS, AnswerType.NUMBER, *words) == [
        "seven"
    ]
    assert _asked("How many years were asked for Feld?", YEARS, AnswerType.NUMBER, *words) == []


def test_of_two_names_it_is_the_one_of_whom_the_question_names() -> None:
    words = ("Una Feld", "Ivo Brand")
    assert _asked("Who signed it for Velm?", PACT, AnswerType.PERSON, *words) == ["Ivo Brand"]
    assert _asked("Who signed it for Orvik?", PACT, AnswerType.PERSON, *words) == list(words)


def test_the_age_is_of_whom_the_question_names() -> None:
    text = "Pavel Orsik, 34, and Una Feld, 51, died."
    assert _asked("How old was Una Feld?", text, AnswerType.AGE, "34", "51") == ["51"]
    assert _asked("How old was Una Feld?", text, AnswerType.AGE, "34") == []
    assert _asked("How old was the nurse?", text, AnswerType.AGE, "34", "51") == ["34", "51"]


def test_where_it_goes_is_told_from_where_it_leaves() -> None:
    words = ("Tarne", "Velm")
    assert _asked("Where will it move?", MOVE, AnswerType.PLACE, *words) == ["Velm"]
    assert _asked("From where will it move?", MOVE, AnswerType.PLACE, *words) == ["Tarne"]
    assert _asked("Where is it?", "It is in Tarne.", AnswerType.PLACE, "Tarne") == ["Tarne"]
