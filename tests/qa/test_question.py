"""The form of a question says what kind of thing answers it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer_types import holds_answer
from qa.nlp import Parse
from qa.question import AnswerType, QuestionView, asking_words, view_of


def view(question: str) -> QuestionView:
    return view_of(question, Parse(question, (), ()))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who led the delegation to Moscow?", AnswerType.PERSON),
        ("What share of the arsenal is of Russian origin?", AnswerType.SHARE),
        ("How much are the signed contracts worth?", AnswerType.MONEY),
        ("What was the final bill for the repair?", AnswerType.MONEY),
        ("How many ships were waiting?", AnswerType.NUMBER),
        ("When does the bridge reopen?", AnswerType.DATE),
        ("In which year was it built?", AnswerType.DATE),
        ("Where was the treaty signed?", AnswerType.PLACE),
        ("Which company won the contract?", AnswerType.ORGANISATION),
        ("How long did the strike last?", AnswerType.DURATION),
        ("What did the mayor say about the bridge?", AnswerType.QUOTE),
        ("Why did the recount flip the result?", AnswerType.REASON),
        ("What happened to the ferry?", AnswerType.ANY),
        ("Who was hurt when the bridge fell?", AnswerType.PERSON),
        ("And when is he coming?", AnswerType.DATE),
        ("How do members vote when there is a division?", AnswerType.ANY),
        ("By how much did the price of oil rise?", AnswerType.NUMBER),
        ("How much of its value did the firm lose?", AnswerType.NUMBER),
        ("What did the repair cost?", AnswerType.MONEY),
        ("What is the least time before a bill becomes law?", AnswerType.ANY),
        ("What daily water ration applies?", AnswerType.NUMBER),
        ("What was the turnout in 2017?", AnswerType.SHARE),
        ("What prison term did he get?", AnswerType.DURATION),
        ("How did the minister react to the strike?", AnswerType.QUOTE),
        ("The mayor's comment on the bridge?", AnswerType.QUOTE),
    ],
)
def test_the_form_of_a_question_names_the_kind_of_answer(question: str, kind: AnswerType) -> None:
    assert view(question).answer_type is kind


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
        ("Why did it close?", "It closed because of cracks.", True),
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
