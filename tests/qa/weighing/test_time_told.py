"""Whether a sentence tells of the time asked about, of another, or of none."""

from __future__ import annotations

import pytest

from index.models import Article
from index.text import sentence_spans
from qa.asking.times import asked_time
from qa.weighing.time_told import Fit, fits_of


def fits(question: str, text: str, published_at: str | None, title: str = "Title") -> list[Fit]:
    article = Article("a", 1, text, "", title, "Wire", None, published_at, None, "a.txt")
    time = asked_time(question, None)
    assert time is not None
    return fits_of([((article, span),) for span in sentence_spans(text)], time.told, question)


IN_OCTOBER = "By how much did sales fall in October 2008?"


@pytest.mark.parametrize(
    ("text", "published_at", "fit"),
    [
        ("Sales fell by 3 percent.", "2008-10-30", Fit.TOLD),
        ("Sales fell by 3 percent.", "2008-12-30", Fit.OTHER),
        ("Sales fell by 3 percent.", None, Fit.OPEN),
        ("Sales fell by 3 percent last month.", "2008-11-04", Fit.NAMED),
        ("Sales fell by 3 percent in October 2008.", None, Fit.NAMED),
        ("Sales fell by 3 percent in May 2008.", None, Fit.OTHER),
    ],
)
def test_dates_in_the_sentence_come_before_the_day_of_publication(
    text: str, published_at: str | None, fit: Fit
) -> None:
    assert fits(IN_OCTOBER, text, published_at) == [fit]


@pytest.mark.parametrize(
    "compared",
    [
        "Sales fell by 3 percent from a year earlier.",
        "Sales fell by 3 percent, compared with the same month last year.",
        "Sales were lower than in May 2007.",
    ],
)
def test_a_time_that_is_only_compared_with_is_not_the_time_told_of(compared: str) -> None:
    assert fits(IN_OCTOBER, compared, "2008-10-30") == [Fit.TOLD]
    then = "Sales in the month of October 2008 were told. " + compared
    assert fits(IN_OCTOBER, then, "2008-11-04")[1] is Fit.TOLD


def test_without_a_time_asked_about_nothing_is_said() -> None:
    article = Article("a", 1, "It rained.", "", "Title", None, None, None, None, "a.txt")
    assert fits_of([((article, sentence_spans(article.text)[0]),)], (), "Did it rain?") == [Fit.OPEN]


def test_a_headline_that_names_the_day_says_when_what_is_below_is() -> None:
    title, text = "New buses: what changes on 9 May", "Seven buses a day will call at Orlo."
    for question in ("How many buses will call at Orlo from 9 May?", "How many call there from May?"):
        assert fits(question, text, "2027-04-02", title) == [Fit.TOLD]
        assert fits(question, text, "2027-04-02") == [Fit.OTHER]
    own = "On 3 June there were seven buses."
    assert fits("How many buses were there on 9 May?", own, "2027-04-02", title) == [Fit.OTHER]


@pytest.mark.parametrize(
    ("question", "text", "fit"),
    [
        ("How many guests came in 2027?", "The inn had 4,100 guests in 2026.", Fit.OTHER),
        ("How much did it earn in 2027?", "It earned £3 million more for 2026.", Fit.OTHER),
        ("How many guests came in 2026?", "The inn had 4,100 guests in 2026.", Fit.NAMED),
        ("How many guests came in 2027?", "Built in 1998, it had 4,100 guests.", Fit.TOLD),
        ("Who won the cup in 2027?", "Orlo won with 7 goals in 2026 still in mind.", Fit.TOLD),
    ],
)
def test_the_figure_of_one_year_is_not_that_of_another(question: str, text: str, fit: Fit) -> None:
    assert fits(question, text, "2027-05-20") == [fit]


@pytest.mark.parametrize(
    ("question", "text", "fit"),
    [
        ("What was inflation in October?", "He said inflation had slowed to 3.4% in September.", Fit.OTHER),
        ("What was inflation in September?", "He said inflation had slowed to 3.4% in September.", Fit.NAMED),
        ("What did he say in October?", "He said inflation had slowed to 3.4% in September.", Fit.TOLD),
        ("Who won in October?", "Orlo, who came in September, won.", Fit.TOLD),
    ],
)
def test_the_figure_of_one_month_is_not_that_of_another(question: str, text: str, fit: Fit) -> None:
    assert fits(question, text, "2026-10-29") == [fit]


IN_QUARTER = "What was the revenue in the first quarter of 2026?"


@pytest.mark.parametrize(
    ("text", "published_at", "fit"),
    [
        ("It lost 6 million in the first quarter. Revenue fell to 371 million.", "2026-04-30", Fit.TOLD),
        ("It lost 9 million in the fourth quarter. Revenue rose to 412 million.", "2026-03-12", Fit.OTHER),
        ("It met on Monday. For 2025 as a whole revenue was 1.6 billion.", "2026-03-12", Fit.OTHER),
        ("It met on Monday. Revenue rose to 412 million.", "2026-03-12", Fit.TOLD),
    ],
)
def test_figures_of_a_quarter_are_told_of_the_quarter_that_was_named_last(
    text: str, published_at: str, fit: Fit
) -> None:
    assert fits(IN_QUARTER, text, published_at)[-1] is fit


def test_what_is_told_of_another_quarter_is_not_of_the_one_it_was_published_in() -> None:
    lost = "It lost 63 million euros in the first quarter."
    assert fits("What was lost in the second quarter of 2026?", lost, "2026-04-30") == [Fit.OTHER]


def test_a_season_is_no_quarter() -> None:
    planned = "It plans to employ 300 people to begin with. In May 2025 it had four."
    assert fits("How many people did it plan to employ in summer 2025?", planned, "2025-07-30")[0] is Fit.TOLD
