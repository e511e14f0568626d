"""The bottom line is a whole sentence of the newest of the matter, and what it tells is not told again."""

from __future__ import annotations

from tests.qa.brief_helpers import article, brief_of

OLD = "The ferry to Harn was stopped on Monday, when a crack was found in its hull by two divers."
NEW = "The ferry to Harn sails again from Friday, the port said after a week of repairs in the dock."


def test_a_short_sentence_is_no_bottom_line_however_new_and_early() -> None:
    short = "The Harn ferry sails again tomorrow morning."
    old = article(OLD, title="Harn ferry stopped", published_at="2025-05-01", article_id="old")
    new = article(f"{short} {NEW}", title="Harn ferry back", published_at="2025-05-09", article_id="new")
    assert [s.text for s in brief_of(old, new, topic="Harn ferry").bottom_line][:1] == [NEW]
