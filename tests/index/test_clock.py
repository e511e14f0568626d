"""Whether a sentence ends at "a.m." or "p.m."; `test_text.py` has whole texts."""

from __future__ import annotations

import pytest

from index.clock import ends_at_clock, is_clock


@pytest.mark.parametrize(
    ("sentence", "behind", "ends"),
    [
        ("The pumps failed at 3.10 a.m.", "Engineers came.", True),
        ("The pumps failed at 3.10 a.m.", "Marchetti Marine sent a tug.", True),
        ("The pumps failed at 3.10 a.m.", "“Too late,” said Bell.", True),
        ("The pumps failed at 3.10 a.m.", "Sunday’s crew had left.", True),
        ("The pumps failed at 3.10 a.m.", "Sunday, they said.", False),
        ("The pumps failed at 3.10 a.m.", "Eastern on Monday.", False),
        ("The pumps failed at 3.10 a.m.", "GMT.", False),
        ("The pumps failed at 3.10 a.m.", "when nobody was there.", False),
        ("They met before the 3 p.m.", "Council session.", False),
        ("By 3 p.m.", "Engineers came.", False),
        ("On Monday at about 3 p.m.", "Engineers came.", False),
    ],
)
def test_a_sentence_ends_at_a_time_that_what_follows_does_not_belong_to(
    sentence: str, behind: str, ends: bool
) -> None:
    text = f"{sentence} {behind}"
    assert is_clock(text, 0, len(sentence))
    assert ends_at_clock(text, 0, len(sentence), len(sentence) + 1) is ends


def test_only_a_time_is_one() -> None:
    assert not is_clock("He met Sam.", 0, 11)
