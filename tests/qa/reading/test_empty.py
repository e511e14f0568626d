"""What only repeats the question tells nothing; what confirms it, chooses or denies does."""

from __future__ import annotations

import pytest

from qa.reading.empty import tells_nothing


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How full was the hall according to Ada Howe?", "Ada Howe"),
        ("How full was the hall according to Ada Howe?", "**Ada Howe**"),
        ("Why did the ferry sink?", "The ferry sank."[:9] + " sinks."),
        ("Did the ferry sink?", "## The ferry"),
        ("Velmar yard sales", "Velmar yard"),
    ],
)
def test_words_of_the_question_alone_tell_nothing(question: str, text: str) -> None:
    assert tells_nothing(question, [text]).tolist() == [1.0]


@pytest.mark.parametrize(
    ("question", "text", "is_empty"),
    [
        ("Who spoke for the yard?", "By Ada Howe", True),
        ("Who spoke for the yard, Bell or Howe?", "By Ada Howe and Otto de Bell in Velmar", True),
        ("Who wrote the report?", "By Ada Howe", False),
        ("Who spoke for the yard?", "By Monday", False),
        ("Who spoke for the yard?", "By then Ada Howe spoke for it.", False),
        ("Who spoke for the yard?", "Ada Howe", False),
    ],
)
def test_who_wrote_an_article_is_told_to_who_asks_for_it(question: str, text: str, is_empty: bool) -> None:
    assert tells_nothing(question, [text]).tolist() == [float(is_empty)]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Did Bell sell the yard?", "Bell did sell the yard."),
        ("Who won, Bell or Howe?", "Howe won."),
        ("Did Bell and Howe resign, and how?", "Both resigned."),
        ("Why did Bell resign?", "Bell did not resign."),
        ("Why did Bell resign?", "Bell resigned in anger."),
        ("Who resigned?", "It was him."),
        ("Why did Bell resign?", "“No,” she said."),
        ("How many ships has Bell?", "Bell has 12 ships."),
    ],
)
def test_what_confirms_denies_or_adds_a_word_tells_something(question: str, text: str) -> None:
    assert tells_nothing(question, [text]).tolist() == [0.0]
