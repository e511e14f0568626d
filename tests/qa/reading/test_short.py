"""The few words that answer are of the kind asked for, stand in the sentence, and are new to the question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Span
from qa.asking.question import view_of
from qa.language.nlp import Entity, Parse
from qa.reading.short import FEATURES, candidates_in, features_of, short_answer

SURE = {"intercept": 5.0, "weights": dict.fromkeys(FEATURES, 1.0)}
NEVER = {"intercept": -30.0, "weights": dict.fromkeys(FEATURES, 0.0)}


def _parse(text: str, *named: tuple[str, str]) -> Parse:
    spans = [(Span(text.index(name), text.index(name) + len(name)), label) for name, label in named]
    return Parse(text, tuple(Entity(span, label) for span, label in spans), ())


def _found(question: str, text: str, *named: tuple[str, str]) -> list[str]:
    view = view_of(question, _parse(question))
    return [c.span.of(text) for c in candidates_in(view, text, _parse(text, *named))]


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("What did the repair cost?", "The repair cost 46 million crowns.", ["46 million crowns"]),
        ("What did the repair cost?", "The repair of 14 hangers cost $4.2 million.", ["$4.2 million"]),
        ("What share is of Russian origin?", "About 36% of 500 weapons is of Russian origin.", ["About 36%"]),
        ("How long did the strike last?", "The strike lasted 12 days in 2025.", ["12 days"]),
        ("By how many votes did it pass?", "It passed by 19 votes to 12.", ["19 votes to 12"]),
        ("How many votes were cast?", "They cast 19 votes to 12.", []),
        ("When did it open?", "It opened at 9.40am on Monday at the pier.", []),
        ("How long is the bridge?", "The 7.3 km bridge came two years late.", ["7.3 km"]),
        ("How long did the strike last?", "The strike stopped 12 km of trains.", []),
        ("When does the bridge open?", "The bridge opens on 3 May 2025 for 212 trucks.", ["3 May 2025"]),
        ("When was the 2011 strike?", "The strike of 2011 began in March.", ["March"]),
        ("When is its report due?", "Its report, due in June, has been put off to September.", ["September"]),
        ("When was its report due?", "Its report, due in June, was put off to July.", ["June"]),
        ("When will it report?", "Its report, due in June, may be put off to July.", ["June", "July"]),
        ("When is the vote?", "The vote has been moved from 3 May to 9 June.", ["9 June"]),
        (
            "When was its report due?",
            "Put off to July, it had been due in June, she said on Monday.",
            ["June"],
        ),
        ("Why did it close?", "It closed on 3 May 2025.", []),
        ("How many people died?", "The death toll has risen to 38 and 11 people are still missing.", ["38"]),
        ("How many people died?", "A quake of magnitude 6.3 shook 12 people.", []),
        ("How many were hurt?", "It killed 64 people and 700 were hurt.", ["700"]),
        ("How many people were saved?", "The captain, Tom Vidal, 47, was saved.", []),
        ("How old is the captain?", "The captain, Tom Vidal, 47, was saved with 12 others.", ["47"]),
        ("How old is the striker?", "The 23-year-old signed for 5 years.", ["23"]),
    ],
)
def test_candidates_are_told_by_their_form(question: str, text: str, found: list[str]) -> None:
    assert _found(question, text) == found


def test_names_are_of_the_kind_asked_for_and_not_in_the_question() -> None:
    text = "Helle Sørlund of the Velmar Port Authority met Pål Eikrem."
    named = (("Helle Sørlund", "PERSON"), ("Velmar Port Authority", "ORG"), ("Pål Eikrem", "PERSON"))
    found = _found("Whom did Pål Eikrem meet?", text, *named)
    assert found == ["Helle Sørlund", "Velmar Port Authority"]


def test_what_stands_by_the_words_of_the_question_is_likelier() -> None:
    text = "The port, which closed for 12 days, will lose 6 million crowns, and 2 million crowns went on."
    view = view_of("How much money will the port lose?", _parse(""))
    found = candidates_in(view, text, _parse(text))
    near, far = features_of(view, text, found, 0.5)[:2]
    assert near["near"] > far["near"]
    assert near["alone"] == 0.5
    span = short_answer(view, text, _parse(text), 0.5, SURE)
    assert span is not None
    assert span.of(text) == "6 million crowns"


def test_what_is_not_likely_enough_is_not_marked() -> None:
    text = "The repair cost 46 million crowns."
    view = view_of("What did the repair cost?", _parse(""))
    assert short_answer(view, text, _parse(text), 0.9, NEVER) is None


@given(st.text(max_size=120), st.sampled_from(["When?", "How many?", "How much did it cost?", "What share?"]))
def test_words_that_are_marked_stand_in_the_sentence(text: str, question: str) -> None:
    view = view_of(question, _parse(""))
    span = short_answer(view, text, _parse(text), 1.0, SURE)
    assert span is None or (0 <= span.start < span.end <= len(text))


@pytest.mark.parametrize(
    "text",
    [
        "Osei took over as chief in 2023 from Walter Brandl.",
        "Osei succeeded Walter Brandl in 2023.",
        "Osei, replacing the long-serving Walter Brandl, said so.",
    ],
)
def test_who_had_the_office_before_is_no_candidate_unless_he_is_asked_for(text: str) -> None:
    named = (("Osei", "PERSON"), ("Walter Brandl", "PERSON"))
    assert _found("Who is the chief of Castor?", text, *named) == ["Osei"]
    assert "Walter Brandl" in _found("Who was chief of Castor before?", text, *named)


def _marked(question: str, text: str, *named: tuple[str, str]) -> str | None:
    span = short_answer(view_of(question, _parse(question)), text, _parse(text, *named), 0.9, SURE)
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("How many posts will Orvik add?", "Orvik will keep 350 posts and add 90.", "90"),
        ("How many posts did Velm cut?", "Orvik cut 350 posts and Velm added 90.", None),
        ("What did the mill pay?", "The yard paid 5 million crowns, the town paid 6 million crowns.", None),
        ("What did the yard pay?", "The yard paid 5 million crowns, the town 6 million.", "5 million crowns"),
        ("What does a ticket cost?", "A ticket, now 14 crowns, will cost 15 crowns.", None),
        ("What will a ticket cost?", "A ticket, now 14 crowns, will cost 15 crowns.", "15 crowns"),
        ("How much will the levy bring in?", "It was to bring in 260 crowns at first.", None),
        ("How many cases are there?", "I expect between 25 and 40 cases soon.", None),
        ("How many cases may there be?", "I expect between 25 and 40 cases soon.", "between 25 and 40"),
        ("How many came in May?", "The fair, held in June, drew crowds; in June 310 came.", None),
        ("When will the brewery shut?", "The brewery, built in 1893, will shut on 4 June.", "4 June"),
        ("When was Feld sentenced?", "Feld had a fall in prison on 28 October.", None),
        ("When does the lease end?", "It runs until September 2031.", "September 2031"),
        ("When did Feld visit Tarne?", "It was the first visit there since 2017.", None),
        ("When did the yard open?", "The yard opened yesterday.", None),
        ("When did the pact end?", "The pact, which many had opposed, ended on 4 June.", "4 June"),
        ("How many cheer them?", "| Tarne | 19 | 3 |", None),
        (
            "When will the last ship come?",
            "The first ship will come in May 2031 and the last in June 2032.",
            "June 2032",
        ),
        (
            "When will the first ship come?",
            "The first ship will come in May 2031 and the last in June 2032.",
            "May 2031",
        ),
    ],
)
def test_words_are_marked_only_where_it_is_settled_which(
    question: str, text: str, marked: str | None
) -> None:
    assert _marked(question, text) == marked


def test_two_people_of_whom_the_same_is_told_are_not_told_apart() -> None:
    text = "The pact was signed on Monday by Una Feld and Ivo Brand."
    named = (("Una Feld", "PERSON"), ("Ivo Brand", "PERSON"))
    assert _marked("Who signed the pact?", text, *named) is None
    assert _marked("Who signed the pact?", text, named[0]) == "Una Feld"
