"""The page open in the browser, and the made-up service behind the page."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser

from qa.web.app import build
from tests.qa.web.browsing import Tab, open_tab
from tests.qa.web.web_fakes import FakeService


@pytest.fixture(scope="module")
def shared_service() -> FakeService:
    return FakeService()


@pytest.fixture
def service(shared_service: FakeService) -> FakeService:
    """The service behind the page, as new."""
    shared_service.reset()
    return shared_service


@pytest.fixture(scope="module")
def server_origin(shared_service: FakeService) -> Iterator[str]:
    app = build(shared_service, auth=None, host="127.0.0.1")
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    server.force_exit = True
    thread.join(timeout=20)


@pytest.fixture
def origin(server_origin: str, service: FakeService) -> str:
    """The page with `service` behind it, on a free port."""
    return server_origin


@pytest.fixture
def tab(browser: Browser, origin: str) -> Iterator[Tab]:
    """The page in a wide window. Whatever a test does in it, no other host is asked and nothing fails."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = open_tab(context, origin)
    yield opened
    assert opened.foreign_requests() == []
    assert opened.errors == []
    context.close()


@pytest.fixture
def phone(browser: Browser, origin: str) -> Iterator[Tab]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, color_scheme="dark")
    yield open_tab(context, origin)
    context.close()
