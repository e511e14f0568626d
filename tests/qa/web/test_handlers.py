"""The page's handlers with a fake service: what is shown, and what an article cannot do to it."""

from __future__ import annotations

import html
import re
import string
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import EmbedderError, UnknownArticle
from index.models import ArticleInfo, Filters, Span
from qa.citations import verbatim
from qa.conversation import Turn
from qa.live import Listener
from qa.models import Abstained, Answer, Answered, Short, Statement, Usage, Verdict
from qa.web import handlers
from qa.web.handlers import Messages, NotUsable, Session
from qa.web.messages import escape, readable_date, render_answer
from qa.web.viewer import article_view, library_view
from tests.qa.web.web_fakes import (
    ARTICLES,
    HOSTILE,
    LAYOFFS,
    OFFER,
    STRIKE,
    WALKOUT,
    FakeService,
    hit_view,
    make_article,
    place,
    strike_answer,
)

LINK = re.compile(r"\[\\\[(\d+)\\\]\]\(#cite-([\w-]+)\)")


def ask(service: FakeService, session: Session, question: str) -> str:
    """The last message after `question`."""
    steps: list[Messages] = list(handlers.ask(service, session, question, Filters()))
    return steps[-1][-1]["content"]


# Escaping


@given(st.text())
@example(HOSTILE)
@example("](#cite-1-1)")
@example("1. one\n2. two\n\n    code\n---\n# head")
def test_escaped_text_keeps_no_mark_that_markdown_or_html_knows(text: str) -> None:
    escaped = escape(text)
    marks = set(re.sub(r"&#\d+;", "", escaped)) & set(string.punctuation)
    assert not marks
    assert "\n" not in escaped
    assert not escaped.startswith(" ")


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp"])))
def test_escaped_text_reads_as_it_was(text: str) -> None:
    assert html.unescape(escape(text)) == text


def test_marks_that_turn_the_direction_of_text_are_left_out() -> None:
    assert escape("a\u202eb\u2066c") == "abc"


@given(st.text(min_size=1))
@example(HOSTILE)
def test_an_answer_has_no_markup_but_its_own(text: str) -> None:
    article = make_article(9, text, text + "x", text, text)
    hit = hit_view(1, article, article.text)
    answer = Abstained(question=text, reason=text, confidence=0.1, engine=text, hits=[hit])
    plain = answer.model_copy(update={"reason": "r", "engine": "e"})
    calm = make_article(9, "t", "x", "p", "2025-01-01")
    plain = plain.model_copy(update={"hits": [hit_view(1, calm, "x")]})
    assert _skeleton(answer) == _skeleton(plain)


def _skeleton(answer: Answer) -> list[str]:
    """The tags and Markdown links of an answer, without the text between them."""
    markdown = render_answer(answer, "1").markdown
    return re.findall(r"<[^>]*>|\]\([^)]*\)|!\[|`|\$", markdown)


# Answers


def test_the_calls_of_a_model_are_told_under_its_answer() -> None:
    answer = strike_answer("strike")
    assert "call" not in render_answer(answer, "1").markdown.rsplit("gw-note", 1)[1]
    spent = Usage(calls=2, prompt_tokens=900, completion_tokens=60)
    told = unescape(render_answer(answer.model_copy(update={"usage": spent}), "1").markdown)
    assert "confidence 0.91; 2 calls of the language model, 900 tokens read and 60 written" in told


def test_verbatim_sentences_are_quoted_and_phrased_ones_are_not() -> None:
    message = render_answer(strike_answer("q"), "1").markdown
    assert f"“{escape(LAYOFFS)}”" in message
    assert "“The stoppage costs" not in message
    assert "The stoppage costs about 6 million" in message


def test_the_same_place_keeps_its_number_and_every_link_has_its_place() -> None:
    message = render_answer(strike_answer("q"), "7")
    assert [number for number, _ in LINK.findall(message.markdown)] == ["1", "2", "3", "2"]
    assert {key for _, key in LINK.findall(message.markdown)} == set(message.places)
    for key, at in message.places.items():
        assert key.startswith("7-")
        assert Span(at.start, at.end).of(STRIKE)
    assert Span(message.places["7-1"].start, message.places["7-1"].end).of(STRIKE) == WALKOUT


def test_each_citation_is_listed_once_with_publisher_title_day_and_words() -> None:
    message = render_answer(strike_answer("q"), "1").markdown
    assert message.count("<li>") == 3
    assert message.count("Velmar Observer · 14 March 2025") == 3
    assert message.count("Dockworkers shut Port of Velmar") == 3
    assert f'<span class="gw-quote">“{escape(LAYOFFS)}”</span>' in message


def test_an_abstention_shows_the_closest_sentences_as_such_and_links_them() -> None:
    near = verbatim(make_article(1, "Strike", STRIKE, "Observer", None), Span(0, 40)).citations
    why = "The articles do not say for certain: nothing near it mentions “q”."
    answer = Abstained(
        question="q", reason=why, unanswered=["q"], confidence=0.3, engine="extractive", closest=near
    )
    message = render_answer(answer, "1")
    assert "### The articles do not say for certain\n\nNothing near it" in message.markdown
    assert "- q" not in message.markdown  # the question stands above
    assert "Closest, but not taken for an answer" in message.markdown
    assert f"“{escape(near[0].quote)}”" in message.markdown
    assert [(p.start, p.end) for p in message.places.values()] == [(0, 40)]


