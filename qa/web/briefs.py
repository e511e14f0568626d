"""Briefs as they are read beside the chat: what stands on the page, with numbers that open the words."""

from __future__ import annotations

import base64
import re

from qa.briefing.page import lay_out
from qa.briefing.page_parts import Line, Page, Section
from qa.models import Brief
from qa.render import PaperFormat, TextFormat, print_brief, render_brief
from qa.web.messages import Message, Numbering, citation_list, escape, number_links

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Ending, label, media type.
_ON_PAPER: tuple[tuple[PaperFormat, str, str], ...] = (
    ("pdf", "PDF", "application/pdf"),
    ("docx", "Word", _WORD),
)
_AS_TEXT: tuple[tuple[TextFormat, str, str], ...] = (
    ("md", "Markdown", "text/markdown"),
    ("html", "HTML", "text/html"),
    ("json", "JSON", "application/json"),
)


def brief_message(brief: Brief, brief_id: str) -> Message:
    """The brief as Markdown with linked numbers, and the places they lead to."""
    page = lay_out(brief)
    numbering = _numbering(page, brief_id)
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
    """Each form of the brief with its label, file name, media type and bytes in base 64."""
    stem, page = file_stem(brief.title), lay_out(brief)
    made = [(*form, print_brief(brief, form[0], page=page)) for form in _ON_PAPER]
    written = [(*form, render_brief(brief, form[0], page).encode()) for form in _AS_TEXT]
    return [
        {"label": label, "file": f"{stem}.{ending}", "type": kind, "base64": base64.b64encode(data).decode()}
        for ending, label, kind, data in (*made, *written)
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


def _numbering(page: Page, brief_id: str) -> Numbering:
    """The page's numbers with the citations they stand for."""
    numbering = Numbering(brief_id)
    for citation in page.citations:
        numbering.number(citation)
    return numbering
