"""Follow-ups are read as questions that stand alone; what stands alone is left as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.conversation import Turn, phrased, stand_alone, turns_of
from qa.errors import ModelTimeout
from qa.llm import ScriptedModel
from qa.models import Answered, Citation, Statement, Verdict
from qa.nlp import SpacyParser

WON = "Former mayor Dorota Wróbel won the mayoral election in Harrowmere by 37 votes."


@pytest.fixture(scope="module")
def parser() -> Iterator[SpacyParser]:
    parser = SpacyParser()
    yield parser
    parser.close()


def answered(question: str, quote: str) -> Answered:
    citation = Citation(
        article_id="a", version=1, title="T", publisher=None, published_at=None, url=None, start=0,
        end=len(quote), quote=quote, sha256="0",
    )  # fmt: skip
    statement = Statement(text=quote, citations=[citation], verdict=Verdict.VERBATIM)
    return Answered(question=question, statements=[statement], confidence=0.9, engine="extractive")


@pytest.mark.parametrize(
    ("before", "question", "read_as"),
    [
        (
            "What was the profit of Norvane in 2023?",
            "And in 2024?",
            "What was the profit of Norvane in 2024?",
        ),
        (
            "What was the profit of Norvane in 2023?",
            "What about Sandell?",
            "What was the profit of Sandell in 2023?",
        ),
        ("When did the bridge close?", "Why?", "Why did the bridge close?"),
        (
            "By how much did Norvane's sales fall in January 2009?",
            "And Sandell?",
            "By how much did Sandell's sales fall in January 2009?",
        ),
        (
            "How far did the Dow Jones fall in May 2009?",
            "What about the Nikkei?",
            "How far did the Nikkei fall in May 2009?",
        ),
        ("Who sued Norvane over the name?", "Why?", "Why did someone sue Norvane over the name?"),
        ("Who sued Norvane over the name?", "When?", "When did someone sue Norvane over the name?"),
        ("Who is suing Norvane over the name?", "Why?", "Why is someone suing Norvane over the name?"),
        ("When does Carl Dorn arrive in Berlin?", "And when does he leave?", "When does Carl Dorn leave?"),
        (
            "Who led the delegation to Moscow?",
            "and when is he coming?",
            "When is the person who led the delegation to Moscow coming?",
        ),
        (
            "How long did the strike at the Port of Velmar last?",
            "Who mediated?",
            "Who mediated (the strike at the Port of Velmar)?",
        ),
        (
            "Which painting was stolen from the Hollis House Museum?",
            "What is it insured for?",
            "What is the painting that was stolen from the Hollis House Museum insured for?",
        ),
        ("When did Kestrel Bridge reopen?", "And who opened it?", "Who opened Kestrel Bridge?"),
        ("What did Kestrel Bridge cost in all?", "Why was it closed?", "Why was Kestrel Bridge closed?"),
        ("When will the regional trains arrive?", "Who makes them?", "Who makes the regional trains?"),
        ("Who is Viktor Sandrelli?", "What did he say?", "What did Viktor Sandrelli say?"),
        (
            "What was stolen from the Hollis museum?",
            "Who painted it?",
            "Who painted the thing that was stolen from the Hollis museum?",
        ),
        ("Where was the painting found?", "And when?", "When was the painting found?"),
        ("When did the bridge close?", "For how long?", "For how long did the bridge close?"),
        ("Who is Ann Bell?", "Who won the election in Harrowmere?", None),
        ("Who is Ann Bell?", "Did Carl Dorn say when he arrives?", None),
        ("Who is Ann Bell?", "What is inflation?", None),
    ],
)
def test_a_follow_up_is_read_with_what_it_leaves_out(
    before: str, question: str, read_as: str | None, parser: SpacyParser
) -> None:
    assert stand_alone(question, turns_of([before]), parser) == read_as


def test_she_is_whom_the_answer_named(parser: SpacyParser) -> None:
    asked = "Who won the mayoral election in Harrowmere?"
    turn = Turn(asked, answered(asked, WON))
    assert stand_alone("Whom did she appoint?", [turn], parser) == "Whom did Dorota Wróbel appoint?"


def test_what_is_asked_without_a_verb_is_asked_of_whom_the_answer_named(parser: SpacyParser) -> None:
    asked = "Who won the mayoral election in Harrowmere?"
    turn = Turn(asked, answered(asked, WON))
    read_as = "By how many votes was it that Dorota Wróbel won the mayoral election in Harrowmere?"
    assert stand_alone("By how many votes?", [turn], parser) == read_as
    lead = "Mayor Anselm Pryce held a lead of just 212 votes over Dorota Wróbel."
    turns = [turn, Turn("By how many votes?", answered("By how many votes?", lead))]
    assert stand_alone("Whom did she appoint?", turns, parser) == "Whom did Dorota Wróbel appoint?"


def test_a_conversation_is_followed_over_several_turns(parser: SpacyParser) -> None:
    turns = turns_of(["Which painting was stolen from the Hollis House Museum?", "What is it insured for?"])
    read_as = stand_alone("Where was it found?", turns, parser)
    assert read_as == "Where was the painting that was stolen from the Hollis House Museum found?"


def test_without_turns_nothing_is_read_into_a_question(parser: SpacyParser) -> None:
    assert stand_alone("When is he coming?", (), parser) is None


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ({"question": "When does Carl Dorn leave Berlin?"}, "When does Carl Dorn leave Berlin?"),
        ({"question": "When does Carl Dorn leave Moscow?"}, "RULES"),
        ({"question": ""}, "RULES"),
        (ModelTimeout("the language model did not answer in time"), "RULES"),
    ],
)
def test_a_model_may_put_it_in_words_of_the_conversation_only(reply: object, shown: str) -> None:
    turns = turns_of(["When does Carl Dorn arrive in Berlin?"])
    model = ScriptedModel([reply])  # type: ignore[list-item]
    rules = "When does Carl Dorn leave?"
    expected = rules if shown == "RULES" else shown
    assert phrased("And when does he leave?", rules, turns, model) == expected
