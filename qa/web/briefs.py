"""Briefs as they are read beside the chat: what stands on the page, with numbers that open the words."""

from __future__ import annotations

import base64
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from qa.briefing.page import lay_out
from qa.briefing.page_parts import Line, Page, Section
from qa.models import Brief, Statement
from qa.render import PaperFormat, TextFormat, print_brief, render_brief
from qa.web.handlers import NotUsable, Session
from qa.web.listening import heard
from qa.web.messages import Message, Numbering, citation_list, escape, note, number_links
from qa.web.needs import ChatService
from qa.web.viewer import View

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


@dataclass(frozen=True, slots=True)
class BriefScope:
    """What a brief may be written about: the words of the choice, and what to ask of the service."""

    label: str
    article_ids: tuple[str, ...]
    topic: str | None


def brief_scopes(session: Session) -> list[BriefScope]:
    """What a brief can be about now: the open article, the cited articles, the last question."""
    scopes: list[BriefScope] = []
    if session.open_id is not None:
        scopes.append(BriefScope("The open article", (session.open_id,), None))
    if session.cited_ids:
        count = len(session.cited_ids)
        label = "The cited article" if count == 1 else f"The {count} cited articles"
        scopes.append(BriefScope(label, session.cited_ids, None))
    if session.question:
        scopes.append(BriefScope("The last question", (), session.question))
    return scopes


def write_brief(
    service: ChatService, session: Session, label: object
) -> Generator[tuple[str, View, bool], None, None]:
    """The brief as Markdown with linked numbers, what the download buttons need, whether it may be stopped.

    Where a language model writes, the lines it wrote come first, as they pass the check, and may be stopped
    by `stop_brief`; the last is the brief. Without a model that is all.

    Raises:
        NotUsable: if the choice is not one of `brief_scopes`.
        GroundwireError: if the brief cannot be written; what was shown of it stays.
    """
    scope = next((scope for scope in brief_scopes(session) if scope.label == label), None)
    if scope is None:
        raise NotUsable("There is nothing to write about yet", hint="open an article or ask a question first")
    session.is_brief_stopped = False
    session.briefs += 1
    settled: list[Statement] = []
    part = ""
    has_model = service.settings.llm != "none"
    if has_model:
        yield _growing(session, settled), {"downloads": []}, True
    try:
        for item in heard(
            lambda listener: service.brief(scope.article_ids, scope.topic, listener=listener),
            lambda: session.is_brief_stopped,
        ):
            if isinstance(item, Statement | str):
                settled += [item] if isinstance(item, Statement) else []
                part = item if isinstance(item, str) else part
                yield _growing(session, settled, part), {"downloads": []}, True
            else:
                message = brief_message(item, f"brief{session.briefs}")
                session.places |= message.places
                yield message.markdown, {"downloads": downloads(item)}, False
    except Exception:  # whatever it is, there is nothing to stop any more
        if has_model:
            yield _growing(session, settled, is_over=True), {"downloads": []}, False
        raise


def stop_brief(session: Session) -> None:
    """The language model writes no more; what passed the check goes into the brief."""
    session.is_brief_stopped = True


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
    if brief.usage.calls:
        blocks.append(note(brief.usage.words))
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


def _growing(session: Session, settled: Sequence[Statement], part: str = "", *, is_over: bool = False) -> str:
    """The lines a language model wrote so far. Their place in the brief is known only when it is whole: each
    takes that of the sentence it words."""
    # The brief counts anew: its numbers follow the page.
    numbering = Numbering(f"draft{session.briefs}")
    lines = [_settled(statement, numbering) for statement in settled]
    blocks = ["\n".join(f"- {line}" for line in lines)] if lines else []
    if not is_over:
        blocks.append(f'<p class="gw-growing">Writing the brief{f": {escape(part)}" if part else ""}</p>')
    session.places |= numbering.places()
    return "\n\n".join(blocks)


def _settled(statement: Statement, numbering: Numbering) -> str:
    numbers = [numbering.number(citation) for citation in statement.citations]
    return "\N{NO-BREAK SPACE}".join([escape(statement.text), *number_links(numbers, numbering)])


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
