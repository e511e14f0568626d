"""A date says when by itself, and as exactly as it is asked."""

from __future__ import annotations

import pytest

from qa.reading.when import is_so_exact


@pytest.mark.parametrize(
    ("question", "words", "is_it"),
    [
        ("When did it open?", "yesterday", False),
        ("When did it open?", "last night", False),
        ("When did it open?", "Tuesday", True),
        ("When did it open?", "1893", True),
        ("What day did it open?", "1893", False),
        ("On which date did it open?", "May 2031", False),
        ("What day did it open?", "Tuesday", True),
        ("What day did it open?", "4 June 2031", True),
        ("What date is it?", "June 4th", True),
        ("What time did it open?", "4 June", False),
        ("What time did it open?", "10.15am on 4 June", True),
        ("Which month was it?", "1893", False),
        ("Which month was it?", "June 1893", True),
        ("What year was it?", "4 June", False),
        ("What year was it?", "June 1893", True),
    ],
)
def test_a_year_is_no_day_and_yesterday_is_nothing_by_itself(question: str, words: str, is_it: bool) -> None:
    assert is_so_exact(question, words) is is_it
