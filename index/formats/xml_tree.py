"""XML from strangers: parsed without entities, without a DTD, and without anything but the bytes given."""

from __future__ import annotations

from typing import Any

from index.errors import UnreadableInput

_SNIFFED = 65_536
_STEP = 1_024
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def root_name(data: bytes) -> str | None:
    """The local name of the root element; None if there is none in the first 64 KB.

    Raises:
        UnreadableInput: if the document defines entities of its own: they are how a few lines are made
            to unfold into gigabytes, or into a file of this machine.
    """
    from lxml import etree

    parser = etree.XMLPullParser(events=("start",), **_SAFE)
    data = data.lstrip()
    root: Any = None
    try:
        # Step by step: what comes after the root's tag may be no XML, as in many a feed.
        for at in range(0, min(len(data), _SNIFFED), _STEP):
            parser.feed(data[at : at + _STEP])
            if (started := next(parser.read_events(), None)) is not None:
                root = started[1]
                break
    except etree.XMLSyntaxError:
        root = next((element for _, element in parser.read_events()), None)
    if root is None:
        if b"<!ENTITY" in data:
            raise _defines_entities()
        return None
    _refuse_entities(root)
    return str(etree.QName(root).localname)


def parse(data: bytes) -> Any:
    """The root element.

    Raises:
        UnreadableInput: if it is not well-formed, nested over 256 deep, or defines entities.
    """
    from lxml import etree

    try:
        root = etree.fromstring(data.lstrip(), etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as e:
        where = f"line {e.lineno}" if e.lineno else "nothing in it"
        raise UnreadableInput(f"not well-formed XML ({where})", hint="ask for a whole copy") from e
    _refuse_entities(root)
    return root


def _refuse_entities(root: Any) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise _defines_entities()


def _defines_entities() -> UnreadableInput:
    return UnreadableInput("its DTD defines entities, which are not read", hint="save it without a DTD")
