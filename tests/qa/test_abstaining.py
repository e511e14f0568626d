"""What an abstention says: what is missing, how certain that is, and what comes closest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.models import Article
from index.text import sentence_spans
from qa.abstaining import closest, reason_for
from qa.asking.question import view_of
from qa.language.nlp import Parse
from qa.reader import Evidence, Reading

TEXT = "The ferry left in May. Nobody was hurt. It was built in 1962."
FERRY = Article("a", 1, TEXT, "", "Ferry", "Wire", None, None, None, "a.txt")
PLACES = [(FERRY, span) for span in sentence_spans(TEXT)]
VIEW = view_of("Why did the ferry sink?", Parse("", (), ()))
READING = Reading(
    VIEW, tuple(Evidence((place,), 1.0) for place in PLACES), 0.3, {"holds_kind": 1.0}, ("sink",)
)


def test_the_two_best_sentences_are_cited_in_their_order() -> None:
    assert [c.quote for c in closest(READING, READING)] == [
        "The ferry left in May. ".strip(),
        "Nobody was hurt.",
    ]


@pytest.mark.parametrize(("confidence", "n"), [(0.19, 0), (0.2, 2)])
def test_nothing_is_called_close_that_is_far_from_an_answer(confidence: float, n: int) -> None:
    reading = replace(READING, confidence=confidence)
    assert len(closest(reading, reading)) == n
    assert ("for certain" in reason_for(reading)) is (n > 0)


def test_what_tells_of_another_time_comes_closest_where_nothing_of_that_time_comes_near() -> None:
    of_then = replace(READING, evidence=READING.evidence[2:], confidence=0.1)
    assert next(c.quote for c in closest(of_then, READING)) == "The ferry left in May."
    assert [c.quote for c in closest(replace(of_then, confidence=0.2), READING)] == ["It was built in 1962."]
    assert closest(of_then, replace(READING, confidence=0.1)) == []


def test_the_words_that_are_missing_are_named_as_they_were_asked() -> None:
    assert reason_for(READING).endswith("mentions “sink”.")
    nothing = replace(READING, view=replace(VIEW, text="Why did the ferry burn?"), missing=())
    assert reason_for(nothing).endswith("but none answers the question.")


def test_the_day_that_is_asked_about_is_not_called_missing() -> None:
    asked = replace(READING, view=replace(VIEW, text="Why did it sink on 13 June?"), missing=("13", "sink"))
    assert reason_for(asked, ("13 June",)).endswith("mentions “sink”.")
    assert "“13”" in reason_for(asked)


def test_a_word_that_a_passage_holds_is_not_said_to_be_missing_from_all_of_them() -> None:
    read = replace(READING, missing=("sink", "built"))
    far = (*READING.evidence[:2], replace(READING.evidence[2], score=0.5))
    asked = replace(read, view=replace(VIEW, text="Why was it built?"), evidence=far)
    assert reason_for(asked).endswith("the sentence that comes closest does not mention “built”.")
    assert reason_for(read).endswith("none of the closest passages mentions “sink”.")


def test_a_word_that_one_of_the_closest_sentences_holds_in_any_form_is_not_called_missing() -> None:
    read = replace(
        READING, view=replace(VIEW, text="Who hurts the ferry's harbour?"), missing=("hurt", "harbour")
    )
    assert reason_for(read).endswith("mentions “harbour”.")
    assert reason_for(replace(read, missing=("hurt", "ferri"))).endswith("but none answers the question.")


def test_a_word_is_named_without_its_possessive_ending() -> None:
    read = replace(READING, view=replace(VIEW, text="What was Oakley's profit?"), missing=("oakley",))
    assert reason_for(read).endswith("none of the closest passages mentions “Oakley”.")


def test_a_verb_is_there_in_whatever_form_it_stands() -> None:
    read = replace(READING, view=replace(VIEW, text="Why did the ferry leave?"), missing=("leav",))
    assert reason_for(read).endswith("but none answers the question.")
