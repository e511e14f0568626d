"""A follow-up that names nothing is answered where the last answer was found, and about nobody unknown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.models import Filters
from qa.answer import Tools, answer_question
from qa.conversation import Turn
from qa.following import cited_last
from qa.models import Answer
from qa.nlp import SpacyParser
from tests.qa.asking import tools_over

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


def test_the_union_is_that_of_the_article_that_answered_last(tools: Tools) -> None:
    for about, title in (
        ("How many jobs go at Castor Foods in Brenn?", "Castor closes a factory"),
        ("Who walked out in Kelso?", "Dockers walk out"),
    ):
        first = ask(about, tools)
        assert titles(first)[0] == title
        then = ask("what did the union call it?", tools, Turn(about, first))
        assert titles(then)[0] == title


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
