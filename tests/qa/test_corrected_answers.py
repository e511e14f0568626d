"""An answer never gives as true what an article says was wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.models import Filters
from qa.answer import answer_question
from qa.language.nlp import SpacyParser
from qa.models import Answered
from tests.qa.asking_helpers import tools_over

REPORT = """---
title: Fire at the plant
date: 2026-03-04
---
The Halden plant was fined 45,000 crowns in 2019.
"""


def ask(question: str, articles: dict[str, str], folder: Path, parser: SpacyParser) -> Answered:
    with tools_over(articles, folder, parser) as tools:
        answer = answer_question(question, tools, Filters(), risk=0.9999)
    assert isinstance(answer, Answered)
    return answer


def test_a_correction_takes_the_place_of_the_report_it_names(tmp_path: Path, parser: SpacyParser) -> None:
    right = "The agency corrects its report: the Halden plant was fined in 2017, not in 2019."
    note = f"---\ntitle: CORRECTION: Fire at the plant\ndate: 2026-03-09\n---\n{right}\n"
    answer = ask("When was the Halden plant fined?", {"a.md": REPORT, "b.md": note}, tmp_path, parser)
    assert [s.text for s in answer.statements] == [right]
    assert answer.reason is not None
    assert answer.reason.count("Superseded: “The Halden plant was fined 45,000 crowns in 2019.”") == 1


def test_what_was_wrong_stands_behind_what_is_right_and_no_words_of_it_are_marked(
    tmp_path: Path, parser: SpacyParser
) -> None:
    wrong = "In our report of 8 June we gave the turnout in the mayoral election as 61.3 percent."
    text = f"{wrong} That was wrong. The correct figure is 57.9 percent."
    column = f"---\ntitle: Corrections: the election\ndate: 2026-06-11\n---\n{text}\n"
    answer = ask("What was the turnout in the mayoral election?", {"a.md": column}, tmp_path, parser)
    assert [s.text for s in answer.statements][:2] == ["The correct figure is 57.9 percent.", wrong]
    assert answer.statements[1].short is None


@pytest.mark.parametrize(
    ("report", "told", "question"),
    [
        (
            "The new library in Kirkby cost 21 million euros.",
            "An article on 7 April said the new library in Kirkby cost 21 million euros.",
            "How much did the new library in Kirkby cost?",
        ),
        (
            "The ferry from Harn to Velm will restart on 3 June.",
            "In our report we wrongly said that the ferry from Harn to Velm will restart on 3 June.",
            "When will the ferry from Harn to Velm restart?",
        ),
        (
            "The harbour bridge in Harn will reopen on 3 May.",
            "In our report we wrongly said that the harbour bridge in Harn will reopen on May 3.",
            "When will the harbour bridge in Harn reopen?",
        ),
    ],
    ids=["an article said", "from one place to another", "a date written otherwise"],
)
def test_a_correction_is_understood_however_it_tells_what_was_wrong(
    report: str, told: str, question: str, tmp_path: Path, parser: SpacyParser
) -> None:
    right = "It is 12 million euros." if "cost" in report else "It will be on 13 June."
    articles = {
        "a.md": f"---\ntitle: A report\ndate: 2026-04-07\n---\n{report}\n",
        "b.md": f"---\ntitle: Correction\ndate: 2026-04-09\n---\n{told} {right}\n",
    }
    answer = ask(question, articles, tmp_path, parser)
    # What was told stands behind what is right, or above it where that needs it, and once.
    above = [s.before.quote for s in answer.statements if s.before]
    assert answer.statements[0].text == right
    assert [*above, *(s.text for s in answer.statements[1:])].count(told) == 1
    assert f"Superseded: “{report}”" in (answer.reason or "")


def test_a_correction_that_was_corrected_is_neither_shown_nor_a_side(
    tmp_path: Path, parser: SpacyParser
) -> None:
    told = {
        "a.md": (
            "2026-03-04",
            "Fire at the plant",
            "Twelve workers were hurt in the fire at the Halden plant.",
        ),
        "b.md": (
            "2026-03-05",
            "Correction",
            "Correction: Fourteen workers were hurt in the fire at the Halden plant, not twelve.",
        ),
        "c.md": (
            "2026-03-06",
            "Correction",
            "Correction: Fifteen workers were hurt in the fire at the Halden plant, not fourteen.",
        ),
    }
    articles = {
        name: f"---\ntitle: {title}\ndate: {day}\npublisher: Paper\n---\n{text}\n"
        for name, (day, title, text) in told.items()
    }
    answer = ask("How many workers were hurt in the fire at the Halden plant?", articles, tmp_path, parser)
    assert answer.statements[0].text == told["c.md"][2]
    assert told["b.md"][2] not in [s.text for s in answer.statements]
    assert told["b.md"][2] not in [s.text for c in answer.conflicts for s in c.sides]
    assert (answer.reason or "").count("Superseded: “Correction: Fourteen") == 1


def test_an_article_without_a_date_is_named_so_in_a_note(tmp_path: Path, parser: SpacyParser) -> None:
    report = "---\ntitle: Fire\n---\nTwelve workers were hurt in the fire at the Halden plant.\n"
    note = (
        "---\ntitle: Correction\ndate: 2026-03-05\n---\n"
        "Correction: Fourteen workers were hurt in the fire at the Halden plant, not twelve.\n"
    )
    answer = ask(
        "How many workers were hurt at the Halden plant?", {"a.md": report, "b.md": note}, tmp_path, parser
    )
    assert "(publisher not stated, date not stated)" in (answer.reason or "")


WIRE = (
    "HARN (KNA) - The ferry Margit left the port of Velm with 212 passengers and nine cars on Saturday. "
    "She was built in Kirk. Her captain said that the sea was calm and that nobody saw the pier. "
    "The harbour master has closed the pier, and divers will look at its piles on Monday morning."
)


def test_one_paper_asked_for_its_copy_of_a_story_is_told_what_another_corrected_in_it(
    tmp_path: Path, parser: SpacyParser
) -> None:
    note = (
        "In our report on the ferry Margit we said that she left with 212 passengers. She had 207 passengers."
    )
    articles = {
        "a.md": f"---\ntitle: Ferry hits pier\npublisher: Velm Post\ndate: 2026-04-07\n---\n{WIRE}\n",
        "b.md": f"---\ntitle: Pier hit\npublisher: Harn Herald\ndate: 2026-04-08\n---\n{WIRE} It is old.\n",
        "c.md": f"---\ntitle: Corrections\npublisher: Velm Post\ndate: 2026-04-09\n---\n{note}\n",
    }
    question = "How many passengers did the ferry Margit leave Velm with, according to the Harn Herald?"
    answer = ask(question, articles, tmp_path, parser)
    assert {c.publisher for s in answer.statements for c in s.citations} == {"Harn Herald"}
    assert "by Velm Post, 2026-04-09: “She had 207 passengers.”" in (answer.reason or "")
