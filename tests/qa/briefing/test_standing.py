"""A line of a brief says enough by itself, or brings along the sentence it leans on."""

from __future__ import annotations

import pytest

from qa.briefing.outline import outline
from qa.briefing.prose import Sentence, read
from qa.briefing.standing import is_portrait, leans_on_another, speaks_for_itself, stands_alone, told_with
from tests.qa.brief_helpers import article, parser


def _sentences(text: str) -> list[Sentence]:
    (reading,) = read([outline(article(text))], parser())
    return list(reading.sentences)


@pytest.mark.parametrize(
    "text",
    [
        "A fourth is planned for July in the town of Harn.",
        "Six of them are in the hospital of Velm and three at home.",
        "It lasted for more than three hours and ended without a text.",
        "Since 2019 she has led the department of heart surgery in Velm.",
        "A former ambassador to Canada, he spoke to reporters at his home in Paris.",
        "We have gone through all the promises of the past two months.",
        "The others do.",
    ],
)
def test_what_needs_another_sentence_does_not_stand_alone(text: str) -> None:
    assert not stands_alone(_sentences(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "It is unclear who will pay for the repair of the bridge in Harn.",
        "The mayor, Ann Hale, said that she would not run again in May.",
        "A former treasurer of the club had ten months taken off her sentence.",
        "“We are not for sale,” said Ann Hale, the mayor of Harn, on Tuesday.",
        "The fourth round of talks is planned for July in the town of Harn.",
    ],
)
def test_what_says_who_is_meant_needs_no_other(text: str) -> None:
    sentence = _sentences(text)[0]
    assert told_with(sentence, None) == sentence.span


def test_what_leans_on_the_sentence_before_it_brings_it_along() -> None:
    text = (
        "Envoy Ann Hale travelled to both capitals on Tuesday. She would not say who had asked for the delay."
    )
    before, sentence = _sentences(text)
    told = told_with(sentence, before)
    assert told is not None
    assert told.of(text) == text


def test_what_another_paragraph_explains_is_not_explained() -> None:
    before, sentence = _sentences(
        "Envoy Ann Hale left Harn for Velm on Tuesday.\n\nShe will not come back soon."
    )
    assert told_with(sentence, before) is None


def test_a_paper_or_a_columnist_speaks_for_itself_and_who_is_quoted_does_not() -> None:
    own, quoted = _sentences(
        "I do not say that fines never work. “We will appeal,” the owner of the mill said."
    )
    assert speaks_for_itself(own)
    assert not speaks_for_itself(quoted)


def test_a_portrait_tells_of_a_person() -> None:
    portrait, news = _sentences(
        "Ann Hale, 54, has led the union since 2021. Ann Hale, 54, resigned on Monday."
    )
    assert is_portrait(portrait)
    assert not is_portrait(news)


def test_an_ordinal_that_has_its_noun_leans_on_nothing() -> None:
    assert not leans_on_another("The third report is due in May.")
    assert leans_on_another("The third is due in May.")
