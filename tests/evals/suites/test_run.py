"""Running a suite: the library, resuming, limits, figures, and paths that hold something else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.suites import ASKED_AT_RISK, SUITES, SuiteError, run_suite
from evals.suites.run import _Desk
from index.models import Filters
from qa.models import Abstained
from qa.service import Service
from qa.settings import Settings
from tests.evals.suites.fakes import FakeService

PARAGRAPHS = ["Nine ships waited outside.", "The union wants 9 percent.", "Cider makers were relieved."]


@pytest.fixture
def squad(tmp_path: Path) -> Path:
    """Three paragraphs, each with a question that its sentence answers and one that nothing answers."""
    paragraphs = [
        {
            "context": text,
            "qas": [
                {
                    "id": f"{n}-yes",
                    "question": f"Question {n}?",
                    "answers": [{"text": text.split()[0], "answer_start": 0}],
                },
                {"id": f"{n}-no", "question": f"Other {n}?", "answers": [], "is_impossible": True},
            ],
        }
        for n, text in enumerate(PARAGRAPHS)
    ]
    path = tmp_path / "dev.json"
    path.write_text(json.dumps({"data": [{"title": "A_port", "paragraphs": paragraphs}]}), "utf-8")
    return path


class Opened:
    """Opens fake services and remembers them; a library at a home that is opened again is still there."""

    def __init__(self) -> None:
        self.services: list[FakeService] = []

    def __call__(self, home: Path) -> FakeService:
        service = FakeService(home)
        service.stored = next((s.stored for s in self.services if s.home == home), {})
        self.services.append(service)
        return service


def test_a_run_asks_every_question_and_closes(squad: Path) -> None:
    opened, told = Opened(), list[tuple[int, int]]()
    result = run_suite("squad2", squad, opened, progress=lambda done, total: told.append((done, total)))
    service = opened.services[0]
    assert (result.suite, result.n, len(result.items)) == ("squad2", 6, 6)
    assert service.is_closed
    assert service.n_added == 3
    assert [f for _, f in service.asked] == [Filters()] * 6
    assert told == [(n, 6) for n in range(1, 7)]
    assert result.metrics["hit@1"].value == pytest.approx(1 / 3)
    assert (result.metrics["hit@1"].n_scored, result.metrics["hit@1"].n_unscored) == (3, 3)
    assert result.metrics["coverage"].value == 1.0
    assert result.risk_coverage[-1].coverage == 1.0
    assert all("\n" not in note for note in result.notes)


def test_the_figures_are_the_same_for_the_same_seed(squad: Path) -> None:
    one, other = (run_suite("squad2", squad, Opened(), seed=3).metrics for _ in range(2))
    assert one == other


def test_a_result_says_of_which_articles_it_is(squad: Path, tmp_path: Path) -> None:
    one, same = (run_suite("squad2", squad, Opened()).corpus_sha256 for _ in range(2))
    other = tmp_path / "other.json"
    other.write_text(squad.read_text("utf-8").replace("ships", "boats"), "utf-8")
    assert one == same != run_suite("squad2", other, Opened()).corpus_sha256


def test_a_limit_draws_by_seed_and_keeps_all_articles(squad: Path) -> None:
    opened = Opened()
    drawn = [
        tuple(i["id"] for i in run_suite("squad2", squad, opened, limit=2, seed=s).items) for s in range(6)
    ]
    assert {len(ids) for ids in drawn} == {2}
    assert len(set(drawn)) > 1
    assert {s.n_added for s in opened.services} == {3}
    with pytest.raises(ValueError, match="no suite of 0 cases"):
        run_suite("squad2", squad, opened, limit=0)


def test_what_was_stopped_goes_on_where_it_was(squad: Path, tmp_path: Path) -> None:
    resume = tmp_path / "kept" / "items.jsonl"
    opened = Opened()

    def breaking(home: Path) -> FakeService:
        service = opened(home)
        service.fails_at = 4
        return service

    with pytest.raises(KeyboardInterrupt):
        run_suite("squad2", squad, breaking, resume=resume)
    result = run_suite("squad2", squad, opened, resume=resume)
    assert [len(s.asked) for s in opened.services] == [4, 2]
    assert [s.n_added for s in opened.services] == [3, 0]
    assert result.items == run_suite("squad2", squad, Opened()).items
    run_suite("squad2", squad, opened, resume=resume)
    assert len(opened.services[-1].asked) == 0


def test_a_line_cut_short_is_done_again(squad: Path, tmp_path: Path) -> None:
    resume = tmp_path / "items.jsonl"
    opened = Opened()
    run_suite("squad2", squad, opened, resume=resume)
    resume.write_text(resume.read_text("utf-8")[:-20], "utf-8")
    for _ in range(2):
        result = run_suite("squad2", squad, opened, resume=resume)
    assert [len(s.asked) for s in opened.services] == [6, 1, 0]
    assert result.n == 6


def test_another_risk_or_corpus_is_not_resumed(squad: Path, tmp_path: Path) -> None:
    resume = tmp_path / "items.jsonl"
    opened = Opened()
    run_suite("squad2", squad, opened, resume=resume)
    run_suite("squad2", squad, opened, resume=resume, risk=0.05)
    squad.write_text(squad.read_text("utf-8").replace("Nine ships", "Ten ships"), "utf-8")
    run_suite("squad2", squad, opened, resume=resume)
    assert [len(s.asked) for s in opened.services] == [6, 6, 6]
    assert [s.n_added for s in opened.services] == [3, 0, 3]


def test_risk_decides_who_abstains_not_what_is_asked(squad: Path) -> None:
    bold, shy = (run_suite("squad2", squad, Opened(), risk=risk).metrics for risk in (0.6, 0.05))
    assert (bold["coverage"].value, shy["coverage"].value) == (1.0, 0.0)
    assert bold["answer_in_first"] == shy["answer_in_first"]
    assert (bold["abstention_recall"].value, shy["abstention_recall"].value) == (0.0, 1.0)


def test_a_service_that_abstains_at_its_own_risk_is_refused(squad: Path) -> None:
    def shy(home: Path) -> FakeService:
        service = FakeService(home)
        service.answer = Abstained(question="?", confidence=0.3, engine="extractive", reason="Not sure.")
        return service

    with pytest.raises(ValueError, match=r"at risk 0\.999"):
        run_suite("squad2", squad, shy)


def test_the_same_text_twice_is_one_article_with_two_names(tmp_path: Path) -> None:
    rows = [
        {
            "question": q,
            "documents": [{"text": "It holds nine."}],
            "gold_answers": ["nine"],
            "wrong_answers": [],
        }
        for q in ("One?", "Two?")
    ]
    path = tmp_path / "dev.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    opened = Opened()
    result = run_suite("ramdocs", path, opened)
    assert result.metrics["shows_any"].value == 1.0
    assert [f.article_ids for _, f in opened.services[0].asked] == [("00000-01.md",)] * 2


def test_a_case_whose_articles_were_refused_sees_none(tmp_path: Path) -> None:
    class Refusing(FakeService):
        def add(self, inputs: Sequence[str], /) -> None:
            """As if no file had been an article."""

    row = {"question": "One?", "documents": [{"text": "."}], "gold_answers": ["nine"], "wrong_answers": []}
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    result = run_suite("ramdocs", path, Refusing)
    assert result.items[0]["shown"] == []
    assert result.items[0]["abstained"]


@pytest.mark.parametrize("name", sorted(SUITES))
def test_a_path_that_holds_something_else_is_one_line(name: str, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"rows": [1, 2]}', "utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    for path in (other, empty, tmp_path / "missing", tmp_path / ("too long a name" * 30)):
        with pytest.raises(SuiteError) as raised:
            run_suite(name, path, Opened())
        assert "\n" not in str(raised.value)
        assert SUITES[name].expects in str(raised.value)


RAMDOCS_ROW = {"question": "One?", "documents": [{"text": "It holds nine."}], "gold_answers": ["nine"]}


@pytest.mark.parametrize("as_array", [False, True])
def test_a_row_that_lacks_a_field_is_named_by_its_line(tmp_path: Path, as_array: bool) -> None:
    rows = [json.dumps({**RAMDOCS_ROW, "wrong_answers": []}), json.dumps(RAMDOCS_ROW)]
    path, resume = tmp_path / "RAMDocs_test.jsonl", tmp_path / "items.jsonl"
    path.write_text(f"[{', '.join(rows)}]" if as_array else "\n".join(rows), "utf-8")
    resume.write_text("kept\n", "utf-8")
    place = "entry 2" if as_array else "line 2"
    with pytest.raises(SuiteError, match=rf"RAMDocs_test\.jsonl, {place} has no 'wrong_answers'"):
        run_suite("ramdocs", path, Opened(), resume=resume)
    assert resume.read_text("utf-8") == "kept\n"


def test_a_nested_object_that_lacks_a_field_is_named_too(tmp_path: Path) -> None:
    row = {**RAMDOCS_ROW, "documents": [{"txt": "It holds nine."}], "wrong_answers": []}
    path = tmp_path / "dev.jsonl"
    path.write_text(f"\n{json.dumps(row)}\n", "utf-8")
    with pytest.raises(SuiteError, match=r"line 2 has no 'text'"):
        run_suite("ramdocs", path, Opened())


def test_json_lines_and_an_array_are_read_alike(tmp_path: Path) -> None:
    row = {**RAMDOCS_ROW, "wrong_answers": []}
    (tmp_path / "lines.jsonl").write_text(f"\ufeff{json.dumps(row)}\n", "utf-8")
    (tmp_path / "array.jsonl").write_text(json.dumps([row], indent=2), "utf-8")
    one, other = (SUITES["ramdocs"].load(tmp_path / f"{name}.jsonl") for name in ("lines", "array"))
    assert one == other
    assert len(one.cases) == 1


@pytest.mark.parametrize("name", sorted(SUITES))
def test_an_empty_file_is_one_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.touch()
    with pytest.raises(SuiteError) as raised:
        run_suite(name, path, Opened())
    assert "\n" not in str(raised.value)


def test_a_suite_that_is_none_is_named() -> None:
    with pytest.raises(SuiteError, match="no suite 'squad3'; choose one of squad2, clapnq"):
        run_suite("squad3", Path(), Opened())


def test_of_documents_that_became_no_article_nothing_is_answered_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "told.md").write_text("The old ferry sank in May.\n", "utf-8")
    with Service(Settings(home=tmp_path / "home", risk=ASKED_AT_RISK)) as service:
        service.add([str(tmp_path / "told.md")])
        desk = _Desk(service, {}, ASKED_AT_RISK)
        assert desk.ask("When did the old ferry sink?").status == "answered"
        assert desk.ask("When did the old ferry sink?", ["gone.html"]).status == "abstained"
