"""Which article a text is: one that is there under another name, a new version of one, or a new one."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from index.library import Library
from index.models import Article, Draft
from index.sources import STANDARD_INPUT
from index.text import sha256_of


def same_article(library: Library, draft: Draft, sha256: str) -> tuple[str, int] | None:
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
    """The article that this text is a new version of: same address; same wire id of the same publisher; or,
    with neither, same file. The place of an article in an archive or a feed may be another's tomorrow."""
    if draft.url and (found := library.current_where("url", draft.url)):
        return found
    if draft.wire_id:
        found = library.current_where("wire_id", draft.wire_id)
        return found if found and library.article(*found).publisher in (None, draft.publisher) else None
    is_place = origin != STANDARD_INPUT and not draft.url and "!" not in Path(origin).name
    return library.current_where("origin", origin) if is_place else None


def article_of(draft: Draft, sha256: str, origin: str, library: Library) -> Article:
    """The article, under a new id, or as the next version of the one it is a new text of."""
    earlier = _earlier_version(library, draft, origin)
    identity = f"{draft.publisher or ''}\n{draft.url}" if draft.url else sha256
    article_id, version = (earlier[0], earlier[1] + 1) if earlier else (_free_id(identity, library), 1)
    return Article(
        article_id=article_id,
        version=version,
        text=draft.text,
        sha256=sha256,
        title=draft.title or Path(origin.rpartition("!")[2]).stem,
        publisher=draft.publisher,
        byline=draft.byline,
        published_at=draft.published_at,
        url=draft.url,
        origin=origin,
        language=draft.language,
        wire_id=draft.wire_id,
        pages=draft.pages,
    )


def _free_id(identity: str, library: Library) -> str:
    """An id made of `identity`; of it and a number where an article that was once this one has it."""
    ids = (sha256_of(f"{identity}\n{n}" if n else identity)[:16] for n in count())
    return next(i for i in ids if not library.holds(i))
