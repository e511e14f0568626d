"""Notes of a column of corrections that are of another matter than the question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.models import Article, Span
from index.text import sentence_spans
from qa.asking.question import view_of
from qa.language.nlp import Parse
from qa.reader import Evidence, Reading
from qa.weighing.claims import claims_of
from qa.weighing.other_notes import without_other_notes
from tests.qa.brief_helpers import parser
from tests.qa.reading.making import article

NOTES = replace(
    article(
        "notes",
        "We said that the bridge at Harn was built for £2m. The work cost £3m.\n"
        "We gave the number of the ferry office as 112. The right number is 121.\n"
        "We apologise for the errors. The Velm Post corrects what is wrong.",
        "Corrections",
    ),
    publisher="The Velm Post",
)
PIER = article("pier", "The pier of Velm was mended for £480,000.", "Pier mended")


def at(of: Article, text: str) -> Evidence:
    start = of.text.index(text)
    return Evidence(((of, Span(start, start + len(text))),), 1.0)


def kept(question: str, *evidence: Evidence) -> list[str]:
    reading = Reading(view_of(question, Parse(question, (), ())), evidence, 0.9, {}, ())
    return [c.evidence.text for c in without_other_notes(claims_of(reading, parser()), reading, 0.9)]


MENDED, WORK = at(PIER, PIER.text), at(NOTES, "The work cost £3m.")


@pytest.mark.parametrize(
    ("question", "n_kept"),
    [
        ("How much did the work on the pier cost?", 1),  # the note names no pier
        ("How much did the work on the bridge cost?", 2),
        ("How much did the work cost?", 2),
    ],
)
def test_a_note_that_lacks_what_the_question_is_about_is_left_out(question: str, n_kept: int) -> None:
    assert kept(question, WORK, MENDED) == [WORK.text, MENDED.text][-n_kept:]


def test_of_two_notes_that_of_the_question_is_kept() -> None:
    of_ferry = at(NOTES, "The right number is 121.")
    asked = "What did the correction say about the ferry office?"
    assert kept(asked, of_ferry, WORK) == [of_ferry.text]
    assert kept(asked, WORK, of_ferry) == [of_ferry.text]


SORRY, CORRECTS = (
    at(NOTES, "We apologise for the errors."),
    at(NOTES, "The Velm Post corrects what is wrong."),
)


@pytest.mark.parametrize(
    "question",
    ["What did the Velm Post correct?", "What mistakes did the Post make?", "What did the Post get wrong?"],
)
def test_asked_what_it_corrected_a_paper_answers_with_its_notes(question: str) -> None:
    assert kept(question, SORRY, WORK, CORRECTS) == [WORK.text]


@pytest.mark.parametrize("question", ["What does the Velm Post do?", "What did the Harn Herald correct?"])
def test_asked_anything_else_all_of_the_column_may_answer(question: str) -> None:
    assert len(kept(question, SORRY, WORK, CORRECTS)) == 3


def test_asked_what_it_corrected_of_something_only_that_note_answers() -> None:
    of_ferry = at(NOTES, "The right number is 121.")
    assert kept("What did the Post get wrong about the bridge?", CORRECTS, of_ferry, WORK) == [WORK.text]


def test_sentences_of_no_note_all_stay() -> None:
    two = article("two", "The pier of Velm was mended. The bridge cost £3m.")
    found = [Evidence(((two, span),), 1.0) for span in sentence_spans(two.text)]
    assert len(kept("How much did the pier cost?", *found)) == 2
