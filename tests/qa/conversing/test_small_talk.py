"""A greeting asks the articles nothing; who asks about the last answer is told what it rests on."""

from __future__ import annotations

import pytest

from qa.conversing.small_talk import is_small_talk, reply, told_by
from qa.models import Abstained, Answered, Citation, Statement, Verdict

CITED = Citation(
    article_id="a", version=1, title="Strike ends", publisher="Harbour Gazette", published_at="2026-11-10",
    url=None, start=0, end=9, quote="It ended.", sha256="0",
)  # fmt: skip
LAST = Answered(
    question="When did it end?",
    statements=[Statement(text="It ended.", citations=[CITED], verdict=Verdict.VERBATIM)],
    confidence=0.8,
    engine="extractive",
)


@pytest.mark.parametrize(
    "said",
    [
        *("hello", "Hi there!", "thanks a lot", "ok, thx bye", "what can you do?", "Who are you?", "no"),
        *("are you sure?", "Really?", "Which paper says so?", "who said that", "says who?", "source?"),
        *("where does that come from?", "where did this come from?"),
        *("and how do you know?", "Is that true?", "where did you get that from?"),
    ],
)
def test_greetings_and_questions_about_the_answer_are_small_talk(said: str) -> None:
    assert is_small_talk(said)


@pytest.mark.parametrize(
    "asked",
    [
        *("Who said that the port was safe?", "no water in Velmar?", "Which paper was sold?", "Who is ill?"),
        *("where did it come from?", "where did the money come from?"),
        *("thank you letter", "help for the miners", "Is it true that the bridge fell?", "What can you buy?"),
    ],
)
def test_what_asks_about_something_is_not(asked: str) -> None:
    assert not is_small_talk(asked)


def test_who_asks_about_the_answer_gets_it_once_more_with_its_publisher_and_day() -> None:
    again = reply("Which paper says so?", LAST)
    assert isinstance(again, Answered)
    assert (again.statements, again.read_as) == (LAST.statements, LAST.question)
    assert again.reason == "The last answer once more; it rests on Harbour Gazette, 2026-11-10."


@pytest.mark.parametrize(("said", "last"), [("hello", LAST), ("are you sure?", None)])
def test_a_greeting_and_a_doubt_about_nothing_are_not_answered(said: str, last: Answered | None) -> None:
    told = reply(said, last)
    assert isinstance(told, Abstained)
    assert (told.statements, told.unanswered) == ([], [said])


def test_who_asks_about_an_answer_that_was_none_is_told_so() -> None:
    none = Abstained(question="Why?", read_as="Why did it end?", confidence=0.1, engine="extractive")
    told = reply("Which paper says so?", none)
    assert isinstance(told, Abstained)
    assert "“Why did it end?”, was not answered" in (told.reason or "")


def test_which_paper_says_a_figure_is_told_from_what_was_shown_with_it() -> None:
    counted = [
        Statement(text=text, citations=[CITED], verdict=Verdict.VERBATIM)
        for text in ("Some 38,600 people wait.", "The ministry counts 41,200.")
    ]
    last = LAST.model_copy(update={"statements": counted})
    told = told_by("and which paper says 38600?", last)
    assert told is not None
    assert told.statements == counted[:1]
    for asked in ("which paper says 12?", "which paper says that it ended?", "who counts 41,200?"):
        assert told_by(asked, last) is None
    assert told_by("which paper says 38,600?", None) is None
