"""What does not go well: exit codes, one line for an error, nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from index.errors import GroundwireError
from qa.cli import main
from tests.index.making import held_by_another_process
from tests.qa.cli.program import Program, one_line


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"x")
        file.seek(50_000_000 - 1)
        file.write(b"x")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "the file is empty"),
        ("binary.bin", b"%PDF-1.7\n\xe2\xe3\x00\x01", "a binary file, not text"),
        ("latin.txt", b"Caf\xe9 closed.", "--encoding windows-1252"),
        ("long.txt", sparse, "over 10 MB"),
        ("page.html", b"<html><body><script>var a = 1</script></body></html>", "no article text was found"),
    ],
)
@pytest.mark.parametrize("flags", [[], ["--json"]], ids=["words", "json"])
def test_an_input_that_is_no_article_is_one_line_and_nothing_is_lost(
    program: Program, tmp_path: Path, name: str, data: Any, says: str, flags: list[str]
) -> None:
    before = program.json("list")
    path = tmp_path / name
    if callable(data):
        data(path)
    elif data is not None:
        path.write_bytes(data)
    result = program.run("add", path, *flags)
    line = one_line(result)
    assert result.exit_code == 1
    assert name in line
    assert says in line
    assert program.json("list") == before
    if flags:
        assert [Path(failed["input"]).name for failed in json.loads(result.stdout)["failed"]] == [name]


def test_the_good_files_beside_a_bad_one_are_kept(program: Program, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Ferries to Lindhaven stopped on Tuesday.")
    (tmp_path / "bad.txt").write_bytes(b"\xff\x00")
    result = program.run("add", tmp_path, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, len(document["added"]), len(document["failed"])) == (1, 1, 1)
    (added,) = document["added"]
    assert program.json("show", added["article_id"])["text"].startswith("Ferries")
    assert program.run("remove", added["article_id"]).exit_code == 0


def test_a_home_that_is_no_library_is_one_line_and_left_alone(program: Program, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    for arguments in (["list", "--json"], ["add", tmp_path / "thesis.txt"], ["ask", "Who?"]):
        result = program.run(*arguments, home=tmp_path)
        assert "holds other files (thesis.txt) and no library; choose another folder" in one_line(result)
        assert (result.exit_code, result.stdout) == (1, "")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_second_writer_is_one_line_and_nothing_is_lost(program: Program, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Another text.")
    before = program.json("list")
    with held_by_another_process(program.home):
        for arguments in (
            ["add", tmp_path / "new.txt"],
            ["remove", before["articles"][0]["article_id"]],
            ["rebuild"],
        ):
            result = program.run(*arguments)
            assert "another process is adding to this library; wait until it has finished" in one_line(result)
            assert (result.exit_code, result.stdout) == (1, "")
        assert "Kestrel" in program.run("search", "Kestrel Bridge").stdout
    assert program.json("list") == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["ask"], "Missing argument 'QUESTION'"),
        (["add"], "Missing argument"),
        (["list", "--nonsense"], "No such option"),
        (["list", "--home", "x"], "--home goes before the command"),
        (["--llm"], "requires an argument"),
        (["search", "x", "-k", "0"], "0 is not in the range"),
        (["ask", "Who?", "--since", "soon"], "'soon' is no date; write it like 2025-03-14"),
        (["ask", "Who?", "--risk", "2"], "setting 'risk'"),
        (["ask", "Who?", "--risk", "0"], "setting 'risk' is '0.0': it must be more than 0 and less than 1"),
        (["gold", "add"], "Nothing to draft from: name --questions, --ratings or --from; see"),
        (["ask", "Who?", "--article", "missing"], "there is no article missing; `groundwire list` shows"),
        (["search", "x", "--article", "missing"], "there is no article missing"),
        (
            ["search", "x", "--publisher", "Nobody"],
            "no article is of the publisher 'Nobody'; `groundwire list`",
        ),
        (["ask", "Who?", "--publisher", "Obsever"], "'Obsever'; did you mean 'Observer'?"),
        (
            ["ask", "Who?", "--since", "2026-05-01", "--until", "2026-01-01"],
            "--since 2026-05-01 is after --until 2026-01-01; name an earlier day first",
        ),
        (["search", "x", "--since", "2026-05-01", "--until", "2026-01-01"], "is after --until 2026-01-01"),
        (["ask", "Who?", "--since", "2026-05-01", "--as-of", "2026-01-01"], "is after --as-of 2026-01-01"),
        (["search", ""], "there is no word in the query; say in words what to look for"),
        (["search", "?!"], "there is no word in the query"),
        (["ask", "?"], "there is no word in the question; say in words what to look for"),
        (["ask", "\x01\x02"], "there is no word in the question"),
        (["brief", "--topic", ""], "there is no word in the topic"),
        (["ask", " "], "a question has 1 to 2,000 characters"),
        (["show", "missing"], "there is no article missing"),
        (["remove", "missing"], "there is no article missing"),
        (["brief", "missing"], "there is no article missing"),
        (["brief", "--since", "2199-01-01"], "there is no article to brief on"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(program: Program, arguments: list[str], says: str) -> None:
    result = program.run(*arguments)
    assert says in one_line(result)
    assert (result.exit_code, result.stdout) == (2, "")


def test_an_empty_home_is_wrong_usage(program: Program) -> None:
    result = CliRunner().invoke(main, ["--home", "", "list"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        one_line(result) == "groundwire: --home names no folder; name one, or leave it out for the usual one"
    )


def test_a_command_that_is_not_known_does_not_say_less_than_where_to_look(program: Program) -> None:
    assert one_line(program.run("ask")).endswith("ask --help`")


def test_arguments_that_are_no_text_are_no_traceback(program: Program, tmp_path: Path) -> None:
    for arguments in (["search", "a\udcff bridge", "--json"], ["add", "no\udcff.txt", "--json"]):
        result = program.run(*arguments)
        assert isinstance(result.exception, SystemExit | None)
        json.loads(result.stdout)
    assert program.run("show", "\udcff").exit_code == 2


def test_an_error_has_a_traceback_only_with_debug(program: Program) -> None:
    assert isinstance(program.run("--debug", "show", "missing").exception, GroundwireError)
    assert isinstance(program.run("show", "missing").exception, SystemExit)


def test_drafting_from_nothing_writes_nothing(program: Program, tmp_path: Path) -> None:
    result = program.run("gold", "add", "--gold", tmp_path / "gold.jsonl", "--articles", tmp_path)
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])


@pytest.mark.parametrize(
    ("arguments", "method", "says"),
    [
        (
            ["add", "x.txt"],
            "add",
            "stopped; what was added before is kept, and the same command adds the rest",
        ),
        (["list"], "articles", "stopped; nothing was left half done"),
    ],
)
def test_control_c_is_one_line_and_exit_code_130(
    program: Program, monkeypatch: pytest.MonkeyPatch, arguments: list[str], method: str, says: str
) -> None:
    def stopped(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"qa.service.Service.{method}", stopped)
    result = program.run(*arguments)
    assert (one_line(result), result.exit_code, result.stdout) == (f"groundwire: {says}", 130, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["list"], ["--help"], ["brief", "--schema"]])
def test_a_full_disk_under_the_output_is_one_line(program: Program, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "qa.cli", "--home", str(program.home), *arguments]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.stderr.decode() == (
        "groundwire: nothing more can be written (No space left on device); make room, or write elsewhere\n"
    )
    assert result.returncode == 1
