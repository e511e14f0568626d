"""A question of what a paper says is answered from that paper's articles, and from no other's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.asking.publisher import OfPublisher, asked_again_of, asked_of, asked_of_each
from qa.conversing.turns import Turn
from qa.models import Abstained, Answered
from qa.service import Service
from qa.settings import Settings
from tests.qa.reading.making import article, hit

PUBLISHERS = ["Brenholt Gazette", "The Ostrel Courier", "Harwick Courier", "Reuters", "Ministry of Health"]


@pytest.mark.parametrize(
    ("question", "publisher", "asked"),
    [
        ("How many marched, according to the Brenholt Gazette?", "Brenholt Gazette", "How many marched?"),
        ("According to the gazette, how many marched?", "Brenholt Gazette", "How many marched?"),
        ("how many died according to reuters", "Reuters", "How many died"),
        ("How many died, as reported by Reuters, in Harwick?", "Reuters", "How many died in Harwick?"),
        ("What did Reuters write on the strike?", "Reuters", "What about the strike?"),
        ("What has the Gazette reported about the mayor?", "Brenholt Gazette", "What about the mayor?"),
        (
            "What does the Ostrel Courier say about it all day?",
            "The Ostrel Courier",
            "What about it all day?",
        ),
        ("How many buses does the Gazette count?", "Brenholt Gazette", "How many buses?"),
        ("Who is quoted in Reuters’s report on bread?", "Reuters", "Who is quoted on bread?"),
    ],
)
def test_the_publisher_is_told_and_the_question_asked_without_it(
    question: str, publisher: str, asked: str
) -> None:
    of = asked_of(question, lambda: PUBLISHERS)
    assert of is not None
    assert (of.publisher, of.question) == (publisher, asked)


@pytest.mark.parametrize(
    "question",
    [
        "How many marched, according to police?",
        "How many marched, according to the Courier?",  # there are two
        "According to health officials, how many died?",
        "Did the Gazette cut jobs?",
        "What does the Gazette say?",  # of what?
        "How many marched, according to Reuters and according to the Gazette?",
        "Who owns Reuters?",
    ],
)
def test_no_publisher_is_told_where_none_or_several_may_be_meant(question: str) -> None:
    assert asked_of(question, lambda: PUBLISHERS) is None


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "How many marched, according to Reuters and the Gazette?",
            ["How many marched, according to Reuters?", "How many marched, according to the Gazette?"],
        ),
        (
            "According to Reuters, and according to the Gazette, how many marched?",
            ["According to Reuters, how many marched?", "According to the Gazette, how many marched?"],
        ),
        (
            "What do the Gazette, the Harwick Courier and Reuters say about bread?",
            [
                "What do the Gazette say about bread?",
                "What do the Harwick Courier say about bread?",
                "What do Reuters say about bread?",
            ],
        ),
        ("How many marched, according to Reuters and the police?", None),
        ("How many marched, according to Reuters?", None),
        ("Did Reuters and the Gazette merge?", None),
    ],
)
def test_a_question_of_several_publishers_is_asked_of_each(question: str, each: list[str] | None) -> None:
    assert asked_of_each(question, lambda: PUBLISHERS) == (each or [question])


@pytest.mark.parametrize(
    ("paper", "publisher"),
    [("Evening Post", "Ostrel Evening Post"), ("Post", None), ("Sunday Ostrel Post", None)],
)
def test_last_words_that_two_papers_share_name_neither_but_more_of_them_do(
    paper: str, publisher: str | None
) -> None:
    papers = ["Ostrel Evening Post", "Harwick Morning Post", "Post Office"]
    of = asked_of(f"How many marched, according to the {paper}?", lambda: papers)
    assert (of and of.publisher) == publisher


def test_publishers_are_looked_up_for_no_other_question() -> None:
    def fail() -> list[str]:
        raise AssertionError("looked up")

    assert asked_of("How many people marched on Monday?", fail) is None
    assert asked_of_each("How many people marched on Monday?", fail) == ["How many people marched on Monday?"]


ARTICLES = {
    "a": ("Brenholt Gazette", "Dockers march", "Some 70,000 people marched through Ostrel on Monday."),
    "b": ("Ostrel Post", "March in Ostrel", "About 41,000 people marched through Ostrel on Monday."),
    "c": ("Velm Echo", "Fair", "The fair at Velm drew 900 visitors. The Ostrel Post has cut 12 jobs."),
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("publishers")
    for name, (publisher, title, text) in ARTICLES.items():
        front = f"title: {title}\npublisher: {publisher}\ndate: 2025-03-18"
        (folder / f"{name}.md").write_text(f"---\n{front}\n---\n{text}\n")
    with Service(Settings(home=folder / "home")) as service:
        service.add([str(p) for p in folder.glob("*.md")])
        yield service


def test_only_the_articles_of_the_publisher_answer_and_the_answer_says_so(service: Service) -> None:
    answer = service.ask("How many people marched through Ostrel, according to the Brenholt Gazette?")
    assert isinstance(answer, Answered)
    assert [s.text for s in answer.statements] == [ARTICLES["a"][2]]
    assert answer.conflicts == []
    assert "Asked of the articles of Brenholt Gazette alone." in str(answer.reason)


def test_each_of_two_publishers_answers_for_itself(service: Service) -> None:
    answer = service.ask(
        "How many people marched through Ostrel, according to the Brenholt Gazette and the Ostrel Post?"
    )
    assert isinstance(answer, Answered)
    assert [s.text for s in answer.statements] == [ARTICLES["a"][2], ARTICLES["b"][2]]


def test_what_only_others_say_is_no_answer(service: Service) -> None:
    answer = service.ask("How many visitors did the fair at Velm draw, according to the Brenholt Gazette?")
    assert isinstance(answer, Abstained)
    assert "900" not in " ".join(c.quote for c in answer.closest)


@pytest.mark.parametrize(
    ("question", "last", "read_as"),
    [
        (
            "and according to the Gazette?",
            "How many marched?",
            "How many marched, according to Brenholt Gazette?",
        ),
        ("what does Reuters say?", "Who won?", "Who won, according to Reuters?"),
        ("And Reuters?", "Who won, according to the Gazette?", "Who won, according to Reuters?"),
        ("Does the Gazette say the same?", "Who won?", "Who won, according to Brenholt Gazette?"),
        ("and did Reuters confirm that too?", "Who won?", "Who won, according to Reuters?"),
        ("Does Reuters agree?", "Who won?", "Who won, according to Reuters?"),
        ("Does Reuters agree to the sale?", "Who won?", None),
        ("And Reuters?", "Who bought the Gazette?", None),  # it may be who bought it
        ("how many according to police?", "Who won?", None),
        ("What does Reuters say about the strike?", "Who won?", None),
    ],
)
def test_a_follow_up_may_ask_the_same_of_another_publisher(
    question: str, last: str, read_as: str | None
) -> None:
    assert asked_again_of(question, last, lambda: PUBLISHERS) == read_as


def test_a_follow_up_is_answered_from_that_publisher_alone(service: Service) -> None:
    first = "How many people marched through Ostrel, according to the Brenholt Gazette?"
    turns = [Turn(first, service.ask(first))]
    other = service.ask("and according to the Ostrel Post?", history=turns)
    assert [s.text for s in other.statements] == [ARTICLES["b"][2]]
    none = service.ask("and the Velm Echo?", history=turns)
    assert none.read_as == "How many people marched through Ostrel, according to Velm Echo?"
    assert isinstance(none, Abstained)
    assert all(c.publisher == "Velm Echo" for c in none.closest)


def test_thanks_between_them_are_no_question_to_go_on_from(service: Service) -> None:
    first = "How many people marched through Ostrel, according to the Brenholt Gazette?"
    turns = [Turn(first, service.ask(first)), Turn("Thanks!")]
    assert [s.text for s in service.ask("and the Ostrel Post?", history=turns).statements] == [
        ARTICLES["b"][2]
    ]


@pytest.mark.parametrize(
    ("text", "speaks", "is_told_of"),
    [
        ("Three died, Reuters reported.", False, True),
        ("Three died, according to Reuters.", False, True),
        ("Reuters has cut 12 jobs.", False, False),
        ("Reuters has cut 12 jobs.", True, True),
        ("HARN, May 3 (Reuters) — Three died.", True, False),
        ("Three died.", True, False),
    ],
)
def test_it_is_known_whether_others_quote_a_publisher(text: str, speaks: bool, is_told_of: bool) -> None:
    hits = [hit(article("a", text))]  # of another publisher
    assert OfPublisher("Reuters", "How many died?", speaks).is_told_of(hits) is is_told_of


def test_a_publisher_that_is_news_itself_is_asked_of_all(service: Service) -> None:
    answer = service.ask("How many jobs did the Ostrel Post say it has cut?")
    assert [s.text for s in answer.statements] == ["The Ostrel Post has cut 12 jobs."]
