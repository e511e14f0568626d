"""Whatever the bytes and whatever they are called: items and errors of ours, no network, bounded time."""

from __future__ import annotations

import io
import socket
import time
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats import KINDS, MAX_FILE_BYTES, Options, kind_of, parse_file
from tests.index.formats.making import STORY, error, items, page, pdf, shown, zipped

HEADS = (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<?xml version='1.0'?><rss>", b"From x\nSubject: y\n\n",
         b"\x1f\x8b", b"<html>", b'{"text": "', b"title,text\n")  # fmt: skip


@settings(max_examples=50)
@given(head=st.sampled_from(HEADS), tail=st.binary(max_size=300), kind=st.sampled_from([*sorted(KINDS), ""]))
def test_any_bytes_give_items_and_errors_of_ours(head: bytes, tail: bytes, kind: str) -> None:
    found = items(head + tail, kind)
    assert found
    for item in found:
        assert (item.draft is None) != (item.error is None)
        assert "\n" not in (item.error or "")


@settings(max_examples=30)
@given(at=st.integers(0, 1_000), byte=st.integers(0, 255), kind=st.sampled_from([".pdf", ".zip", ".html"]))
def test_good_files_with_a_byte_changed_give_items_and_errors_of_ours(at: int, byte: int, kind: str) -> None:
    good = {".pdf": pdf(shown(STORY)), ".zip": zipped({"a.txt": STORY.encode()}), ".html": page()}[kind]
    at %= len(good)
    assert items(good[:at] + bytes([byte]) + good[at + 1 :], kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.txt", ".txt"), ("A.HTML", ".html"), ("x/y.tar.GZ", ".tar.gz"), ("a.b.csv", ".csv"), ("a.gz", None),
     ("a", None),     (".txt", None), ("2025.03.tar", ".tar")],
)  # fmt: skip
def test_the_end_of_a_name_tells_the_kind(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_reading_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader opened a socket")

    class Refused(socket.socket):  # a class: modules that are only loaded now derive from it
        __init__ = refuse

    monkeypatch.setattr(socket, "socket", Refused)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    where = "http://outside.example/x"
    document = Document()
    document.add_paragraph(STORY)
    document.part.relate_to(where, "http://x/attachedTemplate", is_external=True)
    word = io.BytesIO()
    document.save(word)
    head = f'<link rel="stylesheet" href="{where}"><base href="{where}"><script src="{where}"></script>'
    feed = f'<?xml-stylesheet href="{where}"?><rss><channel><item><link>{where}</link><description>'
    inputs = {
        ".html": page(head=head + f'<meta http-equiv="refresh" content="0;url={where}">'),
        ".pdf": pdf(shown(STORY)).replace(
            b"/Type /Catalog", f"/Type /Catalog /URI << /Base ({where}) >>".encode()
        ),
        ".docx": word.getvalue(),
        ".rss": f"{feed}{STORY} {STORY}</description></item></channel></rss>".encode(),
        ".xml": f'<!DOCTYPE nitf SYSTEM "{where}"><nitf><body><body.content>{STORY}'.encode()
        + b"</body.content></body></nitf>",
    }
    for suffix, data in inputs.items():
        (item,) = items(data, suffix)
        assert item.draft is not None, (suffix, item.error)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv", ".jsonl", ".eml"])
@pytest.mark.parametrize(
    "bait",
    [
        "# " + " " * 200_000 + "x",
        "a " * 200_000,
        "#" * 300_000,
        "<" * 100_000,
        "---\n" * 20_000,
        "&" * 200_000,
    ],
    ids=["spaces", "words", "hashes", "brackets", "dashes", "ampersands"],
)
def test_lines_made_to_make_patterns_slow_cost_bounded_time(bait: str, suffix: str) -> None:
    began = time.monotonic()
    assert items(bait.encode(), suffix)
    assert time.monotonic() - began < 10


def test_a_single_article_over_the_limit_is_refused() -> None:
    for suffix in (".html", ".pdf", ".docx", ".eml", ".txt"):
        assert "over 10 MB" in error(b"x" * (MAX_FILE_BYTES + 1), suffix)


def test_a_file_that_is_not_there_or_empty_is_an_error_of_an_item(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"")
    for name in ("no.txt", "no.zip", "a.zip"):
        (item,) = parse_file(tmp_path / name, Options())
        assert item.error
        assert item.name == str(tmp_path / name)
