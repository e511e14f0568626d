"""A server on this machine that says what a test wants, and fetching that may read it alone."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address
from typing import Any

from index.fetch import Fetched, fetch

HERE = IPv4Address("127.0.0.1")
# What stands at a path: the bytes of the answer, or something that gives them piece by piece.
Pages = dict[str, bytes | Callable[[], Iterator[bytes]]]


def answer(body: bytes = b"<p>Text</p>", status: str = "200 OK", **headers: str) -> bytes:
    """An answer on the wire; `Content_Type` in `headers` is Content-Type."""
    headers = {"Content_Length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status}", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items() if v)]
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, Location=to)


@contextmanager
def serving(pages: Pages, *, tls: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[str]]]:
    """(port, the heads of the requests so far) of a server on this machine."""
    heads: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # when the other side has heard enough
                self.talk(tls.wrap_socket(self.request, server_side=True) if tls else self.request)

        def talk(self, sock: socket.socket) -> None:
            with sock, sock.makefile("rb") as lines:
                read = []
                while (line := lines.readline()) not in {b"\r\n", b""}:
                    read.append(line)
                if not read:  # the other side hung up
                    return
                head = b"".join(read).decode("latin-1")
                heads.append(head)
                page = pages[head.split()[1]]
                for piece in [page] if isinstance(page, bytes) else page():
                    sock.sendall(piece)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server.server_address[1], heads
        finally:
            server.shutdown()


def get(url: str, **kwargs: Any) -> Fetched:
    """`fetch` where every name is this machine, and this machine alone may be read."""
    kwargs = {"resolve": lambda _: [HERE], "is_allowed": lambda a: a == HERE, "timeout_s": 5.0, **kwargs}
    return fetch(url, **kwargs)


def got(page: bytes | Callable[[], Iterator[bytes]], path: str = "/page", **kwargs: Any) -> Fetched:
    with serving({path: page}) as (port, _):
        return get(f"http://paper.example:{port}{path}", **kwargs)


def endless(start: bytes, piece: bytes, pause_s: float = 0.0) -> Callable[[], Iterator[bytes]]:
    """`start`, then `piece` again and again until the other side hangs up; ten seconds at most."""

    def pieces() -> Iterator[bytes]:
        ends = time.monotonic() + 10
        yield start
        while time.monotonic() < ends:
            time.sleep(pause_s)
            yield piece

    return pieces
