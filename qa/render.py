"""Briefs and answers as Markdown, self-contained HTML and JSON.

Articles and models are not trusted: their words reach the templates as values only, escaped on the way out,
and a link is written for http(s) addresses alone. The HTML carries no script and loads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined

from qa.briefing.page import lay_out
from qa.briefing.page_parts import Line, Numbering, sources
from qa.models import Answer, Brief, Statement

Format = Literal["md", "html", "json"]

_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]{}#|~$!])")
_URL_SIGNS = {"(": "%28", ")": "%29", "[": "%5B", "]": "%5D", "*": "%2A", "_": "%5F", "~": "%7E", "|": "%7C"}


class _Written(str):
    """Markdown that is already escaped."""

    __slots__ = ()


def render_brief(brief: Brief, format: Format) -> str:
    """The brief as text in `format`. Markdown and HTML show what fits one A4 page; JSON has everything."""
    match format:
        case "json":
            return brief.model_dump_json(indent=2)
        case "html":
            return _html().get_template("brief.html.j2").render(page=lay_out(brief))
        case "md":
            return _tidy(
                _markdown().get_template("brief.md.j2").render(page=lay_out(brief), link=_link, cites=_cites)
            )
    assert_never(format)


def answer_markdown(answer: Answer) -> str:
    """An answer or an abstention as Markdown: statements with numbers, then the quotes they cite."""
    numbering = Numbering()
    lines = _lines(answer.statements, numbering)
    conflicts = [(c.about, _lines(c.sides, numbering)) for c in answer.conflicts]
    text = _markdown().get_template("answer.md.j2").render(
        answer=answer, lines=lines, conflicts=conflicts, sources=sources(numbering.citations),
        link=_link, cites=_cites,
    )  # fmt: skip
    return _tidy(text)


def _lines(statements: Sequence[Statement], numbering: Numbering) -> list[Line]:
    return [Line(s.text, numbering.of(s.citations)) for s in statements]


@cache
def _html() -> Environment:
    return Environment(
        loader=PackageLoader("qa", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


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
    one_line = " ".join(text.split())
    escaped = _MARKDOWN_SIGNS.sub(r"\\\1", one_line)
    escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"^([-+=]|\d+[.)])", _first_sign, escaped)


def _first_sign(match: re.Match[str]) -> str:
    # At the start of a line these would make a list or a heading.
    return f"\\{match[0]}" if not match[0][0].isdigit() else f"{match[0][:-1]}\\{match[0][-1]}"


def _link(url: str) -> str:
    """A Markdown link to an address that `qa.briefing.page.safe_url` let through."""
    target = "".join(_URL_SIGNS.get(c, c) for c in url)
    return _Written(f"[{escape_markdown(url)}](<{target}>)")


def _cites(numbers: Sequence[int]) -> str:
    return _Written("".join(f" \\[{n}\\]" for n in numbers))


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
