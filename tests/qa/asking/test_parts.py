"""A question that asks two things is two questions; one that only looks like it is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.asking.parts import MAX_PARTS, parts_of
from qa.language.nlp import Parse, SpacyParser


def test_what_stands_in_quotation_marks_is_not_split(parser: SpacyParser) -> None:
    question = 'Who said "when will it open and where did it start"?'
    assert parts_of(question, parser) == [question]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Who led the delegation and when did it arrive?",
            ["Who led the delegation?", "When did the delegation arrive?"],
        ),
        (
            "What did the mayor say, and how many trucks crossed?",
            ["What did the mayor say?", "How many trucks crossed?"],
        ),
        (
            "Where was the canvas found; and how badly was it damaged?",
            ["Where was the canvas found?", "How badly was the canvas damaged?"],
        ),
        ("Who won? How many voted?", ["Who won?", "How many voted?"]),
        ("When was Norvane founded and where?", ["When was Norvane founded?", "Where was Norvane founded?"]),
        ("Did the mayor resign, and who took over?", ["Did the mayor resign?", "Who took over?"]),
        (
            "Where was the canvas found, and was it damaged?",
            ["Where was the canvas found?", "Was the canvas damaged?"],
        ),
        (
            "How much does Fonseca make per week, and is it insured?",
            ["How much does Fonseca make per week?", "Is it insured (Fonseca)?"],
        ),
        (
            "When and where was the treaty signed?",
            ["When was the treaty signed?", "Where was the treaty signed?"],
        ),
        (
            "How many hangers were cracked, and how many were replaced?",
            ["How many hangers were cracked?", "How many hangers were replaced?"],
        ),
    ],
)
def test_two_questions_are_asked_apart_and_the_second_names_its_subject(
    question: str, parts: list[str], parser: SpacyParser
) -> None:
    assert parts_of(question, parser) == parts


@pytest.mark.parametrize(
    "question",
    [
        "What happened when Norvane and Sandell met?",
        "Did the minister say when and where it happened?",
        "Did the court explain who paid and when it was told?",
        "The bridge closed. When does it open?",
        "Which party stayed away, and why?",
        "Who found the crown, and where?",
        "Does the report say what failed and who was to blame?",
        "Which bank is lending to the club, and at what interest rate?",
        "How is the catch divided between Halmark and Sorrenia?",
    ],
)
def test_what_asks_one_thing_stays_whole(question: str, parser: SpacyParser) -> None:
    assert parts_of(question, parser) == [question]


class _NoGrammar:
    def parse(self, texts: list[str], *, deep: bool = False) -> list[Parse]:
        return [Parse(text, (), ()) for text in texts]


@given(st.lists(st.sampled_from("who what when did it led the and , ? how many were".split()), max_size=40))
def test_any_words_have_a_bounded_number_of_parts(words: list[str]) -> None:
    assert 1 <= len(parts_of(" ".join(words), _NoGrammar())) <= MAX_PARTS  # type: ignore[arg-type]


def test_of_very_many_questions_the_last_part_is_what_is_left(parser: SpacyParser) -> None:
    parts = parts_of("Who won? Who lost? Who came? Who left? Who paid?", parser)
    assert parts == ["Who won?", "Who lost?", "Who came?", "Who left, Who paid?"]


def test_what_is_short_for_what_is_asks_by_itself(parser: SpacyParser) -> None:
    asked = "By when must the dam be approved and when's the vote?"
    assert parts_of(asked, parser) == ["By when must the dam be approved?", "When's the vote?"]
    whole = "Does Ann Bell know what's wrong and who's to blame?"
    assert parts_of(whole, parser) == [whole]
