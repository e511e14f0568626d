"""The server around the page: who gets in, from where, and what every response carries."""

from __future__ import annotations

import ipaddress
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse

from qa.errors import SettingsError
from qa.web.app import LOGIN_FAILURES, LoginLimit, build, credentials, is_loopback, require_auth, serve
from tests.qa.web.web_fakes import FakeService

AUTH = ("ines", "correct horse")


@pytest.fixture(scope="module")
def open_app() -> FastAPI:
    return build(FakeService(), auth=None, host="127.0.0.1")


@pytest.fixture(scope="module")
def closed_app() -> FastAPI:
    return build(FakeService(), auth=AUTH, host="0.0.0.0")


@pytest.fixture
def page(open_app: FastAPI) -> TestClient:
    return TestClient(open_app, base_url="http://127.0.0.1:7860")


@pytest.fixture
def guarded(closed_app: FastAPI) -> TestClient:
    return TestClient(closed_app, base_url="http://news.example")


# Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "::1", "[::1]", "127.4.5.6"])
def test_this_machine_needs_no_password(host: str) -> None:
    assert is_loopback(host)
    require_auth(host, None)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.5", "news.example", "", "127.0.0.1.evil.example"]
)
def test_any_other_host_needs_one(host: str) -> None:
    with pytest.raises(SettingsError, match="--auth USER:PASSWORD"):
        build(FakeService(), auth=None, host=host)
    with pytest.raises(SettingsError, match="--auth USER:PASSWORD"):
        serve(FakeService(), host=host)
    require_auth(host, AUTH)


@pytest.mark.parametrize("auth", [("", "x"), ("x", ""), ("", "")])
def test_half_a_password_is_none(auth: tuple[str, str]) -> None:
    with pytest.raises(SettingsError, match="empty"):
        require_auth("127.0.0.1", auth)


def test_credentials_are_split_at_the_first_colon() -> None:
    assert credentials("ines:a:b") == ("ines", "a:b")
    assert credentials(None) is None
    for half in ("ines", "ines:", ":secret", ""):
        with pytest.raises(SettingsError, match="USER:PASSWORD"):
            credentials(half)


# Headers, hosts and origins


@pytest.mark.parametrize("path", ["/", "/config", "/theme.css", "/nothing-here", "/gradio_api/info"])
def test_every_response_carries_the_content_policy(page: TestClient, path: str) -> None:
    headers = page.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["img-src"] == "'self' data: blob:"
    assert policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_refusals_carry_it_too(page: TestClient) -> None:
    assert "content-security-policy" in page.get("/", headers={"Host": "evil.example"}).headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "192.168.0.9", ""]
)
def test_a_rebound_name_is_refused(page: TestClient, host: str) -> None:
    assert page.get("/config", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "localhost", "[::1]:7860"])
