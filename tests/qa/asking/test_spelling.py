"""A mistyped word is read as the passages have it; names and words that exist are left alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from index.models import Filters
from qa.answer import Tools, answer_question
from qa.asking.spelling import as_spelled, respelled
from qa.language.nlp import SpacyParser
from tests.qa.asking_helpers import tools_over

TEXT = (
    "The new library at Colwick cost 31 million pounds. "
    "The election was held in Velm, and people voted against it."
)


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory, parser: SpacyParser) -> Iterator[Tools]:
    folder: Path = tmp_path_factory.mktemp("spelling")
    with tools_over({"a.md": f"---\ntitle: A library\n---\n{TEXT}\n"}, folder, parser) as made:
        yield made


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("what did the libary cost", "what did the library cost"),
        ("whats the latset on the libary", "what is the latest on the library"),
        ("wich libary at colwik", "which library at Colwick"),
        ("who won the elction in velm", "who won the election in velm"),
        ("teh library", "the library"),
        ("how much was the library", "how much was the library"),
        ("who voted agaisnt it", "who voted against it"),
        ("what did Colwik cost", "what did Colwik cost"),  # it may be another town
        ("the libertarian vote", "the libertarian vote"),
    ],
)
def test_a_question_is_read_as_it_would_be_spelled(question: str, read: str, tools: Tools) -> None:
    assert as_spelled(question, tools.retriever, Filters()) == read


def test_an_answer_says_how_a_mistyped_question_was_read(tools: Tools) -> None:
    answer = answer_question("what did the libary at Colwick cost?", tools, Filters(), risk=0.999)
    assert answer.read_as == "what did the library at Colwick cost?"
    assert "31 million pounds" in answer.statements[0].text


@pytest.mark.parametrize(
    ("word", "text", "read"),
    [
        ("stoppage", "They stopped.", "stoppage"),  # three letters are another word
        ("burglars", "The burglary took minutes.", "burglars"),
        ("unnecessarily", "It was unnecessary.", "unnecessarily"),
        ("criticise", "There was no criticism.", "criticise"),
        ("stoped", "They were stopped.", "stopped"),
        ("hospise", "The hospice closed.", "hospice"),
        ("polise", "Police came; the police left.", "police"),
        ("castlemore", "Castlemoor bid.", "Castlemoor"),
        ("gaurds", "Nobody came.", "gaurds"),
        ("agaisnt", "They did it again.", "against"),
    ],
)
def test_a_word_is_taken_for_one_that_is_much_like_it(word: str, text: str, read: str) -> None:
    assert respelled(f"the {word} now", [word], [text]) == f"the {read} now"


def test_a_question_without_a_doubtful_word_is_looked_up_by_nobody() -> None:
    class NoSearch:
        def counts(self, words: Sequence[str]) -> tuple[Mapping[str, int], int]:
            return dict.fromkeys(words, 0), 1

        def search(self, *_: Any) -> Any:
            raise AssertionError("nothing is to be searched")

    assert as_spelled("who paid the mayor?", NoSearch(), Filters()) == "who paid the mayor?"  # type: ignore[arg-type]
