"""Articles on their way in: recognised, cut, embedded batch by batch, stored one by one.

While a batch is embedded the one before is stored; what waits or is at work is not in the library yet, so an
input that could be the same article makes the desk store all of it first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import Any

from index.chunking import passage_spans
from index.embedding import Embedder, Vectors
from index.formats import Item
from index.identity import article_of, same_article
from index.library import Library, NewPassage
from index.models import Article, Draft, Span
from index.report import Added, AddReport, Failed, Noted
from index.sources import Given, Source
from index.text import sha256_of, storable, visible
from index.twins import twins_of
from index.vectors import VectorIndex

EMBEDDED_AT_ONCE = 256  # passages, of as many articles as that are
_TOLD_AT_ONCE = 2_000  # passages that the vector index is told of together; opening it afresh costs .3 s


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An article that is recognised and cut, and waits for its vectors."""

    article: Article
    received: str
    n_hidden: int
    spans: list[Span]
    texts: list[str]  # what is embedded for each span


@dataclass(frozen=True, slots=True)
class _Batch:
    """Articles whose passages are being embedded; `found` will have the vector of each text."""

    articles: list[_Waiting]
    found: Future[dict[str, Vectors]]


class Desk:
    """Recognises articles, lets them wait until a batch is full, has it embedded, and stores each."""

    def __init__(self, library: Library, vectors: VectorIndex, embedder: Embedder, given: Given) -> None:
        self.library, self.given, self.report = library, given, AddReport()
        self.n_articles = self.n_passages = 0
        self._vectors, self._embedder = vectors, embedder
        self._waiting: list[_Waiting] = []
        self._at_work: _Batch | None = None  # the batch that is being embedded
        self._embedding = ThreadPoolExecutor(1, thread_name_prefix="batch")
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
        self.report.notes += [Noted(storable(item.name), note) for note in _notes(draft)]
        origin = source.origin + storable(item.name.removeprefix(source.name))
        sha256 = sha256_of(draft.text)
        if self._may_be_waiting(draft, sha256, origin):
            self.store_all()
        if same := same_article(self.library, draft, sha256):
            self.library.restate(*same, draft)
            self.report.unchanged.append(_as_added(self.library, *same))
            self._became.setdefault(received, []).append(same)
            return None
        article = article_of(draft, sha256, origin, self.library)
        spans = passage_spans(article.text)
        texts = [embedded_text(article.title, span.of(article.text)) for span in spans]
        self._waiting.append(_Waiting(article, received, draft.n_hidden, spans, texts))
        if sum(len(w.texts) for w in self._waiting) >= EMBEDDED_AT_ONCE:
            self._hand_on()
        return None

    def finish(self, received: str) -> None:
        """An input has been read to its end."""
        self._finished.add(received)

    def store_all(self) -> None:
        """Embed and store whatever waits."""
        self._hand_on()
        self._hand_on()

    def close(self) -> None:
        """What is being embedded is given up; nothing of it is stored."""
        self._embedding.shutdown(wait=False, cancel_futures=True)

    def _hand_on(self) -> None:
        """Begin to embed what waits, and meanwhile store the batch before."""
        ready, self._at_work = self._at_work, None
        waiting, self._waiting = self._waiting, []
        if waiting:
            texts = [text for w in waiting for text in w.texts]
            self._at_work = _Batch(waiting, _embedded(texts, self.library, self._embedder, self._embedding))
        if ready:
            self._store(ready.articles, ready.found.result())

    def _store(self, articles: Sequence[_Waiting], found: Mapping[str, Vectors]) -> None:
        """Store each article in a transaction of its own."""
        for w in articles:
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
        still = {w.received for w in self._unstored()}  # an input of many articles may be stored in part
        done = {r: v for r, v in self._became.items() if r in self._finished - still}
        self._became = {r: versions for r, versions in self._became.items() if r not in done}
        self.library.remember_inputs({r: v for r, v in done.items() if r not in self._broken})
        if self._untold >= _TOLD_AT_ONCE:
            self._vectors.catch_up()
            self._untold = 0

    def _unstored(self) -> list[_Waiting]:
        return [*(self._at_work.articles if self._at_work else ()), *self._waiting]

    def _may_be_waiting(self, draft: Draft, sha256: str, origin: str) -> bool:
        """True if an article that waits could be this one: what is stored is looked up, what waits is not."""
        return any(
            w.article.sha256 == sha256
            or w.article.origin == origin
            or (draft.url and w.article.url == draft.url)
            or (draft.wire_id and w.article.wire_id == draft.wire_id)
            for w in self._unstored()
        )


def _notes(draft: Draft) -> Iterator[str]:
    """What a person should know of an article on its way in."""
    if draft.n_hidden:
        yield f"{draft.n_hidden:,} characters in it are hidden from whoever reads it"
    if draft.unread_date and not draft.published_at:
        date = f"its date “{draft.unread_date}” could not be read, so it counts as undated"
        yield f"{date}; write it like 2025-03-14"


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


def _embedded(
    texts: Sequence[str], library: Library, embedder: Embedder, thread: Executor
) -> Future[dict[str, Vectors]]:
    """The vector of each text: those the library keeps, and in the thread the others are made."""
    hashes = {text: sha256_of(text) for text in texts}
    kept = library.cached_vectors(list(hashes.values()), embedder.name, embedder.dim)
    known = {text: kept[sha] for text, sha in hashes.items() if sha in kept}
    missing = [text for text in hashes if text not in known]

    def make() -> dict[str, Vectors]:
        return known | (dict(zip(missing, embedder.embed(missing), strict=True)) if missing else {})

    return thread.submit(make)


def _as_added(library: Library, article_id: str, version: int) -> Added:
    ((title, n_passages),) = library.rows(
        "SELECT title, (SELECT count(*) FROM passages p WHERE p.article_id = v.article_id)"
        " FROM versions v WHERE article_id = ? AND version = ?",
        [article_id, version],
    )
    return Added(article_id, version, str(title), int(n_passages))
