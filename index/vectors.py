"""[door chromadb] The vectors of all passages in a persistent Chroma collection, cosine distance.

Chroma holds nothing that is not in the library, and one process at a time writes to it: with a second
writer vectors are lost without an error. So every write holds a file lock and opens the folder afresh,
and a reader opens it again when the library says that another process has written.

Each rebuild goes into a folder of its own, which the library then names. Chroma keeps what it knows of a
path for as long as the process lives, so a path that was damaged or deleted can not be used again in it;
and whoever reads meanwhile reads the old folder to the end.
"""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import uuid4

import numpy as np

from index.embedding import Vectors
from index.errors import LibraryBusy, LibraryError
from index.lean import leave_out
from index.library import Library

FOLDER = "vectors"
_COLLECTION = "passages"
_BATCH = 5_000  # Chroma refuses more than 5,461 rows at once
_LOCK_WAIT_S = 0.5
# How many neighbours are weighed when a vector is put in its place, and when a query is answered. Over
# 100,000 passages Chroma's 100 and 100 find 96.5 % of the true ten, 100 and 300 find 98.6 to 99.5 % as the
# build turns out, 200 and 300 find 99.8 %: a query takes 3 ms instead of 1.5, a build twice as long.
_EF_CONSTRUCTION, _EF_SEARCH = 200, 300
_SAMPLE, _SAME = 200, 0.999
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
        self._folders = home / FOLDER
        self._lock_path = home / "write.lock"
        self._library, self._embedder, self._dim = library, embedder, dim
        self.turn = threading.RLock()
        self._client: Any = None
        self._collection: Any = None
        self._seen_revision: str | None = None

    @_in_turn
    def nearest(self, vector: Vectors, k: int) -> dict[int, float]:
        """The `k` nearest passages, best first: passage id to cosine similarity. Approximate: over 100,000
        passages 99 % of the true ten are among the first ten.

        Raises:
            LibraryError: if the folder is damaged.
        """
        self._refresh()
        if self._collection is None:
            return {}
        with self._translated():
            found = self._collection.query(
                query_embeddings=[vector.tolist()], n_results=k, include=["distances"]
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
        self.close()
        if self._folder is None:
            return self.rebuild()
        self._open(self._folder)
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

        Nothing is embedded again. What was there, damaged or not, is neither opened nor needed.
        """
        self.close()
        folder = self._folders / uuid4().hex[:12]
        self._open(folder, make=True)
        added, removed = self._library.pending()
        ids = self._library.passage_ids()
        self._upsert(ids)
        self._library.note("vectors_folder", folder.name)
        self._library.settle(added + removed)
        self._mark()
        for other in self._folders.iterdir():
            if other != folder:
                shutil.rmtree(other) if other.is_dir() else other.unlink()
        return len(ids)

    @_in_turn
    def is_whole(self) -> bool:
        """True if Chroma holds as many vectors as the library has passages, made by this embedder, and
        finds one of them. `disagreements` looks closer, and takes longer."""
        try:
            self._refresh()
            if self._collection is None:
                return not self._library.n_passages()
            waiting = len(self._library.pending()[0])
            expected = self._library.n_passages() - waiting
            with self._translated():
                is_all_there = self._collection.count() >= expected
            return is_all_there and self._made_by() == self._embedder and self._finds_one()
        except LibraryError:
            return False

    @_in_turn
    def disagreements(self) -> list[str]:
        """In what the index and the library do not agree, a line each; empty if they do.

        Compares the embedder, all ids, and the vectors of up to `_SAMPLE` passages, drawn at random but the
        same each time, whose cosine to the library's own must be at least `_SAME`.
        """
        try:
            self._refresh()
            if self._collection is None:
                return ["the vector index is not there"] if self._library.n_passages() else []
            if self._made_by() != self._embedder:
                return [f"the vector index was made by {self._made_by()}, not by {self._embedder}"]
            with self._translated():
                there = {int(i) for i in self._collection.get(include=[])["ids"]}
            waiting = self._library.pending()
            expected = set(self._library.passage_ids()) - set(waiting[0])
            unlike = self._unlike(sorted(there & expected))
        except LibraryError as e:
            return [str(e)]
        counts = {
            "passages are missing in the vector index": len(expected - there),
            "vectors in the index are of no passage": len(there - expected - set().union(*waiting)),
            "vectors in the index are not those of the library": unlike,
        }
        return [f"{n} {what}" for what, n in counts.items() if n]

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
        # AttributeError: what a path that failed to open once gives when it is opened again.
        except (ChromaError, ValueError, OSError, AttributeError) as e:
            what = " ".join(str(e).split())[:200]
            raise LibraryError(f"{self._folders}: {what}", hint="run `groundwire rebuild`") from e

    def _made_by(self) -> object:
        return (self._collection.metadata or {}).get("embedder")

    def _finds_one(self) -> bool:
        """True if the vector of the first passage it was told of is found: the files can be read. Where
        Chroma's files are gone it goes on without a word, with the vectors it was told of last."""
        waiting = "(SELECT passage_id FROM pending)"
        ((first,),) = self._library.rows(
            f"SELECT min(passage_id) FROM passages WHERE passage_id NOT IN {waiting}"
        )
        known = self._library.vectors([first], self._embedder, self._dim) if first else {}
        return all(max(self.nearest(v, 10).values(), default=0) > _SAME for v in known.values())

    def _unlike(self, passage_ids: Sequence[int]) -> int:
        """How many of a sample of these have another vector than in the library."""
        sample = random.Random(0).sample(passage_ids, min(_SAMPLE, len(passage_ids)))
        known = self._library.vectors(sample, self._embedder, self._dim)
        if not known:
            return 0
        with self._translated():
            found = self._collection.get(ids=[str(i) for i in known], include=["embeddings"])
        stored = dict(zip(map(int, found["ids"]), found["embeddings"], strict=True))
        return sum(_cosine(vector, np.asarray(stored[i])) < _SAME for i, vector in known.items())

    def _mark(self) -> None:
        """Note in the library that the collection changed, so that other processes open it again."""
        revision = int(self._library.note("vectors_revision") or 0) + 1
        self._seen_revision = self._library.note("vectors_revision", str(revision))

    @property
    def _folder(self) -> Path | None:
        """The folder that the library names, if it is there."""
        name = self._library.note("vectors_folder")
        folder = self._folders / name if name else None
        return folder if folder and (folder / "chroma.sqlite3").is_file() else None

    def _refresh(self) -> None:
        revision = self._library.note("vectors_revision")
        if self._collection is None or revision != self._seen_revision:
            self.close()
            if folder := self._folder:
                self._open(folder)
            self._seen_revision = revision

    def _open(self, folder: Path, *, make: bool = False) -> None:
        leave_out("httpx._main", "main")
        leave_out("opentelemetry.exporter.otlp.proto.grpc.trace_exporter", "OTLPSpanExporter")
        import chromadb
        from chromadb.config import Settings

        with self._translated():
            self._client = chromadb.PersistentClient(
                str(folder), settings=Settings(anonymized_telemetry=False)
            )
            # No embedding function: vectors are always handed over, or Chroma would download a model.
            if make:
                self._collection = self._client.create_collection(
                    _COLLECTION,
                    embedding_function=None,
                    configuration={
                        "hnsw": {
                            "space": "cosine",
                            "ef_construction": _EF_CONSTRUCTION,
                            "ef_search": _EF_SEARCH,
                        }
                    },
                    metadata={"embedder": self._embedder},
                )
            else:
                self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)


def _cosine(one: Vectors, other: Vectors) -> float:
    return float(one @ other / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-12))
