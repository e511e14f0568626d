"""The page around the answers in a real browser: files, conversations, briefs, a phone, paper, the dark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from tests.qa.web.browsing import LINKS, Tab, open_tab
from tests.qa.web.web_fakes import FakeService

pytestmark = pytest.mark.browser


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
