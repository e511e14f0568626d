"""The web server: the page, and what keeps other pages, other machines and guessers away from it.

Gradio checks neither the `Host` of a request nor how often somebody tries to log in, and it sends no
content policy; without one, a message could load an image from anywhere and so tell what was read.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.errors import SettingsError
from qa.loading import done_meanwhile
from qa.web.chat import build_page, theme
from qa.web.needs import ChatService
from qa.web.viewer import asset

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860
MAX_UPLOAD = "20mb"
LOGIN_FAILURES = 10
LOGIN_WINDOW_S = 60.0

_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            # Gradio builds its templates with new Function and starts from inline scripts.
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def build(service: ChatService, *, auth: tuple[str, str] | None = None, host: str = DEFAULT_HOST) -> FastAPI:
    """The page as an ASGI application that is to be bound to `host`.

    Raises:
        SettingsError: if `host` can be reached from other machines and there is no password.
    """
    require_auth(host, auth)
    # FastAPI's own documentation pages load scripts from another host.
    app = FastAPI(title="Groundwire", docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app,
        build_page(service),
        path="/",
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        auth=auth,
        auth_message="Groundwire",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=MAX_UPLOAD,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        theme=theme(),
        css=asset("page.css"),
        head=f"<style>{asset('print.css')}</style>",
    )
    # The last one added is the outermost: refusals carry the headers too.
    if auth is not None:
        app.add_middleware(LoginLimit)
    app.add_middleware(SameOrigin, loopback_only=is_loopback(host))
    app.add_middleware(SecurityHeaders)
    return app


def serve(
    service: ChatService,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    auth: tuple[str, str] | None = None,
    *,
    announce: Callable[[str], object] | None = None,
) -> None:
    """Serves the page until it is interrupted; port 0 takes a free one. `announce` is told the address
    once it is bound; without one it is written to standard error.

    Raises:
        SettingsError: as `build`, or if the address cannot be bound.
    """
    require_auth(host, auth)
    with _bind(host, port) as bound, _own_uploads_dir():
        app = build(service, auth=auth, host=host)
        (announce or _write_address)(_address(host, bound.getsockname()[1]))
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        with done_meanwhile(service.load):
            uvicorn.Server(config).run(sockets=[bound])


def credentials(text: str | None) -> tuple[str, str] | None:
    """`USER:PASSWORD` as a pair; the password may hold colons. None stays None.

    Raises:
        SettingsError: if there is no colon, or nothing on one side of it.
    """
    if text is None:
        return None
    user, colon, password = text.partition(":")
    if not (colon and user and password):
        raise SettingsError("--auth has no name or no password", hint="write it as --auth USER:PASSWORD")
    return user, password


def require_auth(host: str, auth: tuple[str, str] | None) -> None:
    """Nothing but this machine gets in without a password.

    Raises:
        SettingsError: if there is no password where one is needed, or half of it is empty.
    """
    if auth is None and not is_loopback(host):
        raise SettingsError(
            f"{host} can be reached from other machines", hint="set a password with --auth USER:PASSWORD"
        )
    if auth is not None and not all(auth):
        raise SettingsError("The name or the password is empty", hint="write it as --auth USER:PASSWORD")


def is_loopback(host: str) -> bool:
    """True if only this machine reaches `host`: `localhost`, 127.0.0.0/8 or ::1."""
    name = host.strip("[]").casefold()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


class SecurityHeaders:
    """Adds the content policy and its companions to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class SameOrigin:
    """Refuses what another web page sends through the reader's browser.

    A page whose name is made to point at 127.0.0.1 (DNS rebinding) still sends its own name as `Host`, so
    a server bound to this machine answers to the names of this machine only. A server for others
    answers to any name, since a password is needed there and cookies go by name. A request that changes
    something must come from the page itself.
    """

    def __init__(self, app: ASGIApp, *, loopback_only: bool) -> None:
        self.app = app
        self.loopback_only = loopback_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refusal is None:
            await self.app(scope, receive, send)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.loopback_only and not is_loopback(_host_name(host)):
            return PlainTextResponse(
                "Open this page by the address it was started with, such as http://127.0.0.1:7860\n", 421
            )
        origin = headers.get("origin")
        if origin is not None and _netloc(origin) != host.casefold():
            return PlainTextResponse("This request came from another page.\n", 403)
        return None


class LoginLimit:
    """Counts failed logins of each address and answers 429 after `LOGIN_FAILURES` in a minute."""

    def __init__(self, app: ASGIApp, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self.clock = clock
        self._failures: dict[str, deque[float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_login = scope["type"] == "http" and scope["method"] == "POST"
        if not is_login or scope["path"].rstrip("/") != "/login":
            await self.app(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else ""
        self._forget_old()
        if len(self._failures.get(address, ())) >= LOGIN_FAILURES:
            headers = {"Retry-After": str(int(LOGIN_WINDOW_S))}
            refusal = PlainTextResponse("Too many failed logins; wait a minute.\n", 429, headers)
            await refusal(scope, receive, send)
            return
        # Counted before it is known: tries sent all at once must not slip past the count.
        tries = self._failures.setdefault(address, deque())
        tries.append(self.clock())

        async def send_and_clear(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                self._failures.pop(address, None)
            await send(message)

        await self.app(scope, receive, send_and_clear)

    def _forget_old(self) -> None:
        oldest = self.clock() - LOGIN_WINDOW_S
        for address, tries in list(self._failures.items()):
            while tries and tries[0] <= oldest:
                tries.popleft()
            if not tries:
                del self._failures[address]


@contextmanager
def _own_uploads_dir() -> Iterator[None]:
    """Keeps uploads in a folder of this process that goes with it; Gradio's is shared by every user."""
    before = os.environ.get("GRADIO_TEMP_DIR")
    with tempfile.TemporaryDirectory(prefix="groundwire-") as uploads_dir:
        os.environ["GRADIO_TEMP_DIR"] = uploads_dir
        try:
            yield
        finally:
            del os.environ["GRADIO_TEMP_DIR"]
            if before is not None:
                os.environ["GRADIO_TEMP_DIR"] = before


def _bind(host: str, port: int) -> socket.socket:
    name = host.strip("[]")
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    try:
        return socket.create_server((name, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"{host}:{port} cannot be bound ({error.strerror or error})", hint="choose another with --port"
        ) from error


def _write_address(address: str) -> None:
    sys.stderr.write(f"The chat is at {address} (Ctrl+C stops it)\n")
    sys.stderr.flush()


def _address(host: str, port: int) -> str:
    name = host.strip("[]")
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _host_name(host: str) -> str:
    """`127.0.0.1:7860` as `127.0.0.1`, `[::1]:7860` as `::1`."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return ""
