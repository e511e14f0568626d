"""A date that was moved: what tells so goes before the old date."""

from __future__ import annotations

import pytest

from index.models import Article
from index.text import sentence_spans
from qa.asking.question import view_of
from qa.language.nlp import Parse
from qa.reader import Evidence, Reading
from qa.weighing.moved import with_what_was_moved

SET = "The hearing on the Sel bridge is set for 3 May 2027."
MOVED = "The hearing on the Sel bridge was moved from 3 May to 9 June."
QUESTION = "When is the hearing on the Sel bridge?"


def article(text: str, day: str) -> Article:
    return Article(day, 1, text, "", "Sel bridge", "Wire", None, day, None, "a.txt")


def asked(question: str, *articles: Article) -> tuple[Reading, str]:
    places = [(a, s) for a in articles for s in sentence_spans(a.text)]
    evidence = tuple(Evidence((place,), 1.0 - 0.1 * n) for n, place in enumerate(places))
    return with_what_was_moved(Reading(view_of(question, Parse(question, (), ())), evidence, 0.9, {}, ()))


@pytest.mark.parametrize(
    "later",
    [
        "The hearing on the Sel bridge was moved from 3 May to 9 June.",
        "A hearing on the bridge, which had been set for 3 May, has been put back to 9 June.",
        "The hearing on the Sel bridge was postponed until 9 June.",
    ],
)
def test_what_tells_that_the_date_was_moved_goes_first(later: str) -> None:
    reading, note = asked(QUESTION, article(SET, "2027-03-01"), article(later, "2027-04-20"))
    assert reading.evidence[0].text == later
    assert note == "The date was moved to 9 June."
    assert reading.short is not None
    assert reading.short.of(later) == "9 June"
    assert [e.text for e in reading.earlier] == [SET]


@pytest.mark.parametrize(
    ("question", "older", "newer", "to"),
    [
        (
            "When will the first train reach Sel?",
            "The first train to Sel is due on 6 April.",
            "The first delivery to Sel, promised for 6 April, would now come on 20 April.",
            "20 April",
        ),
        (
            "When does the Sel plant close?",
            "The group will close its factory in Sel by the end of September.",
            "It will keep the factory in Sel open until March 2028, six months longer than planned.",
            "March 2028",
        ),
        (
            "When is Bell coming?",
            "Bell is due to arrive in Sel, the capital, on 9 March, and to leave the following evening.",
            "Bell, who had been due to land in Sel on 9 March, will now travel on 31 March.",
            "31 March",
        ),
        (
            "When will Bell visit Sel?",
            "Bell will travel to Sel next week.",
            "Bell, who had been due to land in Sel on 9 March, will now travel on 31 March.",
            "31 March",
        ),
        (
            "When is Bell coming?",
            "Bell is expected to visit Sel on 24 March.",
            "Bell has postponed a planned visit to Sel until 14 April.",
            "14 April",
        ),
    ],
)
def test_what_a_later_article_says_it_is_now_goes_first(
    question: str, older: str, newer: str, to: str
) -> None:
    reading, note = asked(question, article(older, "2027-03-01"), article(newer, "2027-03-20"))
    assert reading.evidence[0].text == newer
    assert note == f"The date was moved to {to}."


def test_what_had_been_expected_is_no_longer_and_a_short_word_need_not_be_written() -> None:
    one = "The Orlan prime minister had been expected in Sel on 24 March. "
    other = "He postponed his visit to Sel until 14 April."
    reading, _ = asked("When is the Orlan PM due in Sel?", article(one + other, "2027-03-14"))
    assert reading.evidence[0].text.strip() == other
    kept = article(one.replace("had been", "is") + "A fair in Sel was put off to 14 April.", "2027-03-14")
    assert asked("When is the Orlan PM due in Sel?", kept)[0].evidence[0].text.startswith("The Orlan")


def test_the_next_sentence_may_tell_it_of_it() -> None:
    one = article("The Sel hearing was due to begin on 3 May. It was put off to 9 June.", "2027-06-10")
    assert asked("When did the Sel hearing begin?", one)[0].evidence[0].text.startswith("It was put off")


@pytest.mark.parametrize(
    ("question", "day", "later"),
    [
        (QUESTION, "2027-04-20", "They asked for the Sel bridge hearing to be moved from 3 May to 9 June."),
        (QUESTION, "2027-04-20", "The hearing on the Sel bridge was not moved to 9 June."),
        (QUESTION, "2027-04-20", "The hearing on the Orlo tunnel was moved from 4 May to 9 June."),
        (QUESTION, "2027-02-20", "The hearing on the Sel bridge was postponed to 9 April."),
        (QUESTION, "2027-04-20", "The cranes were moved to Orlo on 9 June."),
        ("When was the hearing on the Sel bridge originally?", "2027-04-20", MOVED),
        ("Where is the hearing on the Sel bridge?", "2027-04-20", MOVED),
    ],
)  # fmt: skip
def test_what_was_not_moved_or_is_something_else_leaves_the_date(question: str, day: str, later: str) -> None:
    reading, note = asked(question, article(SET, "2027-03-01"), article(later, day))
    assert (reading.evidence[0].text, note) == (SET, "")


@pytest.mark.parametrize(
    ("day", "later", "to"),
    [
        (
            "3 May",
            "The hearing on the Sel bridge, which was to be on 3 May, will now be held on 9 June.",
            "9 June",
        ),
        (
            "May",
            "The hearing on the Sel bridge, which was planned for May, has been put off to August.",
            "August",
        ),
        (
            "3 May",
            "The hearing on the Sel bridge, which had been called for 3 May, was postponed to 9 June.",
            "9 June",
        ),
        (
            "May",
            "The Sel hearing, which was to be in May, will now come in the second week of August.",
            "August",
        ),
    ],
)
def test_it_may_be_told_as_what_is_now_and_of_months(day: str, later: str, to: str) -> None:
    older = article(f"The hearing on the Sel bridge is set for {day}.", "2027-03-01")
    reading, note = asked(QUESTION, older, article(later, "2027-04-20"))
    assert reading.evidence[0].text == later
    assert note == f"The date was moved to {to}."


def test_when_work_starts_is_not_when_it_opens() -> None:
    plan = "Work would begin in September and the Sel bridge would open in the spring of 2029, she said."
    later = "Work on the Sel bridge, which was to begin in September, will now start in March."
    articles = article(plan, "2027-03-01"), article(later, "2027-04-20")
    assert asked("When will the Sel bridge open?", *articles)[0].evidence[0].text == plan
    assert asked("When will work begin?", *articles)[0].evidence[0].text == later


def test_the_day_on_which_it_was_said_is_not_the_date() -> None:
    older = article("The hearing on the Sel bridge is on 3 May, the court said on Monday.", "2027-03-02")
    assert asked(QUESTION, older, article(MOVED, "2027-04-20"))[0].evidence[0].text == MOVED


def test_of_two_dates_the_one_that_is_asked_for_was_moved() -> None:
    older = (
        "Ann Bell will open the hearing on the Sel bridge on 3 May and is to report by the end of October."
    )
    later = "The hearing on the Sel bridge was put off until 9 June."
    reading, note = asked(QUESTION, article(older, "2027-03-01"), article(later, "2027-04-20"))
    assert reading.evidence[0].text == later
    assert note == "The date was moved to 9 June."
