"""The write path: each input is received, read, recognised, cut, embedded and stored.

Reading runs ahead in a thread while the embedder works; passages are embedded in batches across articles, and
each article is then stored in one transaction of its own. An input that can not become an article is named in
the report; the others go on. What is there already costs one hash of its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import Any

from index.ahead import read_ahead
from index.chunking import passage_spans
from index.embedding import Embedder, Vectors
from index.errors import InputError
from index.formats import Item, Options
from index.formats.process import ReadingProcess
from index.identity import article_of, same_article
from index.library import Library, NewPassage
from index.models import Article, Draft, Span
from index.sources import Given, Refused, Source, sources
from index.text import sha256_of, storable, visible
from index.twins import group_missing, twins_of
from index.vectors import VectorIndex

_EMBEDDED_AT_ONCE = 256  # passages, of as many articles as that are
_TOLD_AT_ONCE = 2_000  # passages that the vector index is told of together; opening it afresh costs .3 s


@dataclass(frozen=True, slots=True)
class Step:
    """How far an add is: inputs done and in all, the one at hand, articles and passages stored so far."""

    done: int
    total: int
    name: str
    articles: int
    passages: int


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Added:
    """An article version that is in the library now."""

    article_id: str
    version: int
    title: str
    passages: int


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that could not become an article."""

    input: str
    error: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Something about an input that a person should know."""

    input: str
    note: str


@dataclass(slots=True)
class AddReport:
    """What became of each input."""

    added: list[Added] = field(default_factory=list)
    updated: list[Added] = field(default_factory=list)
    unchanged: list[Added] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)


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
    desk = _Desk(library, vectors, embedder, given or Given())
    wanted = list(sources(inputs, fetch=fetch, ignore=ignore))
    with vectors.writing():
        group_missing(library)
        try:
            with ReadingProcess() as reader, closing(read_ahead(_read(wanted, reader, desk))) as steps:
                for n, name, step in steps:
                    step()
                    if progress:
                        progress(Step(n, len(wanted), name, desk.n_articles, desk.n_passages))
            desk.store()
        finally:
            # Also after a stop half-way: what the library holds, the index is told.
            vectors.catch_up()
    return desk.report


def _read(
    wanted: Sequence[Source | Refused], reader: ReadingProcess, desk: _Desk
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


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An article that is recognised and cut, and waits for its vectors."""

    article: Article
    received: str
    n_hidden: int
    spans: list[Span]
    texts: list[str]  # what is embedded for each span


