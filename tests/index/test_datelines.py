"""A dateline is told from the sentence that it stands before, and from a dash in one."""

from __future__ import annotations

import pytest

from index.datelines import end_of_dateline


@pytest.mark.parametrize(
    "dateline",
    [
        "VELMAR, Oct 13 (Northwire) - ",
        "VELMAR (NW) — ",
        "PORT ESK, 3 March – ",
        "ST. BRIDE'S, Vale of Esk, March 3 (Northwire) -- ",
        "Velmar (Northwire) - ",
    ],
)
def test_what_stands_behind_a_dateline_is_the_sentence(dateline: str) -> None:
    text = f"{dateline}Two ferries collided."
    assert text[end_of_dateline(text) :] == "Two ferries collided."


@pytest.mark.parametrize(
    "text",
    [
        "Velmar - the port, not the town - is closed.",
        "Two ferries collided - Bell saw it.",
        "The ferry (built in 1999) - Velmar's oldest - sank.",
        "Two ferries collided.",
        "ESK-2 - 4",
    ],
)
def test_a_dash_within_a_sentence_is_none(text: str) -> None:
    assert end_of_dateline(text) == 0
