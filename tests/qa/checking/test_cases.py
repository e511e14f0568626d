"""Planted oracles in bulk: a statement with one thing changed is refused, most unchanged ones pass.

All tables but the first were written before the check was tried on them. What that first try showed has been
mended since, so that their figures are no longer those of unseen text; those stand in evals/LOG.md. "Long",
"answers" and "examined" are of free paraphrases, of statements as language models make them, and of such as
take another's name for "he": many of their unchanged ones are refused, and the sentence itself then stands
in. "Deceiving" has statements out of the sentence's own
words that do not say what it says.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import pytest

from evals.planted import parse_at_once
from qa.grounding import problems
from qa.language.nlp import SpacyParser
from tests.qa.checking.grounding_cases import Pair, changed, unchanged

DEVELOPED, HELD_OUT, LATER, LONG, ANSWERS, REPORTED, EXAMINED, DECEIVING = TABLES = (
    "grounding_cases.json",
    "grounding_cases_held_out.json",
    "grounding_cases_later.json",
    "grounding_cases_long.json",
    "grounding_cases_answers.json",
    "grounding_cases_reported.json",
    "grounding_cases_examined.json",
    "grounding_cases_deceiving.json",
)
UNCHANGED = {table: unchanged(table) for table in TABLES}
CHANGED = {table: changed(table) for table in TABLES}
# Of the unchanged ones this share may be refused: the sentence itself then stands in for the statement.
MOST_REFUSED = {
    DEVELOPED: 0.02, HELD_OUT: 0.03, LATER: 0.12, LONG: 0.6, ANSWERS: 0.32, REPORTED: 0.22, EXAMINED: 0.5,
    DECEIVING: 0,
}  # fmt: skip
SENTENCE = (
    "National Rail chose Trellmann Rail to supply 64 trains [7] for 780 million euros, the ministry said."
)


@pytest.fixture(scope="module")
def parser() -> Iterator[SpacyParser]:
    """A parser that has read every text of the tables, in one go."""
    parser = SpacyParser()
    pairs = [pair for tables in (UNCHANGED, CHANGED) for rows in tables.values() for pair in rows]
    parse_at_once([text for pair in pairs for text in (pair.sentence, pair.statement)], parser)
    yield parser
    parser.close()


def passing(parser: SpacyParser, pairs: Sequence[Pair]) -> list[Pair]:
    return [p for p in pairs if not problems(p.statement, [p.sentence], context="", parser=parser)]


def test_there_are_as_many_cases_as_there_should_be() -> None:
    assert len({p.base for pairs in UNCHANGED.values() for p in pairs}) >= 60
    assert sum(map(len, UNCHANGED.values())) >= 150
    assert sum(map(len, CHANGED.values())) >= 400


@pytest.mark.parametrize("table", TABLES)
def test_every_changed_statement_is_refused(parser: SpacyParser, table: str) -> None:
    passed = passing(parser, CHANGED[table])
    assert [f"{p.kind}, {p.base}: {p.statement}" for p in passed] == []


@pytest.mark.parametrize("table", TABLES)
def test_few_unchanged_statements_are_refused(parser: SpacyParser, table: str) -> None:
    pairs = UNCHANGED[table]
    passed = passing(parser, pairs)
    refused = [f"{p.base}: {p.statement}" for p in pairs if p not in passed]
    share = len(refused) / len(pairs)
    assert share <= MOST_REFUSED[table], f"{share:.1%} of {len(pairs)}: {refused}"


@pytest.mark.parametrize(
    "statement",
    [
        "National Rail chose Trellmann Rail [1], the ministry said.",
        "National Rail chose Trellmann Rail [s3], the ministry said.",
        "s3: National Rail chose Trellmann Rail, the ministry said.",
        "Source: National Rail chose Trellmann Rail, the ministry said.",
        '{"text": "National Rail chose Trellmann Rail"}',
        "<b>National Rail</b> chose Trellmann Rail, the ministry said.",
    ],
)
@pytest.mark.parametrize("prefix", ["", "s3: ", "[1] ", '{"text": "x", "evidence": ["s1"]} '])
def test_what_looks_like_a_citation_is_refused_wherever_it_comes_from(
    parser: SpacyParser, statement: str, prefix: str
) -> None:
    assert problems(statement, [SENTENCE, prefix + statement], context="", parser=parser)


@pytest.mark.parametrize("mark", ["[7] ", "s7: ", "Source: ", '{"evidence": ["s7"]} '])
def test_a_marker_in_an_article_lends_no_number(parser: SpacyParser, mark: str) -> None:
    sentence = f"{mark}Ships of National Rail waited, the ministry said."
    assert problems(
        "7 ships of National Rail waited, the ministry said.", [sentence], context="", parser=parser
    )
    assert not problems(
        "Ships of National Rail waited, the ministry said.", [sentence], context="", parser=parser
    )


def test_a_source_that_is_not_named_is_not_made_up(parser: SpacyParser) -> None:
    secret = "A clerk who asked not to be named said the bank closed."
    assert problems(secret, ["A clerk said the bank closed."], context="", parser=parser)
    assert not problems("A clerk said the bank closed.", [secret], context="", parser=parser)


HOSTILE = [
    "9",
    "1,234",
    " ",
    "[",
    '"',
    "Rail ",
    "million ",
    "5 to ",
    "two hundred and ",
    "a, ",
    "not ",
    "x said, ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_it_takes_is_bounded(parser: SpacyParser, piece: str) -> None:
    endless = piece * (100_000 // len(piece))
    for statement, sentence in ((SENTENCE, endless), (endless, SENTENCE), (endless[:600], endless[:2000])):
        start = time.monotonic()
        problems(statement, [sentence], context=endless[:1000], parser=parser)
        assert time.monotonic() - start < 20
