"""The page as a reader has it open: asking, what it asked the network for, what is in view."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

LINKS = "#gw-chat .gw-answer p > a[href*='#cite-']"
expect.set_options(timeout=20_000)  # a busy machine is slow to draw


@dataclass
class Tab:
    """An open page, every address it asked for, and every error it met."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str, *, whole: bool = True) -> Locator:
        """Asks by keyboard; the new answer, once it is whole or has begun."""
        answers = self.page.locator("#gw-chat .gw-answer")
        before = answers.count()
        box = self.page.locator("#gw-question textarea")
        box.fill(question)
        box.press("Enter")
        expect(answers).to_have_count(before + 1)
        if whole:
            expect(self.page.locator("#gw-question .submit-button")).to_be_visible()
        return answers.nth(before)

    def foreign_requests(self) -> list[str]:
        own = (f"{self.origin}/", "data:", f"blob:{self.origin}/")
        return [address for address in self.requests if not address.startswith(own)]


def open_tab(context: BrowserContext, origin: str) -> Tab:
    page = context.new_page()
    tab = Tab(page, origin)
    page.on("request", lambda request: tab.requests.append(request.url))
    page.on("pageerror", lambda error: tab.errors.append(str(error)))
    page.on("console", lambda line: tab.errors.append(line.text) if line.type == "error" else None)
    page.goto(f"{origin}/")
    expect(page.locator("#gw-question textarea")).to_be_visible()
    expect(page.locator("#gw-chat h3")).to_be_visible()
    return tab


def is_shown_in(inner: Locator, outer: Locator) -> bool:
    """True if all of `inner` lies within the box of `outer`; what is just being redrawn has no box."""
    a, b = inner.bounding_box(), outer.bounding_box()
    return (
        a is not None
        and b is not None
        and b["y"] - 1 <= a["y"]
        and a["y"] + a["height"] <= b["y"] + b["height"] + 1
    )


def wait_until(condition: Any, seconds: float = 5.0) -> None:
    """Waits for what the page does without a sign of its own, such as scrolling."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
