"""Who followed whom: the answer is the other one of the two, and nobody else in the sentence."""

from __future__ import annotations

import pytest

from qa.weighing.succession import asks_who_followed, with_who_followed
from tests.qa.weighing.newer_helpers import article, reading_of

RESIGNED = "The energy minister, Lenka Morvay, resigned on Tuesday after a leak. "
NAMED = "The prime minister, Sabina Correll, named Darius Holm, until now her deputy, as her successor."


def answer(question: str, text: str) -> str | None:
    """The words marked in the first sentence."""
    reading = with_who_followed(reading_of(question, article(text, "2027-03-01")))
    return reading.short.of(reading.evidence[0].text) if reading.short else None


@pytest.mark.parametrize(
    ("question", "text", "who"),
    [
        ("Who did Petra Lind replace?", "Petra Lind replaces Tomas Hruby, who is leaving.", "Tomas Hruby"),
        ("Who was Lind's predecessor?", "Petra Lind will take over from Tom Hruby.", "Tom Hruby"),
        ("Who replaced Hruby?", "Petra Lind has been chosen, replacing Tom Hruby.", "Petra Lind"),
        ("Who took over from Hruby?", "Hruby was replaced in May by the lawyer Petra Lind.", "Petra Lind"),
        ("Who took over from Hruby?", "Hruby was succeeded as coach by Petra Lind.", "Petra Lind"),
        ("Who succeeded Tom Hruby?", "The board named Petra Lind to succeed Tom Hruby.", "Petra Lind"),
        ("Who ran the bank before Petra Lind?", "Hruby's successor is Petra Lind.", "Hruby"),
        ("Who preceded Alan Pryce?", "Before Pryce the museum had been led by Ingrid Voll.", "Ingrid Voll"),
        ("Who was Lind's predecessor?", "Lind's predecessor, the banker Tom Hruby, died.", "Tom Hruby"),
        ("Who replaced Ann Bell?", "Ann Bell was dismissed. In her place it named Tom Reed.", "Tom Reed"),
        ("Who ran it before Lind?", "He spoke to Petra Lind, who took over from Tom Hruby.", "Tom Hruby"),
        ("Who will replace Bell?", "Ann Bell will leave. She will be succeeded by Tom Reed.", "Tom Reed"),
        (
            "Who is replacing Bell?",
            "The firm on Monday removed Chief Executive Ann Bell and appointed Eva Reed as her successor.",
            "Eva Reed",
        ),
        ("Who succeeded Ann Bell?", "Ann Bell died in May. Her post went to Tom Reed.", "Tom Reed"),
    ],
)  # fmt: skip
def test_the_other_of_the_two_is_marked(question: str, text: str, who: str) -> None:
    assert answer(question, text) == who


@pytest.mark.parametrize(
    "question",
    [
        "Who did Darius Holm replace?",
        "Who was energy minister before Holm?",
        "Who did Holm succeed as energy minister?",
    ],
)
def test_her_successor_is_that_of_who_left_in_the_sentence_before(question: str) -> None:
    assert answer(question, RESIGNED + NAMED) == "Lenka Morvay"


def test_both_sentences_are_shown_then() -> None:
    reading = reading_of("Who did Darius Holm replace?", article(RESIGNED + NAMED, "2027-03-01"))
    first, second = with_who_followed(reading).evidence[:2]
    assert (first.text.strip(), second.text.strip()) == (RESIGNED.strip(), NAMED)
    assert first.score == second.score


def test_she_is_whom_the_article_goes_on_about() -> None:
    told = "Noor Haddad took over the museum on Monday. She succeeded Alan Pryce."
    assert answer("Who succeeded Alan Pryce?", told) == "Noor Haddad"
    assert answer("Who did Noor Haddad succeed?", told) == "Alan Pryce"


@pytest.mark.parametrize(
    "question",
    ["Who did Sabina Correll replace?", "Who replaced Sabina Correll?", "Who was in office before Correll?"],
)
def test_who_names_a_successor_follows_nobody_and_is_followed_by_nobody(question: str) -> None:
    told = with_who_followed(reading_of(question, article(RESIGNED + NAMED, "2027-03-01")))
    assert told.short is None
    assert told.confidence <= 0.3


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who did Ann Holm replace?", "Darius Holm replaces Lenka Morvay."),  # a namesake
        ("Who was chair of the bank before Ann Lind?", "Ann Lind replaces Tom Hruby at the museum."),
        ("Who did Ann Lind replace at Norvane?", "Ann Lind replaces Tom Hruby at Halden."),
    ],
)
def test_another_or_another_office_is_no_answer(question: str, text: str) -> None:
    assert answer(question, text) is None


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who will replace Ann Bell as head of the bank?", True),
        ("Who has been appointed to succeed Ann Bell?", True),
        ("Who is Ann Bell's successor?", True),
        ("Who was arrested before Ann Bell?", False),
        ("Who followed Ann Bell home?", False),
        ("Who spoke after Ann Bell?", False),
        ("When did Tom Reed replace Ann Bell?", False),
    ],
)
def test_only_who_follows_somebody_is_asked(question: str, asks: bool) -> None:
    assert asks_who_followed(question) is asks


def test_a_long_line_of_capitals_takes_no_time() -> None:
    text = "Ann Bell replaces " + "Aa Bb " * 2_000 + "."
    assert answer("Who did Ann Bell replace?", text)


def test_the_day_on_which_somebody_resigned_is_not_who_did() -> None:
    told = "Ann Bell on Monday resigned. In her place the board named Tom Reed."
    assert answer("Who did Tom Reed replace?", told) != "Monday"
