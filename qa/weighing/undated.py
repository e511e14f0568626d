"""Articles without a date, quoted as of a day: whether they were there by then, nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from qa.dates import of_day
from qa.models import Statement


def notes_on_undated(shown: Iterable[Statement], as_of: str | None) -> list[str]:
    """A note that names the articles without a date that `shown` cites; none if all have one, or no day (ISO
    8601) is asked as of."""
    if as_of is None:
        return []
    cited = [citation for statement in shown for citation in statement.citations]
    undated = {c.article_id: f"“{c.title}”" for c in cited if c.published_at is None}
    if not undated:
        return []
    *others, last = undated.values()
    names, have = (f"{', '.join(others)} and {last}", "have") if others else (last, "has")
    were = "they were" if others else "it was"
    day = of_day(date.fromisoformat(as_of)).words()
    return [f"{names} {have} no date: whether {were} there by {day} is not known."]
