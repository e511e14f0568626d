"""The table in memory finds what comparing with every vector finds, and follows the library."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.dense import PassageTable
from index.embedding import Vectors
from index.library import Library, NewPassage
from index.models import Article, Filters, Span
from index.text import sha256_of


def store(library: Library, name: str, rows: Vectors, *, day: str | None = None) -> list[int]:
    article = Article(name, 1, "x" * len(rows), name, "T", None, None, day, None, f"{name}.txt")
    passages = [NewPassage(Span(i, i + 1), sha256_of(f"{name}{i}"), row) for i, row in enumerate(rows)]
    return library.put(article, passages, "random")


def unit_rows(n: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(n, 48)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize("n", [1, 511, 512, 1_300])
def test_what_is_found_are_the_nearest_by_the_librarys_own_vectors(library: Library, n: int) -> None:
    ids = store(library, "a", unit_rows(n, 1))
    table = PassageTable(library, "random", 48)
    table.refresh()
    among = table.allowed(Filters())
    assert among.tolist() == ids
    kept = library.vectors(ids, "random", 48)
    for query in unit_rows(5, 2):
        cosines = {i: float(vector @ query) for i, vector in kept.items()}
        best = sorted(ids, key=lambda i: -cosines[i])[:10]
        found = table.nearest(query, 10, among)
        assert list(found) == best
        assert found == pytest.approx({i: cosines[i] for i in best}, abs=1e-5)


def test_only_the_passages_that_pass_the_filter_are_found(library: Library) -> None:
    early = store(library, "early", unit_rows(5, 3), day="2024-01-01")
    late = store(library, "late", unit_rows(5, 4), day="2025-01-01")
    table = PassageTable(library, "random", 48)
    table.refresh()
    for filters, ids in (
        (Filters(since="2024-06-01"), late),
        (Filters(until="2024-06-01"), early),
        (Filters(article_ids=("nobody",)), []),
    ):
        allowed = table.allowed(filters)
        assert sorted(table.nearest(unit_rows(1, 5)[0], 10, allowed)) == allowed.tolist() == ids


def test_it_is_refreshed_by_what_is_new_and_gone(library: Library) -> None:
    kept = store(library, "kept", unit_rows(3, 6))
    store(library, "gone", unit_rows(3, 7))
    table = PassageTable(library, "random", 48)
    assert table.allowed(Filters()).tolist() == []
    table.refresh()
    library.remove("gone")
    fresh = store(library, "fresh", unit_rows(2, 8))
    table.refresh()
    assert table.allowed(Filters()).tolist() == kept + fresh
    assert list(table.nearest(unit_rows(2, 8)[1], 1, np.array(kept + fresh))) == [fresh[1]]


def test_what_has_no_vector_is_let_through_but_not_found_until_it_has_one(library: Library) -> None:
    ids = store(library, "a", unit_rows(2, 9))
    table = PassageTable(library, "another", 48)
    table.refresh()
    allowed = table.allowed(Filters())
    assert allowed.tolist() == ids
    assert table.nearest(unit_rows(1, 9)[0], 5, allowed) == {}
    fit, unfit = unit_rows(1, 9)[0], np.ones(3, np.float32)
    library.cache_vectors({sha256_of("a0"): fit, sha256_of("a1"): unfit}, "another")
    table.refresh()
    assert list(table.nearest(unit_rows(1, 9)[0], 5, allowed)) == [ids[0]]


def test_an_empty_library_has_nothing_to_find(home: Path, library: Library) -> None:
    table = PassageTable(library, "random", 48)
    table.refresh()
    allowed = table.allowed(Filters())
    assert table.nearest(unit_rows(1, 1)[0], 5, allowed) == {}
