"""One page from the web, when the user names its address; the only code that opens an address it is given.

An address may lead anywhere, also into the network this machine stands in. So at every hop the host is
resolved once, every address it resolves to is checked, and the connection goes to one that was checked:
a name that answers differently a moment later changes nothing. Redirects are followed here, by hand, so
that each is checked the same way. Proxies, cookies and stored passwords play no part. Time and bytes are
counted over the whole fetch, not for each read, so a server that drips or never ends is given up.
"""

from __future__ import annotations

import codecs
import http.client
import io
import queue
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from index.errors import UnreadableInput

if TYPE_CHECKING:
    import httpx
    from _typeshed import WriteableBuffer

Address = IPv4Address | IPv6Address

MAX_BYTES = 10_000_000  # what a file may have, see index.formats
MAX_REDIRECTS = 5
_MAX_ADDRESSES = 4  # of one host are tried; all are checked
_FRAMING_BYTES = 1_000_000  # headers, and the marks between the chunks of a body
_SAVE_IT = "save the page and add the file"

# Not for the public, although one version of Python or another calls them global.
_NEVER = (
    ip_network("168.63.129.16/32"),  # Azure's host services: metadata at an address that looks public
    ip_network("192.0.0.0/24"),  # protocol assignments; Oracle's metadata are among them
    ip_network("192.88.99.0/24"),  # relays of 6to4
    ip_network("2001::/23"),  # protocol assignments; Teredo, which has an IPv4 address inside
    ip_network("2002::/16"),  # 6to4, which has one too
    ip_network("3fff::/20"),  # documentation
)
_UNICAST6 = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")

_HOST = re.compile(r"[0-9a-z_:][0-9a-z._:-]{0,252}")  # after IDNA; not percent-encoded, no interface
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SUFFIX = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/json": ".json",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/x-ndjson": ".jsonl",
    "message/rfc822": ".eml",
}
_ALIASES = {".htm": ".html", ".xhtml": ".html", ".markdown": ".md", ".rss": ".xml", ".atom": ".xml"}
_SAYS_NOTHING = ("", "application/octet-stream", "binary/octet-stream")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. `url` is where it was found in the end, without a fragment; `suffix` names its
    kind as a file's would, with its dot; `encoding` is the charset the server states, if Python knows it."""

    url: str
    data: bytes
    suffix: str
    encoding: str | None


