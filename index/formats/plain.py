"""Plain text: the whole file is the text; a first line that stands alone is the title."""

from __future__ import annotations

from index.formats.decoding import decode
from index.models import Draft

MAX_TITLE_CHARS = 250


def read(data: bytes, encoding: str | None = None) -> Draft:
    """The file as received after decoding. Plain text says nothing of itself but, perhaps, its title.

    Raises:
        UnreadableInput: see `decode`.
    """
    text = decode(data, encoding)
    return Draft(text=text, title=title_of(text))


def title_of(text: str) -> str | None:
    """The first line, if it is short, an empty line follows and text comes after; else None."""
    lines = text.lstrip().splitlines()
    alone = len(lines) > 2 and lines[0].strip() and not lines[1].strip()
    return lines[0].strip() if alone and len(lines[0]) <= MAX_TITLE_CHARS else None
