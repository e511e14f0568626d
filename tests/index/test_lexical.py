"""Words in a query are words: no operator of the index's own language has effect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import STOPWORDS, bm25, document_frequencies, terms_of
from index.library import Library
from index.models import Filters
from tests.index.making import put


@pytest.fixture
def stocked(library: Library) -> Library:
    put(library, "bridge", "The bridge reopened after repairs. Engineers replaced bolts.", title="Bridge")
    put(library, "near", "Ferries stop near the harbour, and not at the old pier.", title="Ferries")
    put(library, "cafe", "The Café of Zürich sold 1,000 cakes at 3.5 francs.", title="Cakes")
    return library


def found(library: Library, query: str, filters: Filters | None = None) -> set[str]:
    ids = bm25(library, terms_of(query), 10, filters or Filters())
    return {f.passage.article_id for f in library.passages(list(ids)).values()}


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("bridge", {"bridge"}),
        ("bridge AND ferries", {"bridge", "near"}),
        ("bridge NOT ferries", {"bridge", "near"}),
        ("NEAR(bridge bolts)", {"bridge", "near"}),
        ('"bolts bridge"', {"bridge"}),
        ("bri*", set()),
        ("title:bridge", {"bridge"}),
        ("body : ferries", {"near"}),
        ("^bridge + (bolts", {"bridge"}),
        ("-bridge", {"bridge"}),
        ('bridge" OR "ferries', {"bridge", "near"}),
        ("bridge'; DROP TABLE versions; --", {"bridge"}),
        ("😀 bridge 🚢", {"bridge"}),
        ("{bridge} [ferries]", {"bridge", "near"}),
        ("repair engineer", {"bridge"}),
        ("cafe zurich", {"cafe"}),
        ("1,000", {"cafe"}),
        ("3.5", {"cafe"}),
        ("😀", set()),
        ("", set()),
        ("\0", set()),
        ("²", set()),
        ('"""', set()),
    ],
)
def test_a_query_is_its_words_and_nothing_else(stocked: Library, query: str, articles: set[str]) -> None:
    assert found(stocked, query) == articles


@given(st.text(st.one_of(st.sampled_from("\"*()^:+-{}'\\ \0ANDORT"), st.characters())))
def test_any_query_gives_terms_that_hold_no_operator(query: str) -> None:
    terms = terms_of(query)
    assert len(terms) == len(set(terms)) <= 40
    assert all(t and not set(t) & set("\"*()^:+-{}'\\ \0") for t in terms)


def test_any_terms_can_be_looked_up(stocked: Library) -> None:
    for query in ('a" b', "AND", "NEAR", "*", "NOT NOT", "\ud800", "x" * 10_000, "ﬁ ｆｕｌｌ 𝔘", "'"):
        bm25(stocked, [query], 5, Filters())
        assert document_frequencies(stocked, [query])[1] == 3


def test_stopwords_count_only_where_there_is_nothing_else() -> None:
    assert terms_of("What is the bridge?") == ["bridge"]
    assert terms_of("Who is it?") == ["who", "is", "it"]
    assert set(terms_of("Who is it?")) <= STOPWORDS


def test_better_matches_come_first_with_higher_scores(stocked: Library) -> None:
    put(stocked, "more", "Bridge, bridge and bridge again: the bridge.", title="Bridge")
    scores = list(bm25(stocked, ["bridge"], 10, Filters()).values())
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[1] > 0


def test_only_the_named_passages_and_articles_are_looked_at(stocked: Library) -> None:
    ids = stocked.passage_ids()
    assert list(bm25(stocked, ["the"], 10, Filters(), among=ids[:1])) == ids[:1]
    assert bm25(stocked, ["the"], 10, Filters(), among=[]) == {}
    assert found(stocked, "the old bridge", Filters(article_ids=("near",))) == {"near"}


def test_frequencies_count_passages_by_stem(stocked: Library) -> None:
    assert document_frequencies(stocked, ["bridges", "the", "nothing"]) == (
        {"bridges": 1, "the": 3, "nothing": 0},
        3,
    )
