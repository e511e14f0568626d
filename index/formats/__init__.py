"""One file per kind of input; `read_file` picks the one that fits and returns a `Draft`.

Readers take bytes and give text and what the input says of itself. They never look at the clock, the
network or the file's own dates.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from index.errors import NoArticleText, UnreadableInput
from index.formats import html, markdown, plain
from index.models import Draft

MAX_FILE_BYTES = 10_000_000
MAX_ARTICLE_CHARS = 1_000_000
READERS = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
}


def load_bytes(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        UnreadableInput: if it is missing, no regular file, not readable, empty or over `MAX_FILE_BYTES`.
    """
    try:
        if not path.is_file():
            what = "not a regular file" if path.exists() else "no such file"
            raise UnreadableInput(what, hint="check the path")
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as e:
        raise UnreadableInput(f"cannot be read ({e.strerror})", hint="check its permissions") from e
    if not data.strip():
        raise UnreadableInput("the file is empty", hint="save the article's text in it")
    if len(data) > MAX_FILE_BYTES:
        limit = f"over {MAX_FILE_BYTES // 1_000_000} MB, the most an article may have"
        raise UnreadableInput(limit, hint="split it into one file per article")
    return data


def parse(data: bytes, suffix: str, *, encoding: str | None = None) -> Draft:
    """The article in `data`, read as the kind that `suffix` names, as plain text if it names none.

    Raises:
        UnreadableInput: if the bytes are no text.
        NoArticleText: if no article text is in it, or more than `MAX_ARTICLE_CHARS`.
    """
    draft = READERS.get(suffix.lower(), plain.read)(data, encoding)
    if not draft.text.strip():
        raise NoArticleText("no article text was found in it", hint="check that the file holds an article")
    if len(draft.text) > MAX_ARTICLE_CHARS:
        limit = f"over {MAX_ARTICLE_CHARS:,} characters of text, too long for one article"
        raise NoArticleText(limit, hint="split it into one file per article")
    return draft


def files_in(folder: Path) -> Iterator[Path]:
    """The files of known kinds below `folder`, sorted; hidden ones and links are passed over."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix.lower() in READERS and not name.startswith(".") and not path.is_symlink():
                yield path
