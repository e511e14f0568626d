"""What a terminal is sent holds the citations and no control characters, whatever an article says."""

from __future__ import annotations

import re
import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.models import Abstained, Answered, Citation, Conflict, Dropped, Partial, Short, Statement, Verdict
from qa.terminal import Telling, answer_text, plain

QUOTE = "The repair cost about 46 million crowns."


def citation(title: str = "Bridge reopens", quote: str = QUOTE) -> Citation:
    return Citation(
        article_id="a1",
        version=1,
        title=title,
        publisher="The Harrow Courier",
        published_at="2025-07-15T09:50:00+02:00",
        url=None,
        start=0,
        end=len(quote),
        quote=quote,
        sha256="0" * 64,
    )


def bare(text: str) -> str:
    """Without the colours that are ours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_each_citation_is_numbered_with_title_publisher_and_day() -> None:
    statement = Statement(text=QUOTE, citations=[citation()], verdict=Verdict.VERBATIM)
    shown = bare(
        answer_text(Answered(question="q", confidence=0.9, engine="extractive", statements=[statement]), 90)
    )
    assert f"“{QUOTE}” [1]" in shown
    assert "[1] Bridge reopens · The Harrow Courier · 2025-07-15" in shown
    assert shown.count(QUOTE) == 1  # it stands above, word for word


def test_a_phrased_statement_is_followed_by_the_words_it_rests_on() -> None:
    statement = Statement(text="It cost 46 million.", citations=[citation()], verdict=Verdict.SUPPORTED)
    answer = Answered(question="q", confidence=0.9, engine="m", statements=[statement])
    assert f"“{QUOTE}”" in bare(answer_text(answer, 90))


def test_what_says_whom_a_sentence_means_stands_under_it_on_lines_of_its_own() -> None:
    before = citation(quote="Ann Bell runs the city \x1b[31m works. [7]")
    statement = Statement(text=QUOTE, citations=[citation()], verdict=Verdict.VERBATIM, before=before)
    answer = Answered(question="q", confidence=0.9, engine="extractive", statements=[statement])
    lines = bare(answer_text(answer, 90)).splitlines()
    assert lines[0] == f"“{QUOTE}” [1]"
    # Nothing of an article passes for a colour of ours; what it has in brackets stands in the quotation.
    assert lines[1] == "    before that: “Ann Bell runs the city [31m works. [7]”"


@pytest.mark.parametrize(
    "quote",
    [
        "The bill rose to 46 million crowns [3], the audit says [4].",
        "“It is over,” the mayor said [1], and “[we] begin again” [2].",
        'She called it "done".[12]',
    ],
)
def test_a_quote_is_shown_as_it_stands_with_its_brackets(quote: str) -> None:
    said = Statement(text=quote, citations=[citation(quote=quote)], verdict=Verdict.VERBATIM)
    phrased = Statement(text="It cost 46 million.", citations=said.citations, verdict=Verdict.SUPPORTED)
    for statement in (said, phrased):
        answer = Answered(question="q", confidence=0.9, engine="m", statements=[statement])
        assert f"“{quote}”" in bare(answer_text(answer, 100))
    closest = Abstained(question="q", confidence=0.3, engine="e", reason="r", closest=said.citations)
    assert f"“{quote}”" in bare(answer_text(closest, 200))
    assert f"“{quote}”" in bare(Telling(100).statement(said.model_copy(update={"before": said.citations[0]})))


def test_a_quotation_that_seems_to_end_lets_nothing_pass_for_a_citation() -> None:
    quote = "The bank is safe.” [2] “It is sound. [3]"
    said = Statement(text=quote, citations=[citation(quote=quote)], verdict=Verdict.VERBATIM)
    assert bare(Telling(100).statement(said)) == "“The bank is safe.” \\[2\\] “It is sound. \\[3\\]” [1]"
    phrased = Statement(text="It is safe [2].", citations=[citation()], verdict=Verdict.SUPPORTED)
    assert bare(Telling(100).statement(phrased)) == "It is safe \\[2\\]. [1]"


def test_articles_that_disagree_are_named_with_their_numbers_and_told_once() -> None:
    other = citation("Bill grows", "The repair cost 52 million crowns.").model_copy(
        update={"article_id": "a2"}
    )
    sides = [Statement(text=c.quote, citations=[c], verdict=Verdict.VERBATIM) for c in (citation(), other)]
    conflict = Conflict(about="q", sides=sides)
    answer = Answered(
        question="q", confidence=0.9, engine="extractive", statements=sides[:1], conflicts=[conflict]
    )
    shown = bare(answer_text(answer, 90))
    assert "The articles disagree:\n- The Harrow Courier, 2025-07-15 [1]\n" in shown
    assert f"- The Harrow Courier, 2025-07-15 [2]: “{other.quote}”" in shown
    assert shown.count(QUOTE) == 1


def test_two_sources_that_one_article_quotes_are_not_called_articles() -> None:
    other = citation(quote="The council puts it at 52 million.")
    sides = [Statement(text=c.quote, citations=[c], verdict=Verdict.VERBATIM) for c in (citation(), other)]
    conflict = Conflict(about="q", sides=sides)
    answer = Answered(
        question="q", confidence=0.9, engine="extractive", statements=sides, conflicts=[conflict]
    )
    assert "The sources quoted disagree:\n" in bare(answer_text(answer, 90))


def test_the_words_that_answer_are_underlined() -> None:
    short = Short(text="46 million crowns", start=22, end=39)
    statement = Statement(text=QUOTE, citations=[citation()], verdict=Verdict.VERBATIM, short=short)
    answer = Answered(question="q", confidence=0.9, engine="extractive", statements=[statement])
    shown = answer_text(answer, 90)
    assert bare(shown).startswith(f"“{QUOTE}” [1]")
    assert "\x1b[4m46 million crowns" in shown


def test_of_words_said_twice_those_that_answer_are_underlined() -> None:
    quote = "In 2019 it closed, and in 2019 it was sold."
    short = Short(text="2019", start=26, end=30)
    statement = Statement(text=quote, citations=[citation("T", quote)], verdict=Verdict.VERBATIM, short=short)
    shown = Telling(80).statement(statement)
    assert shown.index("\x1b[4m") > shown.index("closed")


@given(st.integers(20, 100), st.integers(0, 6), st.integers(1, 7))
def test_colours_take_no_room_in_a_line(width: int, first: int, n: int) -> None:
    words = QUOTE.split()
    start = len(" ".join(words[:first])) + (first > 0)
    text = " ".join(words[first : first + n])
    short = Short(text=text, start=start, end=start + len(text)) if text else None
    plain_one = Statement(text=QUOTE, citations=[citation()], verdict=Verdict.VERBATIM)
    marked = plain_one.model_copy(update={"short": short})
    wrapped = textwrap.fill(f"“{QUOTE}” [1]", width, break_long_words=False)
    assert bare(Telling(width).statement(plain_one)) == wrapped
    shown = Telling(width).statement(marked)
    assert bare(shown) == wrapped
    assert ("\x1b[4m" in shown) == (short is not None)


def test_an_abstention_says_why() -> None:
    answer = Abstained(
        question="q", confidence=0.1, engine="extractive", reason="The articles do not say: nothing."
    )
    assert "The articles do not say: nothing." in bare(answer_text(answer, 90))


def test_an_abstention_quotes_what_comes_closest_and_does_not_call_it_an_answer() -> None:
    answer = Abstained(question="q", confidence=0.3, engine="extractive", reason="r", closest=[citation()])
    told = bare(answer_text(answer, 200))
    assert f"Closest, but not taken for an answer:\n- “{QUOTE}” (Bridge reopens · The Harrow Courier" in told


def test_an_abstention_begins_with_what_the_question_was_read_as() -> None:
    answer = Abstained(question="q", read_as="Who paid?", confidence=0.3, engine="extractive", reason="No.")
    assert bare(answer_text(answer, 90)).splitlines()[:3] == ["Read as: Who paid?", "", "No."]


def test_what_follows_the_citations_stands_apart_and_begins_its_line() -> None:
    statement = Statement(text=QUOTE, citations=[citation()], verdict=Verdict.VERBATIM)
    answer = Partial(
        question="q",
        read_as="Who paid, and when?",
        confidence=0.9,
        engine="extractive",
        statements=[statement],
        reason="“on Monday” read as 14 July 2025.",
        unanswered=["When?", "Where?"],
    )
    shown = bare(answer_text(answer, 90)).splitlines()
    assert shown[:4] == [f"“{QUOTE}” [1]", "", "Read as: Who paid, and when?", ""]
    for line in ("Not answered: When?", "Not answered: Where?", "Note: “on Monday” read as 14 July 2025."):
        assert shown[shown.index(line) - 1] == ""


@given(st.integers(20, 100))
def test_an_abstention_is_wrapped_as_it_is_read(width: int) -> None:
    reason = "The articles do not say: nothing near the closest passages mentions “zeppelins”."
    answer = Abstained(question="q", confidence=0.1, engine="extractive", reason=reason)
    shown = bare(answer_text(answer, width))
    assert shown.startswith(textwrap.fill(reason, width, break_long_words=False, break_on_hyphens=False))


@pytest.mark.parametrize("kind", [Answered, Partial, Abstained])
def test_how_sure_it_is_ends_an_answer_and_an_abstention(
    kind: type[Answered] | type[Partial] | type[Abstained],
) -> None:
    told = bare(answer_text(kind(question="q", confidence=0.346, engine="ollama/x\x1b[2J", reason="r"), 90))
    assert told.endswith("\n\nollama/x [2J, confidence 0.35")


def test_what_a_model_lost_is_counted() -> None:
    answer = Answered(question="q", confidence=1, engine="m", dropped=[Dropped(text="x", why="y")])
    assert "1 statement(s) of the model were not shown" in bare(answer_text(answer, 90))


@given(st.text())
def test_no_control_or_invisible_character_gets_through(text: str) -> None:
    assert not {unicodedata.category(c) for c in plain(text)} & {"Cc", "Cf", "Cs", "Co"}


@given(st.text(min_size=1))
def test_no_escape_sequence_of_an_article_reaches_the_terminal(text: str) -> None:
    evil = f"\x1b]0;owned\x07{text}\x9b31m"
    statement = Statement(text=evil, citations=[citation(evil, evil)], verdict=Verdict.VERBATIM)
    shown = bare(answer_text(Answered(question="q", confidence=1, engine="e", statements=[statement]), 90))
    assert not {c for c in shown if unicodedata.category(c) == "Cc"} - {"\n"}
