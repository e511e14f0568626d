"""The library keeps every version once, forgets what is removed, and its lexical index never drifts."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.database import FILE_NAME
from index.errors import LibraryBusy, LibraryError, UnknownArticle
from index.library import Library
from index.models import Draft, Filters
from index.text import plain_letters, sha256_of
from tests.index.making import EMBEDDER, put

_BESIDE = ("inputs", "twins", "sketches")
TEXT = "A zeppelin crossed the strait at dawn. Nobody on the quay had been told of it."


def file_of(home: Path) -> sqlite3.Connection:
    return sqlite3.connect(home / FILE_NAME)


def check_lexical(home: Path) -> None:
    """Raises if the lexical index does not agree with the texts it points into."""
    db = file_of(home)
    db.execute("INSERT INTO lexical (lexical, rank) VALUES ('integrity-check', 1)")
    db.close()


def test_an_article_comes_back_as_it_was_stored(library: Library) -> None:
    put(
        library,
        "a",
        TEXT,
        title="Zeppelin",
        publisher="Observer",
        published_at="2025-03-14",
        url="https://x/1",
    )
    article = library.article("a")
    assert (article.text, article.sha256, article.version) == (TEXT, sha256_of(TEXT), 1)
    assert (article.title, article.publisher, article.published_at) == ("Zeppelin", "Observer", "2025-03-14")
    assert (article.url, article.origin, article.is_current) == ("https://x/1", "a.txt", True)


def test_any_text_comes_back_unchanged_with_its_offsets(library: Library) -> None:
    text = "\ufeff 😀 e\u0301\r\n\u2028NUL-free\x01 text. Ends in spaces.  \n"
    ids = put(library, "a", text)
    assert library.article("a").text == text
    for found in library.passages(ids).values():
        assert found.passage.text == found.passage.span.of(text)


def test_a_library_that_is_opened_again_holds_what_it_held(home: Path) -> None:
    first = Library(home)
    put(first, "a", TEXT)
    first.close()
    again = Library(home)
    assert again.article("a").text == TEXT
    again.close()


def test_the_text_stands_in_the_file_once(home: Path, library: Library) -> None:
    put(library, "a", TEXT)
    put(library, "a", "Another text.", version=2)
    library.close()
    assert (home / FILE_NAME).read_bytes().count(b"crossed the strait at dawn") == 1


def test_no_other_column_of_any_table_holds_the_text(home: Path, library: Library) -> None:
    put(library, "a", TEXT)
    db = file_of(home)
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    holders = set()
    for table in tables:
        if table == "lexical":  # a view of the others
            continue
        cursor = db.execute(f"SELECT * FROM {table}")
        columns = [column[0] for column in cursor.description]
        for row in cursor:
            holders |= {
                (table, column)
                for column, value in zip(columns, row, strict=True)
                if "strait at dawn" in str(value)
            }
    db.close()
    assert holders == {("versions", "text")}


def test_a_new_version_becomes_current_and_the_old_one_stays_readable(library: Library) -> None:
    old_ids = put(library, "a", TEXT)
    new_ids = put(library, "a", "The airship was a balloon.", version=2)
    assert (library.article("a").version, library.article("a", 1).text) == (2, TEXT)
    assert not library.article("a", 1).is_current
    assert library.passage_ids() == new_ids
    assert library.passages(old_ids) == {}
    assert [info.version for info in library.articles()] == [2]
    assert set(new_ids).isdisjoint(old_ids)


def test_removing_leaves_no_row_in_any_table_and_no_word_in_the_file(home: Path, library: Library) -> None:
    put(library, "a", TEXT)
    put(library, "a", "The airship was a balloon.", version=2)
    library.remember_inputs({"file": [("a", 1), ("a", 2)]})
    (home / f"{FILE_NAME}.schema1").write_bytes(b"a zeppelin, from before")
    library.remove("a")
    assert list(home.glob("*.schema*")) == []
    library.settle(library.pending()[1])
    db = file_of(home)
    for table in ("versions", "passages", "embeddings", "pending", "lexical_docsize", *_BESIDE):
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    for word in ("zeppelin", "airship"):
        assert db.execute("SELECT count(*) FROM lexical WHERE lexical MATCH ?", [word]).fetchone() == (0,)
    db.close()
    check_lexical(home)
    library.close()
    left = (home / FILE_NAME).read_bytes()
    assert [word for word in (b"zeppelin", b"crossed", b"airship", b"balloon") if word in left] == []


def test_removing_keeps_an_embedding_that_another_article_uses(library: Library) -> None:
    put(library, "a", TEXT)
    ids = put(library, "b", TEXT)
    library.remove("a")
    assert list(library.vectors(ids, EMBEDDER.name, EMBEDDER.dim)) == ids


def test_removing_several_removes_none_if_one_is_not_there(library: Library) -> None:
    put(library, "a", TEXT)
    with pytest.raises(UnknownArticle, match="no article missing"):
        library.remove("a", "missing")
    assert library.article("a").text == TEXT
    assert library.n_passages() == 1
    library.remove("a", "a")
    assert library.articles() == []


def test_the_id_of_a_removed_passage_is_never_given_again(library: Library) -> None:
    old = put(library, "a", TEXT)
    library.remove("a")
    assert min(put(library, "b", TEXT)) > max(old)


def test_restating_changes_what_is_said_of_an_article_but_not_its_text(home: Path, library: Library) -> None:
    put(library, "a", TEXT, title="Old headline", publisher="Observer")
    library.restate("a", 1, Draft("ignored", title="Fresh headline", published_at="2025-03-14"))
    article = library.article("a")
    assert (article.title, article.publisher, article.published_at) == (
        "Fresh headline",
        "Observer",
        "2025-03-14",
    )
    assert article.text == TEXT
    assert library.rows("SELECT count(*) FROM lexical WHERE lexical MATCH 'old'") == [(0,)]
    assert library.rows("SELECT count(*) FROM lexical WHERE lexical MATCH 'fresh'") == [(1,)]
    check_lexical(home)


def test_articles_are_listed_newest_first_undated_last_and_twins_named(library: Library) -> None:
    put(library, "undated", "One text.")
    put(library, "old", TEXT, published_at="2024-12-31")
    put(library, "new", TEXT, published_at="2025-01-01T08:00:00+00:00", twins=["old"])
    listed = [(info.article_id, info.twin_of) for info in library.articles()]
    assert listed == [("new", "old"), ("old", None), ("undated", None)]


def test_looking_for_what_is_not_there_says_so(library: Library) -> None:
    put(library, "a", TEXT)
    for article_id, version in (("b", None), ("a", 2), ("a", 0), ("\udcff", None)):
        with pytest.raises(UnknownArticle):
            library.article(article_id, version)
    with pytest.raises(ValueError, match="looked up by"):
        library.current_where("text", TEXT)


def test_a_failure_half_way_through_storing_leaves_nothing_behind(home: Path, library: Library) -> None:
    put(library, "a", TEXT)
    with pytest.raises(LibraryError):
        put(library, "a", "Refused: this version is there.", version=1)
    assert library.article("a").is_current
    assert library.n_passages() == 1
    assert library.rows("SELECT count(*) FROM lexical WHERE lexical MATCH 'refused'") == [(0,)]
    check_lexical(home)


def test_cached_vectors_come_back_as_unit_rows_to_a_byte_a_number_and_by_embedder(library: Library) -> None:
    ids = put(library, "a", TEXT)
    (vector,) = library.vectors(ids, EMBEDDER.name, EMBEDDER.dim).values()
    assert vector.dtype == np.float32
    assert float(vector @ vector) == pytest.approx(1)
    np.testing.assert_allclose(vector, EMBEDDER.embed([f"Untitled\n{TEXT}"])[0], atol=5e-3)
    assert library.vectors(ids, "another", EMBEDDER.dim) == {}
    assert library.vectors(ids, EMBEDDER.name, EMBEDDER.dim + 1) == {}


def test_more_ids_than_sqlite_takes_in_one_statement_can_be_asked_for(library: Library) -> None:
    ids = put(library, "a", TEXT)
    assert list(library.passages(range(1, 40_000))) == ids
    assert list(library.vectors(range(1, 40_000), EMBEDDER.name, EMBEDDER.dim)) == ids


def test_twins_share_a_group_that_is_called_by_one_of_them(library: Library) -> None:
    for name in "abc":
        put(library, name, TEXT, twins=[] if name == "a" else ["a"])
    put(library, "d", "Another text.")
    assert {i.article_id: i.twin_of for i in library.articles()} == {"a": None, "b": "a", "c": "a", "d": None}
    library.remove("a")
    assert {i.article_id: i.twin_of for i in library.articles()} == {"b": None, "c": "b", "d": None}


def test_an_article_that_is_a_twin_of_two_groups_makes_them_one(library: Library) -> None:
    put(library, "a", TEXT)
    put(library, "b", "Another text.")
    put(library, "c", TEXT + " Another text.", twins=["b", "a"])
    assert {i.article_id: i.twin_of for i in library.articles()} == {"a": None, "b": "a", "c": "a"}
    put(library, "c", "A third text.", version=2)
    assert {i.article_id: i.twin_of for i in library.articles()} == {"a": None, "b": "a", "c": None}


def test_an_input_is_known_while_all_it_gave_is_there_and_current(library: Library) -> None:
    put(library, "a", TEXT)
    put(library, "b", "Another text.")
    library.remember_inputs({"archive": [("a", 1), ("b", 1)], "file": [("a", 1)]})
    assert library.given_by("archive") == [("a", 1), ("b", 1)]
    put(library, "b", "Another text, changed.", version=2)
    assert library.given_by("archive") == []
    library.remove("b")
    assert (library.given_by("archive"), library.given_by("file")) == ([], [("a", 1)])


def test_a_write_while_another_holds_the_file_says_that_it_is_busy(home: Path, library: Library) -> None:
    library.rows("PRAGMA busy_timeout = 50")
    other = file_of(home)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryBusy, match="another process is writing"):
        put(library, "a", TEXT)
    other.rollback()
    other.close()
    assert put(library, "a", TEXT) == [1]


def test_examining_finds_a_text_that_was_changed_and_a_passage_outside_it(
    home: Path, library: Library
) -> None:
    put(library, "a", TEXT)
    assert library.examine() == []
    db = file_of(home)
    db.execute("UPDATE versions SET text = 'Another.'")
    db.commit()
    db.close()
    changed, outside = library.examine()
    assert "text of a version 1 is not the one" in changed
    assert "1 passages do not lie in their text" in outside


def test_every_letter_that_has_a_plain_one_is_put_in_as_the_library_reads_it_back(library: Library) -> None:
    letters = [c for c in map(chr, range(0xC0, 0x250)) if plain_letters(c) != c] + ["ẞ"]
    assert len(letters) == 21
    put(library, "a", f"Of {' '.join(f'b{c}q' for c in letters)}.", title="".join(letters))
    check_lexical(library.path.parent)


# -- the lexical index agrees with the texts whatever happens to them ----------------------------------------

WORDS = ("zebra", "quartz", "falcon", "mosaic", "łódź")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(lambda w: " ".join(w).capitalize() + ".")
steps = st.lists(
    st.tuples(st.sampled_from(["put", "put", "restate", "remove"]), st.sampled_from("abc"), texts), max_size=8
)


@settings(max_examples=25)
@given(steps)
def test_after_any_changes_the_lexical_index_finds_what_reading_the_texts_finds(
    steps: list[tuple[str, str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        library = Library(home)
        library.rows("PRAGMA synchronous = OFF")
        stored: dict[str, tuple[int, str, str]] = {}
        for step, article_id, words in steps:
            version, _, body = stored.get(article_id, (0, "", ""))
            if step == "put":
                put(library, article_id, words, version=version + 1, title="First")
                stored[article_id] = (version + 1, "First", words)
            elif step == "remove" and version:
                library.remove(article_id)
                del stored[article_id]
            elif step == "restate" and version:
                library.restate(article_id, version, Draft(body, title=words))
                stored[article_id] = (version, words, body)
        for word in WORDS:
            matching = library.rows(
                "SELECT p.article_id FROM lexical JOIN passages p ON p.passage_id = lexical.rowid"
                " WHERE lexical MATCH ? ORDER BY 1",
                [plain_letters(word)],
            )
            expected = sorted(
                i for i, (_, title, body) in stored.items() if word in f"{title} {body}".lower()
            )
            assert [row[0] for row in matching] == expected
        assert len(library.passage_ids(Filters())) == len(stored)
        check_lexical(home)
        library.close()
