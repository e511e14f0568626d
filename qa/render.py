"""Briefs and answers as Markdown, self-contained HTML and JSON; briefs as PDF and DOCX too.

Articles and models are not trusted: their words reach the templates as values only, escaped on the way out,
and a link is written for http(s) addresses alone. The HTML carries no script and loads nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined

from qa.briefing.changes_page import lay_out_changes
from qa.briefing.comparing import ComparedBrief, Comparison
from qa.briefing.links import shown_address
from qa.briefing.page import MAX_QUOTE_CHARS, lay_out
from qa.briefing.page_parts import Page, sources
from qa.briefing.wording import printable
from qa.models import Brief, Citation
from qa.printing.typesetting import Paper, pdf

TextFormat = Literal["md", "html", "json"]
PaperFormat = Literal["pdf", "docx"]
Format = TextFormat | PaperFormat

_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]{}#|~$!])")
# Some readers make links of bare addresses: a backslash before one of these signs, not shown, stops them.
_AUTOLINK = re.compile(r"(?<=:)//|(?<=www)\.|@", re.I)
_URL_SIGNS = {"(": "%28", ")": "%29", "[": "%5B", "]": "%5D", "*": "%2A", "_": "%5F", "|": "%7C"}


class _Written(str):
    """Markdown that is already escaped."""

    __slots__ = ()


def render_brief(brief: Brief, format: TextFormat, page: Page | None = None) -> str:
    """The brief as text in `format`. Markdown and HTML show what fits one sheet; JSON has everything.

    `page` is the brief as `lay_out` made it, where it is at hand already.
    """
    if format == "json":
        return brief.model_dump_json(indent=2)
    page = page or lay_out(brief)
    since = brief.since_last if isinstance(brief, ComparedBrief) else None
    if format == "html":
        template = _html().get_template("brief.html.j2")
        return template.render(
            page=page, foot=page.foot(), address=_address, since=since, brief_title=brief.title
        )
    quotes = sorted(((s, q) for s in page.sources for q in s.quotes), key=lambda each: each[1].number)
    text = (
        _markdown()
        .get_template("brief.md.j2")
        .render(page=page, foot=page.foot(), quotes=quotes, link=_link, notes=_notes)
    )
    return _tidy(text if since is None else f"{text}\n\n{_since(since, brief.title)}")


def _since(since: Comparison, title: str) -> str:
    template = _markdown().get_template("since.md.j2")
    return template.render(since=since, title=title, evidence=_told_by)


def _told_by(citations: Sequence[Citation]) -> str:
    """Each quote with its source, in line."""
    told = []
    for source in sources(citations, MAX_QUOTE_CHARS):
        facts = " · ".join(escape_markdown(f) for f in (source.publisher, source.published) if f)
        for quote in source.quotes:
            title = _link(source.title, quote.link) if quote.link else escape_markdown(source.title)
            told.append(f" — “{escape_markdown(quote.words)}” ({' · '.join(p for p in (title, facts) if p)})")
    return _Written("".join(told))


def print_brief(brief: Brief, format: PaperFormat, paper: Paper = "a4", page: Page | None = None) -> bytes:
    """The brief as a file for a printer or a word processor: one sheet of `paper`, and another for what
    changed since the brief it was compared with."""
    page = page or lay_out(brief)
    changes = lay_out_changes(brief.since_last, page) if isinstance(brief, ComparedBrief) else None
    match format:
        case "pdf":
            return pdf(page, paper, changes)
        case "docx":
            from qa.printing.word import docx

            return docx(page, paper, changes)
    assert_never(format)


def brief_schema() -> str:
    """The JSON Schema of a brief as JSON, for programs that read one."""
    # With what a comparison adds, which only a compared brief has.
    schema = ComparedBrief.model_json_schema(mode="serialization")
    schema["required"].remove("since_last")
    schema["title"] = "Brief"
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=2)


@cache
def _html() -> Environment:
    environment = Environment(
        loader=PackageLoader("qa", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["printable"] = printable
    environment.filters["evidence"] = lambda citations: sources(citations, MAX_QUOTE_CHARS)
    return environment


@cache
def _markdown() -> Environment:
    # `finalize` sees every value on its way out, so no template can forget to escape one.
    return Environment(
        loader=PackageLoader("qa", "templates"),
        autoescape=False,
        finalize=_finalize,
        undefined=StrictUndefined,
    )


def _finalize(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, _Written):
        return escape_markdown(value)
    return value


def escape_markdown(text: str) -> str:
    """`text` on one line, with nothing in it that Markdown or HTML would read as a sign."""
    escaped = _MARKDOWN_SIGNS.sub(r"\\\1", printable(text))
    escaped = _AUTOLINK.sub(r"\\\g<0>", escaped)
    escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"^([-+=]|\d+[.)])", _first_sign, escaped)


def _first_sign(match: re.Match[str]) -> str:
    # At the start of a line these would make a list or a heading.
    return f"\\{match[0]}" if not match[0][0].isdigit() else f"{match[0][:-1]}\\{match[0][-1]}"


def _link(words: str, url: str) -> str:
    """A Markdown link to an address that `qa.briefing.links.safe_url` let through."""
    target = "".join(_URL_SIGNS.get(c, c) for c in url)
    return _Written(f"[{escape_markdown(words)}](<{target}>)")


def _address(url: str | None) -> str | None:
    return shown_address(url) if url else None


def _notes(numbers: Sequence[int]) -> str:
    """Footnote marks, which readers of Markdown show as raised numbers that lead to the quotes."""
    return _Written("".join(f"[^{n}]" for n in numbers))


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
