"""E-mail: a message (.eml), and a mailbox of them (.mbox), which is read one message at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO

from index.errors import NoArticleText, UnreadableInput
from index.formats import html
from index.formats.items import MAX_FILE_BYTES, Item, Options, item_of, line, published, too_large
from index.models import Draft

_LINE_BYTES = 1_000_000
_QUOTED_FROM = re.compile(rb">+From ")
_HEADER = re.compile(rb"\s*(?:From |[!-9;-~]+[ \t]*:)")


def read(data: bytes, encoding: str | None = None) -> Draft:  # noqa: ARG001  (each part says its own)
    """The message's text: its first plain text part, else its HTML part read as a page. Attachments and
    forwarded messages are not opened.

    Raises:
        UnreadableInput: if it does not begin as a message does, or its text is not in the charset it states.
        NoArticleText: if it has neither part, or its HTML holds no article.
    """
    if not _HEADER.match(data):
        raise UnreadableInput("no e-mail message", hint="save the message as .eml")
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
    draft = _body(message)
    date = published(_header(message, "date"))
    name, address = parseaddr(_header(message, "from") or "")
    return Draft(
        text=draft.text,
        title=_header(message, "subject") or draft.title,
        byline=line(name) or line(address),
        published_at=date.iso,
        language=_header(message, "content-language") or draft.language,
        wire_id=_header(message, "message-id"),
        n_hidden=draft.n_hidden,
        unread_date=date.unread,
    )


def read_mbox(file: BinaryIO, name: str, options: Options) -> Iterator[Item]:  # noqa: ARG001
    """The messages of a mailbox, named `name!1`, `name!2`, ... At most one message is in memory.

    Raises:
        UnreadableInput: if it does not begin as a mailbox does.
    """
    for n, data in enumerate(_messages(file), start=1):
        yield item_of(f"{name}!{n}", _read_bounded, data)


def _read_bounded(data: bytes) -> Draft:
    if len(data) > MAX_FILE_BYTES:
        raise too_large(MAX_FILE_BYTES)
    return read(data)


def _messages(file: BinaryIO) -> Iterator[bytes]:
    """Each message's bytes, without its "From " line; of one over `MAX_FILE_BYTES` a little more."""
    if not file.readline(_LINE_BYTES).startswith(b"From "):
        raise UnreadableInput("no mailbox: it does not begin with `From `", hint="a single message is .eml")
    lines: list[bytes] = []
    size, after_blank, starts_line = 0, False, True
    while row := file.readline(_LINE_BYTES):
        if after_blank and row.startswith(b"From "):
            yield b"".join(lines)
            lines, size, after_blank = [], 0, False
            continue
        after_blank = starts_line and row in (b"\n", b"\r\n")
        starts_line = row.endswith(b"\n")
        size += len(row)
        if size <= MAX_FILE_BYTES + _LINE_BYTES:
            lines.append(row[1:] if _QUOTED_FROM.match(row) else row)
    yield b"".join(lines)


def _body(message: EmailMessage) -> Draft:
    for part in _parts(message):
        if part.get_content_type() == "text/plain" and (text := _content(part)).strip():
            return Draft(text=text.replace("\r\n", "\n").strip("\n"))
    for part in _parts(message):
        if part.get_content_type() == "text/html":
            return html.article_of(_content(part))
    raise NoArticleText("the message has no text", hint="add what is attached to it as a file of its own")


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of the message that are its own words."""
    if message.get_content_type() == "message/rfc822" or message.is_attachment():
        return
    if message.is_multipart():
        for part in message.iter_parts():
            if isinstance(part, EmailMessage):
                yield from _parts(part)
    else:
        yield message


def _content(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    try:
        # ASCII is what mailers state who mean UTF-8; in ASCII proper the two are the same.
        text = (
            data.decode("utf-8" if charset in ("us-ascii", "ascii") else charset)
            if isinstance(data, bytes)
            else ""
        )
    except (UnicodeError, LookupError) as e:
        raise UnreadableInput(
            f"its text cannot be read as {charset[:40]}", hint="save its text by itself, as UTF-8"
        ) from e
    return text


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return line(str(value)) if value is not None else None
