"""A rule that is tried only near the words it needs finds all that it finds when it is tried everywhere."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dates import named, relative, stated
from qa.dates.rule import Rule

RULES = (*stated.RULES, *named.RULES, *relative.RULES)
PIECES = (
    "the first half of the year", "in the second quarter of 2024", "the last three months of 2021", "Q3",
    "March", "the late 1990s", "the '90s", "the 2010 ’s", "the eighties", "the early twelfth century", "a",
    "twenty", "Christmas Eve", "New Year’s Day", "on Tuesday", "last Friday", "this season",
    "early next spring", "fall", "3 May 2025", "from 30 December to 2 January", "between 2019 and 2023",
    "Sept. 4 last year", "two days ago", "ten years from now", "in two weeks’ time", "three months later",
    "the day before", "a year earlier than", "the end of the month", "earlier in the week", "year-end",
    "the same month a year earlier", "the weekend", "that night", "late last evening",
    "early tomorrow morning", "overnight", "the following", "day", "week", "ago", "later", "İ", "x" * 130,
    "\n", ". ", ", ",
)  # fmt: skip


def _spans(rule: Rule, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in rule.matches(text, text.lower())]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_text_is_read_as_by_the_patterns_alone(text: str) -> None:
    for rule in RULES:
        assert _spans(rule, text) == [match.span() for match in rule.pattern.finditer(text)]


@pytest.mark.parametrize(
    "name", sorted(p.name for p in files("evals").joinpath("gold", "articles").iterdir())
)
def test_the_sample_is_read_as_by_the_patterns_alone(name: str) -> None:
    text = files("evals").joinpath("gold", "articles", name).read_bytes().decode("utf-8", "replace")
    for rule in RULES:
        assert _spans(rule, text) == [match.span() for match in rule.pattern.finditer(text)]
