"""A filter that names nothing of the library is refused; whatever lets an article through is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embedding import HashingEmbedder
from index.errors import UnknownArticle
from index.ingest import add
from index.library import Library
from index.models import Filters
from index.vectors import VectorIndex
from qa.errors import SettingsError
from qa.filtering import nearest, require_usable


@pytest.fixture
def library(
    library: Library, vectors: VectorIndex, embedder: HashingEmbedder, article_files: dict[str, Path]
) -> Library:
    add([str(path) for path in article_files.values()], library, vectors, embedder)
    return library


def test_what_is_in_the_library_passes_in_large_and_small_letters(library: Library) -> None:
    article_id = library.articles()[0].article_id
    for filters in (
        Filters(),
        Filters(publishers=("velmar OBSERVER",), article_ids=(article_id, article_id.upper())),
        Filters(since="2025-03-14", until="2025-03-14", as_of="2025-03-14"),
        Filters(since="2099-01-01"),  # none is so late, but there may be some day
        Filters(as_of="1999-01-01", until="1999-01-01"),
    ):
        require_usable(filters, library)


def test_the_first_article_that_is_not_there_is_named(library: Library) -> None:
    ids = (library.articles()[0].article_id, "missing", "too")
    with pytest.raises(UnknownArticle, match="there is no article missing; `groundwire list`"):
        require_usable(Filters(article_ids=ids), library)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Velmar Obsrever", "did you mean 'Velmar Observer'"),
        ("observer", "did you mean 'Velmar Observer'"),
        ("Nobody", "`groundwire list` shows what is there"),
        ("", "`groundwire list` shows what is there"),
    ],
)
def test_a_publisher_of_none_is_named_with_the_nearest(library: Library, name: str, says: str) -> None:
    with pytest.raises(SettingsError, match=f"no article is of the publisher '{name}'; {says}"):
        require_usable(Filters(publishers=("Velmar Observer", name)), library)


@pytest.mark.parametrize("bounds", [{"until": "2026-01-01"}, {"as_of": "2026-01-01"}])
def test_days_that_end_before_they_begin_are_refused(library: Library, bounds: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"--since 2026-05-01 is after --(until|as-of) 2026-01-01"):
        require_usable(Filters("2026-05-01", **bounds), library)  # type: ignore[arg-type]


def test_of_names_without_likeness_none_is_near() -> None:
    assert nearest("Meridain Wire", ["Velmar Observer", "Meridian Wire"]) == "Meridian Wire"
    assert nearest("Nobody", ["Velmar Observer"]) is None
    assert nearest("Nobody", []) is None
