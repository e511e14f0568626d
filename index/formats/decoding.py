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
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254",
    "gb2312": "gbk", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
# Python's own, which no page is in and some of which take the square of the length.
_NOT_OF_PAGES = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text in `data`: by its byte order mark, else by `encoding`, else UTF-8, each strictly.

    Raises:
        UnreadableInput: if the bytes do not fit, if the encoding is unknown, or if it is a binary file.
    """
    if mark := byte_order_mark(data):
        return _strictly(data[mark[1] :], mark[0])
    return _strictly(data, encoding or "utf-8")


def byte_order_mark(data: bytes) -> tuple[str, int] | None:
    """(encoding, length of the mark) if `data` begins with a byte order mark."""
    return next(((name, len(bom)) for bom, name in _BOMS if data.startswith(bom)), None)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an HTML or XML file names in its first 2,048 bytes, if it is one of text.

    Names mean what the WHATWG encoding standard has browsers take them for: a page that says ISO-8859-1 or
    ASCII is windows-1252 (its curly quotes stand where Latin-1 has control characters), and one whose
    declaration can be read as ASCII but says UTF-16 is UTF-8.
    """
    match = _DECLARED.search(data[:2048])
    if match is None:
        return None
    try:
        found = codecs.lookup(match[1].decode("ascii"))
    except LookupError:
        return None
    if found.name in _NOT_OF_PAGES or not getattr(found, "_is_text_encoding", True):
        return None
    return _AS_BROWSERS_DO.get(found.name, "utf-8" if found.name.startswith("utf-") else found.name)


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
        raise not_in(encoding) from e
    if "\0" in text:
        raise _binary()
    if storable(text) != text:
        raise not_in(encoding)
    return text


def _control_fraction(data: bytes) -> float:
    return sum(b < 32 and b not in b"\t\n\r\f\x1b" for b in data) / max(1, len(data))


def not_in(encoding: str) -> UnreadableInput:
    """What to say of an encoding that is unknown, or that the bytes are not in."""
    return UnreadableInput(f"cannot be read as {encoding}", hint="name another --encoding")


def _binary() -> UnreadableInput:
    return UnreadableInput("a binary file, not text", hint="save the article as text, Markdown or HTML")
