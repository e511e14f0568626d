"""Briefs as they are read beside the chat: what stands on the page, with numbers that open the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from qa.briefing.page import lay_out
from qa.briefing.page_parts import Line, Page, Section, citation_key
from qa.models import Brief, Citation
from qa.render import Format, render_brief
from qa.web.messages import Message, Numbering, citation_list, escape, number_links

# Ending, label, media type.
_FORMS: tuple[tuple[Format, str, str], ...] = (
    ("md", "Markdown", "text/markdown"),
    ("html", "HTML", "text/html"),
    ("json", "JSON", "application/json"),
)


def brief_message(brief: Brief, brief_id: str) -> Message:
    """The brief as Markdown with linked numbers, and the places they lead to."""
    page = lay_out(brief)
    numbering = _numbering(brief, page, brief_id)
    blocks = [f"# {escape(page.title)}", f"*{' · '.join(escape(part) for part in page.about)}*"]
    blocks += [f"**{_line(line, numbering)}**" for line in page.bottom_line]
    for section in page.sections:
        blocks += _section(section, numbering)
    blocks += citation_list("Evidence", numbering)
    if page.not_stated:
        named = "; ".join(page.not_stated)
        more = f"; {page.n_more_not_stated} more" if page.n_more_not_stated else ""
        blocks.append(f"**Not stated** {escape(named + more)}")
    return Message("\n\n".join(blocks), numbering.places())


def downloads(brief: Brief) -> list[dict[str, str]]:
    """Each form of the brief with its label, file name, media type and text."""
    stem = file_stem(brief.title)
    return [
        {"label": label, "file": f"{stem}.{ending}", "type": kind, "text": render_brief(brief, ending)}
        for ending, label, kind in _FORMS
    ]


def file_stem(title: str) -> str:
    """A short file name that every system takes: `brief-` and words of `title`."""
    words = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
    return f"brief-{words[:50].strip('-')}" if words else "brief"


def _section(section: Section, numbering: Numbering) -> list[str]:
    if section.is_inline:
        body = "; ".join(_line(line, numbering) for line in section.lines)
    else:
        body = "\n".join(f"- {_line(line, numbering)}" for line in section.lines)
    blocks = [f"## {escape(section.title)}", body]
    if section.shown_above:
        blocks.append(" ".join(["Said above", *number_links(section.shown_above, numbering)]))
    if section.n_more:
        blocks.append(f"*{section.n_more} more in the JSON*")
    return blocks


def _line(line: Line, numbering: Numbering) -> str:
    label = f"**{escape(line.label)}** " if line.label else ""
    note = f" ({escape(line.note)})" if line.note else ""
    return "\N{NO-BREAK SPACE}".join(
        [f"{label}{escape(line.words)}{note}", *number_links(line.numbers, numbering)]
    )


def _numbering(brief: Brief, page: Page, brief_id: str) -> Numbering:
    """The page's numbers with the citations they stand for; the page itself keeps only their words."""
    by_words: dict[tuple[str, str, str], dict[Any, Citation]] = {}
    for citation in _citations(brief):
        words = (" ".join(citation.quote.split()), citation.title, citation.publisher or "")
        by_words.setdefault(words, {}).setdefault(citation_key(citation), citation)
    numbered = sorted(
        (number, quote, source.title, source.publisher or "")
        for source in page.sources
        for number, quote in source.quotes
    )
    numbering = Numbering(brief_id)
    for _, quote, title, publisher in numbered:
        # The same words twice under one title are two places, each taken once.
        places = by_words[quote, title, publisher]
        numbering.number(places.pop(next(iter(places))))
    return numbering


def _citations(value: Any) -> Iterator[Citation]:
    """Every citation in a document, in the order of its fields."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _citations(getattr(value, name))
    elif isinstance(value, list):
        for each in value:
            yield from _citations(each)
