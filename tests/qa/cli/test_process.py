"""The real program, as a process of its own."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.qa.cli.program import Program


def start(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qa.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.cli
def test_help_costs_nothing_and_loads_nothing_heavy() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    heavy = "numpy chromadb onnxruntime openai instructor pydantic gradio spacy trafilatura lxml".split()
    script = (
        "import sys; from qa.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"sys.exit(' '.join(m for m in {heavy} if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "ask" in done.stdout
    assert done.stderr.strip() == ""
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 1.5


@pytest.mark.cli
def test_the_real_program_says_one_line_when_it_makes_a_vanished_index_again(program: Program) -> None:
    shutil.rmtree(program.home / "vectors")
    done = start("--home", program.home, "search", "Kestrel Bridge", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["hits"][0]["title"] == "Kestrel Bridge reopens"
    assert done.stderr == ("groundwire: the vector index did not agree with the library and was made again\n")


@pytest.mark.cli
def test_the_real_program_says_one_line_for_a_page_without_text(program: Program, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body><p></p></body></html>")
    done = start("--home", program.home, "add", tmp_path / "page.html", "--json")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["failed"]) == 1
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.cli
def test_the_real_program_says_one_line_for_wrong_usage(program: Program) -> None:
    done = start("--home", program.home, "ask", "--risk", "much", "Who?")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
