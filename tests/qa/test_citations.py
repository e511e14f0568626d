"""A citation is always the words that stand at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Article, Span
from index.text import sha256_of
from qa.citations import cite, refer, verbatim


def article(text: str) -> Article:
    return Article("a1", 1, text, sha256_of(text), "Title", None, None, None, None, "a.txt")


@given(st.text(min_size=1), st.data())
def test_the_quote_is_the_text_at_its_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    stored = article(text)
    citation = cite(stored, Span(start, end))
    assert stored.text[citation.start : citation.end] == citation.quote
    assert citation.sha256 == stored.sha256
    assert verbatim(stored, Span(start, end)).text == citation.quote


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 2), (0, 99), (50, 99)])
def test_a_place_that_holds_nothing_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="nothing to cite"):
        cite(article("Ten chars."), Span(start, end))


def test_a_reference_has_the_hash_of_the_text_and_no_place() -> None:
    assert refer(article("Text.")).sha256 == sha256_of("Text.")
