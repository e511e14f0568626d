"""Answers as the page shows them: what is marked, linked and told, and what an article cannot do to it."""

from __future__ import annotations

import html
import re
import string
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.models import Filters, Span
from qa.citations import verbatim
from qa.conversing.small_talk import reply
from qa.models import Abstained, Answer, Answered, Short, Statement, Usage, Verdict
from qa.terminal import answer_text
from qa.web.messages import CitedPlace, escape, escape_sentence, readable_date, render_answer, render_failure
from tests.qa.web.web_fakes import (
    HOSTILE,
    LAYOFFS,
    OFFER,
    STRIKE,
    WALKOUT,
    FakeService,
    hit_view,
    make_article,
    strike_answer,
)

LINK = re.compile(r"\[\\\[(\d+)\\\]\]\(#cite-([\w-]+)\)")


def shown(question: str) -> tuple[str, dict[str, CitedPlace]]:
    """The answer to `question` as it is shown, and the places its links open."""
    message = render_answer(FakeService().ask(question, Filters()), "1")
    return message.markdown, message.places


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


def test_what_says_whom_a_sentence_means_is_shown_under_it_and_inert() -> None:
    article = make_article(1, "T", f"Ann Bell said so. {HOSTILE} She left.", "P", "2026-01-02")
    start = article.text.index("She left.")
    said = verbatim(article, Span(start, len(article.text)))
    before = verbatim(article, Span(0, start - 1)).citations[0]
    answer = Answered(
        question="q",
        statements=[said.model_copy(update={"before": before})],
        confidence=0.9,
        engine="extractive",
    )
    message = render_answer(answer, "1").markdown
    assert f'<span class="gw-before">Before that: “{escape(before.quote)}”</span>' in message
    assert "gw-before" not in render_answer(answer.model_copy(update={"statements": [said]}), "1").markdown


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
    message, places = shown("Who pays?")
    assert "gw-abstained" in message
    assert "### The articles do not say" in message
    assert escape("No passage says who will pay for the new cranes.") in message
    assert "Nearest passages" in message
    assert list(places) == ["1-1"]


def test_a_greeting_is_not_headed_as_what_the_articles_leave_open() -> None:
    message = render_answer(reply("hello", None), "1").markdown
    assert "### This asks the articles nothing" in unescape(message)
    assert "The articles do not say" not in unescape(message)


def test_what_is_open_left_out_and_in_conflict_is_shown() -> None:
    partial, _ = shown("What was the offer?")
    assert "**The articles leave open**" in partial
    assert "- whether the union confirmed the figure" in partial
    assert escape("1 statement was left out: not supported by the cited words.") in partial
    assert escape("The language model did not answer; these are the articles’ own words.") in partial
    conflict, _ = shown("wage?")
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


def test_a_failure_is_a_sentence_of_its_own() -> None:
    shown = render_failure("there is no word in the question; say in words what to look for")
    assert "**That did not work.** There is no word in the question" in shown
    assert escape_sentence("") == ""


def test_a_sentence_too_long_to_be_quoted_whole_is_marked_where_it_goes_on() -> None:
    part = "The board said " + ", ".join(f"that plant {n} would be closed" for n in range(20))
    for text, marked in (
        (part, f"“{part} …”"),
        (part[4:], f"“… {part[4:]} …”"),
        (f"{part}.", f"“{part}.”"),
        (f"{part} (all)", f"“{part} (all)”"),
        ("a short row", "“a short row”"),
        ("Harbour closed", "“Harbour closed”"),
    ):
        article = make_article(7, "Plants", text, None, None)
        said = verbatim(article, Span(0, len(text)))
        answer = Answered(question="q", confidence=1, engine="extractive", statements=[said])
        told = html.unescape(render_answer(answer, "1").markdown)
        assert told.count(marked) == 2  # above, and under its number
        assert marked in " ".join(re.sub(r"\x1b\[[0-9;]*m", "", answer_text(answer, 90)).split())
