"""Words in a query are words: no operator of the index's own language has effect."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.lexical
from index.lexical import BM25, STOPWORDS, terms_of
from index.library import Library
from tests.index.making import put


@pytest.fixture
def stocked(library: Library) -> Library:
    put(library, "bridge", "The bridge reopened after repairs. Engineers replaced bolts.", title="Bridge")
    put(library, "near", "Ferries stop near the harbour, and not at the old pier.", title="Ferries")
    put(library, "cafe", "The Café of Zürich sold 1,000 cakes at 3.5 francs.", title="Cakes")
    return library


def found(library: Library, query: str) -> set[str]:
    ids = BM25(library).matches(terms_of(query)).best(10)
    return {f.passage.article_id for f in library.passages(ids).values()}


def as_fts5_scores(library: Library, words: Sequence[str]) -> dict[int, float]:
    """What SQLite's own BM25 gives to every passage that holds a word."""
    sql = "SELECT rowid, -bm25(lexical) FROM lexical WHERE lexical MATCH ?"
    return {int(i): float(s) for i, s in library.rows(sql, [" OR ".join(words)])}


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


@pytest.mark.parametrize("query", ["lodz", "Łódź", "ŁÓDŹ", "lódz", "Ødegaard", "odegaard", "strasse"])
def test_words_are_found_whatever_letters_and_accents_they_are_written_with(
    stocked: Library, query: str
) -> None:
    put(stocked, "lodz", "The Straße to Łódź, where Odegaard scored.", title="Football")
    assert found(stocked, query) == {"lodz"}


@given(st.text(st.one_of(st.sampled_from("\"*()^:+-{}'\\ \0ANDORT"), st.characters())))
def test_any_query_gives_terms_that_hold_no_operator(query: str) -> None:
    terms = terms_of(query)
    assert len(terms) == len(set(terms)) <= 40
    assert all(t and not set(t) & set("\"*()^:+-{}'\\ \0") for t in terms)


def test_any_terms_can_be_looked_up(stocked: Library) -> None:
    for query in ('a" b', "AND", "NEAR", "*", "NOT NOT", "\ud800", "x" * 10_000, "ﬁ ｆｕｌｌ 𝔘", "'"):
        BM25(stocked).matches([query])
        assert BM25(stocked).counts([query])[1] == 3


def test_stopwords_count_only_where_there_is_nothing_else() -> None:
    assert terms_of("What is the bridge?") == ["bridge"]
    assert terms_of("Who is it?") == ["who", "is", "it"]
    assert set(terms_of("Who is it?")) <= STOPWORDS


def test_better_matches_come_first_with_higher_scores(stocked: Library) -> None:
    put(stocked, "more", "Bridge, bridge and bridge again: the bridge.", title="Bridge")
    matches = BM25(stocked).matches(["bridge"])
    best = matches.best(10)
    assert len(best) == 2
    scores = matches.of(best)
    assert scores[best[0]] > scores[best[1]] > 0


def test_only_the_named_passages_are_looked_at(stocked: Library) -> None:
    ids = np.array(stocked.passage_ids())
    words = BM25(stocked)
    assert words.matches(["the"], ids[:1]).best(10) == [ids[0]]
    assert words.matches(["the"], ids[:0]).best(10) == []
    assert words.matches(["the"]).of(ids[1:]).keys() == set(ids[1:].tolist())
    # The statistics are of the whole library all the same.
    assert words.matches(["the"], ids[:1]).of(ids[:1]) == words.matches(["the"]).of(ids[:1])


# Stems, digits, diacritics, signs inside a word, a script without spaces, and what no index holds.
WORDS = (
    "bridge", "bridges", "ferry", "harbour", "frosted", "Café", "3.5", "3", "5", "1,000", "Zürich", "😀",
    "北京", "2024",
)  # fmt: skip
texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), min_size=1, max_size=8)


@settings(max_examples=50)
@given(texts, st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True))
def test_scores_are_those_of_sqlite_whatever_is_asked(texts: list[list[str]], words: list[str]) -> None:
    with TemporaryDirectory() as folder:
        library = Library(Path(folder))
        for n, text in enumerate(texts):
            put(library, f"a{n}", " ".join(text), title=f"Title {text[0]}")
        for word in words:
            expected = as_fts5_scores(library, [f'"{word}"'])
            matches = BM25(library).matches([word])
            assert matches.of(matches.ids.tolist()) == pytest.approx(expected, rel=1e-4)
            assert BM25(library).counts([word])[0] == {word: len(expected)}
        library.close()


@settings(max_examples=25)
@given(texts, st.lists(st.sampled_from(("bridge", "ferry", "3.5", "frost")), min_size=1, unique=True))
def test_the_worth_of_several_words_adds_up(texts: list[list[str]], words: list[str]) -> None:
    with TemporaryDirectory() as folder:
        library = Library(Path(folder))
        for n, text in enumerate(texts):
            put(library, f"a{n}", " ".join(text), title=f"Title {n}")
        expected = as_fts5_scores(library, [f'"{word}"' for word in words])
        matches = BM25(library).matches(words)
        assert matches.of(matches.ids.tolist()) == pytest.approx(expected, rel=1e-4)
        library.close()


def test_a_passage_longer_than_a_byte_counts_is_measured_right(library: Library) -> None:
    put(library, "long", "bridge " + "plank " * 150)
    put(library, "short", "A bridge.")
    put(library, "none", "A ferry.")
    put(library, "other", "A ferry.")
    matches = BM25(library).matches(["bridge"])
    expected = as_fts5_scores(library, ["bridge"])
    assert matches.of(matches.ids.tolist()) == pytest.approx(expected, rel=1e-4)


def test_best_are_the_highest_with_ties_by_id(library: Library) -> None:
    for n in range(30):
        put(library, f"common{n}", "The bridge and the ferry.")
    (rare,) = put(library, "rare", "The bridge of Kestrel.")
    assert BM25(library).matches(["bridge", "kestrel"]).best(3) == [rare, 1, 2]


def test_what_is_remembered_stays_bounded_and_right(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(10):
        put(library, f"a{n}", "The bridge and the ferry.")
    monkeypatch.setattr(index.lexical, "_REMEMBERED", 15)
    words = BM25(library)
    for _ in range(2):
        for word in ("bridge", "ferry"):
            assert words.matches([word]).best(20) == list(range(1, 11))
            assert sum(len(ids) for ids, _ in words._holding.values()) <= 15


def test_words_are_gathered_anew_after_forgetting(stocked: Library) -> None:
    words = BM25(stocked)
    assert len(words.matches(["bridge"]).ids) == 1
    put(stocked, "more", "A second bridge.")
    assert len(words.matches(["bridge"]).ids) == 1
    words.forget()
    assert len(words.matches(["bridge"]).ids) == 2


def test_what_is_added_in_the_middle_of_a_search_is_left_for_the_next(stocked: Library) -> None:
    words = BM25(stocked)
    before = words.matches(["bridge"]).ids.tolist()
    put(stocked, "more", "Ferries and a second bridge.")
    assert len(words.matches(["ferries"]).ids) == 1
    words.forget()
    assert len(words.matches(["ferries"]).ids) == 2
    assert len(words.matches(["bridge"]).ids) == len(before) + 1


def test_frequencies_count_passages_by_stem(stocked: Library) -> None:
    assert BM25(stocked).counts(["bridges", "the", "nothing"]) == (
        {"bridges": 1, "the": 3, "nothing": 0},
        3,
    )
