"""Of an interview the answers answer, and not the questions."""

from __future__ import annotations

from pathlib import Path

from index.models import Filters
from qa.answer import answer_question
from qa.language.nlp import SpacyParser
from qa.models import Answered
from tests.qa.asking_helpers import tools_over


def test_what_an_interviewer_asks_is_never_the_answer_and_what_he_is_told_is(
    tmp_path: Path, parser: SpacyParser
) -> None:
    asked, told = "**Courier:** Who paid for the new pumps?", "**Bell:** The Nordmark Foundation."
    article = f"---\ntitle: The harbour master speaks\ndate: 2026-03-04\n---\n{asked}\n\n{told}\n"
    with tools_over({"a.md": article}, tmp_path, parser) as tools:
        answer = answer_question("Who paid for the new pumps?", tools, Filters(), risk=0.9999)
    assert isinstance(answer, Answered)
    given = [s.text for s in answer.statements]
    assert given[0] == told
    assert asked not in given
