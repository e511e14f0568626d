"""Citation measures: verbatim or not, and against marked evidence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.metrics.citation import (
    SentenceKey,
    citation_precision,
    citation_recall,
    evidence_f1,
    is_verbatim,
    overlap,
    quote_validity,
    sentences_at,
)
from index.models import Span

# A busy machine is no counterexample.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

KEYS = st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 3))
GROUPS = st.lists(st.sets(KEYS, min_size=1), max_size=4)
SPANS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: Span(min(ends), max(ends)))
Groups = list[set[SentenceKey]]


@given(st.text(min_size=1), st.data())
def test_the_words_at_a_span_are_verbatim_and_no_others_are(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quote = words[start:end]
    assert is_verbatim(words, start, end, quote)
    assert not is_verbatim(words, start, end, quote + "x")


@pytest.mark.parametrize(("start", "end", "quote"), [(0, 0, ""), (-3, -1, "ay"), (4, 9, "day"), (5, 4, "")])
def test_bounds_that_python_would_forgive_are_not_verbatim(start: int, end: int, quote: str) -> None:
    assert not is_verbatim("a day", start, end, quote)


@given(SPANS, SPANS)
def test_overlap_is_symmetric_and_means_a_shared_character(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert overlap(one, other) == overlap(other, one) == bool(shared)


@given(SPANS, st.lists(SPANS))
def test_sentences_are_those_touched_and_carry_the_article(span: Span, sentences: list[Span]) -> None:
    keys = sentences_at("a", span, sentences)
    assert keys == {("a", sentence.start) for sentence in sentences if overlap(span, sentence)}


@given(GROUPS, GROUPS)
def test_every_measure_lies_between_0_and_1_or_is_unscored(citations: Groups, facts: Groups) -> None:
    for measure in (citation_precision, citation_recall, evidence_f1):
        value = measure(citations, facts)
        assert value is None or 0 <= value <= 1 + 1e-12


@given(GROUPS)
def test_citing_exactly_the_facts_is_perfect(facts: Groups) -> None:
    expected = pytest.approx(1) if facts else None
    for measure in (citation_precision, citation_recall, evidence_f1):
        assert measure(facts, facts) == expected


@given(GROUPS, GROUPS)
def test_order_does_not_matter(citations: Groups, facts: Groups) -> None:
    for measure in (citation_precision, citation_recall, evidence_f1):
        assert measure(citations, facts) == measure(citations[::-1], facts[::-1])


@given(GROUPS, GROUPS, st.sets(KEYS, min_size=1))
def test_one_more_citation_never_lowers_recall(
    citations: Groups, facts: Groups, more: set[SentenceKey]
) -> None:
    before, after = citation_recall(citations, facts), citation_recall([*citations, more], facts)
    assert (before or 0) <= (after or 0)


def test_without_citations_precision_is_unscored_and_recall_is_0() -> None:
    facts: Groups = [{("a", 0)}]
    assert citation_precision([], facts) is None
    assert citation_recall([], facts) == 0
    assert evidence_f1([], facts) == 0


def test_an_unanswerable_question_leaves_all_but_validity_unscored() -> None:
    citations: Groups = [{("a", 0)}]
    for measure in (citation_precision, citation_recall, evidence_f1):
        assert measure(citations, []) is None
    assert quote_validity([]) is None


def test_a_worked_case_with_a_twin_a_miss_and_a_waste() -> None:
    # Two facts, one with a twin. Cited: the twin, and one sentence nobody marked.
    facts: Groups = [{("a", 0), ("twin", 0)}, {("a", 2)}]
    citations: Groups = [{("twin", 0)}, {("b", 7)}]
    assert citation_precision(citations, facts) == 1 / 2
    assert citation_recall(citations, facts) == 1 / 2
    assert evidence_f1(citations, facts) == pytest.approx(1 / 2)
