"""What happens on the page: plain functions between the service and the components. No gradio here.

Each takes the session of one browser tab and values, and returns values. Whatever comes from the page is
untrusted: any client can call these with anything, so ids are looked up, never believed.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import GroundwireError
from index.formats import KINDS
from index.models import Article, ArticleInfo, Filters, Span
from qa.conversing.turns import Turn
from qa.models import Abstained, Answer, Statement
from qa.web.listening import heard
from qa.web.messages import (
    CitedPlace,
    escape,
    render_answer,
    render_failure,
    render_growing,
    render_question,
)
from qa.web.needs import ChatService, FailedInput, OnProgress
from qa.web.viewer import View, article_view, library_view

log = logging.getLogger(__name__)

QUESTION_CHARS = 2_000
TURNS_KEPT = 100
TURNS_LEANT_ON = 6  # what a follow-up can mean
EXAMPLES_SHOWN = 3

PENDING = '<div class="gw-pending">Reading the articles</div>'

Messages = list[dict[str, str]]


@dataclass(slots=True)
class Session:
    """What one browser tab has done. It lives in memory, for as long as the tab is known."""

    messages: Messages = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    places: dict[str, CitedPlace] = field(default_factory=dict)
    answers: int = 0
    briefs: int = 0
    question: str = ""
    cited_ids: tuple[str, ...] = ()
    open_id: str | None = None
    opened: int = 0
    is_stopped: bool = False
    is_brief_stopped: bool = False
    is_left: bool = False  # for a new conversation: what is still being answered is for nobody


class NotUsable(GroundwireError):
    """Something the person typed or chose cannot be used; `str()` says what to do."""


def ask(
    service: ChatService, session: Session, question: str, filters: Filters
) -> Generator[Messages, None, None]:
    """Yields the conversation as it grows: with the question, each statement as it is settled, the answer."""
    try:
        question = require_question(question)
    except NotUsable as error:
        yield [*session.messages, _said(render_failure(str(error)))]
        return
    session.messages = [*session.messages, _asked(render_question(question))]
    session.is_stopped = False
    yield [*session.messages, _said(PENDING)]
    settled: list[Statement] = []
    try:
        for item in heard(
            lambda listener: service.ask(question, filters, session.turns, listener),
            lambda: session.is_stopped,
        ):
            if isinstance(item, Statement):
                settled.append(item)
                growing = render_growing(settled, str(session.answers + 1))
                session.places |= growing.places
                yield [*session.messages, _said(growing.markdown)]
            elif not isinstance(item, str):
                _remember(session, question, item)
    except GroundwireError as error:
        _break_off(session, settled, str(error))
    except Exception as error:
        # Whatever it was, the page takes the next question.
        log.exception("an answer broke off")
        why = f"The answer broke off ({type(error).__name__}): ask again; the cause stands in the terminal"
        _break_off(session, settled, why)
    session.messages = session.messages[-2 * TURNS_KEPT :]
    yield session.messages


def stop(session: Session) -> None:
    """The language model writes no more; the articles' own sentences end the answer."""
    session.is_stopped = True


def begin_anew(before: Session) -> Session:
    """A conversation without a past; an answer that is being written to the one before ends unshown.

    Numbers in a brief that is still on the page go on leading to their places.
    """
    before.is_left = before.is_stopped = before.is_brief_stopped = True
    return Session(places=before.places, answers=before.answers + 1, briefs=before.briefs)


def require_question(question: object) -> str:
    """The question without white space around it.

    Raises:
        NotUsable: if it is empty or longer than `QUESTION_CHARS`.
    """
    text = question.strip() if isinstance(question, str) else ""
    if not text:
        raise NotUsable("The question is empty", hint="type what you want to know")
    if len(text) > QUESTION_CHARS:
        raise NotUsable(
            f"The question has {len(text):,} characters", hint=f"keep it under {QUESTION_CHARS:,} characters"
        )
    return text


def require_filters(since: str | None, until: str | None, publishers: Sequence[str] | None) -> Filters:
    """The filters as typed on the page.

    Raises:
        NotUsable: if a bound is not an ISO day, or they are reversed.
    """
    first, last = _require_day("From", since), _require_day("Until", until)
    if first and last and first > last:
        raise NotUsable(f"From {first} is after until {last}", hint="swap them")
    return Filters(since=first, until=last, publishers=tuple(publishers or ()))


def open_citation(service: ChatService, session: Session, citation_id: object) -> View:
    """The cited article, its cited words marked. The version is the one that was cited.

    Raises:
        NotUsable: if this session was never given that citation.
        GroundwireError: if the article is not there any more.
    """
    place = session.places.get(citation_id) if isinstance(citation_id, str) else None
    if place is None:
        raise NotUsable("This citation is not part of this conversation", hint="ask again")
    article = service.article(place.article_id, place.version)
    return _opened(service, session, article, Span(place.start, place.end))


