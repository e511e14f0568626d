"""The timeline of a brief: dated events with what their dates were counted from."""

from __future__ import annotations

from qa.briefing.outline import outline
from qa.briefing.prose import SentenceId, read
from qa.briefing.ranking import Cosine
from qa.briefing.timeline import make_timeline
from qa.models import Precision, TimelineEntry
from tests.qa.brief_helpers import article, parser


def _unlike(one: SentenceId, other: SentenceId) -> float:
    return 0.0


def _alike(one: SentenceId, other: SentenceId) -> float:
    return 0.9


def _timeline(
    *texts: str, published_at: str | None = "2025-03-17T09:00:00+01:00", cosine: Cosine = _unlike
) -> list[TimelineEntry]:
    articles = [article(t, published_at=published_at, article_id=f"a{n}") for n, t in enumerate(texts)]
    return make_timeline(read([outline(a) for a in articles], parser()), cosine)


def test_an_entry_has_its_event_its_words_and_where_the_date_is_from() -> None:
    entries = _timeline(
        "The port closed on March 3. The union called a second strike three days later. "
        "The terminal itself was opened in 1998."
    )
    assert [(e.date, e.precision, e.expression, e.resolved_from) for e in entries] == [
        ("1998", Precision.YEAR, "1998", "stated"),
        ("2025-03-03", Precision.DAY, "March 3", "published 2025-03-17"),
        ("2025-03-06", Precision.DAY, "three days later", "the previous date 2025-03-03"),
    ]
    assert entries[2].event.value is not None
    assert entries[2].event.value.startswith("The union called a second strike")


def test_what_is_said_of_the_present_is_no_event() -> None:
    text = "It is an exciting time at today's port, she said. The port closed today. Today’s talks failed."
    assert [e.event.value for e in _timeline(text)] == ["The port closed today.", "Today’s talks failed."]


def test_neither_the_dateline_nor_the_publication_is_an_event() -> None:
    text = "VELMAR, March 17 (Meridian Wire) — Dockworkers agreed on Sunday to talk. Nobody knows the result."
    assert [(e.date, e.expression) for e in _timeline(text)] == [("2025-03-16", "Sunday")]


def test_a_dateline_without_a_year_leaves_the_year_open() -> None:
    text = "KESSELBY, May 20 — The bridge was closed yesterday by the town. The trial starts next Monday."
    entries = _timeline(text, published_at=None)
    assert [(e.date, e.expression, e.resolved_from) for e in entries] == [
        ("--05-19", "yesterday", "the dateline --05-20"),
        (None, "next Monday", None),
    ]


def test_a_date_that_nothing_settles_is_kept_with_its_words() -> None:
    (entry,) = _timeline("The union called a second strike three days later.")
    assert (entry.date, entry.precision, entry.resolved_from) == (None, Precision.UNKNOWN, None)


def test_entries_are_sorted_open_years_behind_and_undated_last() -> None:
    entries = _timeline(
        "The fair was held on October 29-30. The office opened in 2019. The mayor left on Tuesday after it.",
        published_at=None,
    )
    assert [e.date for e in entries] == ["2019", "--10-29", None]


def test_an_article_without_prose_has_no_timeline() -> None:
    assert make_timeline(read([outline(article("—"))], parser()), _unlike) == []


def test_one_event_of_one_day_in_two_articles_is_one_entry_with_both_citations() -> None:
    texts = ("The harbour reopened on March 14.", "Ships came in again on 14 March.")
    (entry,) = _timeline(*texts, cosine=_alike)
    assert {c.article_id for c in entry.event.citations} == {"a0", "a1"}
    assert len(_timeline(*texts)) == 2


def test_events_of_two_days_stay_two_however_alike() -> None:
    texts = ("The harbour reopened on March 14.", "The harbour reopened on March 15.")
    assert [e.date for e in _timeline(*texts, cosine=_alike)] == ["2025-03-14", "2025-03-15"]


def _events(text: str, published_at: str) -> dict[str | None, str | None]:
    return {e.date: e.event.value for e in _timeline(text, published_at=published_at)}


def test_a_date_beside_the_news_dates_what_it_is_said_of() -> None:
    events = _events(
        "The Harn crossing, which was closed on March 2, reopened to foot passengers on Monday.", "2025-05-06"
    )
    assert events["2025-03-02"] == "The Harn crossing, which was closed on March 2"
    assert events["2025-05-05"] is not None
    assert "reopened" in events["2025-05-05"]


def test_what_is_proved_or_stressed_is_no_event_of_its_own() -> None:
    events = _events("She gave evidence that he left the house on March 2.", "2025-05-06")
    assert events["2025-03-02"] == "She gave evidence that he left the house on March 2."


def test_what_the_writer_says_of_himself_is_no_event() -> None:
    assert _events("We were told on March 2 that it was over. The fair ended on March 3.", "2025-03-06") == {
        "2025-03-03": "The fair ended on March 3."
    }
