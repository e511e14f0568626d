"""News agencies' XML: NewsML-G2 and NITF.

NewsML-G2 has three dates of creation. `versionCreated` is taken, when this version was made, for a
version's words cannot have been known before; else `contentCreated`, else `firstCreated`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.errors import NoArticleText, UnreadableInput
from index.formats import xml_tree
from index.formats.html_tree import flat_text, text_of_fragment
from index.formats.items import Item, item_of, line, published
from index.models import Draft

ROOTS = frozenset({"nitf", "newsItem", "newsMessage"})
_DATES = ("versionCreated", "contentCreated", "firstCreated")
_BODIES = ("{*}nitf//{*}body.content", "{*}nitf//{*}body", "{*}html/{*}body", "{*}body", "{*}div")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read(data: bytes, name: str) -> Iterator[Item]:
    """The item of the document as `name`; those of a message as `name!1`, `name!2`, ...

    Raises:
        UnreadableInput: if it is not well-formed, defines entities, or holds no news item.
    """
    from lxml import etree

    root = xml_tree.parse(data)
    kind = etree.QName(root).localname
    if kind == "nitf":
        yield item_of(name, _nitf, root)
    elif kind == "newsItem":
        yield item_of(name, _news_item, root)
    else:
        items = root.findall(".//{*}newsItem")
        if not items:
            raise UnreadableInput("the news message holds no news item", hint="add the items themselves")
        for n, item in enumerate(items, start=1):
            yield item_of(f"{name}!{n}", _news_item, item)


def _news_item(item: Any) -> Draft:
    text, n_hidden = _content(item)
    guid = line(item.get("guid"))
    date = published(*(_words(item, f".//{{*}}{name}") for name in _DATES))
    return Draft(
        text=text,
        title=_words(item, "{*}contentMeta/{*}headline") or _words(item, ".//{*}hl1"),
        publisher=_named(item, "{*}contentMeta/{*}creditline", "{*}itemMeta/{*}provider"),
        byline=_words(item, "{*}contentMeta/{*}by") or _words(item, ".//{*}byline"),
        published_at=date.iso,
        language=_stated(item.find("{*}contentMeta/{*}language"), "tag") or line(item.get(_LANG)),
        wire_id=guid,  # its versions share it: another text under it is a new version
        n_hidden=n_hidden,
        unread_date=date.unread,
    )


def _content(item: Any) -> tuple[str, int]:
    """(text, hidden characters) of the first rendition that is text."""
    for inline in item.findall("{*}contentSet/{*}inlineXML"):
        for path in _BODIES:
            body = inline.find(path)
            if body is not None and (text := flat_text(body)):
                return text, 0
    for inline in item.findall("{*}contentSet/{*}inlineData"):
        kind = (inline.get("contenttype") or "").lower()
        words = "".join(inline.itertext())
        if "html" in kind:
            return text_of_fragment(words)
        if not kind or kind.startswith("text/"):
            return words.strip(), 0
    raise NoArticleText("the news item carries no text", hint="ask for it with its content in line")


def _nitf(root: Any) -> Draft:
    body = root.find("{*}body/{*}body.content")
    if body is None:
        raise NoArticleText("the NITF document has no body.content", hint="ask for a whole copy")
    date = published(_stated(root.find("{*}head/{*}docdata/{*}date.issue"), "norm"))
    return Draft(
        text=flat_text(body),
        title=_words(root, ".//{*}hedline/{*}hl1") or _words(root, "{*}head/{*}title"),
        publisher=_words(root, ".//{*}body.head/{*}distributor")
        or _stated(root.find("{*}head/{*}docdata/{*}doc.copyright"), "holder"),
        byline=_words(root, ".//{*}body.head/{*}byline"),
        published_at=date.iso,
        language=line(root.get(_LANG)),
        wire_id=_stated(root.find("{*}head/{*}docdata/{*}doc-id"), "id-string"),
        unread_date=date.unread,
    )


def _words(parent: Any, path: str) -> str | None:
    found = parent.find(path)
    return None if found is None else line(" ".join(found.itertext()))


def _named(item: Any, *paths: str) -> str | None:
    """The words, the name inside, or the literal of the first of `paths` that says who."""
    for path in paths:
        found = item.find(path)
        if found is None:
            continue
        name = _words(found, "{*}name") or line("".join(found.itertext())) or _stated(found, "literal")
        if name := name or (_stated(found, "qcode") or "").rpartition(":")[2]:
            return name
    return None


def _stated(element: Any, attribute: str) -> str | None:
    return None if element is None else line(element.get(attribute))
