"""`ask` keeps its contract: verbatim citations, or an abstention with its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.qa.cli.program import Program, assert_verbatim


@pytest.mark.shared
@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Who led the delegation to Moscow?", "Sanjeev Kumar"),
        ("What share of India's arsenal is of Russian origin?", "36%"),
    ],
)
def test_an_answer_cites_the_sentence_that_says_it_and_every_citation_is_verbatim(
    program: Program, seed_id: str, question: str, cited: str
) -> None:
    result = program.run("ask", question, "--article", seed_id, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["status"], result.stderr) == (0, "answered", "")
    assert cited in document["statements"][0]["citations"][0]["quote"]
    assert assert_verbatim(program, document) >= 1


@pytest.mark.shared
def test_what_the_article_does_not_say_is_an_abstention_with_exit_code_3(
    program: Program, seed_id: str
) -> None:
    result = program.run("ask", "How much are the signed contracts worth?", "--article", seed_id, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["status"], document["statements"]) == (3, "abstained", [])
    assert document["reason"]


def test_a_question_before_anything_was_published_is_an_abstention(program: Program) -> None:
    asked = ["What was the final bill?", "--as-of", "2025-03-13", "--publisher", "Observer"]
    result = program.run("ask", *asked, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["status"], document["hits"]) == (3, "abstained", [])


def test_a_mistyped_question_says_how_it_was_read(program: Program, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The new library at Colwick cost 31 million pounds.", "utf-8")
    (added,) = program.json("add", tmp_path / "a.md")["added"]
    told = program.run("ask", "what did the new libary at Colwick cost?", "--risk", "0.99").stdout
    assert "Read as: what did the new library at Colwick cost?" in told
    assert "31 million pounds" in told
    program.run("remove", added["article_id"])
