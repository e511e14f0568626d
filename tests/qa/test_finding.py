"""A question about a time is answered by the article of that time, and by none where none is of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from index.models import Filters, Hit
from qa.answer import Tools
from qa.finding import look_up, read_part, read_parts
from qa.models import Abstained, Answered
from qa.reader import Reading, read
from qa.reading.effort import Effort
from qa.service import Service
from qa.settings import Settings
from tests.qa.reading.making import article, hit

FALLS = {
    "2008-09-04": "The Harrow index fell 344 points at the close of trading on Thursday, the exchange said.",
    "2008-10-09": "The Harrow index fell 678 points on Thursday, its seventh fall in a row.",
    "2009-02-24": "The Harrow index fell 251 points on Monday, and banks lost most.",
    "2010-05-06": "The Harrow index fell 347 points on Thursday after an error in a trader's order.",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("finding")
    for day, text in FALLS.items():
        _write(folder, day, day, text)
    with Service(Settings(home=folder / "home")) as service:
        service.add([str(p) for p in folder.glob("*.md")])
        yield service


@pytest.mark.parametrize(
    ("when", "points"),
    [
        ("in September 2008", "344"),
        ("in October 2008", "678"),
        ("on 9 October 2008", "678"),
        ("in February 2009", "251"),
        ("in 2010", "347"),
    ],
)
def test_the_article_of_the_time_answers_though_it_does_not_repeat_it(
    service: Service, when: str, points: str
) -> None:
    answer = service.ask(f"How many points did the Harrow index fall {when}?")
    assert isinstance(answer, Answered)
    assert [points in s.text for s in answer.statements] == [True]


@pytest.mark.parametrize("when", ["in June 2009", "in March 2008", "in 2007", "on 2 October 2008"])
def test_a_time_of_which_no_article_tells_is_not_answered(service: Service, when: str) -> None:
    answer = service.ask(f"How many points did the Harrow index fall {when}?")
    assert isinstance(answer, Abstained)
    assert answer.closest == []


def test_where_nothing_tells_of_that_time_what_comes_closest_is_quoted_and_no_answer(
    service: Service,
) -> None:
    answer = service.ask("How much did the Harrow index fall at the close of trading this year?")
    assert isinstance(answer, Abstained)
    assert "closest sentences tell of another time than" in str(answer.reason)
    assert answer.closest[0].quote == FALLS["2008-09-04"]


def test_what_was_published_then_is_read_though_more_stands_out_elsewhere() -> None:
    then = [hit(article(f"then{n}", "It fell."), score=1.5 - n) for n in range(3)]
    ever = [hit(article(f"ever{n}", "It fell."), score=9.0 - n) for n in range(2)]

    class Fake:
        def search(self, query: str, k: int, filters: Filters) -> list[Hit]:
            return then if filters.since else ever

        def publishers(self) -> list[str]:
            return []

    tools = cast(Tools, SimpleNamespace(retriever=Fake()))
    found = look_up("Why did it fall in May 2011?", ["?"], "?", tools, Filters(), None)
    assert {h.passage.article_id for h in found.hits[:6]} == {h.passage.article_id for h in (*then, *ever)}


def test_what_is_read_for_is_the_question_without_as_of_a_day(service: Service) -> None:
    asked, tools = "Why did the index fall as of 20 June 2010?", service.tools()
    part = read_part(asked, look_up(asked, [asked], asked, tools, Filters(), None), tools, 0.5)
    assert (part.question, part.reading.view.text) == (asked, "Why did the index fall?")


@pytest.mark.parametrize("are_named", [True, False])
def test_parts_of_a_question_share_what_is_read(
    service: Service, are_named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Effort] = []

    def noted(*args: Any) -> Reading:
        given.append(args[8])
        return read(*args)

    monkeypatch.setattr("qa.finding.read", noted)
    for asked in (["Why did it fall?"], ["Why did it fall?", "Who lost most?"]):
        found = [look_up(part, asked, "", service.tools(), Filters(), None) for part in asked]
        read_parts(asked, found, service.tools(), 0.5, are_named=are_named)
    assert given == [Effort.shared(n, are_named=are_named) for n in (1, 2, 2)]


def _write(folder: Path, day: str, name: str, text: str) -> None:
    page = f"---\ntitle: 'Markets: {name}'\npublished: {day}\n---\n{text}\n"
    (folder / f"{name}.md").write_text(page, "utf-8")


STATES = {
    "2027-03-01": "At least four people were killed when the Sel ferry sank off Velmar, said Ida Kroll of "
    "Port Anse. The inquest into the ferry is set for 3 May.",
    "2027-03-02": "The death toll of the Sel ferry rose to nine, Ida Kroll said in Velmar near Port Anse.",
    "2027-03-04": "The search for the Sel ferry off Velmar ended with 12 people dead, said Ida Kroll of Port "
    "Anse. The inquest into the ferry, which had been set for 3 May, was put back to 9 June.",
}


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("ferry")
    for day, text in STATES.items():
        _write(folder, day, day, text)
    with Service(Settings(home=folder / "home")) as service:
        service.add([str(p) for p in folder.glob("*.md")])
        yield service


@pytest.mark.parametrize(
    ("question", "as_of", "first"),
    [
        ("How many people died?", None, "12 people"),
        ("What is the latest death toll of the ferry?", None, "12 people"),
        ("How many people have died so far?", "2027-03-03", "rose to nine"),
        ("When is the inquest into the ferry?", None, "9 June"),
        ("When is the inquest into the ferry?", "2027-03-03", "3 May"),
    ],
)
def test_how_things_stand_is_told_by_the_newest_article_up_to_the_day(
    ferry: Service, question: str, as_of: str | None, first: str
) -> None:
    answer = ferry.ask(question, filters=Filters(as_of=as_of))
    assert isinstance(answer, Answered)
    assert first in answer.statements[0].text


def test_a_newer_article_of_another_story_does_not_say_of_when_the_newest_is() -> None:
    asked_since: list[str | None] = []
    told = {"2027-03-01": 7.4, "2027-03-20": 2.7, "2027-05-02": 0.4}
    hits = [replace(hit(article(day, "It fell."), score=s), published_at=day) for day, s in told.items()]

    class Fake:
        publishers: tuple[str, ...] = ()

        def search(self, query: str, k: int, filters: Filters) -> list[Hit]:
            asked_since.append(filters.since)
            return hits

    tools = cast(Tools, SimpleNamespace(retriever=Fake()))
    asked = "How many stations are there now?"
    look_up(asked, [asked], asked, tools, Filters(), None)
    assert asked_since == [None, "2027-03-19"]
