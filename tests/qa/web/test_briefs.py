"""The brief beside the chat: what it is about, how it grows, that its numbers open its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import EmbedderError
from index.models import Filters, Span
from qa.citations import verbatim
from qa.models import Brief
from qa.phrasing.live import Listener
from qa.settings import Settings
from qa.web import briefs, handlers
from qa.web.briefs import brief_message, file_stem
from qa.web.handlers import NotUsable, Session
from qa.web.messages import escape
from qa.web.viewer import View
from tests.qa.web.web_fakes import STRIKE, WALKOUT, FakeService, make_article, place

LINK = re.compile(r"\[\\\[(\d+)\\\]\]\(#cite-([\w-]+)\)")
WITH_MODEL = Settings(home=Path(), llm="ollama/any")


def ask(service: FakeService, session: Session, question: str) -> None:
    """Asks, and waits for the answer."""
    list(handlers.ask(service, session, question, Filters()))


def written(service: FakeService, session: Session, label: str) -> tuple[str, View]:
    """The whole brief, which is all that comes without a model."""
    ((markdown, view, may_stop),) = briefs.write_brief(service, session, label)
    assert not may_stop
    return markdown, view


def test_a_brief_is_about_what_is_open_cited_or_asked() -> None:
    service, session = FakeService(), Session()
    assert briefs.brief_scopes(session) == []
    ask(service, session, "strike")
    handlers.open_article(service, session, "a2")
    scopes = {scope.label: (scope.article_ids, scope.topic) for scope in briefs.brief_scopes(session)}
    assert scopes == {
        "The open article": (("a2",), None),
        "The cited article": (("a1",), None),
        "The last question": ((), "strike"),
    }
    with pytest.raises(NotUsable):
        written(service, session, "Everything")


def test_the_numbers_of_a_brief_open_its_words_beside_those_of_the_answers() -> None:
    service, session = FakeService(), Session()
    ask(service, session, "strike")
    markdown, view = written(service, session, "The cited article")
    keys = {key for _, key in LINK.findall(markdown)}
    assert keys
    assert all(key.startswith("brief1-") for key in keys)
    for key in keys:
        at = session.places[key]
        assert escape(Span(at.start, at.end).of(STRIKE)) in markdown
        assert handlers.open_citation(service, session, key)["open"]
    assert handlers.open_citation(service, session, "1-1")["open"]
    assert [each["file"].rpartition(".")[2] for each in view["downloads"]] == [
        "pdf",
        "docx",
        "md",
        "html",
        "json",
    ]


def test_wire_copies_with_the_same_words_keep_their_own_numbers() -> None:
    copies = [replace(make_article(n, "Port shut", STRIKE, "Wire", None), article_id=f"w{n}") for n in (1, 2)]
    statements = [verbatim(each, place(each, WALKOUT)) for each in copies]
    brief = FakeService().brief(["a1"]).model_copy(update={"bottom_line": statements})
    message = brief_message(brief, "b")
    assert [at.article_id for at in message.places.values()] == ["w1", "w2"]
    assert [number for number, _ in LINK.findall(message.markdown)] == ["1", "2"]


def test_an_article_cannot_write_into_its_brief() -> None:
    service, session = FakeService(), Session()
    handlers.open_article(service, session, "a3")
    markdown, _ = written(service, session, "The open article")
    ours = {f"#cite-{key}" for key in session.places}
    assert set(re.findall(r"\]\(([^)]*)\)", markdown)) <= ours
    assert not re.search(r"<(?!/?(div|p|ol|li|a|span)\b)|`|\$|!\[", markdown)


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Dockworkers shut Port of Velmar", "brief-dockworkers-shut-port-of-velmar"),
        ("../../etc/passwd", "brief-etc-passwd"),
        ("漢字", "brief"),
        ("x" * 200, "brief-" + "x" * 50),
    ],
)
def test_file_names_are_plain(title: str, stem: str) -> None:
    assert file_stem(title) == stem


def test_with_a_model_the_brief_grows_and_stopping_keeps_what_passed() -> None:
    service, session = FakeService(settings=WITH_MODEL), Session(open_id="a1")
    steps = briefs.write_brief(service, session, "The open article")
    empty, grown = next(steps), next(steps)
    assert [may_stop for _, _, may_stop in (empty, grown)] == [True, True]
    assert escape(STRIKE[:40].strip()) not in empty[0]
    assert escape(STRIKE[:40].strip()) in grown[0]
    assert "Writing the brief: people" in next(steps)[0]
    ((_, key),) = LINK.findall(grown[0])
    assert handlers.open_citation(service, session, key)["open"]
    assert not service.stopped.is_set()
    briefs.stop_brief(session)
    ((whole, view, may_stop),) = steps
    assert service.stopped.is_set()
    assert escape(STRIKE[:40].strip()) in whole
    assert view["downloads"]
    assert not may_stop


def test_the_brief_and_the_answer_are_stopped_apart() -> None:
    asking, writing = Session(), Session()
    handlers.stop(asking)
    briefs.stop_brief(writing)
    assert (asking.is_stopped, asking.is_brief_stopped) == (True, False)
    assert (writing.is_stopped, writing.is_brief_stopped) == (False, True)


def test_a_reader_who_leaves_stops_the_brief_too() -> None:
    service = FakeService(settings=WITH_MODEL)
    steps = briefs.write_brief(service, Session(open_id="a1"), "The open article")
    next(steps), next(steps)
    steps.close()
    assert service.stopped.wait(10)


def test_a_failure_leaves_the_lines_that_were_shown_and_nothing_to_stop() -> None:
    class Failing(FakeService):
        def brief(
            self,
            article_ids: Sequence[str],
            topic: str | None = None,
            *,
            listener: Listener | None = None,
        ) -> Brief:
            assert listener is not None
            listener.show(verbatim(self.article("a1"), Span(0, 40)))
            raise EmbedderError("The embedder is damaged")

    steps = briefs.write_brief(Failing(settings=WITH_MODEL), Session(open_id="a1"), "The open article")
    shown = [next(steps), next(steps), next(steps)]
    with pytest.raises(EmbedderError):
        next(steps)
    markdown, _, may_stop = shown[-1]
    assert escape(STRIKE[:40].strip()) in markdown
    assert "gw-growing" not in markdown
    assert not may_stop
