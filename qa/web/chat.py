"""The layout of the page, and which handler each part of it calls. No logic here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from index.errors import GroundwireError
from index.ingest import Step
from qa.web import briefs, handlers
from qa.web.handlers import Session
from qa.web.messages import escape_sentence
from qa.web.needs import ChatService
from qa.web.viewer import View, asset, no_article

_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]

# A page for a few readers: enough that nobody waits for another's answer, few enough for a small machine.
_ASKING, _WRITING = 4, 1
_QUEUED = 64
_CACHE_S = 3_600

# Gradio hands a tracker of its own to every call whose default is one.
_PROGRESS = gr.Progress()


@dataclass(frozen=True, slots=True)
class _Library:
    search: Any
    articles: Any
    files: Any
    added: Any


@dataclass(frozen=True, slots=True)
class _Conversation:
    chat: Any
    question: Any
    since: Any
    until: Any
    publishers: Any
    restart: Any


@dataclass(frozen=True, slots=True)
class _Reading:
    tabs: Any
    viewer: Any
    scope: Any
    write: Any
    stop: Any
    brief: Any
    downloads: Any


def theme() -> Any:
    """The theme: fonts of the reader's own system, so that none is loaded."""
    return gr.themes.Base(font=_SANS, font_mono=["ui-monospace", "Menlo", "monospace"], radius_size="sm")


def build_page(service: ChatService) -> Any:
    """The page as `gr.Blocks`."""
    with gr.Blocks(
        title="Groundwire", analytics_enabled=False, fill_width=True, delete_cache=(_CACHE_S, _CACHE_S)
    ) as page:
        session = gr.State(Session())
        gr.HTML(html_template=asset("masthead.html"), js_on_load=None, elem_id="gw-masthead")
        with gr.Row(elem_id="gw-columns"):
            library = _library_column()
            conversation = _conversation_column()
            reading = _reading_column()
        _wire(page, _Events(service), session, library, conversation, reading)
    page.queue(max_size=_QUEUED, default_concurrency_limit=_ASKING)
    return page


def _library_column() -> _Library:
    with gr.Column(elem_id="gw-library", min_width=220):
        gr.Markdown("## Articles")
        search = gr.Textbox(
            placeholder="Search titles, publishers, dates",
            label="Search the articles",
            show_label=False,
            container=False,
            max_length=200,
            elem_id="gw-search",
        )
        articles = _drawn("library.js", {"articles": []}, elem_id="gw-articles")
        files = gr.File(label="Add articles", file_count="multiple", elem_id="gw-files", height=120)
        added = _drawn("added.js", {"lines": []}, elem_id="gw-added")
    return _Library(search, articles, files, added)


def _conversation_column() -> _Conversation:
    with gr.Column(elem_id="gw-conversation", min_width=300):
        chat = gr.Chatbot(
            elem_id="gw-chat",
            show_label=False,
            container=False,
            height="100%",
            layout="panel",
            autoscroll=False,
            latex_delimiters=[],
            allow_file_downloads=False,
            feedback_options=None,
            buttons=[],
        )
        question = gr.Textbox(
            placeholder="Ask about these articles",
            label="Question",
            show_label=False,
            container=False,
            lines=1,
            max_lines=5,
            max_length=handlers.QUESTION_CHARS,
            submit_btn="Ask",
            autofocus=True,
            elem_id="gw-question",
        )
        with gr.Row(elem_id="gw-below"):
            with gr.Accordion("Only some articles", open=False, elem_id="gw-filters"):
                with gr.Row():
                    since = gr.Textbox(label="From", placeholder="2025-03-14", max_length=10, min_width=120)
                    until = gr.Textbox(label="Until", placeholder="2025-12-31", max_length=10, min_width=120)
                publishers = gr.Dropdown(label="Publishers", choices=[], multiselect=True)
            restart = gr.Button("New conversation", size="sm", elem_id="gw-restart", min_width=140)
    return _Conversation(chat, question, since, until, publishers, restart)


def _reading_column() -> _Reading:
    with gr.Column(elem_id="gw-reading", min_width=300), gr.Tabs(selected="article") as tabs:
        # The viewer's script listens for citations: it must be mounted even while the brief is shown.
        with gr.Tab("Article", id="article", render_children=True):
            viewer = _drawn("viewer.js", no_article(), elem_id="gw-viewer")
        with gr.Tab("Brief", id="brief", render_children=True):
            scope = gr.Radio(label="One page on", choices=[], elem_id="gw-scope")
            write = gr.Button("Write brief", variant="primary", size="sm", elem_id="gw-write")
            # In its place while a language model writes.
            stop = gr.Button("Stop", size="sm", elem_id="gw-stop", visible=False)
            downloads = _drawn("downloads.js", {"downloads": []}, elem_id="gw-downloads")
            brief = gr.Markdown(elem_id="gw-brief", latex_delimiters=[])
    return _Reading(tabs, viewer, scope, write, stop, brief, downloads)


def _drawn(script: str, value: View, elem_id: str) -> Any:
    """A part that its script draws from the value. The template is constant: see `assets/dom.js`."""
    return gr.HTML(
        value=value,
        html_template='<div class="gw-mount"></div>',
        js_on_load=asset("dom.js") + asset(script),
        elem_id=elem_id,
    )


