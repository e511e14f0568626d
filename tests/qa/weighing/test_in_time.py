"""Which evidence is of the time asked about, and what is done without it."""

from __future__ import annotations

from datetime import date

import pytest

from index.models import Article
from index.text import sentence_spans
from qa.asking.question import view_of
from qa.asking.times import asked_time
from qa.language.nlp import Parse
from qa.reader import Evidence, Reading
from qa.weighing.in_time import in_time, note_on_closer, of_another_time, window

TODAY = date(2026, 11, 22)
COLLAPSE = (
    "KESSELBY, May 5 — A footbridge fell into the river on Sunday. Twelve people were hurt. "
    "It was built in 1962. An inspection on March 20 had found no cracks."
)


def article(text: str, published_at: str | None, article_id: str = "a") -> Article:
    return Article(article_id, 1, text, "", "Title", "Wire", None, published_at, None, "a.txt")


def reading(question: str, *articles: Article, confidence: float = 0.8) -> Reading:
    """The sentences of the articles, in their order, each a little less fit than the one before."""
    places = [(a, s) for a in articles for s in sentence_spans(a.text)]
    evidence = tuple(Evidence((place,), 2.0 - 0.02 * n) for n, place in enumerate(places))
    return Reading(view_of(question, Parse(question, (), ())), evidence, confidence, {}, ())


def shown(question: str, *articles: Article) -> list[str]:
    timed = in_time(reading(question, *articles), asked_time(question, TODAY))
    return [e.text.strip() for e in timed.reading.evidence]


STORY = article(COLLAPSE, "2025-05-05")


def test_a_day_that_the_sentence_names_comes_first_and_those_that_follow_it_count() -> None:
    first, second, *_ = shown("What happened on 4 May?", STORY)
    assert "fell into the river on Sunday" in first
    assert second == "Twelve people were hurt."


@pytest.mark.parametrize("day", ["3 May", "3 May 2025", "4 May 2024", "6 June"])
def test_another_day_than_the_articles_tell_of_is_not_answered(day: str) -> None:
    question = f"How many people were hurt when the footbridge fell on {day}?"
    asked = asked_time(question, TODAY)
    assert asked is not None
    timed = in_time(reading(question, STORY), asked)
    assert (timed.reading.confidence, timed.reading.evidence) == (0.0, ())
    assert timed.n_closer > 0
    assert day in of_another_time(asked)


def test_a_date_in_passing_answers_for_itself_alone() -> None:
    assert shown("What happened on 20 March?", STORY) == ["An inspection on March 20 had found no cracks."]


def test_the_article_tells_of_its_own_day_where_its_sentences_name_none() -> None:
    plain = article("The council met. It voted for the dyke.", "2025-05-04")
    assert shown("What did the council decide in May?", plain) == [
        "The council met.",
        "It voted for the dyke.",
    ]
    assert shown("What did the council decide in June?", plain) == []


def test_without_any_date_nothing_speaks_against_an_article() -> None:
    assert (
        len(shown("What did the council decide in June 2025?", article("It voted for the dyke.", None))) == 1
    )


def test_who_says_something_on_a_day_may_tell_of_another() -> None:
    plan = article("The bridge will open on Friday, Pryce told reporters.", "2025-05-05")
    assert shown("What did Pryce say on 5 May?", plan) != []
    assert shown("What opened on 5 May?", plan) == []


def test_of_an_open_year_the_newest_that_is_told_of_is_meant_and_said() -> None:
    older = article("The council voted on May 4 to close the bridge.", "2024-05-05", "old")
    newer = article("The council voted on May 4 to open the bridge.", "2025-05-05", "new")
    question = "How did the council vote on 4 May?"
    timed = in_time(reading(question, older, newer), asked_time(question, TODAY))
    assert [e.places[0][0].article_id for e in timed.reading.evidence] == ["new"]
    assert "“4 May” read as 4 May 2025." in timed.notes


def test_what_is_left_out_is_counted_and_lowers_the_confidence() -> None:
    question = "What happened on 20 March?"
    timed = in_time(reading(question, STORY), asked_time(question, TODAY))
    assert 0 < timed.reading.confidence < 0.8
    assert timed.n_closer == 3
    assert note_on_closer(3) == "3 closer sentences tell of another time and are left out."
    assert note_on_closer(1) == "1 closer sentence tells of another time and is left out."


def test_a_figure_must_still_be_there() -> None:
    question = "How many cracks did the inspection find on 20 March 2025?"
    bare = article("Twelve people were hurt on May 4. An inspection on March 20 found cracks.", "2025-05-05")
    assert in_time(reading(question, bare), asked_time(question, TODAY)).reading.confidence == 0.0


def test_a_question_about_no_time_is_read_as_it_was() -> None:
    before = reading("Who was hurt?", STORY)
    assert in_time(before, asked_time("Who was hurt?", TODAY)).reading is before


def test_what_happened_is_looked_for_among_what_was_published_then_and_soon_after() -> None:
    asked = asked_time("What happened in May 2025?", TODAY)
    assert asked is not None
    assert window(asked, days=3) == (date(2025, 5, 1), date(2025, 6, 3))
    for open_ended in ("What happened since May 2025?", "What happened in May?"):
        other = asked_time(open_ended, TODAY)
        assert other is not None
        assert window(other, days=3) is None


@pytest.mark.parametrize("far", [0, 700, 2_900, 60_000])
def test_a_sentence_far_into_an_article_follows_the_time_told_right_before_it(far: int) -> None:
    before = "It rained on. " * (far // 14)
    text = f"VELMAR, May 2 — The dyke held. {before}On May 4 the footbridge fell. Twelve people were hurt."
    assert shown("How many people were hurt on 4 May?", article(text, "2025-05-06"))[:2] == [
        "On May 4 the footbridge fell.",
        "Twelve people were hurt.",
    ]


def test_a_time_told_of_many_paragraphs_before_says_nothing_of_a_sentence() -> None:
    text = f"On May 4 the footbridge fell. {'It rained on. ' * 300}Twelve people were hurt."
    told = shown("How many people were hurt on 4 May?", article(text, "2025-05-12"))
    assert "Twelve people were hurt." not in told


def test_of_years_that_overlap_only_the_one_asked_about_counts() -> None:
    text = "There were 390 suspensions, up from 351 in 2024-25 and 274 in 2023-24."
    story = article(text, "2026-11-12")
    assert shown("How many suspensions were there in 2022-23?", story) == []
    assert shown("How many suspensions were there in 2024-25?", story) == [text]
    assert shown("How many suspensions were there in 2023?", article(text, "2026-11-12")) == [text]
