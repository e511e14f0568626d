"""Words in quotation marks are quoted in the sentence, and break off nowhere that changes them."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

REPORTED = "Bell said the plan was a disaster and that the dam had been built badly."
QUOTED = 'Bell called the plan "a bad joke" on Monday.'
SINGLE = "Bell called the plan 'a bad joke' on Monday."
NEVER = 'Bell said he would "never say never" in Halden.'
WARNED = '"We were warned and did nothing," Bell told the inquiry.'
NURSES = "The nurses' union said the doctors' pay rose."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (REPORTED, 'Bell said "the plan was a disaster".'),
        (REPORTED, "Bell said \u201cthe plan was a disaster\u201d."),
        (REPORTED, "Bell said the plan was a «disaster»."),
        (WARNED, 'Bell told the inquiry "we were warned and did everything".'),
        (WARNED, 'Bell told the inquiry that "Were warned and did nothing".'),
        (REPORTED, "Bell said the plan was a 'disaster'."),
        (REPORTED, "Bell said the dam had been built \u2018badly\u2019."),
        (QUOTED, 'Bell called the "plan" a bad joke.'),
        (QUOTED, 'Bell called the plan "a bad joke on Monday".'),
        (SINGLE, "Bell called 'the plan' a bad joke."),
        (NEVER, 'Bell said he would "never say" it in Halden.'),
    ],
)
def test_quotation_marks_round_what_is_not_quoted_are_refused(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (QUOTED, "Bell called the plan \u201ca bad joke\u201d."),
        (WARNED, 'Bell told the inquiry that "we were warned and did nothing".'),
        (QUOTED, "Bell called the plan 'a bad joke'."),
        (SINGLE, 'Bell called the plan "a bad joke".'),
        (NURSES, "The doctors' pay rose, the nurses' union said."),
    ],
)
def test_what_is_quoted_may_be_quoted_in_other_marks(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
