"""What a later article states as the cause goes before what was only supposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.models import Article, Filters
from index.text import sentence_spans
from qa.answer import answer_question
from qa.asking.question import view_of
from qa.language.nlp import Parse, SpacyParser
from qa.reader import Evidence, Reading
from qa.weighing.supposed import with_what_was_found
from tests.qa.asking_helpers import tools_over

PLACES = " Rescuers from Velmar, led by Ida Kroll of Norvane, searched near Port Sel on the Anse."
SUPPOSED = "The fire is thought to have been caused by a battery."
FOUND = "The fire was started by an electric heater, the report said."


def article(text: str, day: str, places: str = PLACES) -> Article:
    return Article(day + text[:9], 1, text + places, "", "Fire in Velmar", "Wire", None, day, None, "a.txt")


def first(question: str, *articles: Article) -> tuple[str, str]:
    places = [((a, s),) for a in articles for s in sentence_spans(a.text)[:1]]
    evidence = tuple(Evidence(place, 1.0 - 0.1 * n) for n, place in enumerate(places))
    reading = Reading(view_of(question, Parse(question, (), ())), evidence, 0.9, {}, ())
    reading, note = with_what_was_found(reading)
    return reading.evidence[0].text.strip(), note


@pytest.mark.parametrize("before", [SUPPOSED, "The cause was not known, she said."])
def test_the_cause_that_was_found_later_goes_first_and_a_note_says_so(before: str) -> None:
    text, note = first("What caused the fire?", article(before, "2027-03-01"), article(FOUND, "2027-04-01"))
    assert text == FOUND
    assert note == "An earlier article supposes another cause."


@pytest.mark.parametrize(
    ("question", "before", "later"),
    [
        ("What caused the fire?", SUPPOSED, article("It may have been started by a heater.", "2027-04-01")),
        ("What caused the fire?", SUPPOSED, article("The hall had been due to open.", "2027-04-01")),
        ("What caused the fire?", SUPPOSED, article(FOUND, "2027-02-01")),
        ("What caused the fire?", SUPPOSED, article(FOUND, "2027-04-01", " Nobody in Orlo knew of it.")),
        ("What caused the fire?", "The fire of 3 May was caused by a lamp.", article(FOUND, "2027-04-01")),
        ("What caused the fire?", "The fire was caused by a lamp.", article(FOUND, "2027-04-01")),
        ("How many died in the fire?", SUPPOSED, article(FOUND, "2027-04-01")),
    ],
)
def test_neither_what_is_unsure_nor_older_nor_of_another_fire_goes_first(
    question: str, before: str, later: Article
) -> None:
    assert first(question, article(before, "2027-03-01"), later) == (before, "")


def test_an_answer_begins_with_the_cause_that_was_found(tmp_path: Path, parser: SpacyParser) -> None:
    head = "---\ntitle: Fire in Velmar\npublished: {}\n---\n"
    articles = {
        "a.md": f"{head.format('2027-03-01')}{SUPPOSED}{PLACES}",
        "b.md": f"{head.format('2027-04-01')}{FOUND}{PLACES}",
    }
    with tools_over(articles, tmp_path, parser) as tools:
        answer = answer_question("What caused the fire?", tools, Filters(), risk=0.99)
    assert [s.text for s in answer.statements][:1] == [FOUND]
