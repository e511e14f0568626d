"""Who took an office over, or left it, goes before who held it when an older article was written."""

from __future__ import annotations

import pytest

from qa.weighing.in_office import with_who_is_in_office
from tests.qa.weighing.newer_helpers import SAME, article, reading_of

HELD = "The port's director, Tom Reed, spoke of a good year."
OLD, NEW = "2027-03-01", "2027-06-01"
ASKED = "Who is the director of the port?"


def first(later: str, question: str = ASKED, older: str = HELD) -> str:
    reading = reading_of(question, article(older + SAME, OLD), article(later + SAME, NEW))
    return with_who_is_in_office(reading)[0].evidence[0].text.strip()


@pytest.mark.parametrize(
    "later",
    [
        "Ann Bell takes over as acting director of the port.",
        "Ann Bell, who replaced Tom Reed in May, opened the port fair.",
        "The port has named Ann Bell as director.",
        "The director of the port, Tom Reed, was dismissed on Monday.",
        "At the port Mr Reed resigned last week.",
        "Ann Bell, director of the port since May, said that the pier would be the last to close.",
        "Ann Bell has been director of the port for a month.",
        "Ann Bell, who took over as director of the port, said that it would not close.",
    ],
)
def test_who_took_over_or_left_goes_first(later: str) -> None:
    assert first(later) == later


@pytest.mark.parametrize(
    ("question", "later"),
    [
        (ASKED, "Ann Bell was named as head cook at the port."),  # another office
        (ASKED, "Tom Reed, the director of the port, was not dismissed."),
        (ASKED, "Ann Bell will take over from Tom Reed at the port in May 2029."),
        (ASKED, "Tom Reed, the director of the port, is 60."),
        (ASKED, "Ann Bell, the former director of the port, has been ill since May."),
        (ASKED, "Ann Bell, deputy director of the port since May, is 40."),
        (ASKED, "Ann Bell was elected director of the port of Ostrel in 1991."),
        ("Who was the director of the port?", "Ann Bell takes over as director of the port."),
        ("Who was the first director of the port?", "Ann Bell takes over as director of the port."),
        ("What did the director of the port say?", "Ann Bell takes over as director of the port."),
    ],
)
def test_otherwise_who_held_it_stays(question: str, later: str) -> None:
    assert first(later, question) == HELD


def test_the_boss_is_whoever_became_chief_executive() -> None:
    held = "The port's chief executive, Tom Reed, spoke of a good year."
    later = "Ann Bell takes over as chief executive of the port."
    for question in ("Who is the boss of the port?", "Who runs the port now?", "Who is boss of the port?"):
        assert first(later, question, held) == later


@pytest.mark.parametrize(
    "question",
    [
        "Who is going to run the port?",
        "Who will lead the port?",
        "Who is leading the port?",
        "Who is the director of the port?",
    ],
)
@pytest.mark.parametrize(
    "later",
    [
        "In his place the port has named Ann Bell.",
        "At the port Ann Bell was appointed in his stead.",
        "At the port his place will be taken by Ann Bell.",
    ],
)
def test_who_was_named_in_his_place_goes_first(question: str, later: str) -> None:
    held = "The port will be led by its director, Tom Reed."
    assert first(later, question, held) == later


def test_who_was_named_in_his_place_need_not_have_been_read() -> None:
    older, newer = (
        "The port is run by its director, Tom Reed.",
        "Reed resigned. Ann Bell was named in his place.",
    )
    others = reading_of("", article(newer + SAME, NEW)).evidence
    reading, note = with_who_is_in_office(reading_of(ASKED, article(older + SAME, OLD)), others)
    assert reading.evidence[0].text == "Ann Bell was named in his place."
    assert note == "The newest answer found is of 1 June 2027."
    elsewhere = reading_of("", article("Hugh Orr quit. Ann Bell was named in his place.", NEW)).evidence
    assert (
        with_who_is_in_office(reading_of(ASKED, article(older, OLD)), elsewhere)[0].evidence[0].text == older
    )


def test_who_follows_is_told_behind_that_somebody_left() -> None:
    left = "The director of the port, Tom Reed, resigned on Tuesday."
    follows = "The council named Ann Bell as his successor."
    reading, _ = with_who_is_in_office(reading_of(ASKED, article(f"{left} {follows}{SAME}", NEW)))
    assert [e.text for e in reading.evidence[:2]] == [follows, left]
    other = "The council named Ann Bell as head cook."
    reading, _ = with_who_is_in_office(reading_of(ASKED, article(f"{left} {other}{SAME}", NEW)))
    assert reading.evidence[0].text == left


def test_who_is_appointed_has_not_begun_before_the_day_that_is_told() -> None:
    begins = "She will take up the post on 1 August 2027 and succeed Tom Reed."
    named = "The port has appointed Ann Bell as its director."
    text = f"{named} {begins}{SAME}"
    reading, note = with_who_is_in_office(reading_of(ASKED, article(text, NEW)))
    assert [e.text.strip() for e in reading.evidence[:2]] == [begins, named]
    assert note == ""
    after = article("It is hot." + SAME, "2027-08-05")
    assert (
        with_who_is_in_office(reading_of(ASKED, article(text, NEW), after))[0].evidence[0].text.strip()
        == named
    )
