"""Who held an office before: the last question, of the time before somebody."""

from __future__ import annotations

import pytest

from qa.conversing.kinds import Antecedent, Kind
from qa.conversing.one_before import of_the_one_before

BELL = [Antecedent("the bank", Kind.THING), Antecedent("Ann Bell", Kind.PERSON)]


@pytest.mark.parametrize(
    ("last", "short", "read"),
    [
        ("Who chairs the bank?", "before her", "Who chaired the bank before her?"),
        ("Who is head of the bank now?", "who was it before her", "Who was head of the bank before her?"),
        ("Who's the mayor?", "who had the job before Tom Reed", "Who was the mayor before Tom Reed?"),
        ("Who ran the bank before Ann Bell?", "before him", "Who ran the bank before him?"),
        ("Who leads the party?", "who was there before", "Who led the party before Ann Bell?"),
        ("Who leads the party?", "before that", "Who led the party before Ann Bell?"),
        ("Who did Tom Reed succeed?", "who was it before him", "Who preceded him?"),
        ("Who was Tom Reed's predecessor?", "before her", "Who preceded her?"),
    ],
)
def test_the_office_is_that_of_the_last_question(last: str, short: str, read: str) -> None:
    assert of_the_one_before(last, short, BELL) == read


@pytest.mark.parametrize(
    ("last", "short"),
    [
        ("Who is Ann Bell?", "before her"),  # a person, no office
        ("When did Ann Bell resign?", "before that"),
        ("What did it cost?", "and before"),
        ("Who chairs the bank?", "who chaired it in 2019"),
        ("Who chairs the bank?", "what happened before her time"),
    ],
)
def test_nothing_else_is_read_so(last: str, short: str) -> None:
    assert of_the_one_before(last, short, BELL) is None


def test_without_anybody_spoken_of_it_is_left_alone() -> None:
    assert of_the_one_before("Who chairs the bank?", "before", BELL[:1]) is None
