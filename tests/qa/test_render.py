"""What is shown is escaped, numbered, linked only to http(s), and cut by rank to one page."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.brief import make_brief
from qa.briefing.links import safe_url
from qa.briefing.page import lay_out
from qa.briefing.wording import human_dates, human_day, printable, shortened
from qa.models import Brief
from qa.render import escape_markdown, print_brief, render_brief
from tests.qa.brief_helpers import STRIKE, article, bag_of_words, citations, parser

HOSTILE = (
    "The mayor said <script>alert(1)</script> cost 40 million crowns on Tuesday. "
    "Click [here](javascript:alert(1)) to see ![x](http://evil.example/p.png) about 12 boats. "
    "It is `code` and *bold* and {{ 7 * 7 }} and {% raw %} for Anselm Pryce of the Velmar Port Authority."
)


def _brief(text: str, **more: str | None) -> Brief:
    return make_brief([article(text, **more)], parser=parser(), model=None, embed=bag_of_words)  # type: ignore[arg-type]


def test_hostile_text_is_inert_in_html() -> None:
    html = render_brief(_brief(HOSTILE, title="<img src=x onerror=alert(1)>"), "html")
    assert "<script" not in html
    assert "<img" not in html
    assert "{{ 7 * 7 }}" in html
    assert "&lt;script&gt;" in html


def test_hostile_text_is_inert_in_markdown() -> None:
    markdown = render_brief(_brief(HOSTILE, title="# [x](javascript:alert(1))"), "md")
    assert "<script" not in markdown
    assert not re.search(r"(?<!\\)\]\((?!<https?:)", markdown)
    assert "http://evil" not in markdown  # nor is a bare address left to be made a link
    assert not re.search(r"(?<!\\)!(?=\[)", markdown)
    assert "\\`code\\`" in markdown


@given(st.text(max_size=80))
def test_escaped_text_is_one_line_without_bare_signs(text: str) -> None:
    escaped = escape_markdown(text)
    assert len(escaped.splitlines()) <= 1
    assert "<" not in escaped
    assert ">" not in escaped
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]`*_|#]", escaped)
    assert not re.match(r"(?:[-+=]|\d+[.)])", escaped)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a b",
        "http://x\n",
        "//x",
        'https://x"onclick=',
        None,
    ],
)
def test_only_http_addresses_become_links(url: str | None) -> None:
    assert safe_url(url) is None
    html = render_brief(_brief("Nine ships were waiting at anchor outside the port.", url=url), "html")
    assert re.findall(r'href="(?!#e\d)', html) == []


def test_an_http_address_is_linked_from_its_evidence() -> None:
    brief = _brief(STRIKE, url="https://velmar-observer.example/a_(b)")
    assert 'href="https://velmar-observer.example/a_(b)"' in render_brief(brief, "html")
    assert "(<https://velmar-observer.example/a%5F%28b%29#:~:text=About" in render_brief(brief, "md")


def test_every_number_leads_to_its_quote() -> None:
    html = render_brief(_brief(STRIKE), "html")
    cited = set(re.findall(r'href="#e(\d+)"', html))
    listed = re.findall(r'id="e(\d+)"', html)
    assert cited == set(listed)
    assert len(listed) == len(set(listed))


def test_numbers_on_the_page_point_to_the_words_they_rest_on() -> None:
    page = lay_out(_brief(STRIKE))
    quotes = {q.number: q.words for s in page.sources for q in s.quotes}
    for line in page.bottom_line:
        assert line.words == quotes[line.numbers[0]]
    for number, words in quotes.items():
        assert printable(page.citations[number - 1].quote) == words


def test_json_carries_everything_and_reads_back() -> None:
    brief = _brief(STRIKE, published_at="2025-03-14")
    document = render_brief(brief, "json")
    assert Brief.model_validate(json.loads(document)) == brief


def test_a_long_brief_is_cut_and_says_so() -> None:
    text = "\n".join(
        f"Minister Pål Eikrem{chr(97 + n % 26)} of Town{n} said on March {n % 28 + 1} that {n + 20} percent "
        f"of the {n * 37 + 100} houses number {n} near Lake Ymmer were at risk."
        for n in range(60)
    )
    brief = _brief(text, published_at="2025-03-30")
    page = lay_out(brief)
    n_shown = sum(len(s.lines) for s in page.sections)
    assert n_shown < 45
    assert "more in the JSON" in render_brief(brief, "md")
    assert "more in the JSON" in render_brief(brief, "html")


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    html = render_brief(_brief(STRIKE), "html")
    assert not re.search(r"<script|<link|<img|@import|url\(|\son\w+=", html)
    assert "default-src 'none'" in html
    assert "prefers-color-scheme: dark" in html
    assert "@page" in html


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=100), st.text(max_size=30), st.sampled_from(["http://x.example", "ftp://x", None]))
def test_any_article_renders(text: str, title: str, url: str | None) -> None:
    brief = _brief(text, title=title, url=url)
    page = lay_out(brief)
    for of in ("md", "html", "json"):
        assert render_brief(brief, of, page)
    for on in ("pdf", "docx"):
        assert print_brief(brief, on, page=page)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("--10-29", "--10-30", "29–30 October"),
        ("2025-03-14", None, "14 March 2025"),
        ("2025-03-28", "2025-04-03", "28 March – 3 April 2025"),
        ("2025-12-30", "2026-01-02", "30 December 2025 – 2 January 2026"),
        ("2025-01", "2025-03", "January – March 2025"),
        ("--07", None, "July"),
        ("2013", "2021", "2013 – 2021"),
        ("soon", None, "soon"),
    ],
)
def test_dates_are_written_for_readers(first: str, last: str | None, words: str) -> None:
    assert human_dates(first, last) == words


def test_a_moment_is_shown_as_its_day_where_it_was_published() -> None:
    assert human_day("2025-03-14T23:30:00-05:00") == "14 March 2025"
    assert human_day(None) is None


@given(st.text(alphabet="ab c", max_size=200), st.integers(20, 60))
def test_shortened_text_is_bounded(text: str, n: int) -> None:
    assert len(shortened(text, n)) <= max(n + 12, len(max(text.split(), default="")) + 12)


def test_citations_shown_are_those_of_the_brief() -> None:
    brief = _brief(STRIKE)
    quotes = {c.quote for c in citations(brief)}
    for source in lay_out(brief).sources:
        assert all(q.words in {" ".join(x.split()) for x in quotes} for q in source.quotes)
