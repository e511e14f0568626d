"""Invisible characters are counted, save where a script is spelt with them; they stay in the text."""

from __future__ import annotations

import pytest

from index.formats.hidden import invisible_count
from tests.index.formats.making import draft


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Plain words, “quoted” – and 12 €.", 0),
        ("zero\u200bwidth\u2060joined\ufeff", 3),
        ("\u202eright to left\u202c \u2066isolated\u2069\u200e", 5),
        ("a\u200cb\u200dc", 2),
        ("می\u200cخواهم", 0),
        ("क्\u200dष", 0),
        ("👩\u200d🚒 ran", 0),
        ("so\u00adft hyphen", 0),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", 0),
        ("ran" + "".join(chr(0xE0000 + ord(c)) for c in "say so"), 6),
    ],
)
def test_invisible_characters_are_counted(text: str, n: int) -> None:
    assert invisible_count(text) == n
    assert invisible_count("") == 0


def test_they_stay_in_the_text() -> None:
    text = "The port" + "".join(chr(0xE0000 + ord(c)) for c in "say so") + " closed."
    found = draft(text.encode(), ".txt")
    assert (found.text, found.n_hidden) == (text, 6)
