"""Sentences in one notation: the speaker first, wherever the article names him, and nobody else for him."""

from __future__ import annotations

import pytest

from qa.checking.notation import in_one_notation, small_alike


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "The talks failed, said Ann Bell, who leads the union.",
            "Ann Bell, who leads the union, said that the talks failed.",
        ),
        ("The talks failed, the union said.", "The union said that the talks failed."),
        ("The talks failed, said the union.", "the union said that the talks failed."),
        (
            "Talks on pay, the first since May, failed, said Ann Bell.",
            "Ann Bell said that Talks on pay, the first since May, failed.",
        ),
        ("The talks failed, the union said on Monday.", "The union said on Monday that the talks failed."),
        (
            "The talks failed, the union confirmed to the newspaper Orbit on Monday.",
            "The union confirmed to the newspaper Orbit on Monday that the talks failed.",
        ),
        (
            "The talks failed, according to two ministers, but the union said they went on.",
            "2 ministers said that the talks failed. The union said they went on.",
        ),
        ("The talks failed, the union has said.", "The union has said that the talks failed."),
        (
            "The talks failed, she said, blaming the firm.",
            "She, blaming the firm, said that the talks failed.",
        ),
        ("Sales rose, the bank said, reaching 400.", "The bank said that Sales rose, reaching 400."),
        (
            "The rate fell, according to the bank, compared with a rise in May.",
            "The bank said that the rate fell, compared with a rise in May.",
        ),
    ],
)
def test_a_speaker_who_is_named_last_comes_first(written: str, read: str) -> None:
    assert in_one_notation(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "Norvane's chief executive, Ann Bell, said profits rose.",
        "Ann Bell, the chief executive of Norvane, said profits rose.",
        "Ann Bell, who leads the union, said the talks failed.",
        "Ann Bell, 54, said the talks failed.",
        "Her lawyer, Carl Dorn, told the court that the banks had closed.",
        "The bank, founded in 1898, said it would close.",
        "Hester Lamb, who looks after the silver, identified a feather found in the dealer's van.",
        "Ann Bell, 63, who heads Norvane, will not resign as announced in May.",
        "Norvane made a profit, 3 times what the bank, Orrin, had predicted.",
        "Norvane expects a profit of $3 billion, $4 billion analysts had predicted.",
        "Some believe that the crater, made by a comet, holds the oldest glass ever found on the continent.",
    ],
)
def test_a_speaker_who_comes_first_stays_there(written: str) -> None:
    assert in_one_notation(written) == written


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Of the 12 people on board, nine were hurt.", "9 of the 12 people on board were hurt."),
        (
            "Of the nurses who answered, 60 percent agreed.",
            "60 percent of the nurses who answered agreed.",
        ),
        ("Of course, nine were hurt.", "Of course, 9 were hurt."),
    ],
)
def test_of_whom_there_are_some_stands_behind_them(written: str, read: str) -> None:
    assert in_one_notation(written) == read


def test_what_opened_a_sentence_is_written_small_where_another_writes_it_so() -> None:
    texts = ["The bank said that Rain fell.", "In May rain fell.", "Bell said that Orrin left."]
    assert small_alike(texts) == [
        "The bank said that rain fell.",
        "In May rain fell.",
        "Bell said that Orrin left.",
    ]
