"""HTML: trafilatura finds the article's text; metadata and JSON-LD say what it is.

What the page hides from its readers is taken out first. A page of links gets no article made of its menus.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from index.errors import NoArticleText
from index.formats import html_tree
from index.formats.decoding import declared_encoding, decode
from index.formats.items import published
from index.models import Draft

_PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
)
_HINT = "save the article itself, not an index"


def read(data: bytes, encoding: str | None = None) -> Draft:
    """The main text of the page, and what its metadata say.

    Dates come from metadata only; none is taken from the page's words or its address.

    Raises:
        UnreadableInput: see `decode` and `html_tree.parse`.
        NoArticleText: if the page holds no main text, or only menus and links.
    """
    return article_of(decode(data, encoding or declared_encoding(data)))


def article_of(page: str) -> Draft:
    """As `read`, of a page that is decoded."""
    # Imported where they are used: trafilatura costs half a second, and only HTML needs it.
    import lxml.html
    from trafilatura import bare_extraction

    tree = html_tree.parse(page)
    stated = next(_json_ld_articles(tree), {})
    date = published(stated.get("datePublished"), *_meta_published(tree))
    n_hidden = html_tree.drop_hidden(tree)
    if n_hidden:
        page = lxml.html.tostring(tree, encoding="unicode")
    found = bare_extraction(page, with_metadata=True, include_comments=False, include_tables=True)
    text = (found.text or "") if found is not None else ""
    if not text.strip():
        raise NoArticleText("no article text was found on the page", hint=_HINT)
    if not html_tree.is_article(text, tree):
        raise NoArticleText("no article text was found on the page, only links and menus", hint=_HINT)
    return Draft(
        text=text,
        title=_string(stated.get("headline")) or _string(found.title),
        publisher=_name(stated.get("publisher")) or _string(found.sitename),
        byline=_name(stated.get("author")) or _string(found.author),
        published_at=date.iso,
        url=_string(stated.get("url")) or _string(found.url),
        language=_string(tree.get("lang")) or _string(tree.get("xml:lang")),
        n_hidden=n_hidden,
        unread_date=date.unread,
    )


def _json_ld_articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that are articles, in order."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            loaded = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue  # broken metadata says nothing; the page may still be read
        for item in _objects(loaded):
            kinds = item.get("@type")
            if any(
                str(k).endswith(("Article", "Posting"))
                for k in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield item


def _objects(loaded: Any) -> Iterator[dict[str, Any]]:
    for item in loaded if isinstance(loaded, list) else [loaded]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (g for g in graph if isinstance(g, dict)) if isinstance(graph, list) else ()


def _meta_published(tree: Any) -> list[str | None]:
    stated = {
        str(m.get("property") or m.get("name") or m.get("itemprop") or "").lower(): m.get("content")
        for m in tree.iterfind(".//meta")
    }
    return [stated.get(key) for key in _PUBLISHED_META]


def _name(value: Any) -> str | None:
    """A name from the forms JSON-LD gives it in: a string, an object with `name`, or a list of them."""
    names = [
        v.get("name") if isinstance(v, dict) else v for v in (value if isinstance(value, list) else [value])
    ]
    return ", ".join(n.strip() for n in names if isinstance(n, str) and n.strip()) or None


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
