"""Answers in a real browser: citations open their words, articles stay inert, no other host is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.qa.web.browsing import LINKS, Tab, is_shown_in, wait_until
from tests.qa.web.web_fakes import HOSTILE, LAYOFFS, WALKOUT

pytestmark = pytest.mark.browser


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
