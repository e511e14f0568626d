"""What a question mentions, what only asks in it, and what answers it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.asking.question import QuestionView, asking_words, view_of
from qa.language.nlp import Parse
from qa.reading.answer_types import holds_answer


def view(question: str) -> QuestionView:
    return view_of(question, Parse(question, (), ()))


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("What share is Russian?", "About 36% is Russian.", True),
        ("What share is Russian?", "Much of it is Russian.", False),
        ("How much did it cost?", "It cost 46 million crowns.", True),
        ("How much did it cost?", "It took 46 days.", False),
        ("When did it open?", "It opened on Tuesday.", True),
        ("When did it open?", "It opened at last.", False),
        ("How many of the 52 hangers broke?", "All 52 were replaced.", False),
        ("How many hangers broke?", "On 18 May 2025 it cost $3 million, 5% more.", False),
        ("How many hangers broke?", "In May 2025, 14 broke.", True),
        ("Why did it close?", "It closed because of cracks.", True),
        ("How much did it cost?", "It cost 20 mn euros.", True),
        ("How much did it cost?", "It cost 20 million.", True),
        ("How much did it cost?", "Some 1.1bn is for the wall.", True),
        ("How much did it cost?", "It took 2 million working hours.", False),
        ("How many people live there?", "It has grown to 2 million.", True),
        ("How much did it cost?", "It cost 5 million złoty.", True),
        ("What share voted?", "Four fifths of the members voted.", True),
        ("When did it open?", "It may open, and they march on.", False),
        ("When did it open?", "It opened in May.", True),
        ("How old is Ann Bell?", "Ann Bell, 47, was there.", True),
        ("How old is Ann Bell?", "The 47-year-old was there.", True),
        ("How old is the ship?", "It was built in 1994.", True),
        ("How old is Ann Bell?", "She signed at 4:30 p.m. with 12 others.", False),
    ],
)
def test_a_sentence_holds_the_kind_asked_for_or_not(question: str, sentence: str, holds: bool) -> None:
    assert (holds_answer(view(question), Parse(sentence, (), ())) >= 0.5) is holds


def test_names_and_figures_of_the_question_are_found() -> None:
    seen = view("Did Łukasz Wróbel count 640 ballots in Harrowmere?")
    assert set(seen.names) == {"Łukasz Wróbel", "Harrowmere"}
    assert seen.figures == ("640",)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How long did the strike last?", {"long", "last"}),
        ("Who came last in the long race?", set()),
        ("What happened to the ferry?", {"happened"}),
        ("What has happened since, and how far is it?", {"happened", "far"}),
        ("When is the person who led the strike coming?", {"person"}),
        ("Which person led the strike?", set()),
        ("Who else signed it?", {"else"}),
        ("Who finally signed it himself, and exactly when?", {"finally", "himself", "exactly"}),
        ("How many came in total?", {"total"}),
        ("What is the total?", set()),
    ],
)
def test_words_that_only_ask_are_told_from_those_that_tell(question: str, words: set[str]) -> None:
    assert asking_words(question) == words


def test_a_month_is_no_name() -> None:
    assert view("What did Theresa May sign in October?").names == ("Theresa May",)


@given(st.text(max_size=300))
def test_any_text_can_be_a_question(text: str) -> None:
    seen = view(text)
    assert 0.0 <= holds_answer(seen, Parse(text, (), ())) <= 1.0
