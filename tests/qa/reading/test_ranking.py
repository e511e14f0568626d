"""What a sentence is credited with: its own words, its neighbours', its title's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from index.models import Article
from qa.asking.times import asked_time
from qa.language.words import words_of
from qa.reading.candidates import candidates_of, headlines_of
from qa.reading.ranking import Sight, Then, best_first, weigh
from tests.qa.reading.making import all_rare, article, finder, hit


def _sight(question: str, *articles: Article, asked_on: date | None = None) -> Sight:
    hits = [hit(a) for a in articles]
    candidates = candidates_of(hits, finder(*articles))
    weights = all_rare(words_of(question))
    time = asked_time(question, asked_on)
    then = Then.of(question, time.told if time else (), candidates)
    headlines = headlines_of(candidates, question)
    heads = [headlines[candidate.article.article_id] for candidate in candidates]
    return Sight(question, weights, candidates, heads, np.zeros(len(candidates)), then)


def test_the_sentence_before_lends_more_than_the_one_after_and_less_the_further_it_is() -> None:
    around = _sight("ferry", article("one", "Rain fell. The ferry came. It sank. Two died.", "-")).features[
        "around"
    ]
    np.testing.assert_allclose(around, [0.765, 1.0, 0.9, 0.81], atol=0.01)


def test_another_article_lends_nothing() -> None:
    around = _sight("ferry", article("one", "The ferry came.", "-"), article("two", "It sank.", "-")).features
    np.testing.assert_allclose(around["around"], [1.0, 0.0], atol=0.01)


def test_the_title_lends_to_every_sentence_of_its_article() -> None:
    around = _sight(
        "ferry", article("one", "It sank. Two died off the harbour.", "The harbour ferry")
    ).features["around"]
    np.testing.assert_allclose(around, [0.95, 0.95], atol=0.01)


def test_the_weakest_word_is_the_one_that_stands_nowhere_near() -> None:
    weakest = _sight("ferry bridge", article("one", "The ferry came.", "-")).features["weakest"]
    np.testing.assert_allclose(weakest, [0.0], atol=0.01)


def test_words_in_quotation_marks_stand_there_one_after_the_other_or_not() -> None:
    told = article("one", "Bell said: “We knew it.” They say we all knew it. We knew.", "-")
    assert _sight('Who said "we knew it"?', told).features["quoted"].tolist() == [1.0, 0.0, 0.0]
    assert _sight('Who said "knew"?', told).features["quoted"].tolist() == [0.0, 0.0, 0.0]
    assert _sight("Who said we knew it?", told).features["quoted"].tolist() == [0.0, 0.0, 0.0]


def test_neighbouring_words_of_the_question_count_where_they_are_neighbours() -> None:
    pairs = _sight(
        "chief engineer", article("one", "The chief engineer left. The chief met an engineer.", "-")
    ).features["pairs"]
    assert pairs.tolist() == [1.0, 0.0]


INDEX = article("index", "The index fell by 3 percent.", "-")


@pytest.mark.parametrize(
    ("published_at", "text", "is_held"),
    [
        ("2008-10-09", INDEX.text, True),
        ("2008-11-09", INDEX.text, False),
        (None, INDEX.text, False),
        ("2008-12-01", "The index fell by 3 percent on October 24.", True),
        ("2008-10-09", "The index fell by 3 percent on 2 July 2007.", True),  # a remark in a story of then
        ("2008-11-09", "The index fell from 3 percent in October.", True),
    ],
)
def test_a_sentence_of_the_time_asked_about_counts_as_holding_its_words(
    published_at: str | None, text: str, is_held: bool
) -> None:
    told = replace(INDEX, published_at=published_at, text=text)
    sight = _sight("index in October 2008", told)
    assert (sight.missing(0) == []) is is_held
    assert (float(sight.features["weakest"][0]) > 0.7) is is_held


def test_an_initialism_counts_as_the_name_it_is_short_for() -> None:
    long = article("long", "General Motors cut jobs.", "-")
    assert _sight("GM jobs", long).missing(0) == []
    assert _sight("GE jobs", long).missing(0) == ["ge"]


def test_what_is_missing_is_named_by_its_stem() -> None:
    sight = _sight("ferry bridges", article("one", "The ferry came.", "-"))
    assert sight.missing(0) == ["bridg"]


def test_a_question_of_small_words_alone_has_no_features_that_are_not_numbers() -> None:
    sight = _sight("is it the", article("one", "The ferry came. Rain fell.", "-"))
    for name, feature in sight.features.items():
        assert feature.shape == (2,), name
        assert np.isfinite(feature).all(), name


def test_the_weighted_sum_takes_each_feature_by_its_name() -> None:
    features = {"a": np.array([1.0, 0.0]), "b": np.array([0.0, 1.0])}
    assert weigh(features, {"a": 2.0, "b": 3.0}).tolist() == [2.0, 3.0]


@pytest.mark.parametrize(("is_other", "order"), [([0, 1, 0], [2, 0]), ([1, 1, 1], [1, 2, 0])])
def test_what_tells_of_another_time_counts_only_where_nothing_else_is_left(
    is_other: list[int], order: list[int]
) -> None:
    other = np.array(is_other, dtype=bool)
    then = Then((), ~other, other)
    assert best_first(np.array([1.0, 9.0, 3.0]), then).tolist() == order
