"""The command line keeps its contract: exit codes, one JSON document, one line for an error, nothing lost."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from index.embedding import BundledEmbedder, Vectors
from index.errors import GroundwireError
from qa.cli import main
from qa.nlp import SpacyParser
from tests.index.making import held_by_another_process
from tests.qa.model_server import completion, serving

SEED = "000_73310bb9016d59b7.txt"
STORY = (
    "Kestrel Bridge reopens\n\nKestrel Bridge reopened on Monday after nine months of repairs, "
    "the county said. The final bill was £4.2 million. Engineers replaced 212 bolts and two bearings.\n"
)


class CountingEmbedder(BundledEmbedder):
    n_embedded = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.n_embedded += len(texts)
        return super().embed(texts)


class Program:
    """The program on one home, run in this process; `run` gives what it printed and its exit code."""

    def __init__(self, home: Path, embedder: CountingEmbedder) -> None:
        self.home, self.embedder = home, embedder

    def run(self, *arguments: object, stdin: str | None = None, home: Path | None = None) -> Result:
        told = ["--home", str(home or self.home), *map(str, arguments)]
        return CliRunner().invoke(main, told, input=stdin)

    def json(self, *arguments: object) -> Any:
        """The one document on standard output; fails if anything else is there."""
        return json.loads(self.run(*arguments, "--json").stdout)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A home with one article; the models are loaded once for all tests of this file."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "bridge.txt").write_text(STORY, "utf-8")
    embedder = CountingEmbedder()
    parsers: list[SpacyParser] = []

    class SharedParser:
        def parse(self, texts: Sequence[str], *, deep: bool = False) -> Any:
            if not parsers:
                parsers.append(SpacyParser())
            return parsers[0].parse(texts, deep=deep)

        def close(self) -> None: ...

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qa.service.embedder_of", lambda settings: embedder)
        patch.setattr("qa.service.SpacyParser", SharedParser)
        program = Program(folder / "home", embedder)
        added = program.run(
            "add", folder / "bridge.txt", "--publisher", "Observer", "--published", "2025-03-14"
        )
        assert added.exit_code == 0, added.output
        yield program
    for parser in parsers:
        parser.close()


@pytest.fixture(scope="module")
def seed_id(program: Program, shared_dir: Path) -> Iterator[str]:
    """The article that stands beside the project, in the library while the tests that need it run."""
    document = program.json("add", shared_dir / "seeds" / SEED)
    (added,) = document["added"] or document["unchanged"]
    yield added["article_id"]
    program.run("remove", added["article_id"])


def one_line(result: Result) -> str:
    (line,) = result.stderr.splitlines()
    assert line.startswith("groundwire: ")
    return line


def citations_in(document: Any) -> Iterator[dict[str, Any]]:
    """Every citation with a span, wherever in the document it stands."""
    if isinstance(document, dict):
        if {"quote", "start", "end"} <= document.keys():
            yield document
        document = list(document.values())
    if isinstance(document, list):
        for part in document:
            yield from citations_in(part)


def assert_verbatim(program: Program, document: Any) -> int:
    """Each citation's quote stands in the stored text at its span; how many there were."""
    cited = list(citations_in(document))
    for c in cited:
        shown = program.json("show", c["article_id"], "--version", c["version"])
        assert shown["text"][c["start"] : c["end"]] == c["quote"]
        assert shown["sha256"] == c["sha256"]
    return len(cited)


# -- what does not go well -------------------------------------------------------------------------------


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
        (["--llm"], "requires an argument"),
        (["search", "x", "-k", "0"], "0 is not in the range"),
        (["ask", "Who?", "--since", "soon"], "'soon' is no date; write it like 2025-03-14"),
        (["ask", "Who?", "--risk", "2"], "setting 'risk'"),
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


# -- what goes well --------------------------------------------------------------------------------------


def test_what_is_added_again_is_unchanged_and_embedded_no_more(program: Program, tmp_path: Path) -> None:
    (tmp_path / "other name.txt").write_text(STORY)
    n_embedded = program.embedder.n_embedded
    document = program.json("add", tmp_path / "other name.txt")
    assert [len(document[key]) for key in ("added", "updated", "unchanged", "failed")] == [0, 0, 1, 0]
    assert program.embedder.n_embedded == n_embedded


