"""The form of a question says what kind of thing answers it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.asking.kind import AnswerType, answer_type_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who led the delegation to Moscow?", AnswerType.PERSON),
        ("What share of the arsenal is of Russian origin?", AnswerType.SHARE),
        ("How much are the signed contracts worth?", AnswerType.MONEY),
        ("What was the final bill for the repair?", AnswerType.MONEY),
        ("How many ships were waiting?", AnswerType.NUMBER),
        ("How old is the ship?", AnswerType.AGE),
        ("At what age did she sing?", AnswerType.AGE),
        ("age of the new minister", AnswerType.AGE),
        ("How big a fine does the firm face?", AnswerType.MONEY),
        ("What is the share price of the firm?", AnswerType.MONEY),
        ("What is the share of the firm?", AnswerType.SHARE),
        ("Which union officials were banned?", AnswerType.PERSON),
        ("Which union called the strike?", AnswerType.ORGANISATION),
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
        ("Bell quote on the bridge", AnswerType.QUOTE),
        ("What were her exact words?", AnswerType.QUOTE),
        ("What exactly did Bell say?", AnswerType.QUOTE),
        ("How big was the fine?", AnswerType.MONEY),
        ("How big was the crowd that paid?", AnswerType.NUMBER),
        ("How expensive is the repair?", AnswerType.MONEY),
        ("How much per share did they offer?", AnswerType.MONEY),
        ("Which other site was named?", AnswerType.PLACE),
        ("Which prison is he in?", AnswerType.PLACE),
    ],
)
def test_the_form_of_a_question_names_the_kind_of_answer(question: str, kind: AnswerType) -> None:
    assert answer_type_of(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("author of the leaked report", AnswerType.PERSON),
        ("new boss of the bank after Bell", AnswerType.PERSON),
        ("number of trips to the farm", AnswerType.NUMBER),
        ("death toll bridge collapse", AnswerType.NUMBER),
        ("cost of the repair", AnswerType.MONEY),
        ("bank operating profit in 2025", AnswerType.MONEY),
        ("duration of the strike", AnswerType.DURATION),
        ("finance director leaving date", AnswerType.DATE),
        ("date of the funeral", AnswerType.DATE),
        ("share of the staff who struck", AnswerType.SHARE),
        ("turnout mayoral vote", AnswerType.SHARE),
        ("reasons for the delay", AnswerType.REASON),
        ("headquarters of the bank", AnswerType.PLACE),
        ("offer of 31.50 crowns per share", AnswerType.ANY),
        ("Did the head of the bank resign?", AnswerType.ANY),
        ("bridge news", AnswerType.ANY),
    ],
)
def test_without_a_question_word_the_noun_that_is_asked_for_names_it(question: str, kind: AnswerType) -> None:
    assert answer_type_of(question) is kind


@given(st.text(max_size=300))
def test_any_text_has_a_kind(text: str) -> None:
    assert answer_type_of(text) in AnswerType
