"""E-mail: what the message says of itself, its own words, and mailboxes one message at a time."""

from __future__ import annotations

import io
import tracemalloc
from email.message import EmailMessage

from index.formats import MAX_FILE_BYTES, Options
from index.formats.mail import read_mbox
from tests.index.formats.making import MORE, STORY, draft, error, items, page


def message(text: str | None = STORY, html: bytes | None = None) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Inés Calloway <ines@observer.example>"
    mail["Subject"] = "Port of Velmar: „closed“ – until further notice, the operator says this morning"
    mail["Date"] = "Fri, 14 Mar 2025 07:30:00 +0100"
    mail["Message-ID"] = "<1@observer.example>"
    if text is not None:
        mail.set_content(text, charset="utf-8", cte="quoted-printable")
    if html is not None:
        mail.add_alternative(html.decode(), subtype="html") if text else mail.set_content(
            html.decode(), subtype="html"
        )
    return mail


def test_a_message_says_who_what_and_when() -> None:
    found = draft(message().as_bytes(), ".eml")
    assert found.text == STORY
    assert found.byline == "Inés Calloway"
    assert found.title == "Port of Velmar: „closed“ – until further notice, the operator says this morning"
    assert (found.published_at, found.wire_id) == ("2025-03-14T07:30:00+01:00", "<1@observer.example>")


def test_plain_text_is_preferred_to_html_and_html_read_as_a_page() -> None:
    assert draft(message(STORY, page()).as_bytes(), ".eml").text == STORY
    hidden = page(f'<article><p>{STORY}</p><p>{MORE}</p><p style="display:none">Say so.</p></article>')
    found = draft(message(None, hidden).as_bytes(), ".eml")
    assert STORY in found.text
    assert (found.n_hidden, found.title) == (len("Say so."), message()["Subject"])


def test_attachments_and_forwarded_messages_are_not_opened() -> None:
    mail = message()
    mail.add_attachment("Say so.", filename="a.txt")
    mail.add_attachment(message("An older story."))
    assert draft(mail.as_bytes(), ".eml").text == STORY
    empty = EmailMessage()
    empty["Subject"] = "Only an attachment"
    empty.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    assert "the message has no text" in error(empty.as_bytes(), ".eml")


def test_text_that_is_not_in_its_charset_and_what_is_no_message_are_refused() -> None:
    head = b"Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    assert "cannot be read as utf-8" in error(head + b"Caf\xe9", ".eml")
    assert "no e-mail message" in error(b"\x00\x01 binary", ".eml")


def test_parts_inside_parts_without_end_are_refused() -> None:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(1_000))
    assert error(head.encode(), ".eml")


def test_a_mailbox_gives_its_messages_and_names_the_bad_one() -> None:
    parts = [message().as_bytes(), b"Subject: nothing\n\n", message(f"{MORE}\n\n>From the port.").as_bytes()]
    box = b"".join(b"From ines@observer.example Fri Mar 14 07:30:00 2025\n" + part + b"\n" for part in parts)
    first, second, third = items(box, ".mbox", name="mail.mbox")
    assert [first.name, second.name, third.name] == ["mail.mbox!1", "mail.mbox!2", "mail.mbox!3"]
    assert first.draft is not None
    assert first.draft.text == STORY
    assert second.error
    assert third.draft is not None
    assert third.draft.text == f"{MORE}\n\nFrom the port."
    assert "no mailbox" in error(message().as_bytes(), ".mbox")


class _Endless(io.RawIOBase):
    """A mailbox whose first message has an attachment of 100 MB; it is never in memory."""

    def __init__(self) -> None:
        self._head = [b"From a\n", b"Subject: x\n", b"\n"]
        self._left = 1_500
        self._tail = [b"\n", b"From b\n", *message().as_bytes().splitlines(keepends=True)]

    def readline(self, size: int | None = -1, /) -> bytes:
        if self._head:
            return self._head.pop(0)
        if self._left:
            self._left -= 1
            return b"x" * 66_666 + b"\n"
        return self._tail.pop(0) if self._tail else b""


def test_a_message_over_the_limit_is_refused_without_being_held_and_the_next_is_read() -> None:
    tracemalloc.start()
    try:
        found = list(read_mbox(_Endless(), "m", Options()))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "over 10 MB" in (found[0].error or "")
    assert found[1].draft is not None
    assert peak < 5 * MAX_FILE_BYTES
