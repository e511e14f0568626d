"""Articles as they stood on a day, before a later version replaced them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.models import Filters
from qa.service import Service
from qa.settings import Settings

URL = "https://paper.example/plant"


def write(folder: Path, day: str, jobs: str, more: str = "") -> str:
    path = folder / f"{day}.md"
    path.write_text(
        f"---\ntitle: Chip plant for Velmar\npublisher: Paper\npublished: {day}\nurl: {URL}\n---\n"
        f"The chip plant in Velmar will create {jobs} jobs by 2029. {more}\n"
    )
    return str(path)


@pytest.fixture
def service(tmp_path: Path) -> Service:
    service = Service(Settings(home=tmp_path / "home", risk=0.99))
    service.add([write(tmp_path, "2025-04-08", "1,800")])
    service.add([write(tmp_path, "2025-04-10", "1,300", "CORRECTION: An earlier version said 1,800 jobs.")])
    assert [a.version for a in service.articles()] == [2]
    return service


QUESTION = "How many jobs will the chip plant in Velmar create?"


def test_as_of_a_day_the_article_is_quoted_as_it_stood_and_nothing_later_is_told(service: Service) -> None:
    with service:
        answer = service.ask(QUESTION, Filters(as_of="2025-04-09"))
        (statement,) = answer.statements
        (citation,) = statement.citations
        assert "1,800 jobs" in citation.quote
        assert citation.version == 1
        stored = service.article(citation.article_id, 1).text
        assert stored[citation.start : citation.end] == citation.quote
        assert "1,300" not in answer.model_dump_json()


def test_an_article_without_a_date_is_quoted_and_named_as_such(service: Service, tmp_path: Path) -> None:
    with service:
        folder = tmp_path / "undated"
        folder.mkdir()
        (folder / "cafeteria.txt").write_text("Cafeteria planned\n\nThe cafeteria will seat 250 workers.\n")
        service.add([str(folder)])
        question = "How many workers will the cafeteria seat?"
        asked = service.ask(question, Filters(as_of="2025-04-09"))
        note = "“Cafeteria planned” has no date: whether it was there by 9 April 2025 is not known."
        assert "250 workers" in asked.statements[0].text
        assert note in (asked.reason or "")
        assert "has no date" not in (service.ask(question).reason or "")


@pytest.mark.parametrize("as_of", [None, "2025-04-10"])
def test_from_the_day_of_the_correction_it_wins_and_says_so(service: Service, as_of: str | None) -> None:
    with service:
        answer = service.ask(QUESTION, Filters(as_of=as_of))
        assert "1,300 jobs" in answer.statements[0].text
        assert "1,800 jobs by 2029.” (Paper, 2025-04-08, version 1); corrected in version 2" in (
            answer.reason or ""
        )


@pytest.mark.parametrize(
    "filters",
    [
        Filters(as_of="2025-04-07"),
        Filters(as_of="2025-04-09", since="2025-04-09"),
        Filters(as_of="2025-04-09", publishers=("Other",)),
        Filters(as_of="2025-04-09", article_ids=("the other",)),
    ],
)
def test_an_earlier_version_passes_the_same_bounds_as_any(
    service: Service, filters: Filters, tmp_path: Path
) -> None:
    with service:
        (tmp_path / "later.md").write_text("---\npublisher: Other\npublished: 2025-05-01\n---\nIt rained.\n")
        (later,) = service.add([str(tmp_path / "later.md")]).added
        if filters.article_ids:
            filters = replace(filters, article_ids=(later.article_id,))
        assert service.search(QUESTION, filters=filters) == []
        found = service.search(QUESTION, filters=Filters(as_of="2025-04-09", publishers=("paper",)))
        assert [(hit.rank, hit.passage.version) for hit in found] == [(1, 1)]
