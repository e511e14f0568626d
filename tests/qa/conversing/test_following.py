"""A follow-up that names nothing is answered where the last answer was found, and about nobody unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.bert import Floats
from index.models import Filters
from qa.answer import Tools, answer_question
from qa.conversing.following import cited_last, going_on_from, last_answer, last_asked, said_before
from qa.conversing.turns import Turn
from qa.finding import look_up
from qa.language.nlp import SpacyParser
from qa.models import Abstained, Answer
from tests.comparing import COMPARER
from tests.qa.asking_helpers import tools_over

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


def test_what_was_said_is_the_question_as_asked_and_the_last_two_turns_with_their_answers(
    tools: Tools,
) -> None:
    first, second = "How many jobs go at Castor Foods in Brenn?", "Who walked out in Kelso?"
    turns = [Turn("When did it open?"), Turn(first, ask(first, tools)), Turn("Thanks!"),
             Turn(second, ask(second, tools))]  # fmt: skip
    said = said_before("why did they?", "Why did the dockers?", turns)
    assert said.split(" | ") == [
        "why did they?",
        f"{second} Dockers in Kelso walked out over night shifts.",
        f"{first} Castor Foods will close its factory in Brenn with the loss of 640 jobs.",
    ]
    assert said_before("Why?", "Why?", turns[:1]) == "When did it open?"


def test_of_a_long_question_and_a_long_answer_the_first_words_are_enough(tools: Tools) -> None:
    answer = ask("Who walked out in Kelso?", tools)
    long = answer.statements[0].citations[0].model_copy(update={"quote": "walked " * 10_000})
    told = answer.model_copy(
        update={"statements": [answer.statements[0].model_copy(update={"citations": [long]})]}
    )
    said = said_before("Why?", "Why?", [Turn("who " * 10_000, told)])
    assert said == " ".join(["who"] * 30 + ["walked"] * 30)


def test_the_articles_that_answered_last_are_looked_at_by_turns_with_all_others(tools: Tools) -> None:
    about = "How many jobs go at Castor Foods in Brenn?"
    turns, question = [Turn(about, ask(about, tools))], "what did the union call the offer of the port?"
    found = look_up(question, [question], question, tools, Filters(), None)
    then = going_on_from(found, question, question, turns, tools, Filters(), None)
    assert [h.title for h in then.hits] == ["Castor closes a factory", "Dockers walk out"]
    assert max(h.score for h in then.hits) == max(h.score for h in found.hits)
    assert about in then.before.said
    assert then.before.cited == (then.hits[0].passage.article_id,)


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("who is the mediator?", ["Castor closes a factory"]),
        ("who is the mediator in Kelso?", ["Castor closes a factory", "Dockers walk out"]),
    ],
)
def test_what_says_too_little_to_be_a_new_matter_is_asked_of_the_same_story(
    question: str, titles: list[str], tools: Tools
) -> None:
    about = "How many jobs go at Castor Foods in Brenn?"
    turns = [Turn(about, ask(about, tools))]
    found = look_up(question, [question], question, tools, Filters(), None)
    then = going_on_from(found, question, question, turns, tools, Filters(), None)
    assert sorted(h.title for h in then.hits) == titles


def test_an_article_that_the_asker_did_not_choose_is_not_looked_at_for_what_it_answered_before(
    tools: Tools,
) -> None:
    about = "How many jobs go at Castor Foods in Brenn?"
    turns, question = [Turn(about, ask(about, tools))], "what did the union say?"
    (docks,) = tools.retriever.search("dockers", 1, Filters())
    chosen = Filters(article_ids=(docks.passage.article_id,))
    found = look_up(question, [question], question, tools, chosen, None)
    then = going_on_from(found, question, question, turns, tools, chosen, None)
    assert [h.title for h in then.hits] == ["Dockers walk out"]


class _Hearing:
    """The bundled comparer, which keeps what it is asked."""

    def __init__(self) -> None:
        self.asked = set[str]()

    def answering(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        self.asked |= {question for question, _ in pairs}
        return COMPARER.answering(pairs)


def test_what_does_not_say_what_it_is_about_is_read_with_what_was_said_and_nothing_else_is(
    tools: Tools,
) -> None:
    about = "How many jobs go at Castor Foods in Brenn?"
    turn, hearing = Turn(about, ask(about, tools)), _Hearing()
    ask("what did the union say?", replace(tools, comparer=hearing), turn)
    alone, after = sorted(hearing.asked)
    assert alone == "what did the union say?"
    assert after.startswith(f"what did the union say? | {about}")
    hearing.asked.clear()
    ask("Who walked out in Kelso?", replace(tools, comparer=hearing), turn)
    assert hearing.asked == {"Who walked out in Kelso?"}


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


def test_a_change_of_topic_is_answered_without_what_was_said(tools: Tools) -> None:
    before = Turn("Who walked out in Kelso?", ask("Who walked out in Kelso?", tools))
    asked = "Different topic: how many jobs go at Castor Foods?"
    answer = ask(asked, tools, before)
    assert answer.read_as == "How many jobs go at Castor Foods?"
    assert titles(answer)[:1] == ["Castor closes a factory"]
    assert last_asked([before, Turn(asked, answer)]) == answer.read_as


def test_which_paper_says_so_is_not_told_of_an_older_answer(tools: Tools) -> None:
    first, second = "Who walked out in Kelso?", "What did the zoo in Harn pay for its tiger?"
    told, silent = ask(first, tools), ask(second, tools, risk=0.01)
    turns = [Turn(first, told), Turn(second, silent)]
    assert last_answer(turns) is silent
    assert last_answer([*turns, Turn("thanks!", told)]) is silent
    again = ask("which paper says so?", tools, *turns)
    assert isinstance(again, Abstained)
    assert second in (again.reason or "")
