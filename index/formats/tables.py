"""Tables: one article a row (CSV, TSV) or a line (JSON Lines), read one at a time."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO

from index.errors import NoArticleText, UnreadableInput
from index.formats.decoding import byte_order_mark, not_in
from index.formats.items import MAX_FILE_BYTES, Item, Options, item_of, line, published
from index.models import Draft
from index.text import storable

_NAMES = {
    "text": ("text", "body", "content", "article", "fulltext", "articlebody", "maintext", "story"),
    "title": ("title", "headline", "head", "heading"),
    "publisher": ("publisher", "source", "outlet", "publication", "newspaper", "site", "sourcename"),
    "byline": ("byline", "author", "authors", "creator"),
    "published_at": (
        "published", "publishedat", "date", "datepublished", "pubdate", "publishdate", "publicationdate",
    ),
    "url": ("url", "link", "href", "permalink"),
    "wire_id": ("id", "guid", "wireid", "articleid", "uuid"),
    "language": ("language", "lang"),
}  # fmt: skip
_SAID = {"published": "published_at"}  # what a person calls a field, where we call it otherwise
_COLUMNS_SHOWN = 20
# What `--column` may name, in the words of a person.
FIELDS = tuple({v: k for k, v in _SAID.items()}.get(field, field) for field in _NAMES)
_UNDECODED = re.compile("[\udc80-\udcff]")  # how a byte that does not fit the encoding is let through


def read_csv(file: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The rows of a CSV as items, named `name!LINE` after the line on which each begins; the first row names
    the columns. Commas, semicolons or tabs part them, whichever the first line has most of.

    Raises:
        UnreadableInput: if the encoding is unknown, no column holds the text, or a row is over
            `MAX_FILE_BYTES` characters long, as it is after a quote that never closes.
    """
    # The library's own limit, 128 KB a field, is too little for an article.
    csv.field_size_limit(MAX_FILE_BYTES)
    lines = _BoundedLines(_opened(file, options.encoding))
    first = next(lines, "")
    rows = csv.reader(chain([first], lines), delimiter=max(",;\t", key=first.count))
    header = [column.strip() for column in _next(rows) or []]
    columns = columns_of(header, options.columns)
    while True:
        lines.start_row()
        number = rows.line_num + 1
        row = _next(rows)
        if row is None:
            return
        if any(row):
            yield item_of(f"{name}!{number}", _draft, dict(zip(header, row, strict=False)), columns)


def read_jsonl(file: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The lines of a JSON Lines file, each an object, as items named `name!LINE`. The columns are the keys of
    the first object.

    Raises:
        UnreadableInput: if the encoding is unknown, no key of the first object holds the text, or a line
            is over `MAX_FILE_BYTES` characters long.
    """
    lines = _BoundedLines(_opened(file, options.encoding))
    columns: dict[str, str] = {}
    for number, row in enumerate(lines, start=1):
        lines.start_row()
        record = _record(row)
        if isinstance(record, dict):
            columns = columns or columns_of(list(record), options.columns)
        if row.strip():
            yield item_of(f"{name}!{number}", _draft, record, columns)


def columns_of(header: Sequence[str], stated: Mapping[str, str]) -> dict[str, str]:
    """The column of each field that has one: the stated one, else one of a usual name.

    Raises:
        UnreadableInput: if a stated field or column does not exist, or none holds the text.
    """
    shown = ", ".join(header[:_COLUMNS_SHOWN])[:500] or "none"
    stated = {_SAID.get(field, field): column for field, column in stated.items()}
    for field, column in stated.items():
        if field not in _NAMES:
            raise UnreadableInput(f"no field is called {field}", hint=f"fields are {', '.join(FIELDS)}")
        if column not in header:
            raise UnreadableInput(f"no column is called {column}", hint=f"its columns are {shown}")
    by_name = {"".join(filter(str.isalnum, column.lower())): column for column in reversed(header)}
    found = {
        field: next((by_name[name] for name in names if name in by_name), None)
        for field, names in _NAMES.items()
    }
    columns = {field: column for field, column in {**found, **stated}.items() if column is not None}
    if "text" not in columns:
        raise UnreadableInput(
            f"no column holds the text; its columns are {shown}", hint="say which: `--column text=NAME`"
        )
    return columns


class _BoundedLines:
    """The lines of a text, with an end to how much one row may take."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._left = MAX_FILE_BYTES

    def start_row(self) -> None:
        self._left = MAX_FILE_BYTES

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        row = self._text.readline(self._left + 1)
        self._left -= len(row)
        if self._left < 0:
            raise UnreadableInput(
                f"a row is over {MAX_FILE_BYTES // 1_000_000} MB", hint="look for a quote that never closes"
            )
        if not row:
            raise StopIteration
        return row


def _opened(file: BinaryIO, encoding: str | None) -> io.TextIOWrapper:
    mark, length = byte_order_mark(file.read(4)) or (encoding or "utf-8", 0)
    file.seek(length)
    try:
        # A row in another encoding costs that row, not the file: its bytes are let through, and seen there.
        return io.TextIOWrapper(file, mark, errors="surrogateescape", newline="")
    except LookupError as e:
        raise not_in(mark) from e


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as e:
        raise UnreadableInput(f"no CSV that can be read ({e})", hint="check its quotes") from e


def _record(row: str) -> Any:
    try:
        return json.loads(row) if storable(row) == row else row
    except (ValueError, RecursionError):
        return None


def _draft(record: Any, columns: Mapping[str, str]) -> Draft:
    if isinstance(record, str) or (
        isinstance(record, dict) and any(_is_undecoded(v) for v in record.values())
    ):
        raise UnreadableInput("the row is in another encoding", hint="name it, as in --encoding windows-1252")
    if not isinstance(record, dict):
        raise UnreadableInput("the line is no JSON object", hint="write one object a line")
    stated: dict[str, Any] = {field: _words(record.get(column)) for field, column in columns.items()}
    text = record.get(columns["text"])
    if isinstance(text, list):
        text = "\n\n".join(part for part in text if isinstance(part, str))
    if not isinstance(text, str) or not text.strip():
        raise NoArticleText("the row holds no text", hint=f"its text is looked for in `{columns['text']}`")
    date = published(stated.get("published_at"))
    return Draft(**{**stated, "text": text, "published_at": date.iso, "unread_date": date.unread})


def _is_undecoded(value: object) -> bool:
    # Escapes in JSON may spell lone surrogates of their own; those are replaced later, as everywhere.
    return isinstance(value, str) and _UNDECODED.search(value) is not None


def _words(value: object) -> str | None:
    """One line of what a cell holds: a string, a number, an object with a name, or a list of them."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value))) or None
    if isinstance(value, dict):
        return line(value.get("name"))
    return line(str(value) if isinstance(value, int | float) else value)
