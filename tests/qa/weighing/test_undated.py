"""What is said of articles without a date where a day is asked as of."""

from __future__ import annotations

import pytest

from qa.models import Citation, Statement, Verdict
from qa.weighing.undated import notes_on_undated


def said(title: str, published_at: str | None = None) -> Statement:
    cited = Citation(
        article_id=title,
        version=1,
        title=title,
        publisher=None,
        published_at=published_at,
        url=None,
        start=0,
        end=3,
        quote="Yes",
        sha256="0" * 64,
    )
    return Statement(text="Yes", citations=[cited], verdict=Verdict.VERBATIM)


def test_every_cited_article_without_a_date_is_named_once() -> None:
    assert notes_on_undated(
        [said("A"), said("A"), said("B"), said("C"), said("D", "2025-04-01")], "2025-04-09"
    ) == ["“A”, “B” and “C” have no date: whether they were there by 9 April 2025 is not known."]


@pytest.mark.parametrize(("published_at", "as_of"), [("2025-04-01", "2025-04-09"), (None, None)])
def test_where_all_have_a_date_or_no_day_is_asked_nothing_is_said(
    published_at: str | None, as_of: str | None
) -> None:
    assert notes_on_undated([said("A", published_at)], as_of) == []
