"""Of counts that change from day to day the newest goes first; what is no newer count of all does not."""

from __future__ import annotations

from datetime import date

import pytest

from index.models import Article
from index.text import sentence_spans
from qa.asking.question import view_of
from qa.asking.times import ReadAs
from qa.dates import Stretch
from qa.language.nlp import Parse
from qa.reader import Evidence, Reading
from qa.weighing.counted import FATE_OF
from qa.weighing.newest_count import asked_fate, with_newest_count
from qa.weighing.newest_first import newest_first

PLACES = " Rescuers from Velmar, led by Ida Kroll, searched near Port Sel on the Anse."
FERRY = "Ferry sinks off Velmar"


def article(text: str, day: str, title: str = FERRY, places: str = PLACES) -> Article:
    return Article(day + title, 1, text + places, "", title, "Wire", None, day, None, "a.txt")


def evidence_of(*articles: Article) -> tuple[Evidence, ...]:
    found = [((a, s),) for a in articles for s in sentence_spans(a.text)[:1]]
    return tuple(Evidence(place, 1.0 - 0.1 * n) for n, place in enumerate(found))


def first(question: str, *articles: Article, told: tuple[ReadAs, ...] = ()) -> tuple[str, str]:
    reading = Reading(view_of(question, Parse(question, (), ())), evidence_of(*articles), 0.9, {}, ())
    reading, note = with_newest_count(reading, (), told)
    return reading.evidence[0].text.strip(), note


@pytest.mark.parametrize("word", sorted(FATE_OF))
def test_whatever_became_of_those_who_are_asked_for_their_newest_count_is_found(word: str) -> None:
    few, more = article(f"Four people are {word}.", "2027-03-01"), article(f"Nine are {word}.", "2027-03-02")
    assert first(f"How many people have been {word}?", few, more)[0]


def test_a_later_count_of_the_rescued_goes_first() -> None:
    few = article("Rescuers said 46 people were saved from the roofs.", "2027-03-01")
    more = article("The lifeboat had rescued 51 people, and 51 people were rescued in all.", "2027-03-02")
    assert first("How many people were rescued?", few, more)[0].startswith("The lifeboat")


MONDAY = article("At least four people were killed.", "2027-03-01")
TUESDAY = article("The death toll rose from four to nine.", "2027-03-02")
THURSDAY = article("The search ended with 12 people dead and two missing.", "2027-03-04")


def test_the_newest_count_goes_first_and_a_note_says_of_which_day_it_is() -> None:
    text, note = first("How many people died?", MONDAY, THURSDAY, TUESDAY)
    assert text.startswith("The search ended with 12")
    assert note == "The newest count found is of 4 March 2027; earlier articles have others."


def test_what_it_has_killed_is_the_whole_count_and_not_what_one_did_long_ago() -> None:
    told = article("The outbreak that has made 41 people ill and killed four is over.", "2027-03-04")
    ago = article("The outbreak in 2014 was smaller; two people died.", "2027-03-04")
    assert first("How many people have died?", ago, told)[0] == told.text[: -len(PLACES)]
    some = article("The outbreak had long been feared and killed four horses.", "2027-03-05")
    assert first("How many people have died?", MONDAY, some)[0].startswith(MONDAY.text[:20])


def test_the_count_is_marked_and_one_earlier_stays_beside_it_as_no_contradiction() -> None:
    question = "How many people died?"
    before = Reading(
        view_of(question, Parse(question, (), ())), evidence_of(MONDAY, TUESDAY, THURSDAY), 0.9, {}, ()
    )
    reading, _ = with_newest_count(before, ())
    assert reading.short is not None
    assert reading.short.of(reading.evidence[0].text) == "12"
    assert [e.text for e in reading.evidence[1:]] == [before.evidence[0].text]
    assert before.evidence[0] in reading.earlier


def test_what_a_toll_is_now_is_of_the_day_it_is_told_and_not_of_the_disaster() -> None:
    later = article("The death toll of the accident of 1 March now stands at 23.", "2027-03-20")
    assert first("How many people died?", TUESDAY, later)[0] == later.text[: -len(PLACES)]
    then = article("The death toll of the accident of 1 March stood at 23.", "2027-03-20")
    assert first("How many people died?", TUESDAY, then)[0].startswith("The death toll rose")


