"""What a person names on the command line, as inputs that can be received: files, folders, standard input,
and addresses where fetching was asked for."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index import formats
from index.chunking import REVISION
from index.errors import InputError, UnreadableInput
from index.text import storable

STANDARD_INPUT = "standard input"
_READ_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who adds says of the inputs; it goes before what they say of themselves.

    `columns` maps a field of an article (`text`, `title`, ...) to the name of a column, for tables.
    """

    title: str | None = None
    publisher: str | None = None
    published_at: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All that was said, as one text: other words make another input of the same bytes."""
        stated = (self.title, self.publisher, self.published_at, self.encoding)
        return "\0".join([*(v or "" for v in stated), repr(sorted(self.columns.items()))])


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file by its `path`, bytes, or an address to fetch. `origin` is where it came from; `kind`
    is a suffix that says what it is, where its name does not."""

    name: str
    origin: str
    kind: str | None = None
    path: Path | None = None
    data: bytes | None = None
    url: str | None = None
    encoding: str | None = None

    def fetched(self) -> Source:
        """This input with its bytes, fetched if they are at an address.

        Raises:
            UnreadableInput: see `index.fetch.fetch`.
        """
        if self.url is None:
            return self
        # Imported where it is used: most adding fetches nothing.
        from index.fetch import fetch

        got = fetch(self.url)
        kind = got.suffix if got.suffix in formats.KINDS else ".txt"
        return replace(self, kind=kind, data=got.data, url=got.url, encoding=got.encoding)

    def received_sha256(self, given: Given) -> str:
        """Hash of all that decides the result: the bytes, what was said of them, the rules for cutting.

        Raises:
            UnreadableInput: if the file is not there or can not be read.
        """
        found = hashlib.sha256(
            f"{given.words}\0{self.url or ''}\0{REVISION}\0\0".encode("utf-8", "surrogatepass")
        )
        if self.path is None:
            found.update(self.data or b"")
            return found.hexdigest()
        try:
            if not self.path.is_file():
                raise UnreadableInput(_why_no_file(self.path), hint="check the path")
            with self.path.open("rb") as file:
                while part := file.read(_READ_AT_ONCE):
                    found.update(part)
        except OSError as e:
            raise UnreadableInput(f"cannot be read ({e.strerror})", hint="check its permissions") from e
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that can not be received, and why."""

    name: str
    error: str


def sources(
    inputs: Sequence[str], *, fetch: bool = False, ignore: Sequence[str] = ()
) -> Iterator[Source | Refused]:
    """Each input, folders as the files in them; `ignore` are patterns as in .gitignore.

    An address is an input only if `fetch` says so; nothing is fetched yet.
    """
    for given in inputs:
        try:
            if given == "-":
                yield _standard_input()
            elif "://" in given:
                yield _address(given, fetch)
            elif os.path.isdir(given):
                yield from _files_of(given, ignore)
            else:
                yield _file(Path(given))
        except InputError as e:
            yield Refused(given, str(e))


def _file(path: Path) -> Source:
    # Not `resolve`, which breaks off at links that lead round in a circle; what is wrong is said of the file.
    return Source(str(path), storable(os.path.realpath(path)), path=path)


def _why_no_file(path: Path) -> str:
    if path.exists():
        return "not a regular file"
    return "a link that leads to no file" if path.is_symlink() else "no such file"


def _files_of(folder: str, ignore: Sequence[str]) -> Iterator[Source]:
    files = list(formats.files_in(Path(folder), ignore))
    if not files:
        kinds = ", ".join(sorted(formats.KINDS))
        raise UnreadableInput(f"the folder holds no file of a known kind ({kinds})")
    yield from map(_file, files)


def _standard_input() -> Source:
    data = sys.stdin.buffer.read(formats.MAX_FILE_BYTES + 1)
    if not data.strip() or len(data) > formats.MAX_FILE_BYTES:
        raise UnreadableInput("standard input is empty or over 10 MB", hint="send one article")
    kind = ".html" if data.lstrip()[:1] == b"<" else ".md"
    return Source("-", STANDARD_INPUT, kind, data=data)


def _address(address: str, fetch: bool) -> Source:
    if not fetch:
        hint = "say --fetch, or save the page and add the file"
        raise UnreadableInput("addresses are not fetched", hint=hint)
    return Source(address, address, url=address)
