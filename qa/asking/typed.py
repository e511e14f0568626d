"""What a person types to ask, to search for, or to brief on: one line with a word in it."""

from __future__ import annotations

from index.text import storable
from qa.errors import SettingsError
from qa.language.words import WORD

MAX_QUESTION_CHARS = 2_000


def usable_question(text: str) -> str:
    """`text` on one line.

    Raises:
        SettingsError: if it is over `MAX_QUESTION_CHARS` long, or has no word.
    """
    text = _line(text)
    if not text or len(text) > MAX_QUESTION_CHARS:
        raise SettingsError(f"a question has 1 to {MAX_QUESTION_CHARS:,} characters")
    return worded(text, "question")


def worded(text: str, what: str) -> str:
    """`text`, a `what`, on one line. Marks alone would find whatever comes first.

    Raises:
        SettingsError: if it has neither a word nor a figure.
    """
    text = _line(text)
    if not WORD.search(text):
        raise SettingsError(f"there is no word in the {what}", hint="say in words what to look for")
    return text


def _line(text: str) -> str:
    return " ".join(storable(text).split())
