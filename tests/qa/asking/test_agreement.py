"""Questions whether the reports agree are read as what they are about, and a note says if they do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.asking.agreement import AskedAgreement, asked_agreement
from qa.models import Answered
from qa.service import Service
from qa.settings import Settings

PUBLISHERS = ["Brenholt Gazette", "The Ostrel Courier", "Harwick Post"]
LAST = "When does the ferry start?"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Do the reports agree on the Solm fee?", "The Solm fee?"),
        ("do all the papers agree on when the pool opens", "When the pool opens?"),
        ("Did the newspapers agree on how many died?", "How many died?"),
        ("do the articles differ about who opened it?", "Who opened it?"),
        ("How many died, and do the reports agree?", "How many died?"),
        ("how old was Solm - do the papers agree on that?", "How old was Solm?"),
        ("When was the fire? Do the accounts match?", "When was the fire?"),
        ("Did the papers report the same number of dead?", "How many dead?"),
        ("do the reports give the same date for the strike", "Date for the strike?"),
        ("Is there a discrepancy between the accounts of when the dam broke?", "When the dam broke?"),
        ("Are there any differences between the reports on the toll?", "The toll?"),
        ("are there conflicting reports about how the fire began?", "How the fire began?"),
        ("Do the reports agree that the pool is closed?", "The pool is closed?"),
        ("Do sources agree on how many died?", "How many died?"),
        ("how many jobs will the dock bring? do sources agree", "How many jobs will the dock bring?"),
    ],
)
def test_the_question_is_what_they_are_asked_to_agree_on(question: str, asked: str) -> None:
    assert asked_agreement(question, None, lambda: PUBLISHERS) == AskedAgreement(asked)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Do Ostrel and Harn agree on who shot first?", "Who shot first?"),
        ("do the firm and the guild agree on how many went?", "How many went?"),
        ("How many went? Do the two sides agree?", "How many went?"),
        ("Do police and organisers agree on the crowd in Harn?", "The crowd in Harn?"),
        ("Do the police and the organisers disagree about the number of marchers?", "How many marchers?"),
    ],
)
def test_of_two_in_the_news_it_is_asked_what_is_so(question: str, asked: str) -> None:
    of = AskedAgreement(asked, are_parties=True)
    assert asked_agreement(question, None, lambda: PUBLISHERS) == of


def test_of_the_publishers_named_alone() -> None:
    of = asked_agreement("Do the Gazette and the Courier agree on the toll?", None, lambda: PUBLISHERS)
    assert of == AskedAgreement("The toll?", ("Brenholt Gazette", "The Ostrel Courier"))
    assert of.notes() == ["Asked of the articles of Brenholt Gazette and The Ostrel Courier alone."]


@pytest.mark.parametrize(
    "question",
    [
        "Do the papers agree?",
        "and do the reports agree on that?",
        "Do all papers say so?",
        "but do the accounts match",
    ],
)
def test_a_follow_up_asks_it_of_the_last_question(question: str) -> None:
    assert asked_agreement(question, LAST, lambda: PUBLISHERS) == AskedAgreement(LAST, (), is_last=True)
    assert asked_agreement(question, None, lambda: PUBLISHERS) is None


@pytest.mark.parametrize(
    "question",
    [
        "Did the parties agree on the fee?",
        "Do ministers and the unions agree on the pay rise?",
        "Did the newspapers agree on a merger?",
        "Do the firm and the guild agree on when to meet?",
        "Do the firm and the guild agree on the price?",
        "Did the firm and the guild agree on when talks begin?",
        "Did the papers agree to publish the names?",
        "What did the autopsy reports conclude?",
        "Did both clubs report the same profit?",
        "Is there a discrepancy between the accounts of the firm?",
        "What is the difference between the two ferries?",
        "Who agreed on the fee?",
        "How many died in the same week?",
    ],
)
def test_what_others_agree_on_is_news(question: str) -> None:
    assert asked_agreement(question, LAST, lambda: PUBLISHERS) is None


def _article(publisher: str, day: int, *sentences: str) -> str:
    text = "\n\n".join(sentences)
    return f"---\ntitle: Ferry\npublisher: {publisher}\npublished_at: 2026-05-{day:02}\n---\n{text}\n"


OPENING = "The new ferry pier in Ostrel was opened on Monday by the mayor, Ida Brandt."
WIRE = (
    "The ferry company Norlin has hired 40 sailors for the summer, it said.",
    "They come from four towns on the coast and start their work on the first of June, the company said.",
    "Norlin had lost a third of its staff in the winter, when the yard at Harn paid more.",
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("articles")
    texts = {
        "gazette": _article("Brenholt Gazette", 4, OPENING, "The pier had cost 3.2 million crowns to build."),
        "courier": _article(
            "The Ostrel Courier",
            5,
            "Ida Brandt, the mayor, opened the new ferry pier in Ostrel on Monday, in the rain.",
            "It had cost 4.1 million crowns to build the pier, the harbour master said.",
        ),
        "wire": _article("Harwick Post", 6, *WIRE),
        "copy": _article("Norde News", 6, *WIRE),
    }
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    with Service(Settings(home=tmp_path_factory.mktemp("home"))) as opened:
        opened.add([str(folder)])
        yield opened


@pytest.mark.parametrize(
    ("question", "note", "n_conflicts"),
    [
        (
            "Do the reports agree on how much the pier cost to build?",
            "The articles found differ in this.",
            1,
        ),
        (
            "Who opened the new ferry pier in Ostrel, and do the papers agree?",
            "The articles found say the same: Brenholt Gazette, The Ostrel Courier.",
            0,
        ),
        (
            "Do the papers agree on how many sailors Norlin has hired?",
            "Only one article was found for this; copies of a story count once.",
            0,
        ),
    ],
)
def test_the_answer_says_if_the_articles_agree(
    question: str, note: str, n_conflicts: int, service: Service
) -> None:
    answer = service.ask(question)
    assert isinstance(answer, Answered)
    assert answer.read_as is not None
    assert (answer.reason, len(answer.conflicts)) == (note, n_conflicts)


def test_a_question_that_does_not_ask_it_gets_no_note(service: Service) -> None:
    assert service.ask("Who opened the new ferry pier in Ostrel?").reason is None


def test_after_an_answer_it_is_asked_of_that_question(service: Service) -> None:
    first = "How much did the pier cost to build?"
    answer = service.ask("do the papers agree on that?", history=[first])
    assert (answer.read_as, answer.reason) == (first, "The articles found differ in this.")