def is_public(address: Address) -> bool:
    """True if anybody on the internet may be at `address`: not this machine, its network or its cloud's
    metadata, and no IPv6 form of such an IPv4 address."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:  # in a network of IPv6 only, every site of IPv4 only is here
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        if address not in _UNICAST6:
            return False
    return address.is_global and not address.is_multicast and not any(address in n for n in _NEVER)


def resolve_host(host: str) -> list[Address]:
    """The addresses of a host, the one to prefer first. Raises OSError or ValueError if it has none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(place[4][0]) for place in found))


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What holds at every hop: where it may lead, how much may come, when it ends (`time.monotonic`)."""

    resolve: Callable[[str], Sequence[Address]]
    is_allowed: Callable[[Address], bool]
    max_bytes: int
    ends: float

    def left(self) -> float:
        if (seconds := self.ends - time.monotonic()) <= 0:
            raise TimeoutError
        return seconds

    def too_large(self) -> UnreadableInput:
        limit = f"over {self.max_bytes / 1_000_000:g} MB, the most an article may have"
        return UnreadableInput(limit, hint="name the address of a single article")


def fetch(
    url: str,
    *,
    resolve: Callable[[str], Sequence[Address]] = resolve_host,
    is_allowed: Callable[[Address], bool] = is_public,
    max_bytes: int = MAX_BYTES,
    timeout_s: float = 30.0,
) -> Fetched:
    """The page at an http or https address, after at most `MAX_REDIRECTS` redirects.

    It takes no longer than `timeout_s` in all and gives no more than `max_bytes`, unpacked. `resolve` is
    asked once a hop; the hop is refused unless `is_allowed` is true of every address it gives.

    Raises:
        UnreadableInput: if the address is none, or leads to a private one; if the server does not answer
            in time, answers with an error, or not with an article; if the page is empty or too large.
    """
    import httpx  # a fifth of a second, for its addresses and its trusted certificates

    bounds = _Bounds(resolve, is_allowed, max_bytes, time.monotonic() + timeout_s)
    try:
        here = _checked(httpx.URL(url))
        for _ in range(MAX_REDIRECTS + 1):
            addresses = _resolved(here.raw_host.decode("ascii"), bounds)
            with _connected(here, addresses, bounds) as sock, _response(sock, bounds) as response:
                _ask(sock, here, bounds)
                response.begin()
                if response.status not in _REDIRECTS:
                    return _page(here, response, bounds)
            here = _next(here, response)
    except httpx.InvalidURL as e:
        raise UnreadableInput("not a valid address", hint="check its spelling") from e
    except TimeoutError as e:
        raise UnreadableInput(f"did not come within {timeout_s:g} s", hint=f"try again, or {_SAVE_IT}") from e
    except ssl.SSLCertVerificationError as e:
        raise UnreadableInput(f"its certificate is not valid ({e.verify_message})", hint=_SAVE_IT) from e
    except OSError as e:
        what = f"cannot be reached ({e.strerror or e})"
        raise UnreadableInput(what, hint=f"try again, or {_SAVE_IT}") from e
    except http.client.HTTPException as e:
        raise UnreadableInput("the server's answer is broken or cut short", hint=_SAVE_IT) from e
    raise UnreadableInput(f"redirects more than {MAX_REDIRECTS} times", hint=_SAVE_IT)


def _checked(url: httpx.URL) -> httpx.URL:
    """`url` without its fragment, if it is one to connect to."""
    if url.scheme not in ("http", "https"):
        raise UnreadableInput("only http:// and https:// addresses are fetched", hint=_SAVE_IT)
    if url.userinfo:
        raise UnreadableInput("the address holds a user name or a password", hint=_SAVE_IT)
    if not _HOST.fullmatch(url.raw_host.decode("ascii")) or not 0 < _port(url) < 65536:
        raise UnreadableInput("not a valid address", hint="check its host and port")
    return url.copy_with(fragment=None)


def _port(url: httpx.URL) -> int:
    return url.port if url.port is not None else {"http": 80, "https": 443}[url.scheme]


def _resolved(host: str, bounds: _Bounds) -> Sequence[Address]:
    """The addresses of `host`, all of them allowed. The system's resolver knows no deadline, so it runs
    in a thread that is left behind if it takes too long."""
    answer: queue.SimpleQueue[Sequence[Address]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(bounds.resolve(host))
        except (OSError, ValueError):  # ValueError: a label that is empty or too long
            answer.put(())

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        addresses = answer.get(timeout=bounds.left())
    except queue.Empty:
        raise TimeoutError from None
    if not addresses:
        raise UnreadableInput(f"{host} cannot be resolved", hint="check the address and the network")
    for address in addresses:
        if not bounds.is_allowed(address):
            refused = f"{host} points to a private or reserved address ({address})"
            raise UnreadableInput(refused, hint=_SAVE_IT)
    return addresses


def _connected(url: httpx.URL, addresses: Sequence[Address], bounds: _Bounds) -> socket.socket:
    """A connection to one of the addresses; with https, one whose certificate is the host's."""
    sock = _first_open(addresses[:_MAX_ADDRESSES], _port(url), bounds)
    if url.scheme == "http":
        return sock
    from httpx import create_ssl_context

    # It trusts what the program's other connections trust, SSL_CERT_FILE included.
    with sock:  # closed if this fails; else the secure one has taken it over
        context = create_ssl_context()
        context.set_alpn_protocols(["http/1.1"])
        sock.settimeout(bounds.left())
        return context.wrap_socket(sock, server_hostname=url.raw_host.decode("ascii").rstrip("."))


def _first_open(addresses: Sequence[Address], port: int, bounds: _Bounds) -> socket.socket:
    failure = OSError()
    for n, address in enumerate(addresses):
        try:
            # One that says nothing leaves time for the next.
            return _open(address, port, bounds.left() / (len(addresses) - n))
        except OSError as e:
            failure = e
    raise failure


def _open(address: Address, port: int, timeout_s: float) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if address.version == 6 else socket.AF_INET)
    try:
        sock.settimeout(timeout_s)
        sock.connect((str(address), port))
    except BaseException:
        sock.close()
        raise
    return sock


