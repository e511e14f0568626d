"""Markdown: YAML front matter says what the article is, the rest is its text, as it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.formats.decoding import decode
from index.formats.items import published
from index.formats.plain import MAX_TITLE_CHARS, title_of
from index.models import Draft

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
# "title: CORRECTION: toll lowered" is no YAML, and is what people write.
_LINE = re.compile(r"([A-Za-z][\w-]{0,30}):[ \t]+(\S.*)")
_MAX_FRONT_MATTER_CHARS = 50_000  # YAML is read at about 1 MB in three seconds
_KEYS = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "outlet", "source", "site"),
    "byline": ("byline", "author", "authors"),
    "published": ("published", "published_at", "datepublished", "date"),
    "url": ("url", "link", "canonical", "permalink"),
    "language": ("language", "lang"),
}


def read(data: bytes, encoding: str | None = None) -> Draft:
    """The text below the front matter, as received after decoding, and what the front matter says.

    Front matter that is neither a YAML mapping nor lines of a key and a value, one of them known, is left in
    the text: it is somebody's words, not metadata.

    Raises:
        UnreadableInput: see `decode`.
    """
    whole = decode(data, encoding)
    match = _FRONT_MATTER.match(whole)
    stated = _mapping(match[1]) if match and len(match[1]) <= _MAX_FRONT_MATTER_CHARS else None
    if match is None or stated is None:
        return Draft(text=whole, title=_heading(whole) or title_of(whole))
    text = whole[match.end() :].lstrip("\r\n")
    date = published(_first(stated, "published"))
    return Draft(
        text=text,
        title=_first(stated, "title") or _heading(text),
        publisher=_first(stated, "publisher"),
        byline=_first(stated, "byline"),
        published_at=date.iso,
        url=_first(stated, "url"),
        language=_first(stated, "language"),
        unread_date=date.unread,
    )


def _mapping(front: str) -> dict[str, object] | None:
    # Imported where it is used: a question reads no front matter.
    import yaml

    try:
        # BaseLoader keeps every value a string, as it was written: no date is re-read, no "no" is False.
        loaded = yaml.load(front, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return _lines(front)
    return {str(k).lower(): v for k, v in loaded.items()} if isinstance(loaded, dict) else None


def _lines(front: str) -> dict[str, object] | None:
    """The values of lines of a key and a value each, as they stand there; None if a line is none."""
    found = [_LINE.fullmatch(line.strip()) for line in front.splitlines() if line.strip()]
    stated: dict[str, object] = {m[1].lower(): _unquoted(m[2]) for m in found if m}
    is_known = any(key in stated for keys in _KEYS.values() for key in keys)
    return stated if is_known and all(found) else None


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _first(stated: Mapping[str, object], field: str) -> str | None:
    for key in _KEYS[field]:
        value = stated.get(key)
        words = value if isinstance(value, list) else [value]
        joined = ", ".join(w.strip() for w in words if isinstance(w, str) and w.strip())
        if joined:
            return joined
    return None


def _heading(text: str) -> str | None:
    # No regular expression: one that strips the closing # of a line of spaces takes the square of its length.
    first = text.lstrip()[: 2 * MAX_TITLE_CHARS].partition("\n")[0].strip()
    return first[1:].strip().rstrip("#").rstrip() or None if first.startswith(("# ", "#\t")) else None
