"""[door sqlite3] The file of a home's library: opened, brought up to date, read and written by turns.

What stands in it is the matter of `index.library`. SQLite's errors leave as the program's own.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import LibraryBusy, LibraryError, NewerLibrary, NotALibrary
from index.migrations import FUNCTIONS, SCHEMA_VERSION, statements
from index.text import storable

FILE_NAME = "library.sqlite"
Connection = sqlite3.Connection
_APPLICATION_ID = 0x47575231  # "GWR1": the mark of a Groundwire library in the header of the file
_OURS = frozenset({"briefs", "vectors", "write.lock", "groundwire.toml", "logs"})


class Database:
    """One home's library file. Several threads may share it; they take turns.

    Raises:
        NotALibrary, NewerLibrary, LibraryError: on opening, as `index.errors` says.
        LibraryBusy: when another process holds a write for over ten seconds.
    """

    def __init__(self, home: Path) -> None:
        self._turn = threading.RLock()
        self.path = home / FILE_NAME
        with _translated(self.path):
            _require_home(home)
            home.mkdir(parents=True, exist_ok=True)
            # isolation_level None: transactions are begun and ended here, by name.
            self._db = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
            self._prepare()

    def _prepare(self) -> None:
        found = self._schema()
        if not found:
            self._begin_log()
        elif found < SCHEMA_VERSION:
            self._keep_copy(found)
        if found < SCHEMA_VERSION:
            # Whoever else opens a new or an old library now waits here, and then finds it done.
            with self._writing() as db:
                for name, function in FUNCTIONS.items():
                    db.create_function(name, 1, function, deterministic=True)
                for statement in statements(after=self._schema()):
                    db.execute(statement)
                db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        # WAL: a question can be read while articles are added. FULL: what was acknowledged is on the disk.
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA secure_delete = ON")
        # Where each token of the lexical index stands. For this connection alone, so it needs no schema.
        self._db.execute("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab('main', 'lexical', 'instance')")

    def _schema(self) -> int:
        """The number of the library's schema, 0 for an empty file."""
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            return 0
        (mark,) = self._db.execute("PRAGMA application_id").fetchone()
        (found,) = self._db.execute("PRAGMA user_version").fetchone()
        if found > SCHEMA_VERSION and mark == _APPLICATION_ID:
            raise NewerLibrary(f"{self.path} has schema {found}, this program knows {SCHEMA_VERSION}")
        if mark != _APPLICATION_ID:
            raise NotALibrary(f"{self.path} is a database of another program")
        return int(found)

    def _begin_log(self) -> None:
        """Switch the write-ahead log on; SQLite does not wait here for another who does the same."""
        for waited in range(100):
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                if waited == 99:
                    raise
                time.sleep(0.05)

    def _keep_copy(self, schema: int) -> None:
        """Copy the library beside itself before its schema is changed."""
        copy = self.path.with_name(f"{FILE_NAME}.schema{schema}")
        part = copy.with_name(f"{copy.name}.part")
        if not copy.exists():
            part.unlink(missing_ok=True)
            self._db.execute("VACUUM INTO ?", [str(part)])
            part.replace(copy)

    def close(self) -> None:
        """Close the file; the library can not be used any more."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._turn, _translated(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a reading statement, with `values` for its question marks."""
        # No stored text holds a lone surrogate, and SQLite takes none.
        fit = [storable(v) if isinstance(v, str) else v for v in values]
        with self._turn, _translated(self.path):
            rows: list[tuple[Any, ...]] = self._db.execute(sql, fit).fetchall()
            return rows

    def state(self) -> tuple[int, int]:
        """Differs from before if the library was changed, here or by another process."""
        ((elsewhere,),) = self.rows("PRAGMA data_version")
        ((here,),) = self.rows("SELECT total_changes()")
        return int(elsewhere), int(here)

    def note(self, key: str, value: str | None = None) -> str | None:
        """Read a note of the library, after writing it if a value is given."""
        if value is not None:
            with self._writing() as db:
                db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])
        rows = self.rows("SELECT value FROM meta WHERE key = ?", [key])
        return str(rows[0][0]) if rows else None


def _require_home(home: Path) -> None:
    """Refuse to put a library among other people's files."""
    if home.exists() and not home.is_dir():
        raise NotALibrary(f"{home} is a file, not a folder")
    if (home / FILE_NAME).exists() or not home.exists():
        return
    foreign = sorted(
        p.name for p in home.iterdir() if p.name not in _OURS and not p.name.startswith((".", FILE_NAME))
    )
    if foreign:
        raise NotALibrary(f"{home} holds other files ({foreign[0]}) and no library")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as e:
        if "locked" in str(e) or "busy" in str(e):
            raise LibraryBusy("another process is writing to this library") from e
        raise LibraryError(f"{path}: {e}", hint="check that the folder can be written and has space") from e
    except sqlite3.DatabaseError as e:
        raise NotALibrary(f"{path} is no readable library ({e})") from e
    except OSError as e:
        raise LibraryError(f"{path.parent}: {e.strerror}", hint="check that the folder can be written") from e
