"""The commands that write briefs and packs, and what they say of a model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.qa.cli.program import Program, assert_verbatim, one_line
from tests.qa.phrasing.model_server import completion, serving


def test_a_brief_is_one_document_whose_citations_are_verbatim(program: Program, tmp_path: Path) -> None:
    assert assert_verbatim(program, program.json("brief")) > 0
    result = program.run("brief", "-o", tmp_path / "page.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "<html" in (tmp_path / "page.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("command", "name"), [("brief", "new/page.html"), ("export", "new/pack.zip"), ("export", "new/pack")]
)
def test_no_folder_is_made_of_a_path_that_may_be_misspelt(
    program: Program, tmp_path: Path, command: str, name: str
) -> None:
    result = program.run(command, "-o", tmp_path / name)
    assert f"there is no folder {tmp_path / 'new'}; make it, or choose another file with -o" in one_line(
        result
    )
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])


def test_an_ending_that_is_no_form_is_refused_and_the_known_ones_are_named(
    program: Program, tmp_path: Path
) -> None:
    result = program.run("brief", "-o", tmp_path / "page.xyz")
    assert "a brief has no form '.xyz'; use one of .md .markdown .htm .html .json .pdf .docx" in one_line(
        result
    )
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert program.run("brief", "-o", tmp_path / "page.xyz", "--format", "json").exit_code == 0
    assert json.loads((tmp_path / "page.xyz").read_text("utf-8"))["title"]


@pytest.mark.parametrize("command", ["brief", "export"])
def test_a_topic_that_no_article_is_about_is_one_line_and_exit_code_3(
    program: Program, tmp_path: Path, command: str
) -> None:
    written = tmp_path / "page.zip"
    topic = ("--topic", "zebra quantum chromodynamics")
    result = program.run(command, *topic, "-o", written, *(["--format", "md"] if command == "brief" else []))
    assert "no article is about “zebra quantum chromodynamics”; try other words" in one_line(result)
    assert (result.exit_code, result.stdout, written.exists()) == (3, "", False)


def test_a_brief_that_can_not_be_written_is_one_line(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = program.run("brief", "-o", tmp_path / "file" / "page.md")
    assert "choose another file with -o" in one_line(result)
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.pdf", b"%PDF-"), ("a.docx", b"PK\3\4"), ("a.md", b"# "), ("a.json", b"{"), ("a", b"# ")],
)
def test_the_name_of_the_file_says_the_form(
    program: Program, tmp_path: Path, name: str, begins: bytes
) -> None:
    assert program.run("brief", "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_brief_is_compared_with_the_last_one_and_with_a_file(program: Program, tmp_path: Path) -> None:
    topic = ("--topic", "the bolts of Kestrel Bridge")
    assert "there is no earlier brief" in one_line(program.run("brief", *topic, "--compare", "last"))
    program.run("brief", *topic, "-o", tmp_path / "old.json")
    for old in ("last", tmp_path / "old.json"):
        since = program.json("brief", *topic, "--compare", old)["since_last"]
        assert since["unchanged"]
        assert (since["new"], since["changed"], since["withdrawn"]) == ([], [], [])
    assert "no brief as JSON" in one_line(program.run("brief", "--compare", program.home / "library.sqlite"))


def test_the_schema_is_printed_without_a_library(program: Program) -> None:
    assert json.loads(program.run("brief", "--schema").stdout)["title"] == "Brief"


def test_an_evidence_pack_is_written_once(program: Program, tmp_path: Path) -> None:
    assert "quotes written" in program.run("export", "-o", tmp_path / "pack").stderr
    assert (tmp_path / "pack" / "SHA256SUMS").exists()
    for place in (tmp_path / "pack", tmp_path / "pack.zip", tmp_path / "PACK.ZIP"):
        if place.suffix:
            place.write_bytes(b"mine")
        again = program.run("export", "-o", place)
        assert "is there already; choose a new folder or .zip file with -o" in one_line(again)
        assert again.exit_code == 2
    assert (tmp_path / "pack.zip").read_bytes() == b"mine"


def test_what_a_model_writes_and_what_it_cost_goes_to_standard_error(program: Program) -> None:
    line = {
        "section": "key_points",
        "text": "The final bill was £4.2 million.",
        "evidence": ["s1", "s2", "s3"],
    }

    def behave(request: dict[str, Any]) -> tuple[int, Any]:
        is_lines = "one-page news brief" in request["messages"][0]["content"]
        return completion(json.dumps({"lines": [line]} if is_lines else {"entries": []}))

    with serving(behave) as (url, requests):
        made = program.run("--llm", f"{url}#m", "--llm-price", "1000/1000", "brief")
    assert made.exit_code == 0
    assert "the language model writes: bottom line, key points, risks, open questions" in made.stderr
    assert "+ The final bill was £4.2 million." in made.stderr
    n = len(requests)
    spent = f"{n} call{'s' if n > 1 else ''} of the language model, {11 * n} tokens read and {7 * n} written"
    assert f"{spent}, ${18 * n / 1_000:.4f}" in made.stderr
    assert "tokens" not in made.stdout


def test_without_a_model_nothing_is_said_of_its_cost(program: Program) -> None:
    assert "tokens" not in program.run("brief").stderr
