"""What is no library is refused and left as it was; an older library is brought on."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from index.database import FILE_NAME
from index.errors import LibraryError, NewerLibrary, NotALibrary
from index.library import Library
from index.text import sha256_of
from tests.index.making import EMBEDDER
from tests.index.test_library import TEXT, check_lexical, file_of


def test_the_database_of_another_program_is_refused_and_left_as_it_was(home: Path) -> None:
    home.mkdir()
    other = file_of(home)
    other.execute("CREATE TABLE notes (words TEXT)")
    other.commit()
    other.close()
    before = (home / FILE_NAME).read_bytes()
    with pytest.raises(NotALibrary, match="another program"):
        Library(home)
    assert (home / FILE_NAME).read_bytes() == before


def test_a_text_file_with_the_name_of_a_library_is_refused_and_left_as_it_was(home: Path) -> None:
    home.mkdir()
    (home / FILE_NAME).write_text("These are my notes, not a database. " * 100)
    with pytest.raises(NotALibrary, match="no readable library"):
        Library(home)
    assert (home / FILE_NAME).read_text().startswith("These are my notes")


def test_a_folder_with_other_files_is_refused_and_nothing_is_put_there(home: Path) -> None:
    home.mkdir()
    (home / "thesis.txt").write_text("mine")
    with pytest.raises(NotALibrary, match=r"thesis\.txt"):
        Library(home)
    assert [path.name for path in home.iterdir()] == ["thesis.txt"]


def test_a_file_in_place_of_the_home_is_refused(home: Path) -> None:
    home.write_text("a file")
    with pytest.raises(NotALibrary, match="a file, not a folder"):
        Library(home)


def test_a_folder_that_holds_only_settings_becomes_a_home(home: Path) -> None:
    home.mkdir()
    (home / "groundwire.toml").write_text("")
    library = Library(home)
    assert library.articles() == []
    library.close()


def test_a_library_of_a_later_version_is_refused(home: Path) -> None:
    Library(home).close()
    db = file_of(home)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(NewerLibrary, match="schema 99"):
        Library(home)


def old_library(home: Path) -> None:
    """A library of schema 1 with one article, as the first version of the program wrote it."""
    home.mkdir(parents=True)
    db = file_of(home)
    db.executescript(files("index").joinpath("migrations", "1.sql").read_text("utf-8"))
    db.execute(
        "INSERT INTO versions VALUES ('a', 1, 1, 'T', NULL, NULL, NULL, NULL, NULL, 'a.txt', 'file', ?, ?)",
        [sha256_of(TEXT), TEXT],
    )
    sha256, vector = sha256_of(f"T\n{TEXT}"), EMBEDDER.embed([TEXT])[0]
    db.execute("INSERT INTO passages VALUES (7, 'a', 1, 0, ?, ?)", [len(TEXT), sha256])
    half = vector.astype(np.float16).tobytes()
    db.execute("INSERT INTO embeddings VALUES (?, ?, ?)", [EMBEDDER.name, sha256, half])
    db.execute("INSERT INTO lexical (rowid, title, body) VALUES (7, 'T', ?)", [TEXT])
    db.execute("PRAGMA application_id = 1196905009")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()


def test_an_older_library_learns_to_find_letters_by_their_plain_ones(home: Path) -> None:
    old_library(home)
    db = file_of(home)
    text = "The œuvre of Łódź’s Grass-Øksnes, Heiße Straße."
    db.execute(
        "INSERT INTO versions VALUES ('b', 1, 1, 'Ħamrun', NULL, NULL, NULL, NULL, NULL, 'b.txt', 'x', ?, ?)",
        [sha256_of(text), text],
    )
    db.execute("INSERT INTO passages VALUES (8, 'b', 1, 0, ?, ?)", [len(text), sha256_of(text)])
    db.execute("INSERT INTO lexical (rowid, title, body) VALUES (8, 'Ħamrun', ?)", [text])
    db.commit()
    db.close()
    library = Library(home)
    for word in ("oeuvre", "lodz", "oksnes", "strasse", "hamrun"):
        assert library.rows("SELECT rowid FROM lexical WHERE lexical MATCH ?", [word]) == [(8,)]
    assert library.rows("SELECT rowid FROM lexical WHERE lexical MATCH 'zeppelin'") == [(7,)]
    library.close()
    check_lexical(home)


def test_an_older_library_is_brought_on_with_a_copy_kept(home: Path) -> None:
    old_library(home)
    library = Library(home)
    assert library.article("a").text == TEXT
    assert library.given_by("file") == [("a", 1)]
    (vector,) = library.vectors([7], EMBEDDER.name, EMBEDDER.dim).values()
    np.testing.assert_allclose(vector, EMBEDDER.embed([TEXT])[0], atol=1e-2)
    assert library.passages([7])[7].embedded_sha256 == sha256_of(f"T\n{TEXT}")
    assert library.examine() == []
    library.close()
    check_lexical(home)
    copy = sqlite3.connect(home / f"{FILE_NAME}.schema1")
    assert copy.execute("PRAGMA user_version").fetchone() == (1,)
    assert copy.execute("SELECT text FROM versions").fetchone() == (TEXT,)
    copy.close()
    Library(home).close()


def test_a_library_brought_on_is_the_same_as_a_new_one(home: Path, tmp_path: Path) -> None:
    old_library(home)
    tables = []
    for where in (home, tmp_path / "new"):
        library = Library(where)
        tables.append(library.rows("SELECT name, sql FROM sqlite_master ORDER BY name"))
        library.close()
    assert tables[0] == tables[1]


def test_bringing_on_that_is_stopped_half_way_leaves_the_older_library(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_library(home)

    def broken(after: int) -> list[str]:
        return ["ALTER TABLE versions ADD COLUMN wire_id TEXT", "CREATE TABLE versions (x)"]

    monkeypatch.setattr("index.database.statements", broken)
    with pytest.raises(LibraryError, match="already exists"):
        Library(home)
    monkeypatch.undo()
    library = Library(home)
    assert library.article("a").text == TEXT
    library.close()


def test_several_processes_may_make_the_same_library_at_once(home: Path) -> None:
    opening = (
        "import sys; from pathlib import Path; from index.library import Library;"
        "library = Library(Path(sys.argv[1])); print(library.n_passages()); library.close()"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", opening, str(home)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(6)
    ]
    said = [process.communicate() for process in started]
    assert said == [(b"0\n", b"")] * 6
