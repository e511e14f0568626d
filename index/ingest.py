"""The write path: each input is read, recognised, cut, embedded and stored, one transaction an article.

An input that can not become an article is named in the report; the others go on. What is there already
costs one hash of its bytes.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import count
from pathlib import Path

from index import formats
from index.chunking import REVISION, passage_spans
from index.embedding import Embedder, Vectors
from index.errors import InputError, UnreadableInput
from index.library import Library, NewPassage
from index.models import Article, Draft
from index.text import sha256_of, storable
from index.vectors import VectorIndex

Progress = Callable[[int, int, str], None]
_EMBEDDED_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who adds says of the inputs; it goes before what they say of themselves."""

    title: str | None = None
    publisher: str | None = None
    published_at: str | None = None
    encoding: str | None = None


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


@dataclass(slots=True)
class AddReport:
    """What became of each input."""

    added: list[Added] = field(default_factory=list)
    updated: list[Added] = field(default_factory=list)
    unchanged: list[Added] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)


def add(
    inputs: Sequence[str],
    library: Library,
    vectors: VectorIndex,
    embedder: Embedder,
    *,
    given: Given | None = None,
    progress: Progress | None = None,
) -> AddReport:
    """Take articles in: files, folders of them, `-` for standard input.

    `progress` is called after each input with (done, total, name).

    Raises:
        LibraryBusy: if another process is adding.
        EmbedderError: if the embedder fails; what was stored before stays.
    """
    report = AddReport()
    sources = list(_sources(inputs, report))
    with vectors.writing():
        try:
            for n, source in enumerate(sources, start=1):
                _add_one(source, library, embedder, given or Given(), report)
                if progress:
                    progress(n, len(sources), source)
        finally:
            # Also after a stop half-way: what the library holds, the index is told.
            vectors.catch_up()
    return report


def _add_one(source: str, library: Library, embedder: Embedder, given: Given, report: AddReport) -> None:
    try:
        data, suffix, origin = _receive(source)
        received = _received_sha256(data, given)
        if known := library.current_where("received_sha256", received):
            report.unchanged.append(_as_added(library, *known))
            return
        draft = _stated(formats.parse(data, suffix, encoding=given.encoding), given)
    except InputError as e:
        report.failed.append(Failed(storable(source), str(e)))
        return
    sha256 = sha256_of(draft.text)
    if same := _same_article(library, draft, sha256):
        library.restate(*same, draft, received)
        report.unchanged.append(_as_added(library, *same))
        return
    earlier = _earlier_version(library, draft, origin)
    article = _article(draft, sha256, origin, earlier, library)
    library.put(article, draft, received, _passages(article, library, embedder), embedder.name)
    (report.updated if earlier else report.added).append(
        _as_added(library, article.article_id, article.version)
    )


def _sources(inputs: Sequence[str], report: AddReport) -> Iterator[str]:
    for given in inputs:
        if given == "-" or not os.path.isdir(given):
            yield given
            continue
        files = [str(path) for path in formats.files_in(Path(given))]
        if not files:
            kinds = ", ".join(sorted(formats.READERS))
            report.failed.append(
                Failed(storable(given), f"the folder holds no file of a known kind ({kinds})")
            )
        yield from files


def _receive(source: str) -> tuple[bytes, str, str]:
    """(bytes, suffix, origin) of a file or of standard input."""
    if source == "-":
        data = sys.stdin.buffer.read(formats.MAX_FILE_BYTES + 1)
        if not data.strip() or len(data) > formats.MAX_FILE_BYTES:
            raise UnreadableInput("standard input is empty or over 10 MB", hint="send one article")
        suffix = ".html" if data.lstrip()[:1] == b"<" else ".md"
        return data, suffix, "standard input"
    if "://" in source:
        raise UnreadableInput("addresses are not read", hint="save the page and add the file")
    path = Path(source)
    return formats.load_bytes(path), path.suffix, storable(str(path.resolve()))


def _received_sha256(data: bytes, given: Given) -> str:
    """Of all that decides the result: the bytes, what was said of them, the rules for cutting."""
    said = "\0".join(
        v or "" for v in (given.title, given.publisher, given.published_at, given.encoding, str(REVISION))
    )
    return hashlib.sha256(said.encode("utf-8", "surrogatepass") + b"\0\0" + data).hexdigest()


def _stated(draft: Draft, given: Given) -> Draft:
    stated = replace(
        draft,
        title=given.title or draft.title,
        publisher=given.publisher or draft.publisher,
        published_at=given.published_at or draft.published_at,
    )
    values = {f.name: getattr(stated, f.name) for f in fields(stated)}
    return Draft(**{name: value and storable(value) for name, value in values.items()})


def _same_article(library: Library, draft: Draft, sha256: str) -> tuple[str, int] | None:
    """The stored article that this is under another name. The same words at another address are not:
    they are a copy that somebody else published, and both are kept."""
    same = library.current_where("sha256", sha256)
    if same and draft.url:
        at_address = library.current_where("url", draft.url)
        is_copy = library.article(*same).url not in (None, draft.url)
        return (
            at_address
            if is_copy and at_address and library.article(*at_address).sha256 == sha256
            else (None if is_copy else same)
        )
    return same


def _earlier_version(library: Library, draft: Draft, origin: str) -> tuple[str, int] | None:
    """The article that this text is a new version of: same address, or, with none, same file."""
    if draft.url:
        return library.current_where("url", draft.url)
    return library.current_where("origin", origin) if origin != "standard input" else None


def _article(
    draft: Draft, sha256: str, origin: str, earlier: tuple[str, int] | None, library: Library
) -> Article:
    identity = f"{draft.publisher or ''}\n{draft.url}" if draft.url else sha256
    article_id, version = (earlier[0], earlier[1] + 1) if earlier else (_free_id(identity, library), 1)
    return Article(
        article_id=article_id,
        version=version,
        text=draft.text,
        sha256=sha256,
        title=draft.title or Path(origin).stem,
        publisher=draft.publisher,
        byline=draft.byline,
        published_at=draft.published_at,
        url=draft.url,
        origin=origin,
    )


def _free_id(identity: str, library: Library) -> str:
    """An id made of `identity`; of it and a number where an article that was once this one has it."""
    ids = (sha256_of(f"{identity}\n{n}" if n else identity)[:16] for n in count())
    return next(i for i in ids if not library.holds(i))


def _passages(article: Article, library: Library, embedder: Embedder) -> list[NewPassage]:
    spans = passage_spans(article.text)
    texts = [embedded_text(article.title, span.of(article.text)) for span in spans]
    vectors = _embed_cached(texts, library, embedder)
    return [NewPassage(span, sha256_of(text), vectors[text]) for span, text in zip(spans, texts, strict=True)]


def embedded_text(title: str, passage: str) -> str:
    """What is embedded for a passage: its words under the title, which says what they are about."""
    return passage if passage.startswith(title) else f"{title}\n{passage}"


def _embed_cached(texts: Sequence[str], library: Library, embedder: Embedder) -> dict[str, Vectors]:
    hashes = {text: sha256_of(text) for text in texts}
    cached = library.cached_vectors(list(hashes.values()), embedder.name)
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
