"""What was planned is not given for what was; what it came to goes first."""

from __future__ import annotations

from pathlib import Path

from index.models import Filters
from qa.answer import answer_question
from qa.models import Answered
from qa.nlp import SpacyParser
from tests.qa.asking import tools_over


def texts_of(question: str, articles: dict[str, str], folder: Path, parser: SpacyParser) -> list[str]:
    with tools_over(articles, folder, parser) as tools:
        answer = answer_question(question, tools, Filters(), risk=0.9999)
    assert isinstance(answer, Answered)
    assert not answer.conflicts
    return [s.text for s in answer.statements]


PLAN = "The council had budgeted 3 million euros for the new pool in Harn."
FACT = "In the end it cost 5 million euros, the mayor said."
HEAD = "---\ntitle: A new pool in Harn\ndate: {}\n---\n"


def test_what_it_cost_goes_before_what_was_budgeted(tmp_path: Path, parser: SpacyParser) -> None:
    article = f"{HEAD.format('2026-03-04')}{PLAN} {FACT}\n"
    told = texts_of("How much did the new pool in Harn cost?", {"a.md": article}, tmp_path, parser)
    assert told[:2] == [FACT, PLAN]


def test_what_a_later_article_says_it_cost_goes_first_and_an_earlier_one_does_not(
    tmp_path: Path, parser: SpacyParser
) -> None:
    question = "How much did the new pool in Harn cost?"
    plan, fact = "The new pool in Harn will cost 3 million euros.", "In the end it cost 5 million euros."
    for planned, opened, first in (("2026-01-02", "2026-08-02", fact), ("2026-08-02", "2026-01-02", plan)):
        articles = {
            "a.md": f"{HEAD.format(planned)}{plan}\n",
            "b.md": f"{HEAD.format(opened)}The new pool in Harn has opened. {fact}\n",
        }
        (folder := tmp_path / planned).mkdir()
        assert texts_of(question, articles, folder, parser)[0] == first


def test_a_question_about_the_plan_is_answered_with_the_plan(tmp_path: Path, parser: SpacyParser) -> None:
    article = f"{HEAD.format('2026-03-04')}{PLAN} {FACT}\n"
    question = "How much was budgeted for the new pool in Harn?"
    assert texts_of(question, {"a.md": article}, tmp_path, parser)[0] == PLAN


def test_another_kind_of_figure_is_not_what_became_of_it(tmp_path: Path, parser: SpacyParser) -> None:
    # It says the same but for its figure, so that it is as near as what it came to would be.
    article = f"{HEAD.format('2026-03-04')}{PLAN} In the end the new pool in Harn cost 900 jobs.\n"
    told = texts_of("How much did the new pool in Harn cost?", {"a.md": article}, tmp_path, parser)
    assert told[0] == PLAN


def test_a_plan_and_what_it_came_to_do_not_disagree(tmp_path: Path, parser: SpacyParser) -> None:
    plan = "The new pool in Harn is expected to cost 3 million euros."
    fact = "The new pool in Harn cost 5 million euros."
    articles = {
        "a.md": f"{HEAD.format('2026-03-02')}{plan}\n",
        "b.md": f"{HEAD.format('2026-03-04')}{fact}\n",
    }
    told = texts_of("How much did the new pool in Harn cost?", articles, tmp_path, parser)
    assert told[0] == fact
