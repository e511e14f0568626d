"""What somebody was asked is shown with the reply."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.models import Filters
from index.text import sentence_spans
from qa.answer import answer_question
from qa.asking.question import view_of
from qa.language.nlp import Parse, SpacyParser
from qa.models import Answered
from qa.reader import Evidence, Reading
from qa.weighing.replies import tells_only_what_was_asked, with_replies
from tests.qa.asking_helpers import tools_over
from tests.qa.reading.making import article

ASKED = "The harbour master Ada Bell was asked whether she would close the north quay."


@pytest.mark.parametrize(
    ("behind", "n_shown"),
    [("“Not this year,” she said.", 2), ("The quay was built in 1902.", 1)],
)
def test_the_reply_goes_with_what_was_asked(
    behind: str, n_shown: int, tmp_path: Path, parser: SpacyParser
) -> None:
    article = f"---\ntitle: Quays\ndate: 2026-03-04\n---\n{ASKED} {behind} Rain fell in Esk.\n"
    with tools_over({"a.md": article}, tmp_path, parser) as tools:
        answer = answer_question("Would Ada Bell close the north quay?", tools, Filters(), risk=0.9999)
    assert isinstance(answer, Answered)
    given = [s.text for s in answer.statements]
    assert given[:n_shown] == [ASKED, behind][:n_shown]
    assert (behind in given) is (n_shown == 2)


SET = "The harbour board set three conditions."
CONDITIONS = "There must be light, somebody must report each year, and no coal may come in."


@pytest.mark.parametrize(
    ("question", "is_told"),
    [
        ("What conditions did the harbour board set?", True),
        ("How many conditions did the harbour board set?", False),
        ("What did the harbour board set up?", False),
    ],
)
def test_what_only_says_how_many_there_are_goes_with_what_they_are(
    question: str, is_told: bool, tmp_path: Path, parser: SpacyParser
) -> None:
    article = f"---\ntitle: Quays\ndate: 2026-03-04\n---\n{SET} {CONDITIONS} Rain fell in Esk.\n"
    with tools_over({"a.md": article}, tmp_path, parser) as tools:
        answer = answer_question(question, tools, Filters(), risk=0.9999)
    assert isinstance(answer, Answered)
    assert [s.text for s in answer.statements] == [SET, CONDITIONS][: 1 + is_told]


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [
        ("Bell was asked on Monday if the quay was safe.", True),
        ("Reporters asked her about the quay.", True),
        ("Two members asked Ada Bell why the quay was shut.", True),
        ("Bell was asked to close the quay.", False),
        ("Asked whether she would go, Bell said no.", False),
        ("Bell was asked whether she would go, and declined to say.", False),
        ("Bell, who was asked about the quay, left.", False),
        ("When she was asked about the quay she left.", False),
        ("She said she was asked about the quay.", False),
        ("Bell closed the quay.", False),
    ],
)
def test_only_what_does_not_tell_the_reply_needs_one(text: str, is_alone: bool) -> None:
    assert tells_only_what_was_asked(text) is is_alone


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("Bell: Two. We called off a third.", ["Bell: Two.", "We called off a third."]),
        ("Bell: Two.\n\nBell: Rain fell on the strike.", ["Bell: Two."]),
    ],
)
def test_the_first_words_of_an_answer_are_shown_with_the_next(
    answer: str, shown: list[str], tmp_path: Path, parser: SpacyParser
) -> None:
    asked = "**Post: How many days did the dockers strike?**"
    article = (
        f"---\ntitle: Quays\ndate: 2026-03-04\n---\n{asked}\n\n{answer}\n\n**Post: Why?**\n\nBell: Guess.\n"
    )
    with tools_over({"a.md": article}, tmp_path, parser) as tools:
        told = answer_question("How many days did the dockers strike?", tools, Filters(), risk=0.9999)
    assert isinstance(told, Answered)
    assert [s.text for s in told.statements][: len(shown)] == shown
    assert told.statements[0].before is not None
    assert told.statements[0].before.quote == asked
    assert ("We called off a third." in [s.text for s in told.statements]) is (len(shown) == 2)


@pytest.mark.parametrize("is_read", [True, False])
def test_what_stands_further_behind_is_not_what_was_announced(is_read: bool) -> None:
    told = article("quays", f"{SET} The board met on Monday. {CONDITIONS}")
    spans = sentence_spans(told.text)
    seen = [spans[0], spans[1 if is_read else 2]]
    evidence = tuple(Evidence(((told, span),), 1.0) for span in seen)
    question = "What conditions did the harbour board set?"
    reading = Reading(view_of(question, Parse(question, (), ())), evidence, 0.9, {}, ())
    assert len(with_replies(evidence[:1], reading)) == 1 + is_read
