"""[door chromadb] The vectors of all passages in a persistent Chroma collection, cosine distance.

Chroma holds nothing that is not in the library, and one process at a time writes to it: with a second
writer vectors are lost without an error. So every write holds a file lock and opens the folder afresh,
and a reader opens it again when the library says that another process has written.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np

from index.embedding import Vectors
from index.errors import LibraryBusy, LibraryError
from index.lean import leave_out
from index.library import Library

FOLDER = "vectors"
_COLLECTION = "passages"
_BATCH = 5_000  # Chroma refuses more than 5,461 rows at once
_LOCK_WAIT_S = 0.5
P = ParamSpec("P")
R = TypeVar("R")


def _in_turn(method: Callable[Concatenate[VectorIndex, P], R]) -> Callable[Concatenate[VectorIndex, P], R]:
    """One thread at a time: the folder may be closed and opened again under any call."""

    @wraps(method)
    def taking_turns(self: VectorIndex, /, *args: P.args, **more: P.kwargs) -> R:
        with self.turn:
            return method(self, *args, **more)

    return taking_turns


class VectorIndex:
    """Nearest passages by cosine. Vectors are unit rows of `dim` numbers made by `embedder`.

    Threads may share one; they take turns.
    """

    def __init__(self, home: Path, library: Library, embedder: str, dim: int) -> None:
        self._folder = home / FOLDER
        self._lock_path = home / "write.lock"
        self._library, self._embedder, self._dim = library, embedder, dim
        self.turn = threading.RLock()
        self._client: Any = None
        self._collection: Any = None
        self._seen_revision: str | None = None

    @_in_turn
    def nearest(self, vector: Vectors, k: int) -> dict[int, float]:
        """The `k` nearest passages, best first: passage id to cosine similarity."""
        self._refresh()
        with self._translated():
            total = self._collection.count()
            if not total:
                return {}
            found = self._collection.query(
                query_embeddings=[vector.tolist()], n_results=min(k, total), include=["distances"]
            )
        ids, distances = found["ids"][0], found["distances"][0]
        return {int(i): 1.0 - float(d) for i, d in zip(ids, distances, strict=True)}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one writer's place of this home.

        Raises:
            LibraryBusy: if another process holds it.
        """
        from filelock import FileLock, Timeout

        try:
            lock = FileLock(self._lock_path, timeout=_LOCK_WAIT_S, is_singleton=True)
            lock.acquire()
        except Timeout as e:
            raise LibraryBusy("another process is adding to this library") from e
        except OSError as e:
            raise LibraryError(
                f"{self._lock_path}: {e.strerror}", hint="check that the folder can be written"
            ) from e
        try:
            yield
        finally:
            lock.release()

    @_in_turn
    def catch_up(self) -> int:
        """Tell Chroma of every passage it was not told of; how many that were. Needs `writing`."""
        added, removed = self._library.pending()
        if not added and not removed:
            return 0
        # What another process wrote since this one opened the folder must be seen, or it would be lost.
        self._open(afresh=True)
        self._upsert(added)
        for at in range(0, len(removed), _BATCH):
            with self._translated():
                self._collection.delete(ids=[str(i) for i in removed[at : at + _BATCH]])
        self._library.settle(added + removed)
        self._mark()
        return len(added) + len(removed)

    @_in_turn
    def rebuild(self) -> int:
        """Make the collection again from the library's cached vectors; how many. Needs `writing`.

        Nothing is embedded again.
        """
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._open(afresh=True)
        ids = self._library.passage_ids()
        self._upsert(ids)
        added, removed = self._library.pending()
        self._library.settle(added + removed)
        self._mark()
        return len(ids)

    @_in_turn
    def is_whole(self) -> bool:
        """True if Chroma holds as many vectors as the library has passages, made by this embedder."""
        if not (self._folder / "chroma.sqlite3").exists():
            return not self._library.n_passages()
        self._refresh()
        waiting = len(self._library.pending()[0])
        made_by = (self._collection.metadata or {}).get("embedder")
        expected = self._library.n_passages() - waiting
        return made_by == self._embedder and self._collection.count() >= expected

    @_in_turn
    def close(self) -> None:
        """Let go of the folder; the next use opens it again."""
        if self._client is not None:
            self._client.close()
            self._client = self._collection = None

    def _upsert(self, passage_ids: Sequence[int]) -> None:
        for at in range(0, len(passage_ids), _BATCH):
            part = self._library.vectors(passage_ids[at : at + _BATCH], self._embedder, self._dim)
            if part:
                with self._translated():
                    self._collection.upsert(
                        ids=[str(i) for i in part], embeddings=np.stack(list(part.values()))
                    )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, ValueError) as e:
            what = " ".join(str(e).split())[:200]
            raise LibraryError(f"{self._folder}: {what}", hint="run `groundwire rebuild`") from e

    def _mark(self) -> None:
        """Note in the library that the collection changed, so that other processes open it again."""
        revision = int(self._library.note("vectors_revision") or 0) + 1
        self._seen_revision = self._library.note("vectors_revision", str(revision))

    def _refresh(self) -> None:
        revision = self._library.note("vectors_revision")
        if self._collection is None or revision != self._seen_revision:
            self._open(afresh=True)
            self._seen_revision = revision

    def _open(self, *, afresh: bool) -> None:
        leave_out("httpx._main", "main")
        leave_out("opentelemetry.exporter.otlp.proto.grpc.trace_exporter", "OTLPSpanExporter")
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        if afresh:
            self.close()
        try:
            self._client = chromadb.PersistentClient(
                str(self._folder), settings=Settings(anonymized_telemetry=False)
            )
            # No embedding function: vectors are always handed over, or Chroma would download a model.
            self._collection = self._client.get_or_create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
                metadata={"embedder": self._embedder},
            )
        except (ChromaError, ValueError, OSError) as e:
            raise LibraryError(
                f"{self._folder} can not be opened ({e})", hint="run `groundwire rebuild`"
            ) from e