class _Desk:
    """Recognises articles, lets them wait until a batch is full, embeds the batch and stores each."""

    def __init__(self, library: Library, vectors: VectorIndex, embedder: Embedder, given: Given) -> None:
        self.library, self.given, self.report = library, given, AddReport()
        self.n_articles = self.n_passages = 0
        self._vectors, self._embedder = vectors, embedder
        self._waiting: list[_Waiting] = []
        self._became: dict[str, list[tuple[str, int]]] = {}  # by the hash of the input
        self._finished: set[str] = set()
        self._broken: set[str] = set()
        self._untold = 0

    def refuse(self, name: str, error: str) -> None:
        """An input, or a part of one, that is no article."""
        self.report.failed.append(Failed(storable(name), error))

    def keep(self, known: Sequence[tuple[str, int]]) -> None:
        """An input that was received before and whose articles are all there."""
        self.report.unchanged += [_as_added(self.library, *which) for which in known]

    def take(self, source: Source, received: str, item: Item) -> None:
        """One article of an input, or the reason why there is none."""
        if item.draft is None:
            self._broken.add(received)  # so that it is read again: what failed may be mended
            return self.refuse(item.name, item.error or "could not be read")
        draft = _stated(item.draft, self.given, source)
        if draft.n_hidden:
            note = f"{draft.n_hidden:,} characters in it are hidden from whoever reads it"
            self.report.notes.append(Noted(storable(item.name), note))
        origin = source.origin + storable(item.name.removeprefix(source.name))
        sha256 = sha256_of(draft.text)
        if self._may_be_waiting(draft, sha256, origin):
            self.store()
        if same := same_article(self.library, draft, sha256):
            self.library.restate(*same, draft)
            self.report.unchanged.append(_as_added(self.library, *same))
            self._became.setdefault(received, []).append(same)
            return None
        article = article_of(draft, sha256, origin, self.library)
        spans = passage_spans(article.text)
        texts = [embedded_text(article.title, span.of(article.text)) for span in spans]
        self._waiting.append(_Waiting(article, received, draft.n_hidden, spans, texts))
        if sum(len(w.texts) for w in self._waiting) >= _EMBEDDED_AT_ONCE:
            self.store()
        return None

    def finish(self, received: str) -> None:
        """An input has been read to its end."""
        self._finished.add(received)

    def store(self) -> None:
        """Embed what waits, and store each article in a transaction of its own."""
        waiting, self._waiting = self._waiting, []
        found = _embed_cached([t for w in waiting for t in w.texts], self.library, self._embedder)
        for w in waiting:
            passages = [
                NewPassage(span, sha256_of(text), found[text])
                for span, text in zip(w.spans, w.texts, strict=True)
            ]
            twins = [i for i in twins_of(w.article.text, self.library) if i != w.article.article_id]
            self.library.put(w.article, passages, self._embedder.name, n_hidden=w.n_hidden, twins=twins)
            became = Added(w.article.article_id, w.article.version, w.article.title, len(passages))
            (self.report.updated if w.article.version > 1 else self.report.added).append(became)
            self._became.setdefault(w.received, []).append((became.article_id, became.version))
            self.n_articles += 1
            self.n_passages += len(passages)
            self._untold += len(passages)
        done = {r: versions for r, versions in self._became.items() if r in self._finished}
        self._became = {r: versions for r, versions in self._became.items() if r not in done}
        self.library.remember_inputs({r: v for r, v in done.items() if r not in self._broken})
        if self._untold >= _TOLD_AT_ONCE:
            self._vectors.catch_up()
            self._untold = 0

    def _may_be_waiting(self, draft: Draft, sha256: str, origin: str) -> bool:
        """True if an article that waits could be this one: what is stored is looked up, what waits is not."""
        return any(
            w.article.sha256 == sha256
            or w.article.origin == origin
            or (draft.url and w.article.url == draft.url)
            or (draft.wire_id and w.article.wire_id == draft.wire_id)
            for w in self._waiting
        )


def _stated(draft: Draft, given: Given, source: Source) -> Draft:
    stated = replace(
        draft,
        title=given.title or draft.title,
        publisher=given.publisher or draft.publisher,
        published_at=given.published_at or draft.published_at,
        url=draft.url or source.url,
    )
    values: dict[str, Any] = {}
    for f in fields(stated):
        value = getattr(stated, f.name)
        values[f.name] = storable(value) if isinstance(value, str) else value
    return Draft(**values)


def embedded_text(title: str, passage: str) -> str:
    """What is embedded for a passage: its words under the title, which says what they are about."""
    return visible(passage if passage.startswith(title) else f"{title}\n{passage}")


def _embed_cached(texts: Sequence[str], library: Library, embedder: Embedder) -> dict[str, Vectors]:
    hashes = {text: sha256_of(text) for text in texts}
    cached = library.cached_vectors(list(hashes.values()), embedder.name, embedder.dim)
    missing = [text for text, sha in hashes.items() if sha not in cached]
    fresh = dict(zip(missing, embedder.embed(missing), strict=True)) if missing else {}
    return {text: fresh[text] if text in fresh else cached[sha] for text, sha in hashes.items()}


def embed_missing(library: Library, embedder: Embedder) -> int:
    """Embed the passages that have no cached vector by this embedder; how many there were.

    There are some only after the embedder was changed. Needs `VectorIndex.writing`.
    """
    ids = library.passage_ids()
    known = library.vectors(ids, embedder.name, embedder.dim)
    missing = [i for i in ids if i not in known]
    for at in range(0, len(missing), _EMBEDDED_AT_ONCE):
        found = library.passages(missing[at : at + _EMBEDDED_AT_ONCE]).values()
        vectors = embedder.embed([embedded_text(f.title, f.passage.text) for f in found])
        by_hash = {f.embedded_sha256: v for f, v in zip(found, vectors, strict=True)}
        library.cache_vectors(by_hash, embedder.name)
    return len(missing)


def _as_added(library: Library, article_id: str, version: int) -> Added:
    article = library.article(article_id, version)
    counted = "SELECT count(*) FROM passages WHERE article_id = ?"
    return Added(article_id, version, article.title, int(library.rows(counted, [article_id])[0][0]))
