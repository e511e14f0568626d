"""What readers give: one item for each article they find, and the limits that every item is held to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, ParamSpec

from index.errors import InputError, NoArticleText, UnreadableInput
from index.formats.hidden import invisible_count
from index.formats.language import language_of, stated_language
from index.models import Draft
from index.published import Published, published_of
from index.text import storable

MAX_FILE_BYTES = 10_000_000
MAX_CONTAINER_BYTES = 2_000_000_000
MAX_XML_BYTES = 30_000_000  # a feed is parsed whole before its first entry is seen: 13 s for 20 MB
MAX_ARTICLE_CHARS = 1_000_000
MAX_FIELD_CHARS = 2_000
_FIELDS = ("title", "publisher", "byline", "published_at", "url", "wire_id", "unread_date")
_P = ParamSpec("_P")


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who adds says of the form of the inputs.

    `encoding` is used where the format does not say its own (text, Markdown, HTML, tables). `columns` maps
    a field (`text`, `title`, `publisher`, `byline`, `published_at`, `url`, `wire_id`, `language`) to the
    column of a table that holds it.
    """

    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One article, or what kept it from becoming one: exactly one of `draft` and `error` is there.

    `name` is the input's; inside a container `archive.zip!folder/x.html`, `feed.xml!3` (from 1),
    `mail.mbox!2` (from 1), `rows.csv!17` (line number). `error` is one line that says what to do.
    """

    name: str
    draft: Draft | None
    error: str | None = None


def item_of(name: str, read: Callable[_P, Draft], *args: _P.args, **kwargs: _P.kwargs) -> Item:
    """The finished item that `read(*args, **kwargs)` gives; whatever it raises becomes the item's error."""
    try:
        return Item(name, finished(read(*args, **kwargs)))
    except Exception as e:  # noqa: BLE001  (parsers of other people's files raise anything)
        return Item(name, None, str(as_input_error(e)))


def finished(draft: Draft) -> Draft:
    """`draft` with its language found where none is stated and its invisible characters counted.

    Characters that no database can hold are replaced; a field over `MAX_FIELD_CHARS` is no title, name
    or address and is left out.

    Raises:
        UnreadableInput: if its text holds a NUL.
        NoArticleText: if no letter and no digit is in it, or more than `MAX_ARTICLE_CHARS`.
    """
    if not any(map(str.isalnum, draft.text)):
        raise NoArticleText("no article text was found in it", hint="check that the file holds an article")
    if len(draft.text) > MAX_ARTICLE_CHARS:
        raise too_much_text()
    if "\0" in draft.text:
        raise UnreadableInput("its text holds a NUL character", hint="check that the file is whole")
    text = storable(draft.text)
    fields: dict[str, Any] = {name: _bounded(getattr(draft, name)) for name in _FIELDS}
    return replace(
        draft,
        text=text,
        language=stated_language(draft.language) or language_of(text),
        n_hidden=draft.n_hidden + invisible_count(text),
        **fields,
    )


def too_much_text() -> NoArticleText:
    limit = f"over {MAX_ARTICLE_CHARS:,} characters of text, too long for one article"
    return NoArticleText(limit, hint="split it into one file per article")


def too_large(limit: int) -> UnreadableInput:
    most = f"over {limit // 1_000_000} MB, the most an article may have"
    return UnreadableInput(most, hint="split it into one file per article")


def read_at_most(file: BinaryIO, limit: int) -> bytes:
    """The rest of `file`.

    Raises:
        UnreadableInput: if it has over `limit` bytes.
    """
    data = file.read(limit + 1)
    if len(data) > limit:
        most = f"over {limit // 1_000_000} MB, the most a file of its kind may have"
        raise UnreadableInput(most, hint="split it")
    return data


def as_input_error(e: Exception) -> InputError:
    """`e` in our words; an error of ours stays as it is."""
    if isinstance(e, InputError):
        return e
    if isinstance(e, RecursionError):
        return UnreadableInput("nested too deep to be read", hint="save the article's text by itself")
    if isinstance(e, MemoryError):
        return UnreadableInput("needs too much memory to be read", hint="split it")
    # What a library calls it tells nobody anything.
    return UnreadableInput(
        "damaged, or not what its name says", hint="check that it opens in another program"
    )


def line(value: object) -> str | None:
    """A stated value as one line, white space collapsed; None for nothing, or for what is no string."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def published(*values: object) -> Published:
    """The first stated date that can be read, or the words of one that can not; a date is no longer than a
    line."""
    return published_of(*((line(value) or "")[:100] for value in values))


def _bounded(value: str | None) -> str | None:
    return storable(value) if value and len(value) <= MAX_FIELD_CHARS else None
