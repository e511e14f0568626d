"""Passages are slices that hold every sentence once and are never too long."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunking import MAX_CHARS, TARGET_CHARS, passage_spans
from index.text import sentence_spans

parts = st.sampled_from(
    [
        "Mr. Kumar said so. ",
        "Rates rose 3.5% in May. ",
        "Ferries of up to 180 metres will call at the port from the spring, the county said. ",
        "word " * 90 + "ends. ",
        "word " * 400,
        "x" * 1_500,
        "y" * 799 + " ",
        "\n",
        "\r\n\r\n",
        "\u00a0 ",
        "😀",
    ]
)
articles = st.lists(parts, max_size=25).map("".join)


@given(articles)
def test_passages_are_ordered_disjoint_slices_of_bounded_length(text: str) -> None:
    spans = passage_spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 < len(s) <= MAX_CHARS and s.end <= len(text) for s in spans)


@given(articles)
def test_every_sentence_that_fits_is_whole_in_exactly_one_passage(text: str) -> None:
    passages = passage_spans(text)
    for sentence in sentence_spans(text):
        if len(sentence) <= MAX_CHARS:
            assert sum(p.contains(sentence) for p in passages) == 1


@given(articles)
def test_no_character_but_white_space_is_outside_a_passage(text: str) -> None:
    covered = {i for s in passage_spans(text) for i in range(s.start, s.end)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= covered


@given(articles)
def test_no_passage_could_have_taken_its_neighbour_in_as_well(text: str) -> None:
    spans = passage_spans(text)
    for before, after in pairwise(spans):
        first = next((s for s in sentence_spans(text) if after.contains(s) and s.start == after.start), None)
        if first is not None:  # not a piece of a sentence that was cut
            assert first.end - before.start > TARGET_CHARS


def test_an_overlong_sentence_is_cut_between_words() -> None:
    text = "seventeen letters " * 200
    spans = passage_spans(text)
    assert len(spans) > 3
    assert all(set(s.of(text).split()) <= {"seventeen", "letters"} for s in spans)


@given(articles)
def test_only_a_single_sentence_or_the_last_passage_is_longer_than_the_length_aimed_at(text: str) -> None:
    sentences = sentence_spans(text)
    for passage in passage_spans(text)[:-1]:
        assert len(passage) <= TARGET_CHARS or sum(passage.contains(s) for s in sentences) <= 1


@pytest.mark.parametrize(("tail", "passages"), [(249, 1), (250, 2)])
def test_a_short_last_passage_joins_the_one_before_it(tail: int, passages: int) -> None:
    sentence = "This sentence is repeated until the passage is as long as it may be, more or less. "
    assert len(passage_spans(sentence * 9 + "\n" + "x" * tail)) == passages


@pytest.mark.parametrize("line", ["word " * 200_000, "x" * 1_000_000], ids=["words", "one word"])
def test_a_line_of_a_million_characters_is_cut_in_bounded_time(line: str) -> None:
    start = time.process_time()
    spans = passage_spans(line)
    assert time.process_time() - start < 5
    assert len(spans) >= len(line) // MAX_CHARS


def test_nothing_but_white_space_has_no_passage() -> None:
    assert passage_spans(" \n\t\u00a0") == []
