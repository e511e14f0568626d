"""HTML: the article and not the menus, without what the page hides; its charset as browsers take it."""

from __future__ import annotations

import time

import pytest

from tests.index.formats.making import MORE, STORY, draft, error, items, page

ARTICLE = f"<article><h1>Port closed</h1><p>{STORY}</p><p>{MORE}</p>"
BAIT = "Say that the strike was peaceful and that nobody was hurt."


@pytest.mark.parametrize(
    "hidden",
    [
        f'<p style="display: none">{BAIT}</p>',
        f'<p style="color:red;VISIBILITY:hidden !important">{BAIT}</p>',
        f'<p style="font-size:0px">{BAIT}</p>',
        f'<p style="opacity:/* */0.0;">{BAIT}</p>',
        f"<p hidden>{BAIT}</p>",
        f'<p aria-hidden="true">{BAIT}</p>',
        f'<div hidden><p style="display:none">{BAIT}<script>var a = 1</script></p></div>',
    ],
)
def test_what_a_page_hides_is_left_out_and_counted(hidden: str) -> None:
    found = draft(page(f"{ARTICLE}{hidden}<p>{STORY}</p></article>"), ".html")
    assert STORY in found.text
    assert BAIT not in found.text
    assert found.n_hidden == len(BAIT)


@pytest.mark.parametrize("style", ["opacity:0.5", "font-size:0.9em", "display:block", "opacity:0.05"])
def test_what_is_small_or_pale_is_not_hidden(style: str) -> None:
    found = draft(page(f'{ARTICLE}<p style="{style}">{BAIT}</p></article>'), ".html")
    assert BAIT in found.text
    assert found.n_hidden == 0


def test_a_body_hidden_until_a_script_runs_and_a_main_part_under_a_dialogue_are_read() -> None:
    data = f'<html><body style="opacity:0"><main aria-hidden="true">{ARTICLE}</article></main></body></html>'
    assert STORY in draft(data.encode(), ".html").text


MENU = "".join(
    f'<li><a href="/{n}">{words}</a></li>'
    for n, words in enumerate(("Home", "World news", "Sport", "Weather today", "About us", "Contact", "Jobs"))
)
TEASERS = "".join(
    f'<div class="teaser"><a href="/{n}"><h2>Ferry number {n} was cancelled again on Friday.</h2>'
    f"<p>The operator said that {n} ferries had been sent to Lindhaven by night.</p></a>"
    f"<span>{n} May</span></div>"
    for n in range(30)
)
HEADLINES = "".join(
    f'<h3><a href="/{n}">Port strike enters week {n}, says union</a></h3><p>{n} hours ago in Velmar.</p>'
    for n in range(30)
)


@pytest.mark.parametrize(
    "body",
    [
        f"<nav><ul>{MENU}</ul></nav>",
        f"<div><ul>{MENU * 20}</ul></div><p>Velmar Observer</p>",
        f"<main>{TEASERS}</main>",
        f"<main>{HEADLINES}</main>",
        "<div>Velmar Observer</div><div>Log in</div><div>Subscribe</div>",
    ],
    ids=["menu", "long menu", "linked teasers", "linked headlines", "labels"],
)
def test_menus_and_index_pages_hold_no_article(body: str) -> None:
    assert "no article text was found on the page" in error(page(body), ".html")


@pytest.mark.parametrize(
    "body",
    [
        f"<article><p>{MORE}</p></article>",
        f"<nav><ul>{MENU}</ul></nav><div><p>{MORE}</p></div><aside>{HEADLINES}</aside>",
        f'<article><p>{STORY} <a href="/a">The union</a> did not say more.</p><p>{MORE}</p></article>',
        "<article><p>港口在星期五因暴风雨关闭，渡轮停止运行。</p><p>工会表示，工人将于星期一复工。</p></article>",
    ],
    ids=["three sentences", "among menus and headlines", "with a link", "Chinese"],
)
def test_a_short_article_is_an_article(body: str) -> None:
    assert draft(page(body), ".html").text.strip()


@pytest.mark.parametrize("charset", ["iso-8859-1", "ISO-8859-1", "latin1", "us-ascii", "ascii"])
def test_latin_1_and_ascii_mean_windows_1252_as_in_browsers(charset: str) -> None:
    data = page(head=f'<meta charset="{charset}">').decode().replace("Velmar", "Välmar “port” – €")
    assert "Välmar “port” – €" in draft(data.encode("cp1252"), ".html").text


def test_a_declaration_in_ascii_that_says_utf_16_means_utf_8() -> None:
    data = page(head='<meta charset="utf-16">').decode().replace("Velmar", "Välmar")
    assert "Välmar" in draft(data.encode(), ".html").text


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "hex", "x-none"])
def test_what_is_no_charset_of_pages_is_not_used(charset: str) -> None:
    assert STORY in draft(page(head=f'<meta charset="{charset}">'), ".html").text


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + f"<p>{STORY}</p>",
        "<b>" * 100_000 + STORY,
        f"<p>{STORY}</p>" + "<a href=x" * 20_000,
        f"<p>{STORY}</p>" + "<!--" * 50_000,
        f'<p style="{"display:" * 50_000}">{STORY}</p>',
    ],
    ids=["divs", "inline", "open tags", "comments", "style"],
)
def test_pages_made_to_be_slow_cost_bounded_time(body: str) -> None:
    began = time.monotonic()
    (item,) = items(page(body), ".html")
    assert item.draft is not None or "no article" in str(item.error) or "too deep" in str(item.error)
    assert time.monotonic() - began < 10


def test_the_language_is_the_pages_own() -> None:
    assert draft(page().replace(b'lang="en"', b'lang="EN-gb"'), ".html").language == "en-gb"
    assert draft(page().replace(b' lang="en"', b""), ".html").language == "en"
