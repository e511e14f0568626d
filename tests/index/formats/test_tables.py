"""Tables: one article a row, its columns by their usual names or as they are told."""

from __future__ import annotations

import json

import pytest

from index.formats import Options
from index.formats.tables import FIELDS
from tests.index.formats.making import MORE, STORY, draft, error, items

ROW = {
    "headline": "Port closed",
    "body": STORY,
    "source": "Velmar Observer",
    "author": ["Ines Calloway", {"name": "Tom Reed"}],
    "date": "2025-03-14",
    "link": "https://observer.example/1",
    "id": 17,
    "lang": "en",
}


def test_the_usual_names_of_columns_are_known() -> None:
    found = draft(json.dumps(ROW).encode(), ".jsonl")
    assert (found.text, found.title, found.publisher) == (STORY, "Port closed", "Velmar Observer")
    assert (found.byline, found.published_at) == ("Ines Calloway, Tom Reed", "2025-03-14")
    assert (found.url, found.wire_id, found.language) == ("https://observer.example/1", "17", "en")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_is_read_with_its_own_separator_and_rows_are_named_by_their_line(mark: str) -> None:
    rows = [["Title", "Text", "Pub Date"], ["One", f'"{STORY}\n\n{MORE}"', "14 March 2025"], ["Two", "", ""]]
    data = "\r\n".join(mark.join(row) for row in [*rows, ["Three", f'"{MORE}"', ""]])
    first, second, third = items(data.encode("utf-8-sig"), ".csv", name="rows.csv")
    assert first.draft is not None
    assert (first.name, first.draft.text) == ("rows.csv!2", f"{STORY}\n\n{MORE}")
    assert (first.draft.title, first.draft.published_at) == ("One", "2025-03-14")
    assert (second.name, second.draft) == ("rows.csv!5", None)
    assert "the row holds no text; its text is looked for in `Text`" in (second.error or "")
    assert third.name == "rows.csv!6"


def test_columns_of_other_names_are_said() -> None:
    data = f'kop,tekst\nPort closed,"{STORY}"\n'.encode()
    assert error(data, ".csv") == (
        "no column holds the text; its columns are kop, tekst; say which: `--column text=NAME`"
    )
    found = draft(data, ".csv", Options(columns={"text": "tekst", "title": "kop"}))
    assert (found.text, found.title) == (STORY, "Port closed")
    assert "no column is called x; its columns are kop, tekst" in error(
        data, ".csv", Options(columns={"text": "x"})
    )
    assert "no field is called body" in error(data, ".csv", Options(columns={"body": "tekst"}))


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_is_offered_is_accepted_by_that_name(field: str) -> None:
    data = f'tekst,x\n"{STORY}","{STORY}"\n'.encode()
    assert draft(data, ".csv", Options(columns={"text": "tekst", field: "x"})).text == STORY
    wrong = error(data, ".csv", Options(columns={"day": "x"}))
    assert wrong == f"no field is called day; fields are {', '.join(FIELDS)}"


def test_the_day_is_called_as_everywhere_else() -> None:
    data = f'tekst,dag\n"{STORY}",2025-03-14\n'.encode()
    for field in ("published", "published_at"):
        found = draft(data, ".csv", Options(columns={"text": "tekst", field: "dag"}))
        assert found.published_at == "2025-03-14"


def test_a_line_that_is_no_object_or_in_another_encoding_costs_that_line() -> None:
    rows = [
        json.dumps(ROW).encode(),
        b"{",
        b"[1]",
        b"",
        json.dumps(ROW).encode().replace(b"Port", b"P\xf6rt"),
    ]
    found = items(b"\n".join([*rows, json.dumps(ROW).encode()]), ".ndjson", name="r")
    assert [item.name for item in found] == ["r!1", "r!2", "r!3", "r!5", "r!6"]
    assert [item.draft is not None for item in found] == [True, False, False, False, True]
    assert "no JSON object" in (found[1].error or "")
    assert "another encoding" in (found[3].error or "")
    told = items(rows[4], ".jsonl", Options(encoding="windows-1252"))[0].draft
    assert told is not None
    assert told.title == "Pört closed"


def test_lone_surrogates_in_json_become_replacement_characters() -> None:
    assert (
        draft(b'{"text": "The port closed \\ud83d early."}', ".jsonl").text == "The port closed \ufffd early."
    )


def test_a_quote_that_never_closes_and_an_endless_line_are_refused() -> None:
    data = b'title,text\nOne,"' + b"The port closed.\n" * 700_000
    assert "a row is over 10 MB; look for a quote that never closes" in error(data, ".csv")
    assert "a row is over 10 MB" in error(b'{"text": "' + b"x" * 11_000_000, ".jsonl")


def test_a_line_nested_without_end_is_no_article() -> None:
    assert "no JSON object" in error(b"[" * 1_000_000, ".jsonl")


@pytest.mark.parametrize("encoding", ["no-such", "hex"])
def test_an_unknown_encoding_is_named(encoding: str) -> None:
    assert "cannot be read as" in error(b"text\nx", ".csv", Options(encoding=encoding))
