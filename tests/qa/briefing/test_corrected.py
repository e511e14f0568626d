"""What a paper corrected is not told again as if it stood: both sides are shown, and nothing else is lost."""

from __future__ import annotations

from qa.briefing.corrected import CORRECTED
from tests.qa.brief_helpers import article, brief_of

REPORT = article(
    "The town of Harn opened its new library on Tuesday. The library cost the town 4.2 million crowns. "
    "The building has a garden on its roof.",
    title="Harn opens its library at last",
    published_at="2025-05-07",
    article_id="report",
    publisher="Harn Courier",
)


def _note(text: str, *, title: str = "Correction: Harn library", publisher: str = "Harn Courier") -> str:
    """What a brief of the report and a correction holds, and says of the cost."""
    note = article(text, title=title, published_at="2025-05-09", article_id="note", publisher=publisher)
    brief = brief_of(REPORT, note)
    stands = [*brief.bottom_line, *brief.key_points]
    repeats = any("4.2 million" in s.text for s in stands) or any("4.2" in f.value for f in brief.figures)
    sides = [c.sides for c in brief.disagreements if c.about == CORRECTED]
    return f"{'repeated' if repeats else 'left out'}, {[len(s) for s in sides]}"


WRONG = "An article on the library of Harn said that it cost 4.2 million crowns. It cost 5.1 million."


def test_what_the_paper_corrects_is_told_as_corrected_only() -> None:
    assert _note(WRONG) == "left out, [2]"


def test_what_another_paper_corrects_stands() -> None:
    assert _note(WRONG, publisher="Velm Post").startswith("repeated")


def test_of_a_column_what_belongs_to_other_reports_is_not_read() -> None:
    other = "\n\nIn a report on the ferry we said that its captain was Ann Orl. She is Anna Orel."
    note = article(
        WRONG + other,
        title="Corrections and clarifications",
        published_at="2025-05-09",
        article_id="note",
        publisher="Harn Courier",
    )
    brief = brief_of(REPORT, note)
    told = [*brief.bottom_line, *brief.key_points]
    assert not any("captain" in s.text or "Ann" in s.text for s in told)
    (conflict,) = [c for c in brief.disagreements if c.about == CORRECTED]
    assert conflict.sides[0].text == WRONG
    assert conflict.sides[1].text == "The library cost the town 4.2 million crowns."


def test_what_was_not_wrong_in_the_report_stays() -> None:
    brief = brief_of(REPORT, article(WRONG, title="Correction", published_at="2025-05-09", article_id="note"))
    assert any("garden on its roof" in s.text for s in [*brief.bottom_line, *brief.key_points])


def test_a_correction_in_a_column_that_names_the_headline_of_a_report_belongs_to_it() -> None:
    named = (
        "In “Harn opens its library at last” we misspelt the name of the painter Ann Orl. She is Anna Orel."
    )
    other = "In a report on the ferry we said that its captain was Jon Bek. He is Jan Beck."
    column = {
        "title": "Corrections and clarifications",
        "published_at": "2025-05-09",
        "publisher": "Harn Courier",
    }
    brief = brief_of(REPORT, article(f"{named}\n\n{other}", article_id="note", **column))
    assert [c.sides[0].text for c in brief.disagreements if c.about == CORRECTED] == [named]
