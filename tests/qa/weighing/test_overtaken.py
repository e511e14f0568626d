"""What a later article tells goes before what an earlier one planned, wanted or did not know."""

from __future__ import annotations

import pytest

from qa.weighing.overtaken import is_open, with_what_overtook
from tests.qa.weighing.newer_helpers import SAME, article, reading_of

OLD, NEW = "2027-03-01", "2027-06-01"


def first(
    question: str, older: str, newer: str, title: str = "News", days: tuple[str, str] = (OLD, NEW)
) -> str:
    reading = reading_of(question, article(older + SAME, days[0]), article(newer + SAME, days[1], title))
    return with_what_overtook(reading)[0].evidence[0].text.strip()


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        (
            "When will the first boat come?",
            "The first boat is to come in May.",
            "The first boat is now to come in June.",
        ),
        (
            "What does Bell recommend?",
            'Bell of Corvin Bank lowered her recommendation to "sell".',
            'Bell of Corvin Bank raised her recommendation to "hold".',
        ),
        (
            "How many boats does Sel have?",
            "Sel has 14 boats.",
            "The fleet of Sel was cut from 14 boats to 12.",
        ),
        (
            "When will the Sel tunnel open?",
            "The Sel tunnel is expected to open on 3 May.",
            "The Sel tunnel is now to open on 9 July.",
        ),
        (
            "How much will the Sel tunnel cost?",
            "The Sel tunnel will cost £30m.",
            "The cost of the Sel tunnel is put at £44m.",
        ),
        (
            "What is the price of the Sel ticket?",
            "The firm has not announced a price; brokers reckon with £9.",
            "The Sel ticket has a price of £7.",
        ),
        (
            "Is the cause known?",
            "The cause is not known.",
            "The cause was a loose cable, tests showed.",
        ),
        (
            "How many homes will be built at the quay?",
            "About 200 homes will be built at the quay.",
            "At the quay 340 homes are to be built.",
        ),
    ],
)
def test_what_is_told_later_goes_first(question: str, older: str, newer: str) -> None:
    assert first(question, older, newer) == newer
    assert first(question, older, newer, days=(NEW, OLD)) == older


def test_the_older_one_stays_beside_it_as_what_was_and_the_day_is_told() -> None:
    old = article("The Sel tunnel will cost £30m." + SAME, OLD)
    new = article("The Sel tunnel will cost £44m." + SAME, NEW)
    reading, note = with_what_overtook(reading_of("How much will the Sel tunnel cost?", old, new))
    assert note == "The newest answer found is of 1 June 2027."
    assert [e.text.strip() for e in reading.earlier] == ["The Sel tunnel will cost £30m."]
    assert reading.evidence[1] in reading.earlier


def test_the_headline_may_say_what_happened() -> None:
    asked = ("Has the Sel tunnel reopened?", "The council expects to reopen it on 3 May.")
    came = "Cars passed through the Sel tunnel on Monday."
    assert first(*asked, came, "Tunnel reopens at last") == came
    assert first(*asked, came, "Traffic in Orlo") == asked[1]
    beside = "Lights let traffic through."
    assert (
        first(*asked, "It rained all day long in every part of the county, as on the day before. " + beside)
        == (asked[1])
    )


@pytest.mark.parametrize("state", ["closed", "shut"])
def test_what_ended_a_state_goes_before_it_and_never_that_it_once_was(state: str) -> None:
    question, older = f"Is the Sel tunnel {state}?", f"The Sel tunnel was {state} on Monday."
    came = "Cars passed through the Sel tunnel on Monday."
    assert first(question, older, f"It was {state} on 1 March. {came}", "Tunnel reopens") == came
    recalled = "The Sel tunnel was " + state + " on 1 March."
    assert first(question, older, recalled) == older


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        (
            "How much will the Sel tunnel cost?",
            "The Sel tunnel will cost £30m.",
            "The Sel tunnel could be given up at a cost of £9m.",
        ),
        # Nothing was planned.
        (
            "When did the Sel tunnel open?",
            "The Sel tunnel opened in 1936.",
            "The Sel tunnel had a fire in 2020.",
        ),
        # It is asked what was expected, or wanted.
        (
            "When was the Sel tunnel expected to open?",
            "The Sel tunnel is expected to open on 3 May.",
            "The Sel tunnel is to open on 9 July.",
        ),
        (
            "How much does the union want at the Sel tunnel?",
            "The union at the Sel tunnel wants £9.",
            "The Sel tunnel union was given £7.",
        ),
        # The later one recalls, supposes, counts something else, or tells of another thing.
        (
            "When will the Sel tunnel open?",
            "The Sel tunnel is expected to open on 3 May.",
            "The Sel tunnel was first to open on 1 April.",
        ),
        (
            "How much will the Sel tunnel cost?",
            "The Sel tunnel will cost £30m.",
            "The Sel tunnel firm must pay £5m if it is late.",
        ),
        (
            "How many jobs will go at the Sel mill?",
            "The Sel mill will cut 340 jobs.",
            "Sales at the Sel mill fell by 30% and jobs went.",
        ),
        (
            "When will the Sel tunnel open?",
            "The Sel tunnel is to open on 3 May.",
            "Tickets are sold until 9 July.",
        ),
        (
            "How long will the Sel talks last?",
            "The Sel talks will last four days.",
            "The Sel cup was two days late.",
        ),
        (
            "When was the vote on the Sel tunnel?",
            "The vote on the Sel tunnel was on Monday, and the mayor will pay.",
            "The vote on the Sel tunnel lamps is expected on 9 July.",
        ),
        (
            "How much will Orlo pay into the Sel fund?",
            "Orlo will pay £9m into the Sel fund.",
            "Correction: the Sel fund into which Orlo will pay has £30m, not £40m.",
        ),
        (
            "How many people died at the Sel mill?",
            "At the Sel mill the people who died will be named; 20 people were there.",
            "The Sel mill sent 14 people home.",
        ),
        ("Did the council buy the ferry?", "The council will buy the ferry.", "The council owns the ferry."),
    ],
)
def test_what_tells_something_else_does_not_go_first(question: str, older: str, newer: str) -> None:
    assert first(question, older, newer) == older


