"""Small files of every kind, made by code."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from index.formats import Item, Options, parse_bytes
from index.models import Draft

STORY = (
    "Dockworkers at the port of Velmar walked out on Friday after talks on night shifts broke down, "
    "the union said. About 1,900 of them stopped work at six in the morning."
)
MORE = (
    "The operator said that two ferries had been sent to Lindhaven. It called the strike unlawful and asked "
    "a court to end it. A hearing is planned for next week, a clerk of the court said."
)


def items(data: bytes, suffix: str, options: Options | None = None, name: str = "x") -> list[Item]:
    return list(parse_bytes(data, suffix, name, options or Options()))


def draft(data: bytes, suffix: str, options: Options | None = None) -> Draft:
    """Of an input that holds one good article."""
    (item,) = items(data, suffix, options)
    assert item.error is None, item.error
    assert item.draft is not None
    return item.draft


def error(data: bytes, suffix: str, options: Options | None = None) -> str:
    """Of an input that holds nothing but one error."""
    (item,) = items(data, suffix, options)
    assert item.draft is None
    assert item.error is not None
    assert "\n" not in item.error
    return item.error


def page(body: str = f"<article><p>{STORY}</p><p>{MORE}</p></article>", head: str = "") -> bytes:
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


def shown(text: str, at: tuple[int, int] = (72, 700), size: float = 11, before: str = "") -> bytes:
    """PDF operators that show a line of text at a point of the page."""
    return f"{before} BT /F1 {size} Tf {at[0]} {at[1]} Td ({text}) Tj ET\n".encode("cp1252")


def pdf(*pages: bytes, title: str = "", n_pages: int | None = None, packed: bool = False) -> bytes:
    """A PDF of pages with these operators; `n_pages` is how many it claims to have."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (" + title.encode() + b") /CreationDate (D:20200101000000Z) >>",
    ]
    kids = []
    for content in pages:
        kids.append(b"%d 0 R" % (len(objects) + 1))
        resources = b"<< /Font << /F1 3 0 R >> >>"
        of = len(objects) + 2
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources %s /Contents %d 0 R >>"
            % (resources, of)
        )
        stream = zlib.compress(content, 9) if packed else content
        filtered = b"/Filter /FlateDecode " if packed else b""
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filtered, len(stream), stream))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (n_pages or len(kids), b" ".join(kids))
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def zipped(files: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


def tarred(members: Sequence[tuple[tarfile.TarInfo, bytes]], how: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=how) as archive:  # type: ignore[call-overload]
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()
