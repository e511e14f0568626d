"""Which names of a sentence can be where something is."""

from __future__ import annotations

import pytest

from index.models import Span
from qa.reading.where import may_be_where


@pytest.mark.parametrize(
    ("question", "text", "name", "may_be"),
    [
        ("Where did they dine?", "They dined in the northern port of Velmar.", "Velmar", True),
        ("Where did they dine?", "The daily Al-Sahel reported that they had dined.", "Al-Sahel", False),
        ("Where is the firm?", "The firm, which is based in Merrow, beat Lindqvist.", "Merrow", True),
        ("Where is the firm?", "The firm, which is based in Merrow, beat Lindqvist.", "Lindqvist", False),
        (
            "Which hospital took them in?",
            "They were taken from Velmar to St Ann's Hospital.",
            "Velmar",
            False,
        ),
        (
            "Which hospital took them in?",
            "They were taken from Velmar to St Ann's Hospital.",
            "St Ann's Hospital",
            True,
        ),
        ("Who dined there?", "The daily Al-Sahel reported it.", "Al-Sahel", True),
        ("Where did Ann sleep?", "Ann slept in her car so as to be early at St Ann's.", "St Ann's", False),
        ("Where did Ann sleep?", "Ann slept in the station and left for Velmar.", "Velmar", False),
        ("Where did Ann sleep?", "Ann slept in the old station of Velmar.", "Velmar", True),
        ("Where did Ann sleep?", "Ann slept at St Ann's.", "St Ann's", True),
    ],
)
def test_where_something_is_stands_behind_in_or_at_and_is_called_so(
    question: str, text: str, name: str, may_be: bool
) -> None:
    start = text.rindex(name)
    assert may_be_where(question, text, Span(start, start + len(name))) is may_be
