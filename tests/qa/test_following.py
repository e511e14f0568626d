"""A follow-up that names nothing is answered where the last answer was found, and about nobody unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.models import Article, Filters, Span
from qa.answer import Tools, answer_question
from qa.asked_kind import AnswerType
from qa.conversation import Turn
from qa.finding import Found, Part
from qa.following import _surer, as_follow_up, cited_last
from qa.models import Answer
from qa.nlp import SpacyParser
from qa.question import QuestionView
from qa.reader import Evidence, Reading
from tests.qa.asking import tools_over
from tests.qa.reading.making import article

FACTORY = """---
title: Castor closes a factory
---
Castor Foods will close its factory in Brenn with the loss of 640 jobs. The union called the closure a slap in
the face. Its secretary, Renate Koller, said that she had heard of it on the radio.
"""
DOCKS = """---
title: Dockers walk out
---
Dockers in Kelso walked out over night shifts. The union called the offer of the port a slap. The retired
judge Leonard Pace is the mediator. His name was put forward by the union.
"""


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory, parser: SpacyParser) -> Iterator[Tools]:
    folder: Path = tmp_path_factory.mktemp("following")
    with tools_over({"factory.md": FACTORY, "docks.md": DOCKS}, folder, parser) as made:
        yield made


def ask(question: str, tools: Tools, *turns: Turn, risk: float = 0.9) -> Answer:
    return answer_question(question, tools, Filters(), history=turns, risk=risk)


def titles(answer: Answer) -> list[str]:
    return [c.title for s in answer.statements for c in s.citations]


def part_of(told: Article, confidence: float, *names: str) -> Part:
    evidence = (Evidence(((told, Span(0, len(told.text))),), 1.0),)
    reading = Reading(QuestionView("q", AnswerType.ANY, names, ()), evidence, confidence, {}, ())
    return Part("what did the union say?", Found([]), reading, is_settled=True, notes=(), why_not="")


@pytest.mark.parametrize(
    ("question", "is_looked_for_there"), [("what did the union say?", True), ("Who is Ann Bell?", False)]
)
@pytest.mark.parametrize("confidence", [0.4, 0.6])
def test_the_union_is_that_of_the_article_that_answered_last_where_that_is_surer(
    question: str, is_looked_for_there: bool, confidence: float, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = "How many jobs go at Castor Foods in Brenn?"
    turn = Turn(about, ask(about, tools))
    there = part_of(article("there", "The union said no."), confidence)
    asked_of: list[tuple[str, ...]] = []
    monkeypatch.setattr("qa.following.look_up", lambda *given: asked_of.append(given[4].article_ids))
    monkeypatch.setattr("qa.following.read_part", lambda *_: there)
    everywhere = replace(part_of(article("else", "Another union said yes."), 0.5), question=question)
    found = as_follow_up(question, everywhere, [turn], tools, Filters(), None, 0.3)
    assert asked_of == ([cited_last([turn])] if is_looked_for_there else [])
    assert (found.reading is there.reading) is (is_looked_for_there and confidence > 0.5)


@pytest.mark.parametrize("is_chosen", [True, False])
def test_an_article_that_the_asker_did_not_choose_is_not_looked_at_for_what_it_answered_before(
    is_chosen: bool, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = "How many jobs go at Castor Foods in Brenn?"
    turn = Turn(about, ask(about, tools))
    chosen = cited_last([turn])[:1] if is_chosen else ("another",)
    asked_of: list[tuple[str, ...]] = []
    monkeypatch.setattr("qa.following.look_up", lambda *given: asked_of.append(given[4].article_ids))
    part = part_of(article("else", "Another union said yes."), 0.5)
    monkeypatch.setattr("qa.following.read_part", lambda *_: part)
    as_follow_up(part.question, part, [turn], tools, Filters(article_ids=chosen), None, 0.3)
    assert asked_of == ([chosen] if is_chosen else [])


def test_a_question_with_names_of_its_own_is_asked_of_all_articles(tools: Tools) -> None:
    about = "How many jobs go at Castor Foods in Brenn?"
    then = ask("Who walked out in Kelso?", tools, Turn(about, ask(about, tools)))
    assert titles(then)[0] == "Dockers walk out"


def test_he_whom_nobody_spoke_of_is_not_just_anybody(tools: Tools) -> None:
    about = "How many jobs go at Castor Foods in Brenn?"
    then = ask("who put forward his name?", tools, Turn(about, ask(about, tools)), risk=0.999)
    assert "Dockers walk out" not in titles(then)


def test_the_articles_of_the_last_answer_are_those_that_it_cites(tools: Tools) -> None:
    about = "Who walked out in Kelso?"
    answer = ask(about, tools)
    assert cited_last([Turn(about, answer), Turn("Why?")]) == tuple(
        dict.fromkeys(c.article_id for s in answer.statements for c in s.citations)
    )
    assert cited_last([Turn("Why?")]) == ()


@pytest.mark.parametrize(("names", "is_taken"), [(("Castor Foods",), True), (("Kelso",), False), ((), True)])
def test_a_surer_reading_is_taken_only_from_an_article_that_names_whom_it_asks_about(
    names: tuple[str, ...], is_taken: bool
) -> None:
    told = article("a", "Castor Foods will close.")
    less, more = part_of(told, 0.5, *names), part_of(told, 0.6, *names)
    assert (_surer(less, more) is not less) is is_taken
    assert _surer(more, less) is more


def test_what_does_not_say_what_it_is_about_is_answered_only_where_it_is_surer(tools: Tools) -> None:
    about = "How many jobs go at Castor Foods in Brenn?"
    turn, question = Turn(about, ask(about, tools)), "what did the union say?"
    confidence = ask(question, tools, turn, risk=0.9999).confidence
    risk = 1.0 - confidence**1.5  # enough for a question by itself
    assert not ask(question, tools, turn, risk=risk).statements
    assert ask("What did the union of Castor Foods call the closure?", tools, turn, risk=risk).statements
