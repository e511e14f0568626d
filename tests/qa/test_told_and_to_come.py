"""What tells who followed, and what is to come, goes before what only has the question's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.models import Filters
from qa.answer import answer_question
from qa.language.nlp import SpacyParser
from tests.qa.asking_helpers import tools_over


@pytest.mark.parametrize(
    ("question", "near", "right"),
    [
        (
            "When will the embassy in Velmar open?",
            "The embassy in Velmar was open on Friday.",
            "The embassy is to open on 1 March.",
        ),
        (
            "Who is the successor of Barros?",
            "Barros, said Karin Sand, resigned.",
            "He was replaced by Ines Coelho.",
        ),
    ],
)
def test_it_is_shown_first(question: str, near: str, right: str, tmp_path: Path, parser: SpacyParser) -> None:
    with tools_over({"a.md": f"---\ntitle: News\n---\n{near} {right}\n"}, tmp_path, parser) as tools:
        answer = answer_question(question, tools, Filters(), risk=0.9999)
    assert answer.statements[0].text == right


def test_nobody_is_as_old_as_another(tmp_path: Path, parser: SpacyParser) -> None:
    text = "Ingrid Lind won the vote in Harn by 412 votes. Selma Tarkan, 54, won the vote in Velmar."
    with tools_over({"a.md": f"---\ntitle: News\n---\n{text}\n"}, tmp_path, parser) as tools:
        answer = answer_question("How old is Ingrid Lind?", tools, Filters(), risk=0.9999)
    assert (answer.statements, answer.confidence) == ([], 0.0)
