"""Who says that the topic changes asks something of its own."""

from __future__ import annotations

import pytest

from qa.conversing.new_topic import after_change, since_change
from qa.conversing.turns import Turn, turns_of


@pytest.mark.parametrize(
    ("asked", "rest"),
    [
        ("Different topic - what does tea cost?", "What does tea cost?"),
        ("ok, different topic: what does tea cost?", "What does tea cost?"),
        ("Another question. Who won in Velmar?", "Who won in Velmar?"),
        ("something else: who won?", "Who won?"),
        ("New question, when did the port close", "When did the port close"),
        ("new question when did the port close", "When did the port close"),
        ("Forget that. Who won?", "Who won?"),
        ("Changing the subject, who won?", "Who won?"),
        ("On a completely different subject: who won?", "Who won?"),
        ("Never mind, moving on: who won?", "Who won?"),
        ("forget it", ""),
        ("Who won?", None),
        ("something else that was stolen?", None),
        ("was something else stolen?", None),
        ("another question that the court left open?", None),
        ("Different topics at school?", None),
        ("Who asked another question?", None),
        ("Forget that the port closed?", None),
        ("Moving on from Velmar, who won?", None),
    ],
)
def test_what_is_asked_after_a_change_of_topic_stands_without_it(asked: str, rest: str | None) -> None:
    assert after_change(asked) == rest


def test_nothing_before_a_change_of_topic_is_kept() -> None:
    turns = turns_of(["Who won?", "new topic: what does tea cost?", "and in 2024?"])
    assert since_change(turns) == [Turn("What does tea cost?"), Turn("and in 2024?")]
    assert since_change(turns_of(["Who won?", "forget that"])) == []
    assert since_change(turns[:1]) == [Turn("Who won?")]
