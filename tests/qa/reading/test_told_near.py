"""A sentence that names nobody is of the one asked about only where he is named near it, and of the time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.models import Article, Span
from qa.asking.question import view_of
from qa.language.nlp import Parse
from qa.reading.told_near import is_told_elsewhere
from tests.qa.reading.making import article

PADDING = "The hall was full. People had come early. Some stood. It rained outside. The doors were shut. " * 5


def _elsewhere(question: str, of: Article, sentence: str) -> bool:
    start = of.text.index(sentence)
    return is_told_elsewhere(
        view_of(question, Parse(question, (), ())), of, Span(start, start + len(sentence))
    )


@pytest.mark.parametrize(
    ("question", "text", "is_it"),
    [
        ("What will Una Feld earn?", "Ivo Brand starts in May. He will earn 9 crowns.", True),
        ("What will Una Feld earn?", "Una Feld starts in May. He will earn 9 crowns.", False),
        ("what will feld earn", "They hired Feld in May. He will earn 9 crowns.", False),
        (
            "what will brand earn",
            PADDING + "They met Brand in May. " + PADDING + "He will earn 9 crowns.",
            True,
        ),
        ("What will Una Feld earn?", "Ivo Brand starts. He will earn 9 crowns. So did Una Feld.", True),
        ("What will they earn?", "Ivo Brand starts in May. He will earn 9 crowns.", False),
        # Short forms are not looked for, and "Tarnish" is of Tarne.
        ("What will STU members earn?", "The union met. He will earn 9 crowns.", False),
        ("What will the Velmarians earn?", "Velmaria met them. He will earn 9 crowns.", False),
    ],
)
def test_the_one_asked_about_is_named_shortly_before(question: str, text: str, is_it: bool) -> None:
    assert _elsewhere(question, article("a", text), "He will earn 9 crowns.") is is_it


def test_a_sentence_with_the_name_is_of_the_one() -> None:
    text = PADDING + "Feld will earn 9 crowns."
    assert not _elsewhere("What will Una Feld earn?", article("a", text), "Feld will earn 9 crowns.")


def test_an_item_of_a_list_is_of_what_it_names_itself() -> None:
    text = "Changes:\n- Tarne to Orvik: hourly.\n- Tarne to Velm: new. It takes 12 minutes."
    assert _elsewhere("How long does Orvik to Tarne take?", article("a", text), "It takes 12 minutes.")
    assert not _elsewhere("How long does Velm to Tarne take?", article("a", text), "It takes 12 minutes.")


@pytest.mark.parametrize(
    ("question", "sentence", "is_it"),
    [
        ("How much did the repair cost?", "The repair was made in 2019 and cost 9 crowns.", True),
        (
            "How many days did it last?",
            "In the last one, in 2019, they stood out for two days and won 2.1 crowns.",
            True,
        ),
        ("How much did the 2019 repair cost?", "The repair was made in 2019 and cost 9 crowns.", False),
        ("When was the repair?", "The repair was made in 2019 and cost 9 crowns.", False),
        ("How high is it?", "The wall, built in 2019, is 9 feet high.", False),
        ("How many papers did it read?", "It read 19 papers of 2012 and 2019.", False),
        ("How much did the repair cost?", "The repair was made in 2031 and cost 9 crowns.", False),
    ],
)
def test_what_was_long_ago_is_not_what_goes_on(question: str, sentence: str, is_it: bool) -> None:
    of = replace(article("a", sentence), published_at="2031-05-04")
    assert _elsewhere(question, of, sentence) is is_it