def test_an_article_is_taken_from_standard_input_and_removed(program: Program) -> None:
    result = program.run("add", "-", "--json", stdin="---\ntitle: Piped\n---\nGrowers feared frost.\n")
    (added,) = json.loads(result.stdout)["added"]
    assert (added["title"], added["version"], added["passages"]) == ("Piped", 1, 1)
    assert program.run("remove", added["article_id"]).stdout == "1 removed\n"
    assert program.run("show", added["article_id"]).exit_code == 2


def test_list_and_show_carry_what_is_stored(program: Program) -> None:
    (listed,) = program.json("list")["articles"]
    assert (listed["title"], listed["publisher"], listed["published_at"]) == (
        "Kestrel Bridge reopens", "Observer", "2025-03-14",
    )  # fmt: skip
    assert listed["characters"] == len(STORY)
    assert program.json("show", listed["article_id"])["text"] == STORY
    assert "Kestrel Bridge reopens" in program.run("list").stdout
    assert "Engineers replaced 212 bolts" in program.run("show", listed["article_id"]).stdout


def test_an_escape_sequence_in_an_article_does_not_reach_the_terminal(program: Program) -> None:
    result = program.run(
        "add", "-", "--json", stdin="\x1b]0;owned\x07A \x1b[31mred\x1b[0m tram\u202e ran off."
    )
    (added,) = json.loads(result.stdout)["added"]
    for arguments in (["show", added["article_id"]], ["list"], ["search", "red tram"]):
        shown = program.run(*arguments).stdout
        assert "tram" in shown or arguments == ["list"]
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    program.run("remove", added["article_id"])


def test_search_ranks_passages_that_are_slices_of_what_show_gives(program: Program) -> None:
    document = program.json("search", "Who paid for the bridge?", "-k", "3")
    assert document["query"] == "Who paid for the bridge?"
    assert document["hits"][0]["rank"] == 1
    for hit in document["hits"]:
        assert program.json("show", hit["article_id"])["text"][hit["start"] : hit["end"]] == hit["text"]


def test_a_vanished_index_is_made_again_without_embedding(program: Program) -> None:
    shutil.rmtree(program.home / "vectors")
    assert program.run("doctor").exit_code == 1
    n_embedded = program.embedder.n_embedded
    assert "Kestrel" in program.run("search", "Kestrel Bridge").stdout
    assert program.embedder.n_embedded == n_embedded + 1  # the query
    assert program.run("doctor").stdout == "All is well.\n"
    assert program.run("rebuild").stdout == "1 vectors in the index\n"
    assert program.embedder.n_embedded == n_embedded + 1


def test_a_brief_is_one_document_whose_citations_are_verbatim(program: Program, tmp_path: Path) -> None:
    assert assert_verbatim(program, program.json("brief")) > 0
    result = program.run("brief", "-o", tmp_path / "new" / "page.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "<html" in (tmp_path / "new" / "page.html").read_text("utf-8")


def test_a_brief_that_can_not_be_written_is_one_line(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = program.run("brief", "-o", tmp_path / "file" / "page.md")
    assert "choose another file with -o" in one_line(result)
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("name", "begins"), [("a.pdf", b"%PDF-"), ("a.docx", b"PK\3\4"), ("a.md", b"# "), ("a.json", b"{")]
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
    again = program.run("export", "-o", tmp_path / "pack")
    assert "is there already" in one_line(again)
    assert again.exit_code == 2


# -- the article beside the project ----------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Who led the delegation to Moscow?", "Sanjeev Kumar"),
        ("What share of India's arsenal is of Russian origin?", "36%"),
    ],
)
def test_an_answer_cites_the_sentence_that_says_it_and_every_citation_is_verbatim(
    program: Program, seed_id: str, question: str, cited: str
) -> None:
    result = program.run("ask", question, "--article", seed_id, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["status"], result.stderr) == (0, "answered", "")
    assert cited in document["statements"][0]["citations"][0]["quote"]
    assert assert_verbatim(program, document) >= 1


@pytest.mark.shared
def test_what_the_article_does_not_say_is_an_abstention_with_exit_code_3(
    program: Program, seed_id: str
) -> None:
    result = program.run("ask", "How much are the signed contracts worth?", "--article", seed_id, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["status"], document["statements"]) == (3, "abstained", [])
    assert document["reason"]


def test_a_question_before_anything_was_published_is_an_abstention(program: Program) -> None:
    asked = ["What was the final bill?", "--as-of", "2025-03-13", "--publisher", "Observer"]
    result = program.run("ask", *asked, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["status"], document["hits"]) == (3, "abstained", [])


# -- as a real process -----------------------------------------------------------------------------------


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


# -- with a language model ---------------------------------------------------------------------------------


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
