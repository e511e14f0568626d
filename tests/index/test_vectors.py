"""The vector index finds the nearest, can be thrown away, and never has two writers."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.embedding import HashingEmbedder, Vectors
from index.errors import LibraryBusy, LibraryError
from index.ingest import embed_missing
from index.library import Library, NewPassage
from index.models import Article, Span
from index.text import sha256_of
from index.vectors import FOLDER, VectorIndex
from tests.index.making import EMBEDDER, held_by_another_process, put

ADDER = """
import sys
from pathlib import Path
from index.embedding import HashingEmbedder
from index.ingest import add
from index.library import Library
from index.vectors import VectorIndex
home, embedder = Path(sys.argv[1]), HashingEmbedder()
library = Library(home)
vectors = VectorIndex(home, library, embedder.name, embedder.dim)
report = add(sys.argv[2:], library, vectors, embedder)
vectors.close()
print(len(report.added))
"""


class Refusing(HashingEmbedder):
    """Must not be asked for anything."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"{len(texts)} texts were embedded again")


def test_the_nearest_are_those_that_comparing_with_every_vector_finds(home: Path, library: Library) -> None:
    random = np.random.default_rng(7)
    rows = random.normal(size=(120, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    article = Article("a", 1, "x" * 120, "sha", "T", None, None, None, None, "a.txt")
    passages = [NewPassage(Span(i, i + 1), sha256_of(str(i)), row) for i, row in enumerate(rows)]
    ids = library.put(article, passages, "random")
    kept = np.stack([*library.vectors(ids, "random", 16).values()])
    vectors = VectorIndex(home, library, "random", 16)
    with vectors.writing():
        assert vectors.catch_up() == 120
        assert vectors.catch_up() == 0
    for query in rows[:5] + 0.3 * random.normal(size=(5, 16)).astype(np.float32):
        query /= np.linalg.norm(query)
        cosines = kept @ query
        best = np.argsort(-cosines)[:8]
        found = vectors.nearest(query, 8)
        assert list(found) == [ids[i] for i in best]
        np.testing.assert_allclose(list(found.values()), cosines[best], atol=2e-3)
    assert len(vectors.nearest(rows[0], 500)) == 120
    vectors.close()


def test_an_empty_library_has_no_nearest_and_is_whole(vectors: VectorIndex) -> None:
    assert vectors.is_whole()
    assert vectors.nearest(EMBEDDER.embed(["bridge"])[0], 5) == {}


def test_what_is_removed_or_replaced_is_found_no_more(library: Library, vectors: VectorIndex) -> None:
    put(library, "a", "The bridge reopened.")
    put(library, "b", "Ferries stopped.")
    with vectors.writing():
        vectors.catch_up()
        library.remove("b")
        (fresh,) = put(library, "a", "The bridge closed.", version=2)
        vectors.catch_up()
    assert list(vectors.nearest(EMBEDDER.embed(["bridge"])[0], 5)) == [fresh]
    assert library.pending() == ([], [])


def test_a_folder_that_vanished_is_noticed_and_made_again_without_embedding(
    home: Path, library: Library, vectors: VectorIndex
) -> None:
    ids = put(library, "a", "The bridge reopened.") + put(library, "b", "Ferries stopped.")
    with vectors.writing():
        vectors.catch_up()
    assert vectors.is_whole()
    vectors.close()
    shutil.rmtree(home / FOLDER)
    again = VectorIndex(home, library, EMBEDDER.name, EMBEDDER.dim)
    assert not again.is_whole()
    with again.writing():
        assert embed_missing(library, Refusing()) == 0
        assert again.rebuild() == 2
    assert again.is_whole()
    assert set(again.nearest(EMBEDDER.embed(["bridge"])[0], 5)) == set(ids)
    again.close()


def test_an_index_made_by_another_embedder_is_not_whole_and_is_embedded_anew(
    home: Path, library: Library, vectors: VectorIndex
) -> None:
    put(library, "a", "The bridge reopened.")
    with vectors.writing():
        vectors.catch_up()
    vectors.close()
    wider = HashingEmbedder(128)
    other = VectorIndex(home, library, wider.name, wider.dim)
    assert not other.is_whole()
    with other.writing():
        assert embed_missing(library, wider) == 1
        assert other.rebuild() == 1
    assert other.is_whole()
    assert list(other.nearest(wider.embed(["Untitled The bridge reopened."])[0], 1).values()) == [
        pytest.approx(1, abs=1e-3)
    ]
    other.close()


def stocked(home: Path, library: Library) -> tuple[VectorIndex, Vectors]:
    """An index of 1,200 vectors, more than Chroma keeps in its log, and those vectors."""
    random = np.random.default_rng(3)
    rows = random.normal(size=(1_200, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    article = Article("a", 1, "x" * len(rows), "sha", "T", None, None, None, None, "a.txt")
    passages = [NewPassage(Span(i, i + 1), sha256_of(str(i)), row) for i, row in enumerate(rows)]
    library.put(article, passages, "random")
    vectors = VectorIndex(home, library, "random", 16)
    with vectors.writing():
        vectors.catch_up()
    return vectors, rows


def spoil_database(folder: Path) -> None:
    for path in folder.rglob("chroma.sqlite3"):
        path.write_bytes(b"not a database " * 1_000)


def spoil_graph(folder: Path) -> None:
    for path in [*folder.rglob("*.bin"), *folder.rglob("*.pickle")]:
        path.write_bytes(b"\xa7" * path.stat().st_size)


def empty_graph(folder: Path) -> None:
    for path in [*folder.rglob("*.bin"), *folder.rglob("*.pickle")]:
        path.write_bytes(b"")


def delete_graph(folder: Path) -> None:
    for path in [*folder.rglob("*.bin"), *folder.rglob("*.pickle")]:
        path.unlink()


@pytest.mark.parametrize("damage", [spoil_database, spoil_graph, empty_graph, delete_graph, shutil.rmtree])
@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_whatever_is_damaged_the_same_process_makes_it_again(
    home: Path, library: Library, damage: Callable[[Path], None], is_open: bool
) -> None:
    before, rows = stocked(home, library)
    if not is_open:
        before.close()
    damage(home / FOLDER)
    after = VectorIndex(home, library, "random", 16)
    if not is_open:
        assert not after.is_whole()
        assert after.disagreements()
        assert not after.is_whole()  # also when it has failed to open before
    with after.writing():
        assert after.rebuild() == len(rows)
    # Both see it, and what is added afterwards.
    for index in (after, before):
        assert index.is_whole()
        assert index.disagreements() == []
        assert list(index.nearest(rows[7], 1)) == [8]
    assert len(list((home / FOLDER).iterdir())) == 1
    after.close()
    before.close()


def test_a_damaged_folder_is_one_line_that_names_the_way_out(home: Path, library: Library) -> None:
    before, rows = stocked(home, library)
    before.close()
    spoil_database(home / FOLDER)
    damaged = VectorIndex(home, library, "random", 16)
    for _ in range(2):
        with pytest.raises(LibraryError, match="run `groundwire rebuild`") as refused:
            damaged.nearest(rows[0], 1)
        assert "\n" not in str(refused.value)


def test_a_folder_of_the_first_release_is_not_whole_and_gives_way(home: Path, library: Library) -> None:
    put(library, "a", "The bridge reopened.")
    (home / FOLDER).mkdir()
    (home / FOLDER / "chroma.sqlite3").write_bytes(b"whatever it held")
    vectors = VectorIndex(home, library, EMBEDDER.name, EMBEDDER.dim)
    assert not vectors.is_whole()
    with vectors.writing():
        assert vectors.rebuild() == 1
    assert vectors.is_whole()
    assert not (home / FOLDER / "chroma.sqlite3").exists()
    vectors.close()


def test_disagreements_name_what_is_missing_what_is_too_much_and_what_is_another(
    home: Path, library: Library
) -> None:
    vectors, rows = stocked(home, library)
    assert vectors.disagreements() == []
    collection = vectors._collection
    collection.delete(ids=["3", "4"])
    assert vectors.disagreements() == ["2 passages are missing in the vector index"]
    collection.upsert(ids=["3", "4", "9999"], embeddings=rows[[2, 3, 5]])
    assert vectors.disagreements() == ["1 vectors in the index are of no passage"]
    collection.delete(ids=["9999"])
    collection.upsert(ids=[str(i) for i in range(1, 1_201)], embeddings=-rows)
    assert vectors.disagreements() == ["200 vectors in the index are not those of the library"]
    other = VectorIndex(home, library, "another", 16)
    assert other.disagreements() == ["the vector index was made by random, not by another"]
    other.close()
    vectors.close()


def test_what_the_index_was_not_told_of_yet_is_no_disagreement(home: Path, library: Library) -> None:
    put(library, "a", "The bridge reopened.")
    vectors = VectorIndex(home, library, EMBEDDER.name, EMBEDDER.dim)
    assert vectors.disagreements() == ["the vector index is not there"]
    with vectors.writing():
        vectors.catch_up()
    put(library, "b", "Ferries stopped.")
    library.remove("a")
    assert vectors.disagreements() == []
    vectors.close()


def test_a_second_writer_is_told_so_in_one_line_and_the_place_is_free_afterwards(
    home: Path, library: Library, vectors: VectorIndex
) -> None:
    with held_by_another_process(home):
        with pytest.raises(LibraryBusy) as refused, vectors.writing():
            raise AssertionError("two processes are writing")
        assert str(refused.value) == (
            "another process is adding to this library; wait until it has finished, then try again"
        )
        assert refused.value.retryable
    with vectors.writing():
        pass


def test_an_open_index_sees_what_another_process_adds(
    home: Path, library: Library, vectors: VectorIndex, article_files: dict[str, Path]
) -> None:
    put(library, "a", "Nothing of that kind.")
    with vectors.writing():
        vectors.catch_up()
    query = EMBEDDER.embed(["Kestrel Bridge repairs bolts bearings"])[0]
    assert list(vectors.nearest(query, 1)) == [1]
    adding = [sys.executable, "-c", ADDER, str(home), str(article_files["bridge.txt"])]
    assert subprocess.run(adding, capture_output=True, text=True, check=True).stdout == "1\n"
    (nearest,) = vectors.nearest(query, 1)
    assert "Kestrel" in library.passages([nearest])[nearest].passage.text
    # And what this one writes afterwards does not undo it.
    put(library, "b", "Something else again.")
    with vectors.writing():
        vectors.catch_up()
    assert len(vectors.nearest(query, 10)) == library.n_passages() == 3