def test_what_stands_below_a_correction_goes_its_own_way() -> None:
    asked = ("How much will Orlo pay into the Sel fund?", "Orlo will pay £9m into the Sel fund.")
    came = "Orlo is to pay £8m into the Sel fund."
    assert first(*asked, came) == came
    assert first(*asked, came, "Correction: the Sel fund") == asked[1]


def test_articles_that_share_no_names_tell_of_different_things() -> None:
    old, new = article("The pool will cost £3m." + SAME, OLD), article("The pool will cost £5m.", NEW)
    reading = reading_of("How much will the pool cost?", old, new)
    assert with_what_overtook(reading) == (reading, "")


@pytest.mark.parametrize(
    ("text", "is_open_"),
    [
        ("The bridge is to reopen in May.", True),
        ("The union wants six per cent.", True),
        ("Neither has been identified as the source.", True),
        ("No date has been set.", True),
        ("The bridge reopened in May.", False),
        ("Two guards were hurt.", False),
    ],
)
def test_what_is_open(text: str, is_open_: bool) -> None:
    assert is_open(text) is is_open_


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        (
            "How many people were treated at the Sel tunnel?",
            "Sixty-four people were treated at the Sel tunnel.",
            "The number of people treated at the Sel tunnel has risen to 87.",
        ),
        (
            "How much gas escaped in the Sel tunnel?",
            "About 11 tonnes of gas had escaped in the Sel tunnel.",
            "The amount of gas given earlier was wrong: 1.1 tonnes escaped and not 11.",
        ),
        (
            "How many votes did the Sel party win?",
            "The Sel party had won 38 votes.",
            "In the final count the Sel party won 37 votes.",
        ),
        (
            "How big is the reward at Sel?",
            "A reward of 50,000 euros has been offered at Sel.",
            "He is given the whole reward, which they had raised to 200,000 euros at Sel.",
        ),
        (
            "Did the hearing on the Sel bridge take place?",
            "A hearing on the Sel bridge was set for 11 May.",
            "The hearing on the Sel bridge has been cancelled.",
        ),
        (
            "Does the Sel council support the merger?",
            "The Sel council supported the merger.",
            "The Sel council withdrew its approval of the merger.",
        ),
        (
            "What will happen to the Sel ward?",
            "The Sel ward would become a centre for urgent care in spring.",
            "The conversion to a centre for urgent care in spring has been shelved.",
        ),
        (
            "Is Tom Reed going to resign?",
            "He said that he would not resign.",
            "Tom Reed would step down at the end of May, the Sel firm said.",
        ),
        (
            "Is Ann Bell chair of Sel Yards?",
            "Ann Bell will stay as chair of Sel Yards for a year.",
            "Ann Bell, who had been told that she would stay, learned that she is leaving Sel Yards.",
        ),
    ],
)
def test_that_it_is_so_no_longer_may_be_told_in_other_words(question: str, older: str, newer: str) -> None:
    assert first(question, older, newer) == newer
    assert first(question, older, newer, days=(NEW, OLD)) == older


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        # It takes back another figure, or gives up something else.
        (
            "How much gas escaped in the Sel tunnel?",
            "About 11 tonnes of gas had escaped in the Sel tunnel.",
            "The fine for the Sel tunnel is 1.1 million and not 12.",
        ),
        (
            "What will happen to the Sel ward?",
            "The Sel ward would become a centre for urgent care in spring.",
            "The Sel fair has been called off.",
        ),
    ],
)
def test_what_is_given_up_or_taken_back_is_the_same_thing(question: str, older: str, newer: str) -> None:
    assert first(question, older, newer) == older


def test_what_tells_the_end_itself_goes_before_what_stands_below_such_a_headline() -> None:
    older = "The Sel mine is run by Ann Bell, its manager."
    newer = "The manager of the Sel mine, Ann Bell, ran it badly. Ann Bell of the Sel mine was dismissed."
    told = first("Is Ann Bell still running the Sel mine?", older, newer, "Bell of the mine dismissed")
    assert told == "Ann Bell of the Sel mine was dismissed."


def test_what_the_best_has_told_since_an_earlier_plan_is_not_overtaken_by_another_figure() -> None:
    question = "How many boats are there in Sel?"
    told = "Sel has 2,150 boats." + SAME
    plan = "Sel is expected to have 3,000 boats." + SAME
    also = "About 800 boats of Sel sailed on Saturday." + SAME
    reading = reading_of(question, article(told, NEW), article(plan, OLD), article(also, NEW), step=0.01)
    assert with_what_overtook(reading)[0] is reading
    reading = reading_of(question, article(plan, OLD), article(told, NEW), step=0.01)
    assert with_what_overtook(reading)[0].evidence[0].text.strip() == "Sel has 2,150 boats."


def test_what_is_now_to_come_of_somebody_else_is_not_his() -> None:
    question, older = "When will Bell come?", "Bell is expected to come to Orlo on 24 March."
    newer = "{} is now to come to Orlo on 20 April. In Orlo they wait for Bell."
    assert first(question, older, newer.format("Carl Dorn")) == older
    assert first(question, older, newer.format("He")).startswith("He is now")
