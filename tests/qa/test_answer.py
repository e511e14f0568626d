"""The read path with a scripted model: what is shown always rests on a sentence that carries it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.embedding import BundledEmbedder
from index.ingest import add
from index.library import Library
from index.models import Filters, Span
from index.retrieval import Retriever
from index.vectors import VectorIndex
from qa.answer import Tools, answer_question
from qa.errors import ModelTimeout
from qa.models import Abstained, Answered, Verdict
from qa.phrasing.llm import Reply, ScriptedModel
from qa.reader import Evidence

QUESTION = "How much did the repair of the Kestrel Bridge cost?"
JOBS = "How many jobs will the new plant create?"
COST = "The repair cost about 46 million crowns, the city said."


def ask(tools: Tools, *replies: Reply, question: str = QUESTION) -> Answered:
    """The answer whatever the confidence: how sure the reader is, is not what these tests are about."""
    model = ScriptedModel(replies) if replies else None
    answer = answer_question(question, replace(tools, model=model), Filters(), risk=0.9999)
    assert isinstance(answer, Answered)
    return answer


def draft(text: str, *ids: str) -> dict[str, object]:
    return {"statements": [{"text": text, "evidence": list(ids or ("s1",))}]}


def test_without_a_model_the_sentence_itself_answers_with_its_place(tools: Tools) -> None:
    answer = ask(tools)
    statement = answer.statements[0]
    assert (statement.text, statement.verdict) == (COST, Verdict.VERBATIM)
    citation = statement.citations[0]
    article = tools.article_of(citation.article_id, citation.version)
    assert article.text[citation.start : citation.end] == citation.quote == COST
    assert citation.sha256 == article.sha256
    assert answer.engine == "extractive"


def test_the_words_that_answer_are_the_stored_text_at_their_place(
    tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.reading.short.LEAST", 0.0)
    statement = ask(tools).statements[0]
    assert statement.short is not None
    article = tools.article_of(statement.citations[0].article_id, statement.citations[0].version)
    assert article.text[statement.short.start : statement.short.end] == statement.short.text
    assert statement.short.text == "about 46 million crowns"
    phrased = ask(tools, draft("The city said the repair cost about 46 million crowns.")).statements[0]
    assert phrased.short is None  # these are not the article's words
    assert "short" not in phrased.model_dump()


def test_a_statement_that_its_sentence_carries_is_shown_as_the_model_put_it(tools: Tools) -> None:
    answer = ask(tools, draft("The city said the repair cost about 46 million crowns."))
    assert [(s.text, s.verdict) for s in answer.statements] == [
        ("The city said the repair cost about 46 million crowns.", Verdict.SUPPORTED)
    ]
    assert answer.statements[0].citations[0].quote == COST
    assert answer.engine == "scripted"


@pytest.mark.parametrize(
    "lie",
    [
        "The repair cost about 64 million crowns, the city said.",
        "The repair cost 46 million crowns, the city said.",
        "The repair cost about 46 million crowns.",
        "The repair cost about 46 million euros, the city said.",
        "Ann Bell said the repair cost about 46 million crowns.",
        "India won the match by 46 runs.",
    ],
)
def test_a_statement_that_no_sentence_carries_is_never_shown_and_is_counted(tools: Tools, lie: str) -> None:
    answer = ask(tools, draft(lie))
    assert lie not in [s.text for s in answer.statements]
    assert [d.text for d in answer.dropped] == [lie]
    assert COST in [s.text for s in answer.statements]


def test_a_statement_that_cites_the_wrong_sentence_is_cited_anew(tools: Tools) -> None:
    answer = ask(tools, draft("The city said the repair cost about 46 million crowns.", "s3"))
    assert answer.statements[0].text == "The city said the repair cost about 46 million crowns."
    assert [c.quote for c in answer.statements[0].citations] == [COST]
    assert answer.dropped == []


def test_a_true_statement_that_answers_something_else_is_left_out(tools: Tools) -> None:
    answer = ask(tools, draft("Carl Dorn did not attend the opening.", "s1", "s2", "s3"))
    assert [s.text for s in answer.statements] == [COST]


def test_a_role_that_is_anothers_is_not_shown(tools: Tools) -> None:
    lie = "Carl Dorn is the chief executive of the port."
    assert lie not in [s.text for s in ask(tools, draft(lie, "s1", "s2", "s3")).statements]


def test_what_the_reader_holds_for_the_answer_is_said_whatever_the_model_writes(tools: Tools) -> None:
    answer = ask(tools, {"statements": []})
    assert answer.statements[0].text == COST


def test_when_the_model_fails_the_sentences_stand_in_and_the_answer_says_so(tools: Tools) -> None:
    answer = ask(tools, ModelTimeout("the language model did not answer in time"))
    assert answer.statements[0].text == COST
    assert answer.engine == "extractive"
    assert "did not answer in time" in (answer.reason or "")


def test_the_model_is_given_the_evidence_with_ids_and_the_question_once(tools: Tools) -> None:
    model = ScriptedModel([draft(COST)])
    answer_question(QUESTION, replace(tools, model=model), Filters(), risk=0.9999)
    (message,) = model.messages
    assert f"s1: {COST}" in message.user
    assert message.user.count(QUESTION) == 1
    assert "46" not in message.system


@pytest.fixture
def at_odds(tools: Tools, tmp_path: Path) -> Iterator[Tools]:
    """A library of two articles that give different figures for one thing."""
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, title, n in zip(paths, ("Plant to open", "Plant, corrected"), ("1,800", "1,300"), strict=True):
        path.write_text(f"{title}\n\nThe new plant will create {n} jobs by 2029.\n", "utf-8")
    library, embedder = Library(tmp_path / "two"), BundledEmbedder()
    vectors = VectorIndex(tmp_path / "two", library, embedder.name, embedder.dim)
    add([str(path) for path in paths], library, vectors, embedder)
    retriever = Retriever(library, vectors, embedder)
    yield replace(tools, retriever=retriever, article_of=library.article)
    vectors.close()
    library.close()


def test_two_articles_that_differ_in_a_figure_are_both_shown(at_odds: Tools) -> None:
    answer = ask(at_odds, question=JOBS)
    (conflict,) = answer.conflicts
    shown = " ".join(s.text for s in conflict.sides)
    assert "1,800" in shown
    assert "1,300" in shown
    assert {s.text for s in conflict.sides} <= {s.text for s in answer.statements}


@pytest.mark.parametrize("known", [("1,800", "1,300"), ("1,800",)])
def test_the_words_that_answer_are_marked_on_both_sides_or_on_neither(
    at_odds: Tools, monkeypatch: pytest.MonkeyPatch, known: tuple[str, ...]
) -> None:
    def short_of(_: object, evidence: Evidence, __: object) -> Span | None:
        found = [Span(at, at + len(n)) for n in known if (at := evidence.text.find(n)) >= 0]
        return found[0] if found else None

    monkeypatch.setattr("qa.weighing.choosing.short_of", short_of)
    marked = {s.short.text for s in ask(at_odds, question=JOBS).statements if s.short}
    assert marked == (set(known) if len(known) == 2 else set())


def test_an_empty_library_abstains_and_asks_no_model(tools: Tools) -> None:
    model = ScriptedModel([])
    nothing = Filters(article_ids=("none",))
    answer = answer_question(QUESTION, replace(tools, model=model), nothing)
    assert isinstance(answer, Abstained)
    assert "no article" in (answer.reason or "")
    assert model.messages == []
