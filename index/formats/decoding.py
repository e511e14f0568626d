"""Bytes to text, without guessing: a wrong guess would change names and nobody would see it."""

from __future__ import annotations

import codecs
import re

from index.errors import UnreadableInput
from index.text import storable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text in `data`: by its byte order mark, else by `encoding`, else UTF-8, each strictly.

    Raises:
        UnreadableInput: if the bytes do not fit, if the encoding is unknown, or if it is a binary file.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], name)
    return _strictly(data, encoding or "utf-8")


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an HTML or XML file names in its first 2,048 bytes, if Python knows it."""
    match = _DECLARED.search(data[:2048])
    if match is None:
        return None
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as e:
        if b"\0" in data[:4096] or _control_fraction(data[:4096]) > 0.1:
            raise _binary() from e
        raise UnreadableInput(
            f"byte 0x{data[e.start]:02x} at {e.start} is not {encoding}",
            hint="name its encoding, for example --encoding windows-1252",
        ) from e
    except (LookupError, UnicodeError) as e:
        raise _not_in(encoding) from e
    if "\0" in text:
        raise _binary()
    if storable(text) != text:
        raise _not_in(encoding)
    return text


def _control_fraction(data: bytes) -> float:
    return sum(b < 32 and b not in b"\t\n\r\f\x1b" for b in data) / max(1, len(data))


def _not_in(encoding: str) -> UnreadableInput:
    return UnreadableInput(f"cannot be read as {encoding}", hint="name another --encoding")


def _binary() -> UnreadableInput:
    return UnreadableInput("a binary file, not text", hint="save the article as text, Markdown or HTML")
