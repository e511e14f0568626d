"""A conversation that was written down is met as if the program had answered it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evals.conversed import Said, found_after, turns_as_written
from index.models import Article, Filters
from qa.answer import Tools
from qa.models import Abstained, Answered
from qa.reading.before import NOTHING
from tests.qa.asking_helpers import tools_over
from tests.qa.brief_helpers import parser
from tests.qa.reading.making import article

MILL = "Corin Vale owns the mill in Aske. He bought it in 2019. The union is against the sale."
DOCKS = "Dockers walked out in Kelso. The union called the offer a slap."


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    with tools_over({"mill.md": MILL, "docks.md": DOCKS}, tmp_path_factory.mktemp("said"), parser()) as made:
        yield made


def _mill(name: str) -> Article:
    assert name == "mill.md"
    return article("mill", MILL)


def test_each_turn_is_read_after_those_before_it_and_answered_with_its_words() -> None:
    said = [
        Said("Who owns the mill in Aske?", "mill.md", "Corin Vale owns the mill in Aske."),
        Said("when did he buy it?", "mill.md", "He bought it in 2019."),
        Said("what for?", "", ""),
    ]
    first, second, third = turns_as_written(said, _mill, parser())
    assert isinstance(first.answer, Answered)
    assert (first.answer.read_as, first.answer.statements[0].text) == (None, said[0].quote)
    assert isinstance(second.answer, Answered)
    assert "Corin Vale" in (second.answer.read_as or "")
    assert isinstance(third.answer, Abstained)


def test_a_follow_up_is_found_where_the_last_answer_stands_and_read_with_it(tools: Tools) -> None:
    found = tools.retriever.search("Corin Vale", 1, Filters())[0].passage
    stored = tools.article_of(found.article_id, found.version)
    said = [Said("Who owns the mill in Aske?", "mill.md", "Corin Vale owns the mill in Aske.")]
    turns = turns_as_written(said, lambda _: stored, tools.parser)
    _, before, hits = found_after("what does the union say?", turns, tools, Filters())
    assert hits[0].passage.article_id == stored.article_id
    assert before.said.endswith("Who owns the mill in Aske? Corin Vale owns the mill in Aske.")
    alone, nothing, _ = found_after("Who owns the mill?", (), tools, Filters())
    assert (alone, nothing) == ("Who owns the mill?", NOTHING)