def test_up_to_a_day_the_count_of_that_day_is_meant() -> None:
    by = ReadAs("by Tuesday", Stretch(None, date(2027, 3, 2)))
    text, _ = first("How many people had died by Tuesday?", MONDAY, TUESDAY, THURSDAY, told=(by,))
    assert text.startswith("The death toll rose")


@pytest.mark.parametrize(
    "later",
    [
        "At that time two people were dead.",
        "Three people died in the hospital.",
        "As many as 40 people may be dead.",
        "Two firefighters were killed on the quay.",
        "Another 20 people were killed in the south.",
        "The Sorrel fire of 2019 left 30 people dead.",
        "The 12 people killed were named.",
        "Thirty people were saved.",
    ],
)
def test_what_recalls_guesses_or_counts_some_is_no_newer_count(later: str) -> None:
    assert first("How many people died?", MONDAY, article(later, "2027-03-05")) == (
        MONDAY.text[: len("At least four people were killed.")],
        "",
    )


def test_an_older_count_is_no_newer_than_one_of_which_the_article_names_nothing_asked() -> None:
    of_both = " Rescuers from Velmar, led by Ida Kroll of Norvane, searched the Anse."
    later = article("31 people were hurt.", "2027-03-03", places=of_both)
    older = article("23 people were hurt near Port Sel.", "2027-03-01", places=of_both)
    assert first("How many people were hurt near Port Sel?", later, older) == ("31 people were hurt.", "")


def test_the_name_asked_may_stand_in_the_headline_alone() -> None:
    older = article(
        "23 people were hurt in the fire.", "2027-03-01", "Fire in Orlo", f" Smoke in Orlo.{PLACES}"
    )
    later = article("31 people were hurt in the fire.", "2027-03-03", "Orlo fire")
    assert first("How many people were hurt in the Orlo fire?", older, later)[0].startswith("31")


def test_of_a_storm_that_has_a_name_it_is_counted_for_months() -> None:
    later = article(
        "Six people died as a result of the storm.", "2027-05-20", places=f" Storm Odalys.{PLACES}"
    )
    before = article("Three people were killed by Storm Odalys.", "2027-03-01")
    assert first("How many people died because of Storm Odalys?", before, later)[0].startswith("Six")
    assert first("How many people died in the accident?", MONDAY, later)[0].startswith("At least four")


def test_another_event_is_no_newer_state_of_this_one() -> None:
    elsewhere = article("Fire kills: 19 people died.", "2027-03-05", "Fire in Orlo", " Nobody in Orlo knew.")
    assert first("How many people died?", MONDAY, elsewhere)[0].startswith("At least four")
    later_fire = article("In all 19 people died.", "2027-03-05", "Fire in Velmar")
    assert first("How many people died in the ferry accident?", MONDAY, later_fire)[0].startswith("At least")
    much_later = article("In all 19 people died.", "2028-03-05")
    assert first("How many people died?", MONDAY, much_later)[0].startswith("At least four")


def test_the_missing_may_become_fewer() -> None:
    before = article("Nine people are missing.", "2027-03-02")
    assert first("How many people are missing?", before, THURSDAY)[0].startswith("The search ended")


def test_a_newer_best_sentence_stays() -> None:
    assert first("How many people died?", THURSDAY, MONDAY, TUESDAY)[1] == ""


@pytest.mark.parametrize(
    ("question", "fate"),
    [
        ("How many people died?", "dead"),
        ("What is the death toll?", "dead"),
        ("How many were injured in the crash?", "hurt"),
        ("How many people are missing?", "gone"),
        ("How many cases are there?", "ill"),
        ("How many people have been infected?", "ill"),
        ("What is the number of cases?", "ill"),
        ("How many cases are there each year?", None),
        ("How many children died?", None),
        ("How many people did the mayor say had died?", None),
        ("How many people died at first?", None),
        ("How many people die each year?", None),
        ("Who died?", None),
        ("How many ships sank?", None),
    ],
)
def test_what_count_is_asked_for(question: str, fate: str | None) -> None:
    assert asked_fate(question) == fate


