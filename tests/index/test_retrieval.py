"""Fusion is fair to its lists, and filters hide what they say they hide."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import HashingEmbedder
from index.library import Library
from index.models import Filters
from index.retrieval import Retriever, fuse
from index.vectors import VectorIndex
from tests.index.making import put

scores = st.dictionaries(st.integers(1, 30), st.integers(-40, 40).map(lambda n: n / 4), max_size=12)
lists = st.lists(scores, max_size=4)


def as_table(fused: list[tuple[int, float]]) -> dict[int, float]:
    return {i: round(score, 6) + 0.0 for i, score in fused}


@given(lists, st.randoms())
def test_fusing_does_not_depend_on_the_order_of_lists_or_entries(
    lists: list[dict[int, float]], random: object
) -> None:
    turned = [dict(reversed(entries.items())) for entries in reversed(lists)]
    assert as_table(fuse(turned)) == pytest.approx(as_table(fuse(lists)), abs=1e-5)


@given(lists)
def test_the_fused_list_is_the_union_each_once_best_first(lists: list[dict[int, float]]) -> None:
    fused = fuse(lists)
    assert sorted(i for i, _ in fused) == sorted(set().union(*lists))
    assert fused == sorted(fused, key=lambda pair: (-pair[1], pair[0]))


@given(scores)
def test_one_list_alone_keeps_its_order(entries: dict[int, float]) -> None:
    assert [i for i, _ in fuse([entries])] == sorted(entries, key=lambda i: (-entries[i], i))


@given(scores, st.integers(0, 20))
def test_a_list_whose_scores_are_all_equal_adds_nothing(entries: dict[int, float], level: int) -> None:
    assert as_table(fuse([entries, dict.fromkeys(entries, level)])) == as_table(fuse([entries]))


@given(scores, st.integers(1, 9), st.integers(0, 9))
def test_the_scale_of_a_list_that_scores_all_does_not_matter(
    entries: dict[int, float], factor: int, shift: int
) -> None:
    other = {i: float(i % 5) for i in entries}
    moved = {i: factor * score + shift for i, score in entries.items()}
    assert as_table(fuse([moved, other])) == pytest.approx(as_table(fuse([entries, other])), abs=1e-5)


def test_an_entry_that_a_list_misses_counts_as_its_worst_or_nothing() -> None:
    assert as_table(fuse([{1: 2.0, 2: 1.0}, {1: 5.0}])) == as_table(
        fuse([{1: 2.0, 2: 1.0}, {1: 5.0, 2: 0.0}])
    )
    assert as_table(fuse([{1: -2.0, 2: 1.0}, {1: 5.0, 2: 4.0, 3: 0.0}])) == as_table(
        fuse([{1: -2.0, 2: 1.0, 3: -2.0}, {1: 5.0, 2: 4.0, 3: 0.0}])
    )


# -- search --------------------------------------------------------------------------------------------------

ARTICLES = (
    ("may", "Observer", "2025-05-31"),
    ("june", "Observer", "2025-06-01T23:30:00-08:00"),
    ("july", "Quays", "2025-07-01T00:10:00+02:00"),
    ("undated", None, None),
)


@pytest.fixture
def retriever(library: Library, vectors: VectorIndex, embedder: HashingEmbedder) -> Retriever:
    for article_id, publisher, published_at in ARTICLES:
        text = f"Kestrel Bridge, seen in the {article_id} edition. Repairs went on."
        put(library, article_id, text, publisher=publisher, published_at=published_at)
    put(library, "other", "Growers said frost had spared their apple trees.", published_at="2025-06-15")
    with vectors.writing():
        vectors.catch_up()
    return Retriever(library, vectors, embedder)


@pytest.mark.parametrize(
    ("filters", "seen"),
    [
        (Filters(), {"may", "june", "july", "undated", "other"}),
        (Filters(since="2025-06-01"), {"june", "july", "other"}),
        (Filters(until="2025-06-01"), {"may", "june"}),
        (Filters(since="2025-06-01", until="2025-06-01"), {"june"}),
        (Filters(as_of="2025-06-01"), {"may", "june", "undated"}),
        (Filters(publishers=("Observer",)), {"may", "june"}),
        (Filters(publishers=("observer", "QUAYS")), {"may", "june", "july"}),
        (Filters(article_ids=("july", "undated")), {"july", "undated"}),
        (Filters(article_ids=("missing",)), set()),
        (Filters(publishers=("Observer",), since="2025-06-01"), {"june"}),
    ],
)
def test_a_search_sees_exactly_the_articles_its_filters_let_through(
    retriever: Retriever, filters: Filters, seen: set[str]
) -> None:
    assert {hit.passage.article_id for hit in retriever.search("Kestrel Bridge frost", 10, filters)} == seen


def test_hits_are_ranked_from_one_best_first_and_at_most_as_many_as_asked_for(retriever: Retriever) -> None:
    hits = retriever.search("frost on apple trees", 3)
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert hits[0].passage.article_id == "other"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_search_finds_by_its_words_also_what_the_vectors_do_not_hold(
    retriever: Retriever, library: Library, vectors: VectorIndex
) -> None:
    put(library, "fresh", "A zeppelin crossed the strait.")
    assert retriever.search("zeppelin", 1)[0].passage.article_id == "fresh"
    assert library.pending()[0]


def test_a_query_of_no_words_at_all_is_still_answered(retriever: Retriever) -> None:
    for query in ("", "???", "😀", "\ud800", '" OR *'):
        assert len(retriever.search(query, 2)) == 2


def test_a_filtered_search_sees_what_was_added_changed_and_removed_since_the_last(
    retriever: Retriever, library: Library, vectors: VectorIndex
) -> None:
    def seen(**bounds: str) -> set[str]:
        hits = retriever.search("Kestrel Bridge frost", 20, Filters(**bounds))  # type: ignore[arg-type]
        return {hit.passage.article_id for hit in hits}

    before = seen(since="2025-01-01")
    assert "late" not in before
    put(library, "late", "Frost on Kestrel Bridge.", published_at="2025-12-01")
    assert seen(since="2025-01-01") == before | {"late"}  # also before the index was told
    assert seen(since="2025-11-30") == {"late"}
    put(library, "late", "Thaw on Kestrel Bridge.", published_at="2024-12-01", version=2)
    assert seen(since="2025-01-01") == before
    library.remove("late")
    put(library, "again", "Frost on Kestrel Bridge, again.", published_at="2025-12-02")
    assert seen(since="2025-11-30") == {"again"}
    assert seen(since="2025-01-01") == before | {"again"}


def test_a_search_after_another_process_has_written_uses_the_new_words(
    retriever: Retriever, library: Library, home: Path
) -> None:
    assert not {h.passage.article_id for h in retriever.search("zeppelin", 1)} & {"elsewhere"}
    elsewhere = Library(home)  # another connection, as another process has
    put(elsewhere, "elsewhere", "A zeppelin crossed the strait.")
    elsewhere.close()
    assert retriever.search("zeppelin", 1)[0].passage.article_id == "elsewhere"


def test_threads_may_share_a_retriever(retriever: Retriever) -> None:
    queries = ["frost on apple trees", "Kestrel Bridge", "ferries", "bolts"] * 5
    filters = [None, Filters(since="2025-06-01")]
    alone = [[h.passage.passage_id for h in retriever.search(q, 5, f)] for q in queries for f in filters]
    with ThreadPoolExecutor(4) as threads:
        asked = threads.map(lambda each: retriever.search(each[0], 5, each[1]), product(queries, filters))
        assert [[h.passage.passage_id for h in hits] for hits in asked] == alone


def test_the_publishers_are_those_of_the_library_as_it_is_now(retriever: Retriever, library: Library) -> None:
    assert retriever.publishers() == ["Observer", "Quays"]
    put(library, "late", "Frost on Kestrel Bridge.", publisher="Echo")
    assert retriever.publishers() == ["Echo", "Observer", "Quays"]
