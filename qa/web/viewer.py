"""What the article viewer and the library list show, and the assets that draw it.

The values here are drawn by the scripts in `assets/`, as text nodes: `gr.HTML` sanitises nothing, and what
its templates are filled with is evaluated. Slicing is done here because browsers count UTF-16 units.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from index.models import Article, ArticleInfo, Span
from index.versions import Change
from qa.web.messages import readable_date

LISTED_ARTICLES = 200
_CHANGES_SHOWN, _CHANGE_CHARS = 2, 240

# Anchored to line starts, so that a long run of spaces costs one pass.
_LINE = re.compile(r"^[^\S\n]*\S[^\n]*", re.MULTILINE)
_BLOCK = re.compile(rf"{_LINE.pattern}(?:\n[^\S\n]*\S[^\n]*)*", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S[^\n]*\Z)")

View = dict[str, Any]


def asset(name: str) -> str:
    """The text of a file in `assets/`."""
    return files("qa.web").joinpath("assets", name).read_text(encoding="utf-8")


def no_article() -> View:
    """The viewer with nothing open."""
    return {"nonce": 0, "open": False}


def article_view(article: Article, hit: Span | None, nonce: int, change: Change | None = None) -> View:
    """The article with the words of `hit` marked, each paragraph cut into marked and plain runs.

    `change` is what became of it, where it is not the current version.

    `nonce` makes the value differ from the last one, so that opening the same citation again scrolls.
    """
    return {
        "nonce": nonce,
        "open": True,
        "notice": "" if article.is_current else _superseded(article, hit, change),
        "title": article.title,
        "publisher": article.publisher or "Publisher not stated",
        "byline": article.byline or "",
        "date": _with_page(readable_date(article.published_at), article, hit),
        **_address(article.url),
        "paragraphs": _paragraphs(article.text, hit),
    }


def _with_page(date: str, article: Article, hit: Span | None) -> str:
    page = article.page_of(hit.start) if hit else None
    return f"{date} · page {page}" if page else date


def library_view(articles: Sequence[ArticleInfo], search: str, open_id: str | None) -> View:
    """The articles whose title, publisher or date hold every word of `search`, newest first."""
    words = search.casefold().split()
    found = [info for info in articles if all(word in _searchable(info) for word in words)]
    found.sort(key=lambda info: info.title)
    found.sort(key=lambda info: info.published_at or "", reverse=True)
    return {
        "empty": not articles,
        "none_found": bool(articles) and not found,
        "more": max(0, len(found) - LISTED_ARTICLES),
        "articles": [_entry(info, open_id) for info in found[:LISTED_ARTICLES]],
    }


def _entry(info: ArticleInfo, open_id: str | None) -> View:
    return {
        "article_id": info.article_id,
        "title": info.title,
        "publisher": info.publisher or "Publisher not stated",
        "date": readable_date(info.published_at),
        "is_open": info.article_id == open_id,
        "is_twin": info.twin_of is not None,
    }


def _searchable(info: ArticleInfo) -> str:
    parts = (info.title, info.publisher or "", info.published_at or "", readable_date(info.published_at))
    return " ".join(parts).casefold()


def _superseded(article: Article, hit: Span | None, change: Change | None) -> str:
    """What a reader of an old version must know: that it is one, whether the cited words went, what came."""
    notice = f"This is version {article.version}, as it was cited; the article was changed since."
    if change is None:
        return notice
    cited = hit.of(article.text) if hit else ""
    if any(cited and (cited in gone or gone in cited) for gone in change.gone):
        notice += " The cited words are no longer in it."
    said = change.correction or change.new
    quoted = " ".join(f"“{_cut(sentence)}”" for sentence in said[:_CHANGES_SHOWN])
    return f"{notice} Version {change.version} says: {quoted}" if quoted else notice


def _cut(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= _CHANGE_CHARS else f"{line[:_CHANGE_CHARS].rstrip()}…"


def _address(url: str | None) -> View:
    """The address and its host. Only http and https: a link may run `javascript:` without any markup."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return {"url": "", "site": ""}
    return (
        {"url": url, "site": host} if host and parts.scheme in ("http", "https") else {"url": "", "site": ""}
    )


def _paragraphs(text: str, hit: Span | None) -> list[View]:
    """Blank lines part paragraphs; in a text without any, every line is one. The marks of a Markdown
    heading are shown by its look."""
    paragraph = _BLOCK if _BLANK_LINE.search(text.strip()) else _LINE
    paragraphs: list[View] = []
    for match in paragraph.finditer(text):
        marks = _HEADING.match(match.group())
        start = match.start() + (marks.end() if marks else 0)
        runs = _runs(text, Span(start, match.end()), hit)
        paragraphs.append({"is_heading": marks is not None, "runs": runs})
    return paragraphs


def _runs(text: str, paragraph: Span, hit: Span | None) -> list[View]:
    """The paragraph before, inside and after the hit; joined they are the paragraph."""
    if hit is None or hit.end <= paragraph.start or paragraph.end <= hit.start:
        return [{"text": paragraph.of(text), "is_hit": False}]
    start, end = max(hit.start, paragraph.start), min(hit.end, paragraph.end)
    pieces = [
        (Span(paragraph.start, start), False),
        (Span(start, end), True),
        (Span(end, paragraph.end), False),
    ]
    return [{"text": span.of(text), "is_hit": is_hit} for span, is_hit in pieces if len(span)]
