"""What was planned is not given for what was; what it came to goes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.models import Article, Filters
from index.text import sentence_spans
from qa.answer import answer_question
from qa.asking.question import view_of
from qa.language.nlp import Parse, SpacyParser
from qa.models import Answered
from qa.reader import Evidence, Reading
from qa.weighing.became import with_what_became, with_what_no_longer_is
from tests.qa.asking_helpers import tools_over


def texts_of(question: str, articles: dict[str, str], folder: Path, parser: SpacyParser) -> list[str]:
    with tools_over(articles, folder, parser) as tools:
        answer = answer_question(question, tools, Filters(), risk=0.9999)
    assert isinstance(answer, Answered)
    assert not answer.conflicts
    # What stands before a sentence is shown with it, and not again.
    return [words for s in answer.statements for words in (s.text, *([s.before.quote] if s.before else []))]


PLAN = "The council had budgeted 3 million euros for the new pool in Harn."
FACT = "In the end it cost 5 million euros, the mayor said."
HEAD = "---\ntitle: A new pool in Harn\ndate: {}\n---\n"


def test_what_it_cost_goes_before_what_was_budgeted(tmp_path: Path, parser: SpacyParser) -> None:
    article = f"{HEAD.format('2026-03-04')}{PLAN} {FACT}\n"
    told = texts_of("How much did the new pool in Harn cost?", {"a.md": article}, tmp_path, parser)
    assert told[:2] == [FACT, PLAN]


@pytest.mark.parametrize(
    ("planned", "opened", "goes_first"),
    [("2026-01-02", "2026-08-02", True), ("2026-08-02", "2026-01-02", False)],
)
def test_what_a_later_article_says_it_cost_goes_first_and_an_earlier_one_does_not(
    planned: str, opened: str, goes_first: bool
) -> None:
    question = "How much did the new pool in Harn cost?"
    plan = _told("a", "The new pool in Harn will cost 3 million euros.", planned, 1.0)
    fact = _told("b", "In the end it cost 5 million euros. The new pool in Harn has opened.", opened, 0.9)
    reading = Reading(view_of(question, Parse(question, (), ())), (plan, fact), 0.9, {}, ())
    assert with_what_became([plan], reading) == ([fact, plan] if goes_first else [plan])


def test_what_a_later_article_says_of_another_thing_does_not_go_first() -> None:
    question = "How much did the pool cost?"
    plan = _told("a", "The pool in Harn will cost 3 million euros.", "2026-01-02", 1.0)
    text = "In the end it cost 5 million euros. The hall in Harn has opened."
    article = Article("b", 1, text, "", "A new hall", "Wire", None, "2026-08-02", None, "b.txt")
    fact = Evidence(((article, sentence_spans(text)[0]),), 0.9)
    reading = Reading(view_of(question, Parse(question, (), ())), (plan, fact), 0.9, {}, ())
    assert with_what_became([plan], reading) == [plan]


def _told(article_id: str, text: str, day: str, score: float) -> Evidence:
    """The first sentence of an article of that day."""
    article = Article(article_id, 1, text, "", "A new pool in Harn", "Wire", None, day, None, "a.txt")
    return Evidence(((article, sentence_spans(text)[0]),), score)


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


def test_what_takes_back_a_sentence_goes_before_it() -> None:
    text = "The date stood, the envoy said in May. It no longer does. It rained."
    article = Article("a", 1, text, "", "Talks", "Wire", None, "2027-06-01", None, "a.txt")
    said, undone, other = (Evidence(((article, s),), 1.0) for s in sentence_spans(text))
    view = view_of("Does the date stand?", Parse("", (), ()))
    reading = Reading(view, (said, other, undone), 0.9, {}, ())
    assert [e.text for e in with_what_no_longer_is(reading).evidence] == [undone.text, other.text]
    far = Reading(view, (other, replace(said, score=0.5), undone), 0.9, {}, ())
    assert with_what_no_longer_is(far) is far


def test_what_somebody_no_longer_does_takes_nothing_back() -> None:
    text = "The inn has ten rooms. It no longer employs a cook."
    article = Article("a", 1, text, "", "Inn", "Wire", None, "2027-06-01", None, "a.txt")
    evidence = tuple(Evidence(((article, s),), 1.0) for s in sentence_spans(text))
    reading = Reading(view_of("How many rooms has the inn?", Parse("", (), ())), evidence, 0.9, {}, ())
    assert with_what_no_longer_is(reading) is reading