def test_the_names_of_this_machine_are_answered(page: TestClient, host: str) -> None:
    assert page.get("/config", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://["])
def test_what_another_page_sends_is_refused(page: TestClient, origin: str) -> None:
    assert page.post("/gradio_api/upload", headers={"Origin": origin}).status_code == 403


def test_what_the_page_sends_is_not(page: TestClient) -> None:
    assert page.get("/config", headers={"Origin": "http://127.0.0.1:7860"}).status_code == 200


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_there_are_no_documentation_pages_from_elsewhere(page: TestClient, path: str) -> None:
    assert page.get(path).status_code == 404


def test_nothing_of_gradio_talks_home_or_keeps_a_history(page: TestClient) -> None:
    config = page.get("/config").json()
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []
    assert not config.get("run_history")
    assert config["show_error"] is False
    assert page.get("/gradio_api/info").json()["named_endpoints"] == {}


def test_the_chat_sanitises_and_sets_no_formulas(page: TestClient) -> None:
    parts = {part["props"].get("elem_id"): part["props"] for part in page.get("/config").json()["components"]}
    chat = parts["gw-chat"]
    assert chat["sanitize_html"] is True
    assert chat["latex_delimiters"] == []
    for drawn in ("gw-viewer", "gw-articles", "gw-added", "gw-downloads"):
        # A template is evaluated after it is filled in: it may hold nothing of an article.
        assert parts[drawn]["html_template"] == '<div class="gw-mount"></div>'


def test_a_large_upload_is_refused(page: TestClient) -> None:
    large = {"files": ("large.txt", b"x" * (21 * 1024 * 1024))}
    assert page.post("/gradio_api/upload", files=large).status_code == 413


# Logging in


@pytest.mark.parametrize("path", ["/config", "/gradio_api/info"])
def test_nothing_is_shown_before_the_login(guarded: TestClient, path: str) -> None:
    assert guarded.get(path).status_code == 401


def test_the_right_password_opens_the_page(guarded: TestClient) -> None:
    reply = guarded.post("/login", data={"username": AUTH[0], "password": AUTH[1]})
    assert reply.status_code == 200
    assert guarded.get("/config").status_code == 200


def _limited(clock: list[float]) -> TestClient:
    async def login(scope: Any, receive: Any, send: Any) -> None:
        right = scope["query_string"] == b"right"
        await PlainTextResponse("", 200 if right else 400)(scope, receive, send)

    return TestClient(LoginLimit(login, clock=lambda: clock[0]))


def test_ten_failures_in_a_minute_are_enough() -> None:
    clock = [0.0]
    client = _limited(clock)
    for _ in range(LOGIN_FAILURES):
        assert client.post("/login").status_code == 400
    refused = client.post("/login/?right")
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "60"
    assert client.get("/login").status_code == 400  # only tries are counted
    clock[0] = 60.0
    assert client.post("/login?right").status_code == 200


def test_a_right_password_clears_the_count() -> None:
    client = _limited([0.0])
    for _ in range(LOGIN_FAILURES - 1):
        client.post("/login")
    assert client.post("/login?right").status_code == 200
    for _ in range(LOGIN_FAILURES):
        assert client.post("/login").status_code == 400


def test_the_page_itself_limits_logins() -> None:
    client = TestClient(build(FakeService(), auth=AUTH, host="0.0.0.0"))
    wrong = {"username": "ines", "password": "wrong"}
    codes = [client.post("/login", data=wrong).status_code for _ in range(LOGIN_FAILURES + 2)]
    assert codes == [400] * LOGIN_FAILURES + [429, 429]


# Serving


@contextmanager
def served(service: FakeService) -> Iterator[str]:
    """The page on a free port of this machine, run by `serve` in a thread."""
    ready: list[str] = []
    servers: list[uvicorn.Server] = []
    run = uvicorn.Server.run

    def remember(server: uvicorn.Server, *args: Any, **kwargs: Any) -> None:
        servers.append(server)
        run(server, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uvicorn.Server, "run", remember)
        thread = threading.Thread(target=serve, args=(service,), kwargs={"port": 0, "announce": ready.append})
        thread.start()
        while not (ready and servers and servers[0].started):
            assert thread.is_alive()
            time.sleep(0.05)
        yield ready[0]
        servers[0].should_exit = True
        thread.join(timeout=20)


def test_serve_binds_this_machine_and_says_where() -> None:
    with served(FakeService()) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        assert ipaddress.ip_address(host).is_loopback
        with urllib.request.urlopen(f"{address}/", timeout=10) as page:
            assert b"Groundwire" in page.read()
        assert httpx.get(f"{address}/config", headers={"Host": "evil.example"}).status_code == 421
        with pytest.raises(SettingsError, match="--port"):
            serve(FakeService(), port=int(port))


def test_what_answers_is_loaded_before_the_first_question() -> None:
    service = FakeService()
    with served(service):
        assert service.is_loaded.wait(timeout=10)
    assert service.asked == []
