"""Key points are central and early, follow a topic, and never repeat one another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa.briefing.outline import outline
from qa.briefing.prose import Sentence, read
from qa.briefing.ranking import LATEST, Ranked, choose, rank, recency, repeats
from tests.qa.brief_helpers import STRIKE, article, bag_of_words, parser


def _sentences(text: str) -> list[Sentence]:
    (reading,) = read([outline(article(text))], parser())
    return list(reading.sentences)


def _rank(sentences: list[Sentence], topic: str | None = None) -> Ranked:
    texts = [s.text for s in sentences]
    return rank(sentences, bag_of_words(texts), bag_of_words([topic])[0] if topic else None)


def test_the_lede_comes_first() -> None:
    ranked = _rank(_sentences(STRIKE))
    assert ranked.order()[0] == 0


def test_a_topic_draws_what_is_near_it_to_the_front() -> None:
    sentences = _sentences(STRIKE)
    ranked = _rank(sentences, "new cranes layoffs")
    plain = _rank(sentences)
    at = next(i for i, s in enumerate(sentences) if "cranes would lead to layoffs" in s.text)
    assert ranked.order().index(at) < plain.order().index(at)


def test_a_repeated_sentence_is_chosen_once() -> None:
    text = (
        "The union of dockers wants a large pay rise.\n" * 2 + "The port of Velmar handled many containers."
    )
    ranked = _rank(_sentences(text))
    chosen = [ranked.sentences[i].text for i in choose(ranked, 3)]
    assert len(chosen) == len(set(chosen)) == 2


def test_what_already_stands_is_not_chosen_again() -> None:
    ranked = _rank(_sentences(STRIKE))
    first = choose(ranked, 2)
    assert not set(first) & set(choose(ranked, 5, first))


def test_nothing_to_rank_gives_nothing() -> None:
    assert choose(_rank([]), 3) == []


def test_one_sentence_is_ranked() -> None:
    ranked = _rank(_sentences("The bridge fell into the river on Tuesday afternoon."))
    assert choose(ranked, 3) == [0]
    assert np.isfinite(ranked.scores).all()


def test_what_was_reported_last_says_how_things_stand() -> None:
    days = {
        "began": "2025-03-14",
        "talks": "2025-03-17",
        "ended": "2025-03-26T08:00:00+01:00",
        "undated": None,
    }
    said = {
        "began": "Dockworkers at the Port of Velmar began a strike over pay on Friday morning.",
        "talks": "Dockworkers and the Port of Velmar return to talks about the strike on Wednesday.",
        "ended": "Dockworkers at the Port of Velmar ended the strike and accepted seven percent.",
        "undated": "Dockworkers at the Port of Velmar have no more reason to go on strike.",
    }
    outlines = [outline(article(said[i], published_at=day, article_id=i)) for i, day in days.items()]
    sentences = [s for r in read(outlines, parser()) for s in r.sentences]
    assert recency(sentences).tolist() == [0.0, 0.5, 1.0, 0.0]
    ranked = _rank(sentences, "the strike at the Port of Velmar")
    (first,) = choose(replace(ranked, scores=ranked.scores + LATEST * recency(ranked.sentences)), 1)
    assert ranked.sentences[first].text == said["ended"]


def test_of_two_sentences_alike_in_all_else_the_later_is_ranked_first() -> None:
    text = "The ferry to Velmar was late again for want of a crew."
    days = {"early": "2025-03-14", "late": "2025-03-26"}
    outlines = [outline(article(text, published_at=day, article_id=i)) for i, day in days.items()]
    sentences = [s for r in read(outlines, parser()) for s in r.sentences]
    assert [sentences[i].article.article_id for i in _rank(sentences).order()] == ["late", "early"]


def test_articles_of_one_day_are_equally_recent() -> None:
    sentences = _sentences(STRIKE)
    assert not recency(sentences).any()


@given(st.text(max_size=60), st.text(max_size=60))
def test_repeating_is_symmetric(one: str, other: str) -> None:
    assert repeats(one, other) == repeats(other, one)