class _Events:
    """Between Gradio's events and the handlers: unpacks, calls, packs."""

    def __init__(self, service: ChatService) -> None:
        self.service = service

    def load(self, session: Session, search: str) -> tuple[Any, Any, Any]:
        view = handlers.list_articles(self.service, session, search)
        infos = handlers.known_articles(self.service)
        examples = [{"text": question} for question in handlers.example_questions(infos)]
        chat = gr.update(placeholder=handlers.welcome(infos), examples=examples)
        return view, chat, gr.update(choices=handlers.publishers(infos))

    def search(self, search: str, session: Session) -> View:
        return handlers.list_articles(self.service, session, search)

    def ask(
        self, question: str, since: str, until: str, publishers: list[str], session: Session
    ) -> Iterator[tuple[Any, ...]]:
        try:
            filters = handlers.require_filters(since, until, publishers)
        except GroundwireError as error:
            gr.Warning(escape_sentence(str(error)))
            yield gr.skip(), gr.skip(), session, gr.skip()
            return
        typed = gr.update(value="", submit_btn=False, stop_btn="Stop")
        for messages in handlers.ask(self.service, session, question, filters):
            if session.is_left:
                break
            yield messages, typed, session, self._scopes(session)
            typed = gr.skip()
        kept = gr.skip() if session.is_left else session
        yield gr.skip(), gr.skip(), kept, gr.skip()

    def ask_example(
        self, since: str, until: str, publishers: list[str], session: Session, event: gr.SelectData
    ) -> Iterator[tuple[Any, ...]]:
        yield from self.ask(event.value["text"], since, until, publishers, session)

    def ready(self) -> Any:
        """The question box as it is while nothing is asked."""
        return gr.update(submit_btn="Ask", stop_btn=False)

    def open_citation(self, session: Session, search: str, event: gr.EventData) -> tuple[Any, ...]:
        return self._open(handlers.open_citation, session, search, event._data.get("cite"))

    def open_article(self, session: Session, search: str, event: gr.EventData) -> tuple[Any, ...]:
        return self._open(handlers.open_article, session, search, event._data.get("article"))

    def add(self, paths: list[str] | None, progress: Any = _PROGRESS) -> tuple[View, None]:
        def report(step: Step) -> None:
            progress((step.done, step.total), desc=handlers.file_name(step.name), unit="files")

        return {"lines": handlers.add_files(self.service, paths, report)}, None

    def write_brief(self, label: str | None, session: Session) -> Iterator[tuple[Any, ...]]:
        try:
            for markdown, view, may_stop in briefs.write_brief(self.service, session, label):
                yield markdown, view, gr.update(visible=not may_stop), gr.update(visible=may_stop)
        except GroundwireError as error:
            gr.Warning(escape_sentence(str(error)))
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()

    def restart(self, before: Session) -> tuple[Any, ...]:
        session = handlers.begin_anew(before)
        return [], session, self._scopes(session)

    def _open(self, handler: Any, session: Session, search: str, key: object) -> tuple[Any, ...]:
        try:
            view = handler(self.service, session, key)
        except GroundwireError as error:
            gr.Warning(escape_sentence(str(error)))
            return gr.skip(), gr.skip(), session, gr.skip(), gr.skip()
        listed = handlers.list_articles(self.service, session, search)
        return view, gr.Tabs(selected="article"), session, self._scopes(session), listed

    def _scopes(self, session: Session) -> Any:
        labels = [scope.label for scope in briefs.brief_scopes(session)]
        return gr.update(choices=labels, value=labels[0] if labels else None)


def _wire(
    page: Any,
    events: _Events,
    session: Any,
    library: _Library,
    conversation: _Conversation,
    reading: _Reading,
) -> None:
    # Hidden from the API listing; every handler still checks what it is given, for any client can call it.
    private = {"api_visibility": "private", "show_progress": "hidden"}
    filters = [conversation.since, conversation.until, conversation.publishers]
    overview = [library.articles, conversation.chat, conversation.publishers]
    page.load(events.load, [session, library.search], overview, **private)
    page.load(None, js=asset("chat.js"))
    library.search.input(
        events.search, [library.search, session], library.articles, trigger_mode="always_last", **private
    )

    answered = [conversation.chat, conversation.question, session, reading.scope]
    asking = {"concurrency_limit": _ASKING, "concurrency_id": "ask", **private}
    typed = conversation.question.submit(
        events.ask, [conversation.question, *filters, session], answered, **asking
    )
    conversation.question.stop(handlers.stop, session, None, queue=False, **private)
    chosen = conversation.chat.example_select(events.ask_example, [*filters, session], answered, **asking)
    # The page takes no question before it has heard that the last one ended: no button that does nothing.
    for asked in (typed, chosen):
        asked.then(events.ready, None, conversation.question, queue=False, **private)
    conversation.restart.click(
        events.restart, session, [conversation.chat, session, reading.scope], **private
    )

    opened = [reading.viewer, reading.tabs, session, reading.scope, library.articles]
    reading.viewer.select(events.open_citation, [session, library.search], opened, **private)
    library.articles.select(events.open_article, [session, library.search], opened, **private)

    library.files.upload(
        events.add,
        library.files,
        [library.added, library.files],
        concurrency_limit=_WRITING,
        api_visibility="private",
        show_progress_on=library.added,
    ).then(events.load, [session, library.search], overview, **private)
    reading.write.click(
        events.write_brief,
        [reading.scope, session],
        [reading.brief, reading.downloads, reading.write, reading.stop],
        concurrency_limit=_WRITING,
        api_visibility="private",
        show_progress_on=reading.brief,
    )
    reading.stop.click(briefs.stop_brief, session, None, queue=False, **private)
