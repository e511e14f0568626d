"""Sentences in one notation: the speaker first, wherever the article names him, and nobody else for him."""

from __future__ import annotations

import pytest

from qa.checking.notation import in_one_notation


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
        "Ann Bell, 63, who heads Norvane, will not resign as announced in May.",
    ],
)
def test_a_speaker_who_comes_first_stays_there(written: str) -> None:
    assert in_one_notation(written) == written
