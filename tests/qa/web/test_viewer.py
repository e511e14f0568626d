"""The article beside the chat and the list of the library: what is marked, and what is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import ArticleInfo, Filters, Span
from qa.web import handlers
from qa.web.handlers import Session
from qa.web.viewer import article_view, library_view
from tests.qa.web.web_fakes import LAYOFFS, FakeService, make_article


@given(st.text(alphabet="ab 😀é\n", min_size=1), st.data())
def test_the_runs_of_the_viewer_are_the_text_and_the_marked_ones_the_citation(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    view = article_view(make_article(1, "t", text, None, None), Span(start, end), 1)
    runs = [run for paragraph in view["paragraphs"] for run in paragraph["runs"]]
    assert "".join("".join(run["text"] for run in runs).split()) == "".join(text.split())
    marked = "".join(run["text"] for run in runs if run["is_hit"])
    assert "".join(marked.split()) == "".join(text[start:end].split())


def test_the_viewer_marks_by_code_points_and_counts_up() -> None:
    service, session = FakeService(), Session()
    list(handlers.ask(service, session, "strike", Filters()))
    first = handlers.open_citation(service, session, "1-2")
    again = handlers.open_citation(service, session, "1-2")
    hits = [run["text"] for each in first["paragraphs"] for run in each["runs"] if run["is_hit"]]
    assert hits == [LAYOFFS]
    assert first["nonce"] != again["nonce"]
    assert (first["publisher"], first["byline"], first["date"]) == (
        "Velmar Observer",
        "Ines Calloway",
        "14 March 2025",
    )
    headings = [each["runs"] for each in first["paragraphs"] if each["is_heading"]]
    assert headings == [[{"text": "Ferries still running", "is_hit": False}]]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://news.example/1", "https://news.example/1"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://[", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_become_links(url: str | None, shown: str) -> None:
    article = make_article(1, "t", "x", None, None)
    view = article_view(replace(article, url=url, is_current=False), None, 1)
    assert view["url"] == shown
    assert "version 1" in view["notice"]


def test_hard_wrapped_lines_are_one_paragraph_where_blank_lines_part_them() -> None:
    wrapped = article_view(make_article(1, "t", "one\ntwo\n \nthree", None, None), None, 1)
    assert [each["runs"][0]["text"] for each in wrapped["paragraphs"]] == ["one\ntwo", "three"]
    lines = article_view(make_article(1, "t", "one\ntwo\n", None, None), None, 1)
    assert [each["runs"][0]["text"] for each in lines["paragraphs"]] == ["one", "two"]


# The library list


def test_the_list_is_searched_by_every_word_and_the_newest_come_first() -> None:
    infos = FakeService().articles()
    assert [each["article_id"] for each in library_view(infos, "", None)["articles"]] == ["a2", "a1", "a3"]
    assert [each["article_id"] for each in library_view(infos, "PORT march", None)["articles"]] == [
        "a2",
        "a1",
    ]
    assert [each["article_id"] for each in library_view(infos, "port talks", None)["articles"]] == ["a2"]
    assert library_view(infos, "zebra", None)["none_found"]
    assert library_view([], "", None)["empty"]
    assert [each["is_open"] for each in library_view(infos, "", "a1")["articles"]] == [False, True, False]


def test_a_long_list_is_cut_and_says_so() -> None:
    infos = [ArticleInfo(f"a{n}", 1, f"t{n}", None, None, None, 5) for n in range(250)]
    view = library_view(infos, "", None)
    assert (len(view["articles"]), view["more"]) == (200, 50)
