"""Words that news uses for one thing count for each other, and no others do."""

from __future__ import annotations

import pytest

from qa.reading.other_words import in_other_words


@pytest.mark.parametrize(
    ("question", "word", "text"),
    [
        ("Who sacked Una Feld?", "sacked", "Una Feld was dismissed on Monday."),
        ("When will mining resume?", "resume", "It expects to restart production in May."),
        ("Why was the fair postponed?", "postponed", "The fair was put off after the storm."),
        ("When did the tunnel cave in?", "cave", "The tunnel collapsed at noon."),
        ("How many homes were evacuated?", "evacuated", "More than 400 homes were cleared."),
        ("How did the stock react?", "stock", "Shares in Norvane rose."),
    ],
)
def test_what_is_asked_by_one_word_is_told_by_another(question: str, word: str, text: str) -> None:
    told = in_other_words(question, [text, "Rain fell on the hills."])
    assert list(told[word]) == [True, False]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who sacked Una Feld?", "Una Feld was promoted on Monday."),
        ("Who was injured?", "Two were killed."),
        ("Who was arrested?", "Two were charged."),
        ("What was raised?", "Taxes were cut."),
    ],
)
def test_what_is_near_but_not_the_same_is_not(question: str, text: str) -> None:
    assert not any(told.any() for told in in_other_words(question, [text]).values())