def test_an_abstention_says_so_with_its_reason_and_the_nearest_passages() -> None:
    service, session = FakeService(), Session()
    message = ask(service, session, "Who pays?")
    assert "gw-abstained" in message
    assert "### The articles do not say" in message
    assert escape("No passage says who will pay for the new cranes.") in message
    assert "Nearest passages" in message
    assert list(session.places) == ["1-1"]
    assert session.cited_ids == ()


def test_what_is_open_left_out_and_in_conflict_is_shown() -> None:
    service, session = FakeService(), Session()
    partial = ask(service, session, "What was the offer?")
    assert "**The articles leave open**" in partial
    assert "- whether the union confirmed the figure" in partial
    assert escape("1 statement was left out: not supported by the cited words.") in partial
    assert escape("The language model did not answer; these are the articles’ own words.") in partial
    conflict = ask(service, session, "wage?")
    assert "**The articles disagree: the size of the rise**" in conflict
    assert conflict.count(escape(OFFER)) == 2  # the statement and its citation; its side has the number only


def test_the_words_that_answer_are_marked_and_inert() -> None:
    text = "It cost <b>4</b> million crowns in all."
    cited = (
        strike_answer("q")
        .statements[0]
        .citations[0]
        .model_copy(update={"quote": text, "start": 10, "end": 10 + len(text)})
    )
    words = "<b>4</b> million crowns"
    at = 10 + text.index(words)
    short = Short(text=words, start=at, end=at + len(words))
    statement = Statement(text=text, citations=[cited], verdict=Verdict.VERBATIM, short=short)
    answer = Answered(question="q", confidence=0.5, engine="e", statements=[statement])
    marked = f'It cost <strong class="gw-short">{escape(words)}</strong> in all'
    assert marked in render_answer(answer, "1").markdown


def test_an_answer_without_citations_has_no_list() -> None:
    answer = Answered(question="q", confidence=0.5, engine="e")
    assert "gw-citations" not in render_answer(answer, "1").markdown


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


# The viewer


@given(st.text(alphabet="ab 😀é\n", min_size=1), st.data())
def test_the_runs_of_the_viewer_are_the_text_and_the_marked_ones_the_citation(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    view = article_view(make_article(1, "t", text, None, None), Span(start, end), 1)
    runs = [run for paragraph in view["paragraphs"] for run in paragraph["runs"]]
    assert "".join("".join(run["text"] for run in runs).split()) == "".join(text.split())
    marked = "".join(run["text"] for run in runs if run["is_hit"])
    assert "".join(marked.split()) == "".join(text[start:end].split())


def test_the_viewer_marks_by_code_points_and_counts_up() -> None:
    service, session = FakeService(), Session()
    ask(service, session, "strike")
    first = handlers.open_citation(service, session, "1-2")
    again = handlers.open_citation(service, session, "1-2")
    hits = [run["text"] for each in first["paragraphs"] for run in each["runs"] if run["is_hit"]]
    assert hits == [LAYOFFS]
    assert first["nonce"] != again["nonce"]
    assert (first["publisher"], first["byline"], first["date"]) == (
        "Velmar Observer",
        "Ines Calloway",
        "14 March 2025",
    )
    headings = [each["runs"] for each in first["paragraphs"] if each["is_heading"]]
    assert headings == [[{"text": "Ferries still running", "is_hit": False}]]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://news.example/1", "https://news.example/1"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://[", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_become_links(url: str | None, shown: str) -> None:
    article = make_article(1, "t", "x", None, None)
    view = article_view(replace(article, url=url, is_current=False), None, 1)
    assert view["url"] == shown
    assert "version 1" in view["notice"]


def test_hard_wrapped_lines_are_one_paragraph_where_blank_lines_part_them() -> None:
    wrapped = article_view(make_article(1, "t", "one\ntwo\n \nthree", None, None), None, 1)
    assert [each["runs"][0]["text"] for each in wrapped["paragraphs"]] == ["one\ntwo", "three"]
    lines = article_view(make_article(1, "t", "one\ntwo\n", None, None), None, 1)
    assert [each["runs"][0]["text"] for each in lines["paragraphs"]] == ["one", "two"]


# The library list


def test_the_list_is_searched_by_every_word_and_the_newest_come_first() -> None:
    infos = FakeService().articles()
    assert [each["article_id"] for each in library_view(infos, "", None)["articles"]] == ["a2", "a1", "a3"]
    assert [each["article_id"] for each in library_view(infos, "PORT march", None)["articles"]] == [
        "a2",
        "a1",
    ]
    assert [each["article_id"] for each in library_view(infos, "port talks", None)["articles"]] == ["a2"]
    assert library_view(infos, "zebra", None)["none_found"]
    assert library_view([], "", None)["empty"]
    assert [each["is_open"] for each in library_view(infos, "", "a1")["articles"]] == [False, True, False]


def test_a_long_list_is_cut_and_says_so() -> None:
    infos = [ArticleInfo(f"a{n}", 1, f"t{n}", None, None, None, 5) for n in range(250)]
    view = library_view(infos, "", None)
    assert (len(view["articles"]), view["more"]) == (200, 50)


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


# Days


@pytest.mark.parametrize(
    ("published_at", "shown"),
    [
        ("2025-03-14T23:30:00-05:00", "14 March 2025"),
        ("2025-03-14", "14 March 2025"),
        ("2025-03", "2025-03"),
        (None, ""),
    ],
)
def test_days_are_shown_as_where_they_were_published(published_at: str | None, shown: str) -> None:
    assert readable_date(published_at) == shown


def test_the_fake_quotes_the_stored_text() -> None:
    assert place(ARTICLES[0], LAYOFFS).of(STRIKE) == LAYOFFS