def test_where_the_newest_is_asked_for_the_latest_of_what_answers_goes_first() -> None:
    question = "What is the ferry fare?"
    old, new = article("The ferry fare is £4.", "2027-03-01"), article("The ferry fare is £5.", "2027-05-01")
    other = article("The ferry is late.", "2027-06-01")
    evidence = tuple(Evidence(e.places, 1.0) for e in evidence_of(old, new, other))
    reading, note = newest_first(Reading(view_of(question, Parse(question, (), ())), evidence, 0.9, {}, ()))
    assert reading.evidence[0].text.strip() == "The ferry fare is £5."
    assert note == "The newest answer found is of 1 May 2027."


ILL = article("The number of measles cases rose to 17.", "2027-03-01", "Measles in Velmar")


def test_the_newest_count_of_the_ill_goes_first() -> None:
    later = article("The virus has made 34 people ill.", "2027-03-09", "Measles cases in Velmar")
    text, note = first("How many cases of measles are there?", ILL, later)
    assert text.startswith("The virus has made 34")
    assert note.startswith("The newest count found is of 9 March 2027")
    expected = article("I expect between 25 and 40 cases of measles.", "2027-03-09")
    assert first("How many cases of measles are there?", ILL, expected)[0].startswith("The number of measles")


MEASLES = article("The number of people with measles rose to 17.", "2027-03-01", "Measles in Velmar")
HOW_MANY_ILL = "How many people have fallen ill with measles?"


@pytest.mark.parametrize(
    ("question", "later", "is_newest"),
    [
        (HOW_MANY_ILL, "Since then 15 more people fell ill, which brings the total to 32; four died.", True),
        (
            "How many people caught measles, all told?",
            "Nine more fell ill, taking the total to about 26.",
            True,
        ),
        ("How many people have come down with measles?", "In all 26 people have fallen ill there.", True),
        (HOW_MANY_ILL, "Three more of those ill died, which brings the total to 32.", False),
        (HOW_MANY_ILL, "Fifteen more people fell ill, and the clinic raised its staff to 32.", False),
        (HOW_MANY_ILL, "Fifteen more people fell ill there.", False),
    ],
)
def test_a_total_counts_those_who_were_told_of_last(question: str, later: str, is_newest: bool) -> None:
    text, note = first(question, MEASLES, article(later, "2027-03-09", "Measles in Velmar"))
    assert text == (later if is_newest else "The number of people with measles rose to 17.")
    assert bool(note) is is_newest


def test_a_total_of_the_ill_is_none_of_the_dead() -> None:
    dead = article("Two people have died of measles.", "2027-03-01", "Measles in Velmar")
    later = article("Nine more fell ill, which brings the total to 26; four have died.", "2027-03-09")
    assert first("How many people have died of measles?", dead, later)[0].startswith("Two people")


def test_cases_of_a_court_are_no_illness() -> None:
    old = article("The number of fraud cases rose to 17.", "2027-03-01", "Fraud in Velmar")
    new = article("The court heard 34 cases.", "2027-03-09", "Fraud cases in Velmar")
    assert first("How many cases of fraud are there?", old, new)[1] == ""


@pytest.mark.parametrize(
    ("later", "marked"),
    [
        ("A fifth victim of the accident has died in hospital.", "fifth"),
        ("The town mourned its sixth death.", "sixth"),
        ("He is tried over the deaths of seven workers.", "seven"),
    ],
)
def test_a_fifth_victim_makes_five(later: str, marked: str) -> None:
    question, newer = "How many people died?", article(later, "2027-03-05")
    parse = view_of(question, Parse(question, (), ()))
    reading, note = with_newest_count(Reading(parse, evidence_of(MONDAY, newer), 0.9, {}, ()), ())
    assert reading.short is not None
    assert reading.short.of(reading.evidence[0].text) == marked
    assert note


@pytest.mark.parametrize(
    "later", ["A second victim has died.", "A fifth victim is in hospital.", "A third of the dead are men."]
)
def test_a_second_victim_is_no_more_than_four(later: str) -> None:
    assert first("How many people died?", MONDAY, article(later, "2027-03-05"))[1] == ""


def test_a_newer_count_goes_before_one_of_some_workers() -> None:
    older = article("Two night-shift workers died in the accident.", "2027-03-01")
    text, note = first("How many people died?", older, article("A third victim has died.", "2027-03-05"))
    assert text.startswith("A third victim")
    assert note
