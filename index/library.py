"""The library: articles, versions, passages, lexical index, embedding cache, in one file.

It is the truth. Whatever else stands in the home can be made again from it. Each change is one
transaction, which also notes in `pending` what the vector index must still be told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.database import FILE_NAME, Connection, Database
from index.embedding import Vectors
from index.errors import UnknownArticle
from index.models import Article, ArticleInfo, Draft, Filters, Passage, Span
from index.rounding import rounded, stacked, unit
from index.sketches import sketch_of
from index.sql import conditions_of, marks, parts
from index.text import plain_letters, sha256_of

_ARTICLE = (
    "article_id, version, text, sha256, title, publisher, byline, published_at, url, origin, is_current,"
    " language, wire_id, pages"
)
_PASSAGE = (
    "p.passage_id, p.article_id, p.version, p.start_char, p.end_char, "
    "substr(v.text, p.start_char + 1, p.end_char - p.start_char), v.title, v.publisher, v.published_at, "
    "lower(hex(p.embedded_sha256)) FROM passages p JOIN versions v"
    " ON v.article_id = p.article_id AND v.version = p.version"
)
_NUMBER = "(SELECT n FROM embedders WHERE name = ?)"  # that stands for an embedder


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


class Library(Database):
    """One home's library. Several threads may share it; they take turns. It is opened as a `Database` is."""

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

    def _put_passage(self, db: Connection, article: Article, passage: NewPassage, embedder: str) -> int:
        sha256, span = bytes.fromhex(passage.embedded_sha256), passage.span
        cursor = db.execute(
            "INSERT INTO passages (article_id, version, start_char, end_char, embedded_sha256)"
            " VALUES (?, ?, ?, ?, ?)",
            [article.article_id, article.version, span.start, span.end, sha256],
        )
        passage_id = int(cursor.lastrowid or 0)
        db.execute(
            "INSERT INTO lexical (rowid, title, body) VALUES (?, ?, ?)",
            [passage_id, plain_letters(article.title), plain_letters(span.of(article.text))],
        )
        db.execute(
            "INSERT OR IGNORE INTO embeddings VALUES (?, ?, ?)",
            [_number_of(db, embedder), sha256, rounded(passage.vector).tobytes()],
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

    def _retire(self, db: Connection, article_id: str) -> None:
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
                f" ON e.sha256 = p.embedded_sha256 AND e.embedder = {_NUMBER}"
                f" WHERE p.passage_id IN ({marks(part)}) AND length(e.vector) = ?",
                [embedder, *part, dim],
            )
            vectors = unit(stacked([blob for _, blob in rows], dim))
            found.update(zip((int(i) for i, _ in rows), vectors, strict=True))
        return found

    def cached_vectors(self, sha256s: Sequence[str], embedder: str, dim: int) -> dict[str, Vectors]:
        """The cached vectors (dim,) by the hash of the text that was embedded."""
        found: dict[str, Vectors] = {}
        for part in parts([bytes.fromhex(s) for s in sha256s]):
            rows = self.rows(
                f"SELECT sha256, vector FROM embeddings WHERE embedder = {_NUMBER}"
                f" AND sha256 IN ({marks(part)}) AND length(vector) = ?",
                [embedder, *part, dim],
            )
            vectors = unit(stacked([blob for _, blob in rows], dim))
            found.update(zip((sha256.hex() for sha256, _ in rows), vectors, strict=True))
        return found

    def cache_vectors(self, vectors: Mapping[str, Vectors], embedder: str) -> None:
        """Keep vectors by the hash of the text that was embedded."""
        with self._writing() as db:
            number = _number_of(db, embedder)
            db.executemany(
                "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)",
                [(number, bytes.fromhex(sha), rounded(v).tobytes()) for sha, v in vectors.items()],
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


def _number_of(db: Connection, embedder: str) -> int:
    """The number that stands for an embedder's name, given to it if it has none."""
    db.execute("INSERT OR IGNORE INTO embedders (name) VALUES (?)", [embedder])
    (number,) = db.execute("SELECT n FROM embedders WHERE name = ?", [embedder]).fetchone()
    return int(number)


def _join_group(db: Connection, article_id: str, text: str, twins: Sequence[str]) -> None:
    """One group of the article, its twins and theirs, called by the name of the oldest of their groups."""
    rows = db.execute(
        f"SELECT group_id FROM twins WHERE article_id IN ({marks(twins)}) ORDER BY n", list(twins)
    ).fetchall()
    groups = list(dict.fromkeys(row[0] for row in rows))
    group = groups[0] if groups else article_id
    db.execute(f"UPDATE twins SET group_id = ? WHERE group_id IN ({marks(groups)})", [group, *groups])
    n = db.execute("INSERT INTO twins (article_id, group_id) VALUES (?, ?)", [article_id, group]).lastrowid
    db.executemany("INSERT INTO sketches VALUES (?, ?)", [(h, n) for h in sketch_of(text)])


def _leave_group(db: Connection, article_id: str) -> None:
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
