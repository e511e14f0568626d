"""One file per kind of input; the name of a file tells which one reads it, and the result is `Draft`s.

Readers take bytes and give text and what the input says of itself. They never look at the clock, the
network or the file's own dates. What comes from strangers in a complicated format is read in a process
of its own, see `index.formats.process`.
"""

from __future__ import annotations

from index.formats import html
from index.formats.folders import files_in
from index.formats.items import (
    MAX_ARTICLE_CHARS,
    MAX_CONTAINER_BYTES,
    MAX_FILE_BYTES,
    Item,
    Options,
    finished,
)  # fmt: skip
from index.formats.kinds import KINDS, TEXT, kind_of, load_bytes, parse_bytes, parse_file
from index.formats.plain import read as _read_plain
from index.models import Draft

__all__ = [
    "KINDS", "MAX_ARTICLE_CHARS", "MAX_CONTAINER_BYTES", "MAX_FILE_BYTES", "READERS", "Item", "Options",
    "files_in", "kind_of", "load_bytes", "parse", "parse_bytes", "parse_file",
]  # fmt: skip

# The kinds that are text throughout: what `parse` reads. All that is read is in `KINDS`.
READERS = {**TEXT, ".html": html.read, ".htm": html.read, ".xhtml": html.read}


def parse(data: bytes, suffix: str, *, encoding: str | None = None) -> Draft:
    """The article in `data`, text or HTML as `suffix` names it, plain text if it names neither.

    Raises:
        UnreadableInput: if the bytes are no text.
        NoArticleText: if no article text is in it, or more than `MAX_ARTICLE_CHARS`.
    """
    return finished(READERS.get(suffix.lower(), _read_plain)(data, encoding))
