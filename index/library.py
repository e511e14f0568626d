"""[door sqlite3] The library: articles, versions, passages, lexical index, embedding cache, in one file.

It is the truth. Whatever else stands in the home can be made again from it. Each change is one
transaction, which also notes in `pending` what the vector index must still be told.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding import Vectors
from index.errors import LibraryBusy, LibraryError, NewerLibrary, NotALibrary, UnknownArticle
from index.migrations import SCHEMA_VERSION, statements
from index.models import Article, ArticleInfo, Draft, Filters, Passage, Span
from index.sketches import sketch_of
from index.sql import conditions_of, marks, parts
from index.text import sha256_of, storable

FILE_NAME = "library.sqlite"
_APPLICATION_ID = 0x47575231  # "GWR1": the mark of a Groundwire library in the header of the file
_OURS = frozenset({"briefs", "vectors", "write.lock", "groundwire.toml", "logs"})
_ARTICLE = (
    "article_id, version, text, sha256, title, publisher, byline, published_at, url, origin, is_current,"
    " language, wire_id, pages"
)
_PASSAGE = (
    "p.passage_id, p.article_id, p.version, p.start_char, p.end_char, "
    "substr(v.text, p.start_char + 1, p.end_char - p.start_char), v.title, v.publisher, v.published_at, "
    "p.embedded_sha256 FROM passages p JOIN versions v"
    " ON v.article_id = p.article_id AND v.version = p.version"
)


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage on its way in: its span, the hash of the text that was embedded, its vector (dim,)."""

    span: Span
    embedded_sha256: str
    vector: Vectors


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with what a reader is shown of its article, and the hash its vector is kept under."""

    passage: Passage
    title: str
    publisher: str | None
    published_at: str | None
    embedded_sha256: str


class Library:
    """One home's library. Several threads may share it; they take turns.

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
                for statement in statements(after=self._schema()):
                    db.execute(statement)
                db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        # WAL: a question can be read while articles are added. FULL: what was acknowledged is on the disk.
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA secure_delete = ON")

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

    # -- articles ---------------------------------------------------------------------------------------

    def articles(self) -> list[ArticleInfo]:
        """The current version of each article, newest publication first, undated last.

        An article that is one text with others names the one its group is called by.
        """
        rows = self.rows(
            "SELECT v.article_id, v.version, v.title, v.publisher, v.published_at, v.url, length(v.text),"
            " nullif(t.group_id, v.article_id)"
            " FROM versions v LEFT JOIN twins t ON t.article_id = v.article_id WHERE v.is_current"
            " ORDER BY v.published_at IS NULL, v.published_at DESC, v.article_id"
        )
        return [ArticleInfo(*row) for row in rows]

    def article(self, article_id: str, version: int | None = None) -> Article:
        """The article, in its current version unless another is named.

        Raises:
            UnknownArticle: if it is not there.
        """
        which = "is_current" if version is None else "version = ?"
        values = [article_id] if version is None else [article_id, version]
        rows = self.rows(f"SELECT {_ARTICLE} FROM versions WHERE article_id = ? AND {which}", values)
        if not rows:
            name = article_id if version is None else f"{article_id} version {version}"
            raise UnknownArticle(f"there is no article {name}")
        found = Article(*rows[0])
        pages = json.loads(rows[0][-1] or "[]")
        return replace(found, is_current=bool(found.is_current), pages=tuple(pages))

    def holds(self, article_id: str) -> bool:
        """True if there is any version of this article."""
        return bool(self.rows("SELECT 1 FROM versions WHERE article_id = ? LIMIT 1", [article_id]))

    def current_where(self, column: str, value: str) -> tuple[str, int] | None:
        """(article_id, version) of the current version with this `sha256`, `url`, `wire_id` or `origin`, if
        there is one."""
        if column not in {"sha256", "url", "wire_id", "origin"}:
            raise ValueError(f"articles are not looked up by {column!r}")
        rows = self.rows(
            f"SELECT article_id, version FROM versions WHERE {column} = ? AND is_current LIMIT 1", [value]
        )
        return (str(rows[0][0]), int(rows[0][1])) if rows else None

    def put(
        self,
        article: Article,
        passages: Sequence[NewPassage],
        embedder: str,
        *,
        n_hidden: int = 0,
        twins: Sequence[str] = (),
    ) -> list[int]:
        """Store a new article, or a new version that becomes the current one, in one transaction.

        `twins` are ids of current articles that it is one text with. Returns the ids of its passages.
        """
        with self._writing() as db:
            self._retire(db, article.article_id)
            db.execute("UPDATE versions SET is_current = 0 WHERE article_id = ?", [article.article_id])
            db.execute(
                "INSERT INTO versions (article_id, version, is_current, title, publisher, byline,"
                " published_at, url, language, origin, sha256, text, wire_id, pages, n_hidden)"
                " VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    article.article_id, article.version, article.title, article.publisher, article.byline,
                    article.published_at, article.url, article.language, article.origin, article.sha256,
                    article.text, article.wire_id, json.dumps(article.pages) if article.pages else None,
                    n_hidden,
                ],
            )  # fmt: skip
            _join_group(db, article.article_id, article.text, twins)
            return [self._put_passage(db, article, passage, embedder) for passage in passages]

    def _put_passage(
        self, db: sqlite3.Connection, article: Article, passage: NewPassage, embedder: str
    ) -> int:
        cursor = db.execute(
            "INSERT INTO passages (article_id, version, start_char, end_char, embedded_sha256)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                article.article_id,
                article.version,
                passage.span.start,
                passage.span.end,
                passage.embedded_sha256,
            ],
        )
        passage_id = int(cursor.lastrowid or 0)
        db.execute(
            "INSERT INTO lexical (rowid, title, body) VALUES (?, ?, ?)",
            [passage_id, article.title, passage.span.of(article.text)],
        )
        db.execute(
            "INSERT OR IGNORE INTO embeddings VALUES (?, ?, ?)",
            [embedder, passage.embedded_sha256, passage.vector.astype(np.float16).tobytes()],
        )
        db.execute("INSERT INTO pending VALUES (?, 0)", [passage_id])
        return passage_id

    def restate(self, article_id: str, version: int, draft: Draft) -> None:
        """Set what `draft` states of the article (not its text); what it leaves open stays as it was."""
        with self._writing() as db:
            # The lexical index holds the title, and is told the old words before they change.
            ids = [article_id, version]
            where = "FROM passage_texts WHERE passage_id IN (SELECT passage_id FROM passages"
            where += " WHERE article_id = ? AND version = ?)"
            db.execute(
                "INSERT INTO lexical (lexical, rowid, title, body)"
                f" SELECT 'delete', passage_id, title, body {where}",
                ids,
            )
            stated = ("title", "publisher", "byline", "published_at", "url", "language", "wire_id")
            db.execute(
                f"UPDATE versions SET {', '.join(f'{name} = coalesce(?, {name})' for name in stated)}"
                " WHERE article_id = ? AND version = ?",
                [*(getattr(draft, name) for name in stated), *ids],
            )
            db.execute(
                f"INSERT INTO lexical (rowid, title, body) SELECT passage_id, title, body {where}", ids
            )

    def remember_inputs(self, gave: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        """Note which (article, version) each input, by the hash of what was received, has become."""
        with self._writing() as db:
            db.executemany(
                "INSERT OR IGNORE INTO inputs VALUES (?, ?, ?)",
                [(received, *which) for received, versions in gave.items() for which in versions],
            )

    def given_by(self, received_sha256: str) -> list[tuple[str, int]]:
        """The (article, version) pairs an input became; none if it is new or one is not current any more."""
        rows = self.rows(
            "SELECT i.article_id, i.version, v.is_current FROM inputs i"
            " JOIN versions v ON v.article_id = i.article_id AND v.version = i.version"
            " WHERE i.received_sha256 = ? ORDER BY v.rowid",
            [received_sha256],
        )
        return [(str(i), int(n)) for i, n, _ in rows] if all(current for *_, current in rows) else []

    def group(self, article_id: str, twins: Sequence[str]) -> None:
        """Put a current article that is in no group into that of its twins."""
        text = self.article(article_id).text
        with self._writing() as db:
            _join_group(db, article_id, text, twins)

    def remove(self, *article_ids: str) -> None:
        """Remove every version of these articles, with their passages and the embeddings only they used.

        Raises:
            UnknownArticle: if one is not there; then none is removed.
        """
        with self._writing() as db:
            for article_id in dict.fromkeys(article_ids):
                self._retire(db, article_id)
                db.execute(
                    "DELETE FROM inputs WHERE received_sha256 IN"
                    " (SELECT received_sha256 FROM inputs WHERE article_id = ?)",
                    [article_id],
                )
                removed = db.execute("DELETE FROM versions WHERE article_id = ?", [article_id]).rowcount
                if not removed:
                    raise UnknownArticle(f"there is no article {article_id}")
            db.execute("DELETE FROM embeddings WHERE sha256 NOT IN (SELECT embedded_sha256 FROM passages)")
            # The words of a deleted row stay in the lexical index until its parts are merged.
            db.execute("INSERT INTO lexical (lexical) VALUES ('optimize')")
        # A copy that was kept from before a change of schema holds them too.
        for copy in self.path.parent.glob(f"{FILE_NAME}.schema*"):
            copy.unlink()

    def _retire(self, db: sqlite3.Connection, article_id: str) -> None:
        """Take the current version of an article out of everything that is searched."""
        _leave_group(db, article_id)
        which = "SELECT passage_id FROM passages WHERE article_id = ?"
        db.execute(
            "INSERT INTO lexical (lexical, rowid, title, body)"
            f" SELECT 'delete', passage_id, title, body FROM passage_texts WHERE passage_id IN ({which})",
            [article_id],
        )
        db.execute(f"INSERT OR REPLACE INTO pending SELECT passage_id, 1 FROM ({which})", [article_id])
        db.execute("DELETE FROM passages WHERE article_id = ?", [article_id])

    # -- passages and vectors ---------------------------------------------------------------------------

    def passages(self, passage_ids: Sequence[int]) -> dict[int, FoundPassage]:
        """The passages that are there, by id; ids that are not are left out."""
        found: dict[int, FoundPassage] = {}
        for part in parts(passage_ids):
            for row in self.rows(f"SELECT {_PASSAGE} WHERE p.passage_id IN ({marks(part)})", part):
                passage_id, article_id, version, start, end, text, *shown = row
                passage = Passage(passage_id, article_id, version, Span(start, end), text)
                found[passage.passage_id] = FoundPassage(passage, *shown)
        return found

    def passage_ids(self, filters: Filters | None = None) -> list[int]:
        """Ids of all passages that `filters` lets through, ascending."""
        conditions, values = conditions_of(filters or Filters())
        rows = self.rows(
            "SELECT p.passage_id FROM passages p JOIN versions v ON v.article_id = p.article_id"
            f" AND v.version = p.version WHERE {conditions} ORDER BY p.passage_id",
            values,
        )
        return [int(row[0]) for row in rows]

    def n_passages(self) -> int:
        """How many passages there are."""
        return int(self.rows("SELECT count(*) FROM passages")[0][0])

    def vectors(self, passage_ids: Sequence[int], embedder: str, dim: int) -> dict[int, Vectors]:
        """The cached vectors (dim,), float32, of those passages that have one by this embedder."""
        found: dict[int, Vectors] = {}
        for part in parts(passage_ids):
            rows = self.rows(
                "SELECT p.passage_id, e.vector FROM passages p JOIN embeddings e"
                f" ON e.sha256 = p.embedded_sha256 AND e.embedder = ? WHERE p.passage_id IN ({marks(part)})",
                [embedder, *part],
            )
            for passage_id, blob in rows:
                vector = np.frombuffer(blob, np.float16)
                if vector.shape == (dim,):
                    found[int(passage_id)] = vector.astype(np.float32)
        return found

    def cached_vectors(self, sha256s: Sequence[str], embedder: str) -> dict[str, Vectors]:
        """The cached vectors by the hash of the text that was embedded."""
        found: dict[str, Vectors] = {}
        for part in parts(sha256s):
            rows = self.rows(
                f"SELECT sha256, vector FROM embeddings WHERE embedder = ? AND sha256 IN ({marks(part)})",
                [embedder, *part],
            )
            for sha256, blob in rows:
                found[str(sha256)] = np.frombuffer(blob, np.float16).astype(np.float32)
        return found

    def cache_vectors(self, vectors: Mapping[str, Vectors], embedder: str) -> None:
        """Keep vectors by the hash of the text that was embedded."""
        with self._writing() as db:
            db.executemany(
                "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)",
                [(embedder, sha, v.astype(np.float16).tobytes()) for sha, v in vectors.items()],
            )

    # -- what the vector index must be told --------------------------------------------------------------

    def pending(self) -> tuple[list[int], list[int]]:
        """Ids of passages (to add, to remove) that the vector index was not told of."""
        rows = self.rows("SELECT passage_id, is_removal FROM pending ORDER BY passage_id")
        return [int(i) for i, gone in rows if not gone], [int(i) for i, gone in rows if gone]

    def settle(self, passage_ids: Sequence[int]) -> None:
        """The vector index has been told of these."""
        with self._writing() as db:
            db.executemany("DELETE FROM pending WHERE passage_id = ?", [(i,) for i in passage_ids])

    def examine(self) -> list[str]:
        """What SQLite, the hashes and the spans say is wrong with the file, a line each."""
        findings = [str(row[0]) for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        for article_id, version, sha256, text in self.rows(
            "SELECT article_id, version, sha256, text FROM versions"
        ):
            if sha256_of(text) != sha256:
                findings.append(f"the text of {article_id} version {version} is not the one that was stored")
        past_end = self.rows(
            "SELECT count(*) FROM passages p JOIN versions v ON v.article_id = p.article_id"
            " AND v.version = p.version WHERE p.end_char > length(v.text) OR p.start_char >= p.end_char"
        )[0][0]
        return findings + ([f"{past_end} passages do not lie in their text"] if past_end else [])

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


def _join_group(db: sqlite3.Connection, article_id: str, text: str, twins: Sequence[str]) -> None:
    """One group of the article, its twins and theirs, called by the name of the oldest of their groups."""
    rows = db.execute(
        f"SELECT group_id FROM twins WHERE article_id IN ({marks(twins)}) ORDER BY n", list(twins)
    ).fetchall()
    groups = list(dict.fromkeys(row[0] for row in rows))
    group = groups[0] if groups else article_id
    db.execute(f"UPDATE twins SET group_id = ? WHERE group_id IN ({marks(groups)})", [group, *groups])
    n = db.execute("INSERT INTO twins (article_id, group_id) VALUES (?, ?)", [article_id, group]).lastrowid
    db.executemany("INSERT INTO sketches VALUES (?, ?)", [(h, n) for h in sketch_of(text)])


def _leave_group(db: sqlite3.Connection, article_id: str) -> None:
    row = db.execute("SELECT n FROM twins WHERE article_id = ?", [article_id]).fetchone()
    if row is None:
        return
    (text,) = db.execute(
        "SELECT text FROM versions WHERE article_id = ? AND is_current", [article_id]
    ).fetchone()
    db.executemany("DELETE FROM sketches WHERE hash = ? AND n = ?", [(h, row[0]) for h in sketch_of(text)])
    db.execute("DELETE FROM twins WHERE n = ?", row)
    # A group is called by one that is in it.
    db.execute(
        "UPDATE twins SET group_id = (SELECT article_id FROM twins WHERE group_id = ?1 ORDER BY n LIMIT 1)"
        " WHERE group_id = ?1",
        [article_id],
    )


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