class _Wire(io.RawIOBase):
    """What the server sends, until the deadline or the byte limit. http.client reads this in place of the
    socket, whose timeout would start again at every byte, and believes any size of a chunk."""

    def __init__(self, sock: socket.socket, bounds: _Bounds) -> None:
        self._sock, self._bounds = sock, bounds
        self._room = 2 * bounds.max_bytes + _FRAMING_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._sock.settimeout(self._bounds.left())
        n = self._sock.recv_into(buffer)
        self._room -= n
        if self._room < 0:
            raise self._bounds.too_large()
        return n

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)


def _response(sock: socket.socket, bounds: _Bounds) -> http.client.HTTPResponse:
    return http.client.HTTPResponse(cast(socket.socket, _Wire(sock, bounds)), method="GET")


def _ask(sock: socket.socket, url: httpx.URL, bounds: _Bounds) -> None:
    from importlib.metadata import version

    request = (
        b"GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: groundwire/%s\r\n"
        b"Accept: text/html, */*;q=0.8\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
    )
    sock.settimeout(bounds.left())
    sock.sendall(request % (url.raw_path, url.netloc, version("groundwire").encode("ascii")))


def _next(url: httpx.URL, response: http.client.HTTPResponse) -> httpx.URL:
    """Where a redirect leads, checked like the first address."""
    location = response.headers["Location"]
    if not location:
        raise UnreadableInput(f"answered {response.status} without an address", hint=_SAVE_IT)
    # http.client reads headers as Latin-1; servers that do not escape an address write UTF-8.
    target = _checked(url.join(location.encode("latin-1", "replace").decode("utf-8", "replace")))
    if (url.scheme, target.scheme) == ("https", "http"):
        raise UnreadableInput("redirects from https to http", hint=_SAVE_IT)
    return target


def _page(url: httpx.URL, response: http.client.HTTPResponse, bounds: _Bounds) -> Fetched:
    if response.status != 200:
        raise UnreadableInput(f"answered {response.status}", hint=f"check the address, or {_SAVE_IT}")
    # Without the header, get_content_type says text/plain.
    kind = response.headers.get_content_type() if "Content-Type" in response.headers else ""
    suffix = _suffix(kind, url.path)
    data = _body(response, bounds)
    if not data.strip():
        raise UnreadableInput("the page is empty", hint=_SAVE_IT)
    try:
        encoding = codecs.lookup(response.headers.get_content_charset("")).name
    except (LookupError, ValueError):
        encoding = None
    return Fetched(str(url), data, suffix or (".html" if data.lstrip()[:1] == b"<" else ".txt"), encoding)


def _suffix(kind: str, path: str) -> str:
    """The suffix that a Content-Type stands for; else the path's; empty if neither says."""
    of_path = PurePosixPath(path).suffix.lower()
    of_path = _ALIASES.get(of_path, of_path)
    if kind == "text/plain" and of_path == ".md":
        return of_path  # most servers have no other name for Markdown
    if kind in _SUFFIX:
        return _SUFFIX[kind]
    if kind.endswith(("+xml", "+json")) and not kind.startswith("image/"):
        return "." + kind.rpartition("+")[2]
    if kind in _SAYS_NOTHING or kind.startswith("text/"):
        return of_path if of_path in _SUFFIX.values() else ""
    shown = re.sub(r"[^a-z0-9.+/-]", "?", kind)[:80]
    raise UnreadableInput(f"not an article, but {shown}", hint="name the address of the article's page")


def _body(response: http.client.HTTPResponse, bounds: _Bounds) -> bytes:
    if (response.length or 0) > bounds.max_bytes:
        raise bounds.too_large()
    data = response.read(bounds.max_bytes + 1)
    if len(data) > bounds.max_bytes:
        raise bounds.too_large()
    if response.length:  # what was promised and did not come
        raise http.client.IncompleteRead(data, response.length)
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    return data if packing in ("", "identity") else _unpacked(data, packing, bounds)


def _unpacked(data: bytes, packing: str, bounds: _Bounds) -> bytes:
    """For servers that compress although they were asked not to. Never unpacks more than the limit."""
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise UnreadableInput("compressed in a way that is not read", hint=_SAVE_IT)
    unpacker = zlib.decompressobj(32 + zlib.MAX_WBITS)  # 32: gzip's header or zlib's
    try:
        plain = unpacker.decompress(data, bounds.max_bytes + 1)
    except zlib.error as e:
        raise http.client.HTTPException from e
    if len(plain) > bounds.max_bytes:
        raise bounds.too_large()
    if not unpacker.eof or unpacker.unused_data:
        raise http.client.HTTPException
    return plain
