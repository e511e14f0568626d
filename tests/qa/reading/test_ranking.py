"""What a sentence is credited with: its own words, its neighbours', its title's."""

from __future__ import annotations

import numpy as np

from index.models import Article
from qa.reading.candidates import candidates_of
from qa.reading.ranking import Sight, weigh
from qa.reading.tokens import look
from qa.words import words_of
from tests.qa.reading.making import WordEmbedder, all_rare, article, finder, hit


def _sight(question: str, *articles: Article) -> Sight:
    hits = [hit(a) for a in articles]
    candidates = candidates_of(hits, finder(*articles))
    weights = all_rare(words_of(question))
    return Sight(question, weights, candidates, look(question, weights, candidates, hits, WordEmbedder()))


def test_the_sentence_before_lends_more_than_the_one_after_and_less_the_further_it_is() -> None:
    around = _sight("ferry", article("one", "Rain fell. The ferry came. It sank. Two died.", "-")).features[
        "around_rare"
    ]
    np.testing.assert_allclose(around, [0.765, 1.0, 0.9, 0.81], atol=0.01)


def test_another_article_lends_nothing() -> None:
    around = _sight("ferry", article("one", "The ferry came.", "-"), article("two", "It sank.", "-")).features
    np.testing.assert_allclose(around["around_rare"], [1.0, 0.0], atol=0.01)


def test_the_title_lends_to_every_sentence_of_its_article() -> None:
    around = _sight(
        "ferry", article("one", "It sank. Two died off the harbour.", "The harbour ferry")
    ).features["around_rare"]
    np.testing.assert_allclose(around, [0.95, 0.95], atol=0.01)


def test_the_weakest_word_is_the_one_that_stands_nowhere_near() -> None:
    weakest = _sight("ferry bridge", article("one", "The ferry came.", "-")).features["weakest"]
    np.testing.assert_allclose(weakest, [0.0], atol=0.01)


def test_neighbouring_words_of_the_question_count_where_they_are_neighbours() -> None:
    pairs = _sight(
        "chief engineer", article("one", "The chief engineer left. The chief met an engineer.", "-")
    ).features["pairs"]
    assert pairs.tolist() == [1.0, 0.0]


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
