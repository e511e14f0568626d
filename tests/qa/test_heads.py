"""What a sentence stands under is shown with it; a row is told of its head's times, and lends others
nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.models import Filters, Span
from index.text import head_of_table
from qa.answer import answer_question
from qa.heads import head_over
from qa.language.nlp import SpacyParser
from qa.models import Answered
from tests.qa.asking_helpers import tools_over
from tests.qa.reading.making import article

HEAD = "| Region | February 2026 | February 2025 |"
ROWS = ["| Nordmark | 3.3% | 3.1% |", "| Kirkby | 4.1% | 4.6% |", "| Vale of Esk | 7.9% | 7.8% |"]
TABLE = "\n".join([HEAD, "| --- | --- | --- |", *ROWS])
ARTICLE = f"---\ntitle: Unemployment\ndate: 2026-03-12\n---\nUnemployment by region, in percent.\n\n{TABLE}\n"


@pytest.mark.parametrize("when", ["", " in February 2025", " in February 2026"])
def test_the_row_asked_for_is_shown_with_the_head_of_its_table(
    when: str, tmp_path: Path, parser: SpacyParser
) -> None:
    with tools_over({"a.md": ARTICLE}, tmp_path, parser) as tools:
        answer = answer_question(f"What was unemployment in Kirkby{when}?", tools, Filters(), risk=0.9999)
    assert isinstance(answer, Answered)
    first = answer.statements[0]
    assert first.text == ROWS[1]
    assert first.before is not None
    assert first.before.quote == HEAD
    assert HEAD not in [s.text for s in answer.statements]


def test_a_row_is_found_by_the_name_of_its_column_and_the_head_alone_never_answers(
    tmp_path: Path, parser: SpacyParser
) -> None:
    table = "| Yard | Gross profit, €m |\n|---|---|\n| Bellhaven | 12.5 |\n| Eskmouth | 7.1 |"
    text = f"---\ntitle: Yards\ndate: 2026-03-12\n---\nTwo yards reported on Monday.\n\n{table}\n"
    with tools_over({"a.md": text}, tmp_path, parser) as tools:
        told = answer_question("What was Eskmouth's gross profit?", tools, Filters(), risk=0.9999)
        other = answer_question("Which yard has a gross profit?", tools, Filters(), risk=0.9999)
    assert isinstance(told, Answered)
    assert told.statements[0].text == "| Eskmouth | 7.1 |"
    assert "| Yard | Gross profit, €m |" not in [s.text for s in getattr(other, "statements", [])]


def test_the_head_of_a_table_is_its_first_row_and_there_is_none_outside_of_tables() -> None:
    text = f"Before.\n\n{TABLE}\nAfter."
    assert head_of_table(text, text.index(ROWS[2])) == text.index(HEAD)
    assert head_of_table(text, text.index(HEAD)) == text.index(HEAD)
    assert head_of_table(text, text.index("After")) == text.index("After")
    assert head_of_table(text, 0) == 0
    assert head_of_table("|a|\n|b|", 4) == 0


@pytest.mark.parametrize(
    ("text", "words", "head"),
    [
        (f"{TABLE}\nAfter.", ROWS[1], HEAD),
        ("**Is it sold?**\n\nNo.\n\n**Who sold it?**\n\nBell.", "Bell.", "**Who sold it?**"),
        (
            "- **Velmar to Esk**: a new line. It takes an hour.",
            "It takes an hour.",
            "- **Velmar to Esk**: a new line.",
        ),
        ("Bell left. It takes an hour.", "It takes an hour.", None),
        (f"- {'A long line. '[:-2] * 60}. It takes an hour.", "It takes an hour.", None),
    ],
)
def test_over_a_row_an_answer_and_a_sentence_of_a_list_stands_its_head(
    text: str, words: str, head: str | None
) -> None:
    start = text.index(words)
    found = head_over(article("a", text), Span(start, start + len(words)))
    assert (found.of(text) if found else None) == head
