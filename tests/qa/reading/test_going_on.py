"""A paragraph that begins with "she" is told on of whom the paragraph above is about, where that is clear."""

from __future__ import annotations

from index.models import Span
from qa.conversing.she_or_he import Gender
from qa.reading.going_on import told_on_above
from tests.qa.reading.making import article

FIRST = "Professor Dell, 52, was born in Velmar."
ABOVE = f"Velmar has appointed Anna Dell.\n\n{FIRST} Marisa Quist, the head of a clinic, withdrew.\n\n"
HER = "Her salary is 9,000 crowns."


def _told_on(text: str, words: str = HER, gender: Gender = Gender.SHE) -> str | None:
    of = article("a", text)
    start = text.index(words)
    found = told_on_above(of, Span(start, start + len(words)), gender)
    return found.of(text) if found else None


def test_it_is_about_whom_the_paragraph_above_begins_with_and_the_article_names_most() -> None:
    assert _told_on(ABOVE + HER) == FIRST


def test_it_is_about_nobody_where_that_is_not_clear() -> None:
    assert _told_on(ABOVE + HER, gender=Gender.HE) is None
    assert _told_on(f"{ABOVE}It rained. {HER}") is None  # it does not begin the paragraph
    assert _told_on(f"{ABOVE}{HER} Ms Quist was late.") is None  # both are named twice
    assert _told_on(f"{FIRST} It rained.\n\n{HER}") is None  # there is but one
    spoken = ABOVE.replace("withdrew", "said that she withdrew")
    assert _told_on(f"{spoken}She said that it was late.", "She said that it was late.") is None
