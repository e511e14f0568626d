"""The passages that are read are those with a sentence that has the words and the figure asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.models import Hit
from qa.asking.question import view_of
from qa.language.nlp import Parse
from qa.language.words import words_of
from qa.reading.before import NOTHING, Before
from qa.reading.candidates import candidates_of
from qa.reading.effort import Effort
from qa.reading.promising import FEATURES, first_sight, worth_reading
from tests.qa.reading.making import all_rare, article, finder, hit

WEIGHTS = {
    "found": 0.4,
    "place": 0.7,
    "words": 6.0,
    "pairs": 1.5,
    "is_title": -4.0,
    "figure": 4.0,
    "quote": 3.0,
}


def _read(
    question: str,
    texts: Sequence[str],
    scores: Sequence[float] = (),
    *,
    are_named: bool = False,
    before: Before = NOTHING,
) -> list[str]:
    """The names of the articles that are read, in the order of the hits."""
    articles = [article(f"a{n}", text) for n, text in enumerate(texts)]
    of = [hit(a, score=score) for a, score in zip(articles, scores or [1.0] * len(texts), strict=True)]
    view, weights = view_of(question, Parse(question, (), ())), all_rare(words_of(question))
    found, effort = candidates_of(of, finder(*articles)), Effort(are_named=are_named)
    kept = worth_reading(view, weights, found, of, WEIGHTS, effort, before)
    return [of[n].passage.article_id for n in sorted({c.hits[0] for c in kept})]


COLOURS = "red blue green grey white black brown yellow orange purple golden".split()
OTHERS = [f"The harbour has a {colour} market." for colour in COLOURS]


def test_ten_passages_are_read() -> None:
    assert _read("Who runs the harbour market?", OTHERS) == [f"a{n}" for n in range(10)]


def test_a_passage_found_late_is_read_if_a_sentence_of_it_has_the_words_asked_for() -> None:
    told = "Much was said. The ferry to Velmar sank. Rain fell."
    assert "a11" in _read("Why did the ferry to Velmar sink?", [*OTHERS, told])


def test_a_passage_found_late_is_read_if_the_last_answer_stands_in_its_article() -> None:
    question, texts = "What came of it?", [*OTHERS, "The harbour has a pink market."]
    assert "a11" not in _read(question, texts)
    assert "a11" in _read(question, texts, before=Before("Who runs it?", ("a11",)))


def test_a_passage_found_late_is_read_if_it_has_the_figure_asked_for() -> None:
    question = "When did the harbour get a market?"
    assert "a11" not in _read(question, [*OTHERS, "The harbour has a pink market."])
    assert "a11" in _read(question, [*OTHERS, "The harbour has a market since May 1998."])


def test_words_that_the_question_quotes_bring_a_passage_in() -> None:
    told = 'It was, she said, "a slap in the face" and worse.'
    assert "a11" in _read('Who spoke of "a slap in the face" at the harbour market?', [*OTHERS, told])


def test_what_looks_much_worse_than_the_best_is_not_read() -> None:
    told = "The ferry to Velmar sank in 2024."
    assert _read("When did the ferry to Velmar sink?", ["Frost came.", told, "Frost went."]) == ["a1"]


def test_a_copy_takes_nobodys_place_and_stands_with_the_first() -> None:
    copies = ["The ferry sank at noon."] * 8
    articles = [article(f"a{n}", text) for n, text in enumerate([*copies, "The ferry was old."])]
    of, question = [hit(a) for a in articles], "Why did the ferry sink?"
    view, weights = view_of(question, Parse(question, (), ())), all_rare(words_of(question))
    first, other = worth_reading(view, weights, candidates_of(of, finder(*articles)), of, WEIGHTS)
    assert other.text == "The ferry was old."
    assert [a.article_id for a, _ in first.places] == ["a0", "a1", "a2"]
    assert first.hits == tuple(range(8))


def test_of_articles_that_the_asker_names_the_best_passage_of_each_is_read_up_to_six() -> None:
    told = article(
        "told", "The ferry sank. It was old. The ferry to Velmar sank at noon because a valve broke."
    )
    others = [article(f"a{n}", f"Frost number {n} came.") for n in range(7)]
    parts = [hit(told, 0, 15), hit(told, 16, 27), hit(told, 28)]
    of: list[Hit] = [*parts, *(hit(a) for a in others)]
    question = "Why did the ferry to Velmar sink at noon?"
    view, weights = view_of(question, Parse(question, (), ())), all_rare(words_of(question))
    found = candidates_of(of, finder(told, *others))
    kept = worth_reading(view, weights, found, of, WEIGHTS, Effort(are_named=True))
    assert {c.article.article_id for c in kept} == {"told", *(f"a{n}" for n in range(5))}
    assert any(c.text.endswith("valve broke.") for c in kept)


@pytest.mark.parametrize(
    "question", ["Why did the ferry sink?", "How many died?", "What did Bell say?", "is it"]
)
def test_every_feature_is_a_number_for_each_sentence(question: str) -> None:
    one = article("one", "The ferry sank. Two died. “We saw it,” Bell said.", "Ferry")
    view, of = view_of(question, Parse(question, (), ())), [hit(one)]
    seen = first_sight(view, all_rare(words_of(question)), candidates_of(of, finder(one)), of)
    assert set(FEATURES) <= set(seen)
    for name, feature in seen.items():
        assert feature.shape == (3,), name
        assert np.isfinite(feature).all(), name
