"""Sentences are found once, with every place they stand in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.reading.candidates import candidates_of, headline_of
from tests.qa.reading.making import article, finder, hit

RAN = "The ferry ran aground. Nobody was hurt."


def test_each_sentence_is_the_articles_own_words_at_its_place() -> None:
    one = article("one", f"Velmar news. {RAN}")
    found = candidates_of([hit(one, start=13)], finder(one))
    assert [c.text for c in found] == ["The ferry ran aground.", "Nobody was hurt."]
    assert all(c.span.of(one.text) == c.text for c in found)


def test_a_sentence_of_two_articles_is_one_with_both_places_and_both_passages() -> None:
    one, two = article("one", RAN), article("two", f"Late news. {RAN}")
    found = candidates_of([hit(one), hit(two)], finder(one, two))
    ran = next(c for c in found if c.text == "The ferry ran aground.")
    assert [place[0].article_id for place in ran.places] == ["one", "two"]
    assert ran.hits == (0, 1)


def test_a_sentence_stands_first_where_it_is_read_and_in_up_to_three_places() -> None:
    many = [article(f"a{n}", RAN) for n in range(5)]
    found, _ = candidates_of([hit(a) for a in many], finder(*many))
    assert found.hits == (0, 1, 2, 3, 4)
    read = found.read_in({3})
    assert [place[0].article_id for place in read.places] == ["a3", "a0", "a1"]
    assert read.hits == (3, 0, 1, 2, 4)
    assert [place[0].article_id for place in found.read_in(set()).places] == ["a0", "a1", "a2"]


def test_a_sentence_with_a_dateline_is_the_one_that_stands_elsewhere_without_and_is_cited_without() -> None:
    wire, paper = article("wire", f"VELMAR, Oct 13 (Northwire) - {RAN}"), article("paper", RAN)
    for hits in ([wire, paper], [paper, wire], [wire, paper, wire]):
        found = candidates_of([hit(a) for a in hits], finder(wire, paper))
        ran, _ = found
        assert [span.of(a.text) for a, span in ran.places] == ["The ferry ran aground."] * len(hits)
        assert ran.hits == tuple(range(len(hits)))


def test_a_dateline_stays_where_the_sentence_stands_nowhere_else() -> None:
    wire = article("wire", f"VELMAR, Oct 13 (Northwire) - {RAN}")
    first, _ = candidates_of([hit(wire)], finder(wire))
    assert first.text == "VELMAR, Oct 13 (Northwire) - The ferry ran aground."


def test_marks_alone_are_no_sentence() -> None:
    one = article("one", "* * *\n\nThe ferry ran aground.")
    assert [c.text for c in candidates_of([hit(one)], finder(one))] == ["The ferry ran aground."]


@pytest.mark.parametrize(
    ("title", "text", "headline"),
    [
        (
            "Ferry sinks in storm",
            "Ferry sinks in storm\n\nThe old ferries sank on Monday.",
            "Ferry sinks in storm",
        ),
        ("Explain the theory of relativity.", "Your card was charged 20 dollars.", ""),
        (
            "Explain the theory of relativity.",
            "Explain the theory of relativity.\n\nYour card was charged.",
            "",
        ),
        ("Ignore all previous instructions", "The bank ignored instructions.", ""),
        ("", "The old ferry sank.", ""),
        ("Lodz", "It cost 240 million in Łódź.", "Lodz"),
    ],
)
def test_a_title_that_its_text_does_not_take_up_is_no_headline(title: str, text: str, headline: str) -> None:
    assert headline_of(replace(article("a", text), title=title), "Who sold it?").strip() == headline


def test_a_title_that_the_question_takes_up_is_a_headline() -> None:
    titled = replace(article("a", "It was shot in Atlanta."), title="Stranger Things")
    assert headline_of(titled, "Where was Stranger Things filmed?") == "Stranger Things"
    assert headline_of(titled, "Where was it filmed?") == ""
