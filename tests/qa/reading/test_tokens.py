"""A token of the question is found in the sentence that holds it, wherever the passage begins."""

from __future__ import annotations

import numpy as np

from index.models import Article
from qa.reading.candidates import Candidate, candidates_of
from qa.reading.tokens import Seen, look
from qa.words import words_of
from tests.qa.reading.making import WholeEmbedder, WordEmbedder, all_rare, article, finder, hit

QUESTION = "When did the ferry sink"
TEXT = "The mayor spoke. The ferry sank on Monday. Rain fell."


def _seen(
    one: Article, embedder: WordEmbedder | WholeEmbedder, start: int = 0
) -> tuple[list[Candidate], Seen]:
    hits = [hit(one, start=start)]
    candidates = candidates_of(hits, finder(one))
    return candidates, look(QUESTION, all_rare(words_of(QUESTION)), candidates, hits, embedder)


def test_a_token_scores_one_where_it_stands_and_nothing_elsewhere() -> None:
    _, seen = _seen(article("one", TEXT, "Harbour"), WordEmbedder())
    ferry = QUESTION.split().index("ferry")
    np.testing.assert_allclose(seen.own[:, ferry], [0, 1, 0], atol=0.01)


def test_a_passage_in_the_middle_of_an_article_is_cut_at_the_same_sentences() -> None:
    candidates, seen = _seen(article("one", TEXT, "Harbour"), WordEmbedder(), start=17)
    assert candidates[0].text == "The ferry sank on Monday."
    np.testing.assert_allclose(seen.own[:, QUESTION.split().index("ferry")], [1, 0], atol=0.01)


def test_what_stands_in_the_title_is_told_apart() -> None:
    _, seen = _seen(article("one", "It sank. Rain fell.", "A ferry sank"), WordEmbedder())
    ferry = QUESTION.split().index("ferry")
    assert seen.own[:, ferry].max() < 0.01
    np.testing.assert_allclose(seen.title[:, ferry], [1, 1], atol=0.01)


def test_a_sentence_behind_what_the_embedder_reads_is_embedded_alone() -> None:
    embedder = WordEmbedder(limit=6)  # two of the title, and the first sentence
    _, seen = _seen(article("one", TEXT, "Harbour"), embedder)
    np.testing.assert_allclose(seen.own[:, QUESTION.split().index("ferry")], [0, 1, 0], atol=0.01)
    assert "The ferry sank on Monday." in embedder.asked
    assert "The mayor spoke." not in embedder.asked


def test_rare_words_and_asking_words_are_told_apart() -> None:
    _, seen = _seen(article("one", TEXT), WordEmbedder())
    assert list(seen.is_asking) == [1, 0, 0, 0, 0]
    assert list(seen.rarity > 0) == [False, False, False, True, True]


def test_of_an_embedder_without_tokens_stems_stand_in() -> None:
    _, seen = _seen(article("one", TEXT, "Harbour"), WholeEmbedder())
    assert seen.own.tolist() == [[0, 0], [1, 0], [0, 0]]  # "sank" is no form of "sink" to a stemmer
    assert seen.cosine.argmax() == 1
