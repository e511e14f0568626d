"""What stands before a sentence, by paragraphs."""

from __future__ import annotations

import pytest

from index.models import Span
from qa.reading.paragraphs import sentences_above, stands_apart


def _above(text: str, words: str) -> tuple[list[str], list[list[str]]]:
    own, above = sentences_above(text, text.index(words))

    def told(spans: list[Span]) -> list[str]:
        return [s.of(text) for s in spans]

    return told(own), [told(paragraph) for paragraph in above]


def test_the_sentences_of_the_paragraph_come_last_first_and_those_above_in_order() -> None:
    text = "It rained. It snowed.\n\nA caption\n\nBell left. Orr stayed. He sang."
    assert _above(text, "He sang.") == (["Orr stayed.", "Bell left."], [["It rained.", "It snowed."]])
    assert _above(text, "Bell left.") == ([], [["It rained.", "It snowed."]])
    assert _above(text, "It rained.") == ([], [])


def test_a_wrapped_paragraph_is_one() -> None:
    text = "Bell left the hall before the end of\nthe day. Orr stayed there until the\nnext. He sang."
    assert _above(text, "He sang.")[0][-1] == "Bell left the hall before the end of\nthe day."


@pytest.mark.parametrize(
    "between", ["## Sport", "| a | b |", "- An item.", "* * *", "Q: Why?", "**Orr:** No."]
)
def test_nothing_above_a_heading_a_list_or_an_interview_belongs_to_it(between: str) -> None:
    assert stands_apart(between)
    assert _above(f"It rained.\n\n{between}\n\nHe sang.", "He sang.") == ([], [])
    assert not stands_apart("He sang: it was late.")


def test_of_a_long_text_what_is_cut_off_is_left_out() -> None:
    text = "Orr stayed. " * 300 + "\n\nBell left. He sang."
    own, above = _above(text, "He sang.")
    assert own == ["Bell left."]
    assert above == []
