"""The page in a real browser: citations open their words, articles stay inert, no other host is asked."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from qa.web.app import build
from tests.qa.web.web_fakes import HOSTILE, LAYOFFS, WALKOUT, FakeService

pytestmark = pytest.mark.browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"needs a browser: none of {', '.join(BROWSERS)} is on the PATH")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


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


def test_a_citation_opens_its_words_beside_the_answer(tab: Tab) -> None:
    tab.page.set_viewport_size({"width": 1280, "height": 620})
    tab.ask("strike")
    tab.page.locator(LINKS).nth(1).click()
    hit, text = tab.page.locator("#gw-viewer .gw-hit"), tab.page.locator("#gw-viewer .gw-text")
    expect(hit).to_have_text(LAYOFFS)
    wait_until(lambda: is_shown_in(hit, text))
    expect(tab.page.locator("#gw-viewer h2")).to_have_text("Dockworkers shut Port of Velmar")
    expect(tab.page.locator("#gw-viewer .gw-byline")).to_contain_text("Ines Calloway")
    expect(tab.page.locator("#gw-viewer .gw-kicker")).to_contain_text("14 March 2025")
    assert tab.page.evaluate("window.scrollY") == 0


def test_an_answer_grows_and_can_be_stopped(tab: Tab) -> None:
    answer = tab.ask("slow strike", whole=False)
    growing = tab.page.locator("#gw-chat .gw-growing")
    expect(growing).to_be_visible()
    expect(answer).to_contain_text(WALKOUT)
    assert LAYOFFS not in answer.inner_text()
    expect(tab.page.locator("#gw-question .submit-button")).to_have_count(0)
    tab.page.locator(LINKS).first.click()
    expect(tab.page.locator("#gw-viewer mark").first).to_be_visible()
    tab.page.locator("#gw-question .stop-button").click()
    expect(growing).to_have_count(0)
    expect(answer).to_contain_text(WALKOUT)
    expect(answer).to_contain_text(LAYOFFS)
    expect(tab.page.locator("#gw-question .submit-button")).to_be_visible()
    expect(tab.page.locator("#gw-question .stop-button")).to_have_count(0)


def test_the_next_question_is_taken_at_once_after_an_answer_that_broke(tab: Tab) -> None:
    box = tab.page.locator("#gw-question textarea")
    box.fill("a question that breaks")
    box.press("Enter")
    expect(tab.page.get_by_text("The answer broke off (RuntimeError): ask again")).to_be_visible()
    expect(tab.page.locator("#gw-question .submit-button")).to_be_visible()
    tab.ask("strike")
    tab.ask("strike again")


def test_each_new_answer_is_read_from_its_question_down_without_scrolling(tab: Tab) -> None:
    for question in ("Why was the strike called?", "What was the last offer?", "Who pays for the cranes?"):
        answer = tab.ask(question)
        expect(tab.page.locator("#gw-chat .user-row").last).to_be_in_viewport(ratio=0.9)
        expect(answer.locator("p").first).to_be_in_viewport()
    expect(answer.locator(".gw-citations")).to_be_in_viewport(ratio=0.9)


def test_the_same_citation_scrolls_back_and_the_keyboard_opens_it(tab: Tab) -> None:
    tab.page.set_viewport_size({"width": 1280, "height": 620})
    tab.ask("strike")
    link = tab.page.locator(LINKS).nth(1)
    link.click()
    hit, text = tab.page.locator("#gw-viewer .gw-hit"), tab.page.locator("#gw-viewer .gw-text")
    wait_until(lambda: hit.count() == 1 and is_shown_in(hit, text))
    text.evaluate("node => { node.scrollTop = 0; }")
    wait_until(lambda: not is_shown_in(hit, text))
    link.focus()
    link.press("Enter")
    wait_until(lambda: is_shown_in(hit, text))
    expect(link).to_have_attribute("aria-current", "location")


def test_the_list_under_the_answer_opens_the_same_words(tab: Tab) -> None:
    answer = tab.ask("strike")
    answer.locator(".gw-citations a").first.click()
    expect(tab.page.locator("#gw-viewer .gw-hit")).to_have_text(WALKOUT)


def test_an_unknown_citation_is_told_and_opens_nothing(tab: Tab) -> None:
    tab.ask("strike")
    link = tab.page.locator(LINKS).first
    link.evaluate("node => node.setAttribute('href', '#cite-9-9')")
    link.click()
    expect(tab.page.get_by_text("This citation is not part of this conversation")).to_be_visible()
    expect(tab.page.locator("#gw-viewer .gw-article")).to_have_count(0)


def test_a_hostile_article_is_shown_and_does_nothing(tab: Tab) -> None:
    answer = tab.ask("hostile")
    expect(answer).to_contain_text(HOSTILE)
    # The links are ours alone: statement, phrased statement, side of the conflict, list.
    assert answer.locator("a").count() == 4
    for tag in ("img", "script", "form", "input", "iframe", "code", ".katex", "[style]"):
        assert answer.locator(tag).count() == 0, tag
    answer.locator("a").first.click()
    expect(tab.page.locator("#gw-viewer .gw-hit")).to_have_text(HOSTILE)
    expect(tab.page.locator("#gw-viewer h2")).to_have_text(
        "A title with <b>tags</b> and [links](javascript:x)"
    )
    assert tab.page.locator("#gw-viewer").locator("img, script, form, b, code").count() == 0
    assert tab.page.evaluate("window.__hit") is None


def test_a_hostile_question_and_file_do_nothing(tab: Tab, tmp_path: Path) -> None:
    tab.ask(HOSTILE)
    expect(tab.page.locator("#gw-chat .user-row")).to_contain_text(HOSTILE)
    path = tmp_path / "${Object.assign(window,{__hit:1})}.txt"
    path.write_text(HOSTILE)
    tab.page.locator("#gw-files input[type=file]").set_input_files(path)
    expect(tab.page.locator("#gw-added li")).to_have_count(1)
    assert tab.page.locator("#gw-chat .user-row a").count() == 0
    assert tab.page.evaluate("window.__hit") is None


def test_what_the_articles_do_not_say_looks_different(tab: Tab) -> None:
    answer = tab.ask("Who pays for the cranes?")
    expect(answer.locator("h3")).to_have_text("The articles do not say")
    expect(answer).to_contain_text("Nearest passages")
    answer.locator(".gw-citations a").click()
    expect(tab.page.locator("#gw-viewer .gw-hit")).to_have_text(
        "The port handled 1.9 million containers last year"
    )


def test_files_dropped_in_are_added_and_listed(tab: Tab, tmp_path: Path) -> None:
    good, bad = tmp_path / "harbour-report.txt", tmp_path / "picture.txt"
    good.write_text("Ships came.")
    bad.write_bytes(b"\x00")
    tab.page.locator("#gw-files input[type=file]").set_input_files([good, bad])
    lines = tab.page.locator("#gw-added li")
    expect(lines).to_have_count(2)
    expect(lines.first).to_have_text("harbour-report added, 2 passages")
    expect(lines.last).to_have_text("picture.txt picture.txt is not text")
    expect(tab.page.locator("#gw-articles button")).to_have_count(4)


def test_the_list_is_searched_and_opens_articles(tab: Tab) -> None:
    entries = tab.page.locator("#gw-articles button")
    expect(entries).to_have_count(3)
    tab.page.locator("#gw-search textarea, #gw-search input").press_sequentially("talks")
    expect(entries).to_have_count(1)
    entries.first.focus()
    entries.first.press("Enter")
    expect(tab.page.locator("#gw-viewer h2")).to_have_text("Port talks resume")
    expect(entries.first).to_have_attribute("aria-current", "true")
    expect(tab.page.locator("#gw-viewer .gw-hit")).to_have_count(0)


def test_an_example_is_asked_with_a_click(tab: Tab, service: FakeService) -> None:
    tab.page.locator("#gw-chat button.example").first.click()
    expect(tab.page.locator("#gw-chat .gw-answer")).to_have_count(1)
    assert service.asked[0][0] == "What is known about “Port talks resume”?"


def test_two_tabs_do_not_share_a_conversation(tab: Tab, origin: str) -> None:
    tab.ask("strike")
    other = open_tab(tab.page.context, origin)
    expect(other.page.locator("#gw-chat .gw-answer")).to_have_count(0)
    other.ask("offer")
    link = other.page.locator(LINKS).first
    link.evaluate("node => node.setAttribute('href', '#cite-1-3')")
    link.click()
    expect(other.page.get_by_text("This citation is not part of this conversation")).to_be_visible()


def test_a_new_conversation_forgets_the_old_one(tab: Tab) -> None:
    tab.ask("strike")
    tab.page.locator("#gw-restart").click()
    expect(tab.page.locator("#gw-chat .gw-answer")).to_have_count(0)
    expect(tab.page.locator("#gw-chat h3")).to_be_visible()


def test_an_answer_to_a_conversation_that_was_left_comes_to_nobody(tab: Tab) -> None:
    tab.page.locator("#gw-question textarea").fill("slow strike")
    tab.page.locator("#gw-question textarea").press("Enter")
    expect(tab.page.locator("#gw-chat .gw-growing")).to_be_visible()
    tab.page.locator("#gw-restart").click()
    expect(tab.page.locator("#gw-question .stop-button")).to_have_count(0)
    expect(tab.page.locator("#gw-chat h3")).to_be_visible()
    expect(tab.page.locator("#gw-chat .gw-answer")).to_have_count(0)
    tab.ask("offer")
    expect(tab.page.locator("#gw-chat .gw-answer")).to_have_count(1)
    tab.page.locator(LINKS).first.click()
    expect(tab.page.locator("#gw-viewer mark")).to_be_visible()


def test_the_numbers_of_a_brief_still_lead_somewhere_in_a_new_conversation(tab: Tab) -> None:
    tab.ask("strike")
    tab.page.get_by_role("tab", name="Brief").click()
    tab.page.locator("#gw-write").click()
    expect(tab.page.locator("#gw-brief")).to_contain_text("Dockworkers shut")
    tab.page.locator("#gw-restart").click()
    expect(tab.page.locator("#gw-chat h3")).to_be_visible()
    tab.page.locator("#gw-brief a[href^='#cite-']").first.click()
    expect(tab.page.locator("#gw-viewer mark")).to_be_visible()


def test_a_bound_that_is_no_day_is_told(tab: Tab, service: FakeService) -> None:
    tab.page.locator("#gw-filters > button").click()
    tab.page.get_by_label("From").fill("soon")
    tab.page.locator("#gw-question textarea").fill("strike")
    tab.page.locator("#gw-question textarea").press("Enter")
    expect(tab.page.get_by_text("is not a day")).to_be_visible()
    assert service.asked == []


def test_a_brief_is_written_and_saved_from_the_page(tab: Tab) -> None:
    tab.ask("strike")
    tab.page.get_by_role("tab", name="Brief").click()
    tab.page.locator("#gw-write").click()
    expect(tab.page.locator("#gw-brief")).to_contain_text("Dockworkers shut")
    for label, suffix in (("Markdown", ".md"), ("HTML", ".html"), ("JSON", ".json")):
        with tab.page.expect_download() as saved:
            tab.page.locator("#gw-downloads").get_by_role("button", name=label).click()
        assert saved.value.suggested_filename == f"brief-dockworkers-shut-port-of-velmar{suffix}"
    brief = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    assert brief["engine"] == "extractive"
    # The viewer listens while the brief is shown, and comes to the front.
    tab.page.locator("#gw-brief a[href*='#cite-brief']").first.click()
    expect(tab.page.locator("#gw-viewer .gw-hit")).to_be_visible()
    expect(tab.page.locator("#gw-brief")).not_to_be_visible()


def test_the_brief_of_a_model_grows_and_can_be_stopped(tab: Tab, service: FakeService) -> None:
    service.settings = service.settings.model_copy(update={"llm": "ollama/any"})
    tab.ask("strike")
    page, brief = tab.page, tab.page.locator("#gw-brief")
    page.get_by_role("tab", name="Brief").click()
    expect(page.locator("#gw-stop")).to_have_count(0)
    page.locator("#gw-write").click()
    expect(brief.locator("li")).to_contain_text("About 2,300 dockworke")
    expect(brief.locator(".gw-growing")).to_be_visible()
    expect(page.locator("#gw-write")).to_have_count(0)
    page.locator("#gw-stop").click()
    expect(brief.locator("h1")).to_have_text("Dockworkers shut Port of Velmar")
    expect(brief.locator(".gw-growing")).to_have_count(0)
    expect(page.locator("#gw-write")).to_be_visible()
    expect(page.locator("#gw-stop")).to_have_count(0)


def test_an_empty_library_says_how_to_begin(browser: Browser, service: FakeService, origin: str) -> None:
    service.stored = {}
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = open_tab(context, origin)
    expect(opened.page.locator("#gw-chat h3")).to_have_text("Start with some articles")
    expect(opened.page.locator("#gw-chat button.example")).to_have_count(0)
    expect(opened.page.locator("#gw-files")).to_be_in_viewport()
    context.close()


def test_on_a_phone_everything_is_stacked_and_dark_if_wished(phone: Tab) -> None:
    page = phone.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.ask("strike")
    page.locator(LINKS).nth(1).tap()
    expect(page.locator("#gw-viewer .gw-hit")).to_be_in_viewport()
    page.locator("#gw-viewer .gw-back").tap()
    expect(page.locator(LINKS).nth(1)).to_be_in_viewport()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 21, 18)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.foreign_requests() == []


def printed(tab: Tab, path: Path) -> list[str]:
    """What each sheet says when the page is printed."""
    tab.page.pdf(path=path)
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_of_a_conversation_and_of_what_is_open_is_printed_black_on_white(
    browser: Browser, origin: str, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 700}, color_scheme=scheme)
    tab = open_tab(context, origin)
    questions = ["strike", *(f"strike, question {n} of the reader" for n in range(5))]
    for question in questions:
        tab.ask(question)
    told = " ".join(printed(tab, tmp_path / "a.pdf"))
    assert all(question in told for question in questions)
    assert told.count("confidence 0.91") == len(questions)
    for not_on_paper in ("Add articles", "Search titles", "Ask about these articles", "Open a citation"):
        assert not_on_paper not in told
    tab.page.locator(LINKS).first.click()
    expect(tab.page.locator("#gw-viewer .gw-hit")).to_be_visible()
    sheets = printed(tab, tmp_path / "b.pdf")
    assert sheets[-1].endswith("No new talks have been scheduled.")
    tab.page.get_by_role("tab", name="Brief").click()
    tab.page.locator("#gw-write").click()
    expect(tab.page.locator("#gw-brief h1")).to_be_visible()
    assert "Evidence" in printed(tab, tmp_path / "c.pdf")[-1]
    tab.page.emulate_media(media="print")
    for part in (
        "#gw-chat .user .prose p",
        "#gw-chat .gw-answer p",
        "#gw-brief h1",
        ".gw-citations .gw-title",
    ):
        colour = tab.page.locator(part).first.evaluate("node => getComputedStyle(node).color")
        assert colour == "rgb(0, 0, 0)", part
    assert tab.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()


def test_leaving_a_conversation_is_asked_about_and_nothing_else_is(tab: Tab) -> None:
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    tab.page.on("dialog", stay)
    tab.page.locator("#gw-question textarea").fill("a word")
    tab.page.reload()
    expect(tab.page.locator("#gw-chat h3")).to_be_visible()
    assert asked == []
    tab.ask("strike")
    tab.page.reload()
    expect(tab.page.locator("#gw-chat h3")).to_be_visible()
    assert asked == ["beforeunload"]
    tab.ask("strike")
    tab.page.locator("#gw-restart").click()
    expect(tab.page.locator("#gw-chat .gw-answer")).to_have_count(0)
    tab.page.reload()
    expect(tab.page.locator("#gw-chat h3")).to_be_visible()
    assert asked == ["beforeunload"]


def test_a_button_under_the_pointer_can_be_read_in_the_dark(phone: Tab) -> None:
    phone.ask("strike")
    phone.page.get_by_role("tab", name="Brief").click()
    for part in ("#gw-write", "#gw-restart"):
        button = phone.page.locator(part)
        before = button.evaluate("node => getComputedStyle(node).color")
        button.hover()
        phone.page.wait_for_timeout(400)  # what changes, changes slowly
        assert button.evaluate("node => getComputedStyle(node).color") == before
