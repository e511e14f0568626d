"""The commands that work on the library keep their contract: what is stored is shown, and made again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.qa.cli.program import STORY, Program, one_line


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


def test_a_date_that_can_not_be_read_is_told_on_standard_error_and_in_the_json(program: Program) -> None:
    text = "---\ndate: '12/03/2026 \x1b[31m'\n---\nGrowers feared hail.\n"
    result = program.run("add", "-", "--json", stdin=text)
    document = json.loads(result.stdout)
    (noted,) = document["notes"]
    assert "could not be read, so it counts as undated" in noted["note"]
    assert "groundwire: -: note: its date “12/03/2026" in one_line(result)
    assert "\x1b" not in result.stderr
    assert result.exit_code == 0
    program.run("remove", document["added"][0]["article_id"])


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