def open_article(service: ChatService, session: Session, article_id: object) -> View:
    """The current version of an article of the library.

    Raises:
        GroundwireError: if there is no such article.
    """
    if not isinstance(article_id, str) or not article_id:
        raise NotUsable("No article was chosen", hint="choose one from the list")
    return _opened(service, session, service.article(article_id), None)


def list_articles(service: ChatService, session: Session, search: str) -> View:
    """The library list for `search`; a library that cannot be read says so in the list."""
    try:
        return library_view(service.articles(), search, session.open_id)
    except GroundwireError as error:
        return {**library_view((), "", None), "empty": False, "notice": str(error)}


def known_articles(service: ChatService) -> Sequence[ArticleInfo]:
    """The articles of the library; none where it cannot be read, which the list says."""
    try:
        return service.articles()
    except GroundwireError:
        return ()


def publishers(articles: Sequence[ArticleInfo]) -> list[str]:
    """Every publisher once, by name."""
    return sorted({info.publisher for info in articles if info.publisher})


def example_questions(articles: Sequence[ArticleInfo]) -> list[str]:
    """Questions that the newest articles can answer; none for an empty library."""
    newest = sorted(articles, key=lambda info: info.published_at or "", reverse=True)
    titles = dict.fromkeys(info.title for info in newest if info.title and info.twin_of is None)
    return [f"What is known about “{title}”?" for title in list(titles)[:EXAMPLES_SHOWN]]


def add_files(
    service: ChatService, paths: Sequence[str] | None, progress: OnProgress | None = None
) -> list[View]:
    """Takes the uploaded files in; one line for each, with its kind and what became of it."""
    if not paths:
        return []
    try:
        report = service.add(list(paths), progress=progress)
    except GroundwireError as error:
        return [{"kind": "failed", "name": "", "what": str(error)}]
    lines = [_line("added", each.title, f"added, {_passages(each.passages)}") for each in report.added]
    lines += [_line("added", each.title, "new version added") for each in report.updated]
    lines += [_line("known", each.title, "already there") for each in report.unchanged]
    lines += [_line("noted", file_name(each.input), each.note) for each in report.notes]
    # The path of an upload is ours, not the person's: only the name of the file means something.
    lines += [_line("failed", file_name(each.input), _reason(each)) for each in report.failed]
    return lines


def file_name(source: str) -> str:
    """The last part of a path or an address."""
    return Path(source).name or source


def welcome(articles: Sequence[ArticleInfo]) -> str:
    """What the conversation shows before the first question."""
    if not articles:
        kinds = ", ".join(sorted({suffix.removeprefix(".") for suffix in KINDS}))
        return (
            "### Start with some articles\n\n"
            f"Drop news articles under *Add articles*. Files it reads: {kinds}. "
            "From a terminal, `groundwire add FOLDER` takes in a whole folder.\n\n"
            "Then ask. Every sentence of an answer shows the words it rests on; "
            "what the articles do not say stays open."
        )
    count = "one article" if len(articles) == 1 else f"{len(articles):,} articles"
    return (
        f"### Ask {escape(count)}\n\n"
        "Every sentence of an answer shows the words it rests on. A number opens the article at that place."
    )


def _remember(session: Session, question: str, answer: Answer) -> None:
    session.answers += 1
    message = render_answer(answer, str(session.answers))
    session.messages = [*session.messages, _said(message.markdown)]
    session.places |= message.places
    session.turns = [*session.turns, Turn(question, answer)][-TURNS_LEANT_ON:]
    session.question = answer.read_as or question
    cited = () if isinstance(answer, Abstained) else message.places.values()
    session.cited_ids = tuple(dict.fromkeys(place.article_id for place in cited))


def _break_off(session: Session, settled: Sequence[Statement], why: str) -> None:
    """Ends an answer that cannot be whole: what was shown once stays."""
    kept = [_said(render_growing(settled, str(session.answers + 1), is_over=True).markdown)]
    session.messages += [*(kept if settled else []), _said(render_failure(why))]
    session.answers += 1


def _opened(service: ChatService, session: Session, article: Article, hit: Span | None) -> View:
    session.open_id = article.article_id
    session.opened += 1
    return article_view(article, hit, session.opened, service.superseded(article))


def _require_day(name: str, text: str | None) -> str | None:
    day = (text or "").strip()
    if not day:
        return None
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise NotUsable(f"{name} {day!r} is not a day", hint="write it as 2025-03-14") from None


def _asked(markdown: str) -> dict[str, Any]:
    return {"role": "user", "content": markdown}


def _said(markdown: str) -> dict[str, Any]:
    return {"role": "assistant", "content": markdown}


def _line(kind: str, name: str, what: str) -> View:
    return {"kind": kind, "name": name, "what": what}


def _passages(count: int) -> str:
    return "1 passage" if count == 1 else f"{count} passages"


def _reason(failed: FailedInput) -> str:
    """The error without the folder that the upload was kept in."""
    return failed.error.replace(str(Path(failed.input).parent) + "/", "")
