"""Which reader reads what, told by how a name ends."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from index.errors import UnreadableInput
from index.formats import archive, docx, html, mail, markdown, pdf, plain, tables, xml
from index.formats.items import (
    MAX_CONTAINER_BYTES,
    MAX_FILE_BYTES,
    Item,
    Options,
    as_input_error,
    item_of,
    too_large,
)  # fmt: skip
from index.models import Draft

SingleReader = Callable[[bytes, str | None], Draft]
ContainerReader = Callable[[BinaryIO, str, Options], Iterator[Item]]

# Text is what it is, and read in this process; all else goes through parsers of complicated formats.
TEXT: dict[str, SingleReader] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
}
SINGLE: dict[str, SingleReader] = {
    **TEXT,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".eml": mail.read,
}


def _members(kind: str, file: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    for member in archive.members(file, kind, lambda inner: kind_of(inner) is not None):
        inner = f"{name}!{member.name}"
        if member.data is None:
            yield Item(inner, None, str(member.error))
        else:
            yield from parse_bytes(member.data, kind_of(member.name) or "", inner, options)


CONTAINERS: dict[str, ContainerReader] = {
    ".xml": xml.read,
    ".rss": xml.read_feed,
    ".atom": xml.read_feed,
    ".mbox": mail.read_mbox,
    ".csv": tables.read_csv,
    ".tsv": tables.read_csv,
    ".jsonl": tables.read_jsonl,
    ".ndjson": tables.read_jsonl,
    **{kind: partial(_members, kind) for kind in archive.ARCHIVES},
}
KINDS = frozenset(SINGLE) | frozenset(CONTAINERS)


def kind_of(name: str) -> str | None:
    """The kind that a file's name ends in, one of `KINDS`; None if it names none of them."""
    suffixes = [suffix.lower() for suffix in Path(name.rpartition("/")[2]).suffixes[-2:]]
    return next((kind for kind in ("".join(suffixes), *suffixes[-1:]) if kind in KINDS), None)


def parse_file(
    path: Path, options: Options, *, name: str | None = None, kind: str | None = None
) -> Iterator[Item]:
    """The items of a file, called `name` or by its path; read as `kind`, or as its own name tells.

    A file of no known kind is read as plain text. What is wrong with the file, or with a part of it, is
    the error of an item; nothing is raised. Containers are read as a stream, the rest in memory.
    """
    name = str(path) if name is None else name
    kind = kind or kind_of(path.name)
    try:
        if kind not in CONTAINERS:
            yield from parse_bytes(load_bytes(path), kind or "", name, options)
            return
        with opened(path) as file:
            yield from _contained(file, kind, name, options)
    except UnreadableInput as e:
        yield Item(name, None, str(e))


def parse_bytes(data: bytes, suffix: str, name: str, options: Options) -> Iterator[Item]:
    """As `parse_file`, of bytes; `suffix` tells the kind, with its dot."""
    kind = kind_of(f"x{suffix}")
    if kind in CONTAINERS:
        yield from _contained(io.BytesIO(data), kind, name, options)
    elif len(data) > MAX_FILE_BYTES:
        yield Item(name, None, str(too_large(MAX_FILE_BYTES)))
    else:
        yield item_of(name, SINGLE.get(kind or "", plain.read), data, options.encoding)


def _contained(file: BinaryIO, kind: str, name: str, options: Options) -> Iterator[Item]:
    n = 0
    try:
        for item in CONTAINERS[kind](file, name, options):
            n += 1
            yield item
    except Exception as e:  # noqa: BLE001  (parsers of other people's files raise anything)
        yield Item(name, None, str(as_input_error(e)))
        return
    if not n:
        empty = UnreadableInput(
            "no article is in it", hint=f"kinds that are read: {', '.join(sorted(KINDS))}"
        )
        yield Item(name, None, str(empty))


def load_bytes(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        UnreadableInput: if it is missing, no regular file, not readable, empty or over `MAX_FILE_BYTES`.
    """
    with opened(path) as file:
        try:
            data = file.read(MAX_FILE_BYTES + 1)
        except OSError as e:
            raise _unreadable(e) from e
    if not data.strip():
        raise UnreadableInput("the file is empty", hint="save the article's text in it")
    if len(data) > MAX_FILE_BYTES:
        raise too_large(MAX_FILE_BYTES)
    return data


def opened(path: Path) -> BinaryIO:
    """The file, open for reading.

    Raises:
        UnreadableInput: if it is missing, no regular file, not readable, or over `MAX_CONTAINER_BYTES`.
    """
    try:
        if not path.is_file():
            what = "not a regular file" if path.exists() else "no such file"
            raise UnreadableInput(what, hint="check the path")
        if path.stat().st_size > MAX_CONTAINER_BYTES:
            raise UnreadableInput(f"over {MAX_CONTAINER_BYTES // 1_000_000_000} GB", hint="split it")
        return path.open("rb")
    except OSError as e:
        raise _unreadable(e) from e


def _unreadable(e: OSError) -> UnreadableInput:
    return UnreadableInput(f"cannot be read ({e.strerror})", hint="check its permissions")
