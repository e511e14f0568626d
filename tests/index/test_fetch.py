"""Fetching: what it asks, how much and how long it reads, and what it makes of the answer."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from index import formats
from index.errors import UnreadableInput
from index.fetch import MAX_BYTES, Address
from tests.index.web_server import HERE, Pages, answer, endless, get, got, redirect, serving

# What it asks


def test_it_asks_for_the_page_as_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving({"/caf%C3%A9?a=1&b=%20": answer(Set_Cookie="a=b")}) as (port, heads):
        page = get(f"HTTP://Straße.example:{port}/café?a=1&b=%20#part")
    first, *rest = heads[0].splitlines()
    assert first == "GET /caf%C3%A9?a=1&b=%20 HTTP/1.1"
    sent = dict(line.split(": ", 1) for line in rest)
    assert sent["Host"] == f"xn--strae-oqa.example:{port}"
    assert sent["User-Agent"] == f"groundwire/{version('groundwire')}"
    assert sent["Accept-Encoding"] == "identity"
    assert sent.keys() == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert page.url == f"http://xn--strae-oqa.example:{port}/caf%C3%A9?a=1&b=%20"


def test_redirects_are_followed_to_the_final_address() -> None:
    pages: Pages = {"/a/1": redirect("../b/ö?q=1#x", "301 Moved")}
    with serving(pages) as (port, heads):
        pages["/b/%C3%B6?q=1"] = answer(b"", "308 Permanent Redirect", Location=f"//y.example:{port}/p#here")
        pages["/p"] = answer(Set_Cookie="a=b")
        assert get(f"http://x.example:{port}/a/1").url == f"http://y.example:{port}/p"
        assert f"Host: y.example:{port}\r\n" in heads[2]


def test_five_redirects_are_followed_and_no_more() -> None:
    pages: Pages = {"/0": answer(), "/loop": redirect("/loop")}
    pages.update({f"/{n}": redirect(f"/{n - 1}") for n in range(1, 8)})
    with serving(pages) as (port, heads):
        assert get(f"http://x.example:{port}/5").data
        for path in ("/6", "/loop"):
            heads.clear()
            with pytest.raises(UnreadableInput, match="redirects more than 5 times"):
                get(f"http://x.example:{port}{path}")
            assert len(heads) == 6


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (redirect("ftp://x.example/"), "only http"),
        (redirect("file:///etc/hosts"), "only http"),
        (redirect("http://me:secret@x.example/"), "user name"),
        (redirect("http://[::1/"), "not a valid address"),
        (redirect(""), "answered 302 without an address"),
    ],
    ids="ftp file password host nowhere".split(),
)
def test_a_redirect_is_checked_like_an_address(page: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=says):
        got(page)


# How much and how long


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    "page",
    [
        endless(b"", b"", 0.02),
        endless(b"HTTP/1.1 200 O", b"K", 0.02),
        endless(_HEAD + b"X-Slow: ", b"x", 0.02),
        endless(_HEAD, b"X: x\r\n", 0.02),
        endless(_HEAD + b"\r\n", b"x", 0.02),
        endless(_HEAD + b"Content-Length: 5000\r\n\r\n", b"x", 0.02),
        endless(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.02),
        endless(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-T: 1\r\n", 0.02),
    ],
    ids=["nothing", "status", "header", "headers", "body", "stated body", "chunks", "trailers"],
)
def test_a_server_that_drips_is_given_up_in_time(page: Callable[[], Iterator[bytes]]) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableInput, match=r"did not come within 0\.2 s"):
        got(page, timeout_s=0.2)
    assert time.monotonic() - started < 10


def test_slow_redirects_share_one_deadline() -> None:
    def slow() -> Iterator[bytes]:
        time.sleep(0.2)
        yield redirect("/page")

    with pytest.raises(UnreadableInput, match="did not come within"):
        got(slow, timeout_s=0.5)


def test_a_slow_resolver_is_given_up_in_time() -> None:
    def resolve(_: str) -> list[Address]:
        time.sleep(4)
        return [HERE]

    started = time.monotonic()
    with pytest.raises(UnreadableInput, match="did not come within"):
        get("http://x.example/", resolve=resolve, timeout_s=0.2)
    assert time.monotonic() - started < 3


def test_a_server_that_never_shakes_hands_is_given_up_in_time() -> None:
    started = time.monotonic()
    with serving({}) as (port, _), pytest.raises(UnreadableInput, match="did not come within"):
        get(f"https://x.example:{port}/", timeout_s=0.5)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "page",
    [
        answer(b"x" * 2001),
        answer(b"x" * 2001, Content_Length=""),
        _HEAD + b"Transfer-Encoding: chunked\r\n\r\n7d1\r\n" + b"x" * 2001 + b"\r\n0\r\n\r\n",
        answer(gzip.compress(bytes(5_000_000)), Content_Encoding="gzip"),
        # The server sends the headers, and would let one wait for the body.
        endless(_HEAD + b"Content-Length: 999999999999\r\n\r\n", b"", 0.1),
        endless(_HEAD + b"\r\n", b"x" * 65_536),
        endless(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"x" * 65_536),
        endless(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-T: " + b"x" * 60_000 + b"\r\n"),
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    ],
    ids="length unstated chunked gzip stated endless negative trailers continue".split(),
)
def test_too_large_a_page_is_refused(page: bytes | Callable[[], Iterator[bytes]]) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableInput, match=r"over 0\.002 MB"):
        got(page, max_bytes=2000)
    assert time.monotonic() - started < 10


def test_a_bomb_is_not_unpacked_further_than_the_limit() -> None:
    bomb = answer(gzip.compress(bytes(30_000_000)), Content_Encoding="gzip")
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableInput, match=r"over 0\.1 MB"):
            got(bomb, max_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_page_of_just_the_limit_is_read() -> None:
    assert len(got(answer(b"x" * 2000), max_bytes=2000).data) == 2000
    packed = gzip.compress(b"x" * 2000)
    assert got(answer(packed, Content_Encoding="gzip"), max_bytes=2000).data == b"x" * 2000
    assert MAX_BYTES == formats.MAX_FILE_BYTES


@pytest.mark.parametrize(
    "page",
    [
        answer(b"half", Content_Length="1000"),
        answer(b"", Content_Length="1000"),
        _HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\nhalf",
        _HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf",
        answer(gzip.compress(b"half of it")[:-6], Content_Encoding="gzip"),
        answer(b"not gzip", Content_Encoding="gzip"),
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000,
        b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n",
    ],
    ids="half none chunk size gzip plain ssh line headers".split(),
)
def test_a_broken_answer_is_no_article(page: bytes) -> None:
    with pytest.raises(UnreadableInput, match="broken or cut short"):
        got(page)


def test_more_than_was_stated_is_not_read() -> None:
    assert got(answer(b"stated and not", Content_Length="6")).data == b"stated"


# What it makes of the answer


@pytest.mark.parametrize("status", ["404 Not Found", "403 \x1b[31m", "500", "204 None", "304 Same"])
def test_any_status_but_200_is_named(status: str) -> None:
    with pytest.raises(UnreadableInput, match=rf"^answered {status[:3]};"):
        got(answer(status=status))


@pytest.mark.parametrize(
    ("content_type", "path", "suffix", "encoding"),
    [
        ("text/html; charset=utf-8", "/a", ".html", "utf-8"),
        ('Text/HTML; Charset="Windows-1252"', "/a.pdf", ".html", "cp1252"),
        ("text/html; charset=klingon", "/a", ".html", None),
        ("application/xhtml+xml", "/a", ".html", None),
        ("text/xml", "/a", ".xml", None),
        ("application/rss+xml; charset=iso-8859-1", "/feed", ".xml", "iso8859-1"),
        ("application/pdf", "/a", ".pdf", None),
        ("application/ld+json", "/a", ".json", None),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "/a", ".docx", None),
        ("text/markdown", "/a", ".md", None),
        ("text/plain; charset=utf-8", "/a", ".txt", "utf-8"),
        ("text/plain", "/README.md", ".md", None),
        ("application/octet-stream", "/a.docx", ".docx", None),
        ("application/octet-stream", "/a.HTM?x=.pdf", ".html", None),
        ("", "/a.markdown", ".md", None),
        ("", "/feed.rss", ".xml", None),
        ("text/csv; charset=utf-8", "/export", ".csv", "utf-8"),
        ("", "/a.php", ".html", None),
        ("text/x-unknown", "/a", ".html", None),
    ],
)
def test_kind_and_encoding_are_what_the_server_states(
    content_type: str, path: str, suffix: str, encoding: str | None
) -> None:
    page = got(answer(Content_Type=content_type), path)
    assert (page.data, page.suffix, page.encoding) == (b"<p>Text</p>", suffix, encoding)


def test_a_page_that_says_nothing_of_itself_is_plain_text() -> None:
    assert got(answer(b"Words.")).suffix == ".txt"


@pytest.mark.parametrize("kind", ["image/png", "image/svg+xml", "video/mp4", "audio/mpeg", "application/zip"])
def test_what_is_no_article_is_refused_by_its_kind(kind: str) -> None:
    with pytest.raises(UnreadableInput, match=rf"^not an article, but {kind.replace('+', '.')};"):
        got(answer(Content_Type=kind), "/a.html")


def test_what_a_server_says_cannot_write_on_the_terminal() -> None:
    with pytest.raises(UnreadableInput) as refused:
        got(answer(Content_Type="image/\x1b[31m" + "x" * 500))
    assert str(refused.value).startswith("not an article, but image/??31mxxx")
    assert len(str(refused.value)) < 200


def test_what_was_packed_unasked_is_unpacked() -> None:
    assert got(answer(gzip.compress(b"Words."), Content_Encoding="GZIP")).data == b"Words."
    with pytest.raises(UnreadableInput, match="compressed in a way"):
        got(answer(b"Words.", Content_Encoding="br"))


def test_an_empty_page_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="the page is empty"):
        got(answer(b" \n"))


# Certificates


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and self-signed certificate of paper.example, in one file."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("openssl, which makes the certificate, is not installed")
    path = tmp_path_factory.mktemp("tls") / "paper.pem"
    made = subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", "/CN=paper.example"),
            *("-addext", "subjectAltName=DNS:paper.example"),
            *("-keyout", str(path), "-out", str(path.with_suffix(".crt"))),
        ],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("this openssl does not make the certificate")
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


def test_the_certificate_must_be_the_hosts(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str | None] = []
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    with serving({"/": answer(), "/down": redirect("http://paper.example/")}, tls=tls) as (port, heads):
        with pytest.raises(UnreadableInput, match="certificate is not valid"):
            get(f"https://paper.example:{port}/")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
        assert get(f"https://paper.example:{port}/").data == b"<p>Text</p>"
        assert f"Host: paper.example:{port}\r\n" in heads[0]
        assert get(f"https://paper.example.:{port}/").data == b"<p>Text</p>"
        with pytest.raises(UnreadableInput, match="certificate is not valid"):
            get(f"https://other.example:{port}/")
        with pytest.raises(UnreadableInput, match="redirects from https to http"):
            get(f"https://paper.example:{port}/down")
        assert names == ["paper.example"] * 3 + ["other.example", "paper.example"]
        assert len(heads) == 3


def test_importing_it_is_cheap() -> None:
    code = "import index.fetch, sys; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
