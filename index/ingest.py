"""The write path: each input is received, read, recognised, cut, embedded and stored.

Reading runs ahead in a thread while the embedder works. Passages are embedded in batches across articles, one
batch while the one before is stored, each article in one transaction of its own. An input that can not become
an article is named in the report; the others go on. What is there already costs one hash of its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from index.ahead import read_ahead
from index.desk import EMBEDDED_AT_ONCE, Desk, embedded_text
from index.embedding import Embedder
from index.errors import InputError
from index.formats import Options
from index.formats.process import ReadingProcess
from index.library import Library
from index.report import AddReport
from index.sources import Given, Refused, Source, sources
from index.twins import group_missing
from index.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Step:
    """How far an add is: inputs done and in all, the one at hand, articles and passages stored so far."""

    done: int
    total: int
    name: str
    articles: int
    passages: int


Progress = Callable[[Step], None]


def add(
    inputs: Sequence[str],
    library: Library,
    vectors: VectorIndex,
    embedder: Embedder,
    *,
    given: Given | None = None,
    fetch: bool = False,
    ignore: Sequence[str] = (),
    progress: Progress | None = None,
) -> AddReport:
    """Take articles in: files, folders of them, archives, feeds, `-` for standard input, addresses.

    `progress` is called after each input and each article in it. Stopped at any point, what is stored stays,
    and adding the same again goes on from there.

    Raises:
        LibraryBusy: if another process is adding.
        EmbedderError: if the embedder fails; what was stored before stays.
    """
    desk = Desk(library, vectors, embedder, given or Given())
    wanted = list(sources(inputs, fetch=fetch, ignore=ignore))
    with vectors.writing():
        group_missing(library)
        try:
            with ReadingProcess() as reader, closing(read_ahead(_read(wanted, reader, desk))) as steps:
                for n, name, step in steps:
                    step()
                    if progress:
                        progress(Step(n, len(wanted), name, desk.n_articles, desk.n_passages))
            desk.store_all()
        finally:
            desk.close()
            # Also after a stop half-way: what the library holds, the index is told.
            vectors.catch_up()
    return desk.report


def _read(
    wanted: Sequence[Source | Refused], reader: ReadingProcess, desk: Desk
) -> Iterator[tuple[int, str, Callable[[], None]]]:
    """(number of the input, name, what the desk must do), for everything that the inputs hold."""
    for n, source in enumerate(wanted, start=1):
        if isinstance(source, Refused):
            yield n, source.name, partial(desk.refuse, source.name, source.error)
            continue
        try:
            source = source.fetched()
            received = source.received_sha256(desk.given)
        except InputError as e:
            yield n, source.name, partial(desk.refuse, source.name, str(e))
            continue
        if known := desk.library.given_by(received):
            yield n, source.name, partial(desk.keep, known)
            continue
        options = Options(desk.given.encoding or source.encoding, desk.given.columns)
        for item in reader.read(source.path, source.data, source.name, options, kind=source.kind):
            yield n, source.name, partial(desk.take, source, received, item)
        yield n, source.name, partial(desk.finish, received)


def embed_missing(library: Library, embedder: Embedder) -> int:
    """Embed the passages that have no cached vector by this embedder; how many there were.

    There are some only after the embedder was changed. Needs `VectorIndex.writing`.
    """
    ids = library.passage_ids()
    known = library.vectors(ids, embedder.name, embedder.dim)
    missing = [i for i in ids if i not in known]
    for at in range(0, len(missing), EMBEDDED_AT_ONCE):
        found = library.passages(missing[at : at + EMBEDDED_AT_ONCE]).values()
        vectors = embedder.embed([embedded_text(f.title, f.passage.text) for f in found])
        by_hash = {f.embedded_sha256: v for f, v in zip(found, vectors, strict=True)}
        library.cache_vectors(by_hash, embedder.name)
    return len(missing)
