"""Which words end the state a question asks about, and what only recalls it."""

from __future__ import annotations

import pytest

from qa.weighing.states import ends_of_state, is_recalled, tells_end
from tests.qa.weighing.newer_helpers import article, reading_of


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Is the road still closed?", "The road reopened."),
        ("Are the two hikers missing?", "Both were found in a hut."),
        ("Is the crew still in custody?", "The crew was freed."),
        ("Is Bell suspended?", "Bell was reinstated."),
        ("Are the guards on strike?", "The strike was called off."),
        ("Is Ann Bell still running the mine?", "Ms Bell was dismissed."),
        ("Is Ann Bell in charge?", "Bell resigned."),
    ],
)
def test_what_ends_a_state(question: str, told: str) -> None:
    end = ends_of_state(question)
    assert end is not None
    (evidence,) = reading_of("", article(told, "2027-06-01")).evidence
    assert tells_end(evidence, end)
    (other,) = reading_of("", article("It rained.", "2027-06-01", told)).evidence
    assert tells_end(other, end)
    (none,) = reading_of("", article("It rained.", "2027-06-01")).evidence
    assert not tells_end(none, end)


@pytest.mark.parametrize(
    "question",
    [
        "When was the road closed?",
        "Is it known who closed the road?",
        "Was the road closed?",
        "Is the road long?",
        "Is the meeting in the mine?",
    ],
)
def test_other_questions_ask_about_no_state(question: str) -> None:
    assert ends_of_state(question) is None


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("It was closed on 10 March.", True),
        ("It was closed in 2019.", True),
        ("It was closed on Monday.", False),
        ("It was closed on 10 March and opened on 30 May.", False),
        ("It is closed.", False),
    ],
)
def test_what_tells_only_of_long_ago_is_recalled(text: str, is_so: bool) -> None:
    (evidence,) = reading_of("", article(text, "2027-06-01")).evidence
    assert is_recalled(evidence) is is_so
