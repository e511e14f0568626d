"""The commands: what they print, what they leave behind, how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evals import command
from evals.command import EvalAsked, Outcome, public_name, slug
from evals.compare import compare
from evals.gates import baseline_text
from evals.provenance import Made
from evals.report import EvalRun
from qa.cli import main
from tests.evals.making import item, run_of

RUN = run_of([item(n) for n in range(12)])
WORSE = run_of([item(n, right=n > 6) for n in range(12)])


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Runs of the program are stood in for: a good one, then worse ones. What each was given is kept."""
    given: list[dict[str, Any]] = []

    def run_eval(open_service: object, sample: object, *, made: Made, **more: Any) -> EvalRun:
        given.append({"made": made, "sample": sample, **more})
        run = WORSE if len(given) > 1 else RUN
        provenance = run.report.provenance.model_copy(update={"llm": made.llm})
        return EvalRun(run.report.model_copy(update={"provenance": provenance}), run.items)

    monkeypatch.setattr(command, "run_eval", run_eval)
    monkeypatch.chdir(tmp_path)
    return given


def groundwire(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["--home", "home", *arguments], input=typed)


def test_one_run_is_one_document_of_the_contracts_form(ran: list[dict[str, Any]]) -> None:
    done = groundwire("eval", "--json")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert list(document) == ["suite", "n", "metrics", "risk_coverage", "slices", "items_path", "provenance"]
    assert len(ran) == 1


def test_a_report_is_a_folder_that_can_be_compared(ran: list[dict[str, Any]]) -> None:
    assert groundwire("eval", "--report", "one").exit_code == 0
    assert groundwire("eval", "--report", "two").exit_code == 0
    assert {p.name for p in Path("one").iterdir()} == {
        "report.html", "report.json", "items.jsonl", "briefs.jsonl",
    }  # fmt: skip
    done = groundwire("eval", "compare", "one", "two/report.json", "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["metrics"]["answer_contains"]["change"] == "worse"
    assert "worse: 7 questions" in groundwire("eval", "compare", "one", "two").stdout
    assert len(ran) == 2


def test_several_models_have_a_report_each_and_a_comparison(ran: list[dict[str, Any]]) -> None:
    done = groundwire("eval", "--model", "none", "--model", "openai/big", "--report", "out", "--json")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert (len(document["reports"]), len(document["comparisons"])) == (2, 1)
    assert {p.name for p in Path("out").iterdir()} == {"none", "openai-big"}
    assert {r["provenance"]["llm"] for r in document["reports"]} == {"none", "openai/big"}


def test_a_gate_that_is_not_met_ends_with_4_and_names_the_metric(ran: list[dict[str, Any]]) -> None:
    Path("pyproject.toml").write_text("[tool.groundwire.gates]\nanswer_contains = {max_drop = 0.02}\n")
    assert groundwire("eval", "--baseline", "kept.json", "--renew").exit_code == 0
    done = groundwire("eval", "--baseline", "kept.json")
    assert done.exit_code == 4
    assert "gate not met: answer_contains: 0.4167" in done.stderr
    assert "q3: answer_contains 1.0 -> 0.0" in done.stdout


def test_a_run_that_keeps_its_gates_ends_with_0(ran: list[dict[str, Any]]) -> None:
    Path("pyproject.toml").write_text("[tool.groundwire.gates]\nanswer_contains = {max_drop = 0.02}\n")
    Path("kept.json").write_text(baseline_text(RUN.report, RUN.items))
    done = groundwire("eval", "--baseline", "kept.json")
    assert done.exit_code == 0
    assert "1 set, 0 not met" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "exit_code", "what"),
    [
        (("eval", "--renew"), 2, "--renew needs --baseline"),
        (("eval", "--baseline", "none.json"), 2, "is no baseline"),
        (("eval", "compare", ".", "."), 2, "report.json is missing"),
        (("eval", "--suite", "nothing:."), 2, "no suite 'nothing'"),
        (("eval", "--suite", "squad2"), 2, "--suite squad2 names no path; write NAME:PATH"),
        (("eval", "--suite", "squad2:none.json"), 2, "squad2: there is no none.json; expected is"),
        (
            ("gold", "check", "--gold", "none.jsonl"),
            2,
            "none.jsonl cannot be read (No such file or directory); name a UTF-8 file with --gold",
        ),
        (("gold", "add", "--from", "none.md"), 2, "no article 'none.md'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    ran: list[dict[str, Any]], arguments: tuple[str, ...], exit_code: int, what: str
) -> None:
    done = groundwire(*arguments)
    assert done.exit_code == exit_code
    assert what in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert ran == []


def test_gold_questions_are_added_reviewed_and_checked(ran: list[dict[str, Any]]) -> None:
    Path("articles").mkdir()
    Path("articles/a.md").write_text("---\ntitle: Ships\n---\nNine ships waited in the bay.\n")
    evidence = [{"article": "a.md", "quote": "Nine ships waited in the bay."}]
    line = {"question": "How many ships waited?", "answers": ["Nine"], "evidence": evidence, "tags": ["easy"]}
    Path("new.jsonl").write_text(json.dumps(line) + "\n")
    mine = ("--gold", "gold.jsonl", "--articles", "articles")
    assert "1 new drafts" in groundwire("gold", "add", "--questions", "new.jsonl", *mine).stdout
    assert "1 accepted" in groundwire("gold", "review", *mine, typed="a\n").stdout
    done = groundwire("gold", "check", *mine)
    assert (done.exit_code, done.stdout) == (0, "1 questions, 1 answerable, 0 not\n")
    Path("articles/a.md").write_text("---\ntitle: Ships\n---\nTen ships waited in the bay.\n")
    done = groundwire("gold", "check", *mine)
    assert done.exit_code == 1
    assert "line 1: this quote does not stand" in done.stderr


def test_a_models_place_is_not_in_its_name() -> None:
    assert public_name("http://10.0.0.7:8000/v1#small") == "small"
    assert public_name("gguf:/home/someone/model.gguf") == "gguf:model.gguf"
    assert slug("openai/gpt 5") == "openai-gpt-5"


def test_the_document_of_several_runs_names_both_parts() -> None:
    comparison = compare((RUN.report, RUN.items), (WORSE.report, WORSE.items))
    assert list(Outcome([RUN.report, WORSE.report], [comparison]).document()) == ["reports", "comparisons"]
    assert EvalAsked().models == ()
