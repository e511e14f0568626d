"""What an interviewer says is told by its marks or his name, and what else stands in bold is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.reading.candidates import candidates_of
from qa.reading.interviews import question_over
from tests.qa.reading.making import article, finder, hit

ASKED = (
    "**Will you sell the yard?**\n\nNo.\n\n**Some speak of a merger with Esk. They hope.**\n\nThey dream.\n"
)


def _asked(text: str, publisher: str | None = None, byline: str | None = None) -> list[str]:
    one = replace(article("one", text), publisher=publisher, byline=byline)
    return [c.text for c in candidates_of([hit(one)], finder(one)) if c.is_question]


@pytest.mark.parametrize("mark", ["**", "*", "_", "__"])
def test_what_stands_in_the_marks_of_the_questions_is_the_interviewers(mark: str) -> None:
    found = _asked(ASKED.replace("**", mark))
    assert [t.strip("*_") for t in found] == [
        "Will you sell the yard?",
        "Some speak of a merger with Esk.",
        "They hope.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**The yard is sold.**\n\nBell sold it.\n\n**The crew was not asked.**\n\nNobody knew. Who cares?",
        "**Bell sold the yard on Monday.**\n\n**Why did he?**\n\nHe was broke.",
        "**Why?**\n\nHe was broke.\n\n**Correction: the yard was sold on Monday.**\n\nWe regret it.",
        "*Why?* he wrote.\n\n*Bell left.*\n\nThe yard closed.",
        "*Why?*\n\nHe left.\n\n*Bell sold.*\n\nIt rained.\n\n*Bell left.*\n\nIt snowed.",
    ],
)
def test_a_lead_a_correction_and_other_words_in_bold_are_not(text: str) -> None:
    assert all(t.strip("*").endswith("?") for t in _asked(text))


def test_what_stands_behind_the_name_of_who_asks_is_the_interviewers() -> None:
    text = "Tribune: The yard is sold.\n\nBell: It is.\n\nTribune: Who bought it?\n\nBell: Guess."
    found = ["Tribune: The yard is sold.", "Tribune: Who bought it?"]
    assert _asked(text) == found
    assert _asked(text, publisher="The Tribune") == found
    howe = text.replace("Tribune: Who", "**Howe:** They say you gave in. Who")
    assert "They say you gave in." in " ".join(_asked(howe, byline="Ada Howe"))


def test_questions_and_answers_are_told_by_their_letters() -> None:
    assert _asked("Q: The yard is sold.\nA: It is.\nQ: Why?\nA: Guess.") == [
        "Q: The yard is sold.",
        "Q: Why?",
    ]
    assert len(_asked("Q. Tell us why. Who knew?\nA. Nobody.")) >= 1
    assert _asked("Q. Bell won. So what?\nThe yard closed.") == ["So what?"]


def test_a_paper_that_is_quoted_among_others_asks_nothing() -> None:
    assert _asked("Courier: He must go.\n\nTribune: He must stay.\n\nWho is right?", publisher="Tribune") == [
        "Who is right?"
    ]


TALK = (
    "Bell, 50, runs the yard.\n\n**Is it sold?**\n\nNo. It is not.\n\nNobody asked.\n\n"
    "**Who would buy it?**\n\nNobody.\n\nThe yard was built in 1920."
)


def _over(text: str, words: str) -> str | None:
    found = question_over(article("one", text), text.index(words))
    return found.of(text) if found else None


@pytest.mark.parametrize("words", ["No. It", "It is not.", "Nobody asked."])
def test_what_is_answered_stands_over_all_of_the_answer(words: str) -> None:
    assert _over(TALK, words) == "**Is it sold?**"


def test_over_the_last_answer_stands_the_last_question_and_over_the_words_around_none() -> None:
    assert _over(TALK, "Nobody.\n") == "**Who would buy it?**"
    for words in ("The yard was built", "Bell, 50", "**Who", "sold?"):
        assert _over(TALK, words) is None
    assert _over("Is it sold? Nobody knows.\n\nIt rained.", "It rained.") is None


def test_what_is_answered_is_told_by_the_letters_too() -> None:
    text = "Q: Is it sold?\nA: No.\n  Q: Who would buy it?  \nA: Nobody."
    assert _over(text, "A: No.") == "Q: Is it sold?"
    assert _over(text, "A: Nobody.") == "Q: Who would buy it?"
