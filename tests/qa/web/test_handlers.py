"""The page's handlers with a fake service: what is shown, and what an article cannot do to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.errors import EmbedderError, UnknownArticle
from index.models import ArticleInfo, Filters
from qa.conversing.turns import Turn
from qa.models import Answer
from qa.phrasing.live import Listener
from qa.web import handlers
from qa.web.handlers import Messages, NotUsable, Session
from qa.web.messages import escape
from tests.qa.web.web_fakes import (
    ARTICLES,
    LAYOFFS,
    STRIKE,
    WALKOUT,
    FakeService,
    place,
    strike_answer,
)


def ask(service: FakeService, session: Session, question: str) -> str:
    """The last message after `question`."""
    steps: list[Messages] = list(handlers.ask(service, session, question, Filters()))
    return steps[-1][-1]["content"]


# The session


def test_a_question_is_shown_before_its_answer_and_the_turns_stay() -> None:
    service, session = FakeService(), Session()
    first = list(handlers.ask(service, session, "  strike <b>?  ", Filters(since="2025-01-01")))
    assert first[0][0] == {"role": "user", "content": "strike &#60;b&#62;&#63;"}
    assert first[0][1]["content"] == handlers.PENDING
    assert "gw-answered" in first[-1][1]["content"]
    assert service.asked == [("strike <b>?", Filters(since="2025-01-01"))]
    ask(service, session, "offer")
    assert [each["role"] for each in session.messages] == ["user", "assistant"] * 2
    assert not any(handlers.PENDING in each["content"] for each in session.messages)


def test_citations_of_one_session_are_unknown_in_another() -> None:
    service, mine, other = FakeService(), Session(), Session()
    ask(service, mine, "strike")
    assert handlers.open_citation(service, mine, "1-1")["open"]
    with pytest.raises(NotUsable, match="ask again"):
        handlers.open_citation(service, other, "1-1")


def test_citations_of_earlier_answers_still_open() -> None:
    service, session = FakeService(), Session()
    ask(service, session, "strike")
    ask(service, session, "offer")
    assert handlers.open_citation(service, session, "1-2")["title"] == ARTICLES[0].title
    assert handlers.open_citation(service, session, "2-1")["title"] == ARTICLES[1].title
    assert session.cited_ids == ("a2",)


@pytest.mark.parametrize("forged", ["", "1-99", "../etc/passwd", None, 7, ["1-1"], {"cite": "1-1"}])
def test_a_forged_citation_is_refused(forged: object) -> None:
    service, session = FakeService(), Session()
    ask(service, session, "strike")
    with pytest.raises(NotUsable):
        handlers.open_citation(service, session, forged)


@pytest.mark.parametrize("forged", ["", "zz", None, 7, ["a1"]])
def test_a_forged_article_is_refused(forged: object) -> None:
    with pytest.raises((NotUsable, UnknownArticle)):
        handlers.open_article(FakeService(), Session(), forged)


def test_a_failing_service_answers_with_its_one_line_and_keeps_the_question() -> None:
    class Failing(FakeService):
        def _answer(self, question: str) -> Answer:
            raise EmbedderError("The embedder is <b>damaged</b>", hint="run `make install` again")

    session = Session()
    message = ask(Failing(), session, "strike")
    assert "gw-failed" in message
    assert escape("The embedder is <b>damaged</b>; run `make install` again") in message
    assert len(session.messages) == 2


def test_what_nobody_foresaw_is_told_in_one_line_and_logged_whole(caplog: pytest.LogCaptureFixture) -> None:
    session = Session()
    message = ask(FakeService(), session, "a question that breaks")
    assert "gw-failed" in message
    assert escape("The answer broke off (RuntimeError): ask again") in message
    assert "nobody foresaw this" not in message
    assert "nobody foresaw this" in caplog.text
    assert "dockworkers walked off" in ask(FakeService(), session, "strike")


WRITING = "Checking what comes next"


def test_an_answer_grows_and_nothing_that_was_shown_is_taken_back() -> None:
    session = Session()
    steps = list(handlers.ask(FakeService(), session, "strike", Filters()))
    shown = [step[-1]["content"] for step in steps]
    assert [WRITING in each for each in shown] == [False, True, True, True, False]
    before = shown[1].partition('<p class="gw-growing">')[0]
    for each in shown[2:]:
        said = each.partition('<p class="gw-growing">')[0].partition('<div class="gw-citations">')[0]
        opening = before.partition("\n\n")[2].strip()
        assert said.partition("\n\n")[2].startswith(opening)
        before = said
    assert set(session.places) >= {"1-1", "1-2"}


def test_a_citation_opens_while_the_answer_grows() -> None:
    service, session = FakeService(), Session()
    steps = handlers.ask(service, session, "strike", Filters())
    next(steps)
    assert "#cite-1-1" in next(steps)[-1]["content"]
    assert handlers.open_citation(service, session, "1-1")["open"]
    steps.close()


def test_stopping_ends_the_answer_with_what_is_at_hand() -> None:
    session = Session()
    steps = handlers.ask(FakeService(), session, "slow strike", Filters())
    assert WRITING in [next(steps), next(steps)][-1][-1]["content"]
    handlers.stop(session)
    *_, last = steps
    assert "gw-answered" in last[-1]["content"]
    assert len(session.turns) == 1


def test_a_reader_who_leaves_stops_the_model_too() -> None:
    service = FakeService()
    steps = handlers.ask(service, Session(), "slow strike", Filters())
    next(steps), next(steps)
    steps.close()
    assert service.stopped.wait(10)


def test_a_failure_after_the_first_statement_leaves_it_standing() -> None:
    class Failing(FakeService):
        def ask(
            self,
            question: str,
            filters: Filters,
            history: Sequence[Turn] = (),
            listener: Listener | None = None,
        ) -> Answer:
            assert listener is not None
            listener.show(strike_answer(question).statements[0])
            raise EmbedderError("The embedder is damaged")

    session = Session()
    last = ask(Failing(), session, "strike")
    assert "gw-failed" in last
    assert escape(WALKOUT) in session.messages[-2]["content"]
    assert WRITING not in session.messages[-2]["content"]


@pytest.mark.parametrize("question", ["", "   ", "x" * 2_001, None, 4])
def test_a_question_that_is_empty_or_too_long_is_not_asked(question: object) -> None:
    service, session = FakeService(), Session()
    message = ask(service, session, question)  # type: ignore[arg-type]
    assert "gw-failed" in message
    assert service.asked == []
    assert session.messages == []


def test_filters_are_checked() -> None:
    filters = handlers.require_filters(" 2025-03-01 ", "", ["Velmar Observer"])
    assert filters == Filters(since="2025-03-01", publishers=("Velmar Observer",))
    assert handlers.require_filters(None, None, None).is_empty
    with pytest.raises(NotUsable, match="2025-03-14"):
        handlers.require_filters("yesterday", "", [])
    with pytest.raises(NotUsable, match="swap"):
        handlers.require_filters("2025-04-01", "2025-03-01", [])


# The library list


def test_examples_and_the_welcome_follow_the_library() -> None:
    infos = FakeService().articles()
    assert handlers.example_questions([]) == []
    assert len(handlers.example_questions(infos)) == 3
    assert "groundwire add FOLDER" in handlers.welcome([])
    assert handlers.welcome(infos).startswith("### Ask 3 articles")
    assert handlers.publishers(infos) == ["Lindhaven Quays", "Velmar Observer"]


def test_a_library_that_cannot_be_read_says_why() -> None:
    class Broken(FakeService):
        def articles(self) -> list[ArticleInfo]:
            raise EmbedderError("The library is damaged")

    view = handlers.list_articles(Broken(), Session(), "")
    assert view["notice"] == "The library is damaged"
    assert not view["empty"]
    assert handlers.known_articles(Broken()) == ()


# Adding


def test_every_file_gets_its_line_and_no_folder_is_told(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.bin"
    good.write_text("An article.")
    bad.write_bytes(b"\x00\x01")
    seen: list[tuple[int, int, str]] = []
    lines = handlers.add_files(
        FakeService(), [str(good), str(bad)], lambda step: seen.append((step.done, step.total, step.name))
    )
    assert lines == [
        {"kind": "added", "name": "good", "what": "added, 2 passages"},
        {"kind": "failed", "name": "bad.bin", "what": "bad.bin is not text"},
    ]
    assert seen == [(1, 2, "good.txt"), (2, 2, "bad.bin")]
    assert handlers.add_files(FakeService(), None) == []


def test_what_should_be_known_of_a_file_is_told_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text("Published 12/03/2026.")
    assert handlers.add_files(FakeService(), [str(tmp_path / "day.txt")]) == [
        {"kind": "added", "name": "day", "what": "added, 2 passages"},
        {"kind": "noted", "name": "day.txt", "what": "its date could not be read"},
    ]


def test_the_fake_quotes_the_stored_text() -> None:
    assert place(ARTICLES[0], LAYOFFS).of(STRIKE) == LAYOFFS
