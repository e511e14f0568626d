"""XML: the root element tells which kind it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from index.errors import UnreadableInput
from index.formats import feed, html, newsml, xml_tree
from index.formats.items import MAX_FILE_BYTES, MAX_XML_BYTES, Item, Options, item_of, read_at_most, too_large


def read(file: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The articles of a feed (RSS, Atom, RDF), of NewsML-G2, NITF or XHTML.

    XML states its own encoding; `options.encoding` is for XHTML only.

    Raises:
        UnreadableInput: if it is of no such kind, is over `MAX_XML_BYTES`, or defines entities.
    """
    data = read_at_most(file, MAX_XML_BYTES)
    root = xml_tree.root_name(data)
    if root in feed.ROOTS:
        yield from feed.read(data, name)
    elif root in newsml.ROOTS:
        yield from newsml.read(data, name)
    elif root == "html":
        if len(data) > MAX_FILE_BYTES:
            raise too_large(MAX_FILE_BYTES)
        yield item_of(name, html.read, data, options.encoding)
    else:
        what = f"XML of another kind (<{root[:40]}>)" if root else "no XML that can be read"
        raise UnreadableInput(what, hint="what is read is RSS, Atom, NewsML-G2, NITF and XHTML")


def read_feed(file: BinaryIO, name: str, options: Options) -> Iterator[Item]:  # noqa: ARG001
    """The entries of a file that is called a feed, however broken its XML is.

    Raises:
        UnreadableInput: if it holds no entry, is over `MAX_XML_BYTES`, or defines entities.
    """
    data = read_at_most(file, MAX_XML_BYTES)
    xml_tree.root_name(data)
    yield from feed.read(data, name)
