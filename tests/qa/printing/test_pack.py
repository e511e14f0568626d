"""The pack can be checked without the program: here it is, with nothing but the standard library."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from index.models import Article
from qa.errors import SettingsError
from qa.models import Brief
from qa.printing.pack import cell, citations_of, write_pack
from tests.qa.brief_helpers import article
from tests.qa.printing.helpers import statements

TEXT = (
    "-5 degrees were measured, “the coldest” day.\n=cmd|' /C calc'!A0 stood on the wall.\n"
    "'@home' is\rthe name. \U0001f600 follows.\n+40 percent, the union said.\nत्वरित कहा गया.\n#REF! \t x"
)


@pytest.fixture
def source() -> Article:
    return article(TEXT, title="=1+1", publisher="@Observer")


@pytest.fixture
def brief(source: Article) -> Brief:
    return Brief(
        title="A brief",
        articles=[],
        engine="extractive",
        key_points=statements(source),
        independent_sources=1,
    )


def _check(files: dict[str, bytes]) -> list[dict[str, str]]:
    """As README.txt of the pack says; the rows as they were."""
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(files[name]).hexdigest() == digest
    assert len(files["SHA256SUMS"].splitlines()) == len(files) - 1
    rows = list(csv.DictReader(io.StringIO(files["evidence.csv"].decode("utf-8-sig"), newline="")))
    for raw in rows:
        row = {k: v[1:] if v.startswith("'") else v for k, v in raw.items()}
        data = files[row["text_file"]]
        assert hashlib.sha256(data).hexdigest() == row["sha256"]
        assert data.decode("utf-8")[int(row["start"]) : int(row["end"])] == row["quote"]
    return rows


def test_a_folder_can_be_checked(tmp_path: Path, brief: Brief, source: Article) -> None:
    assert write_pack(tmp_path / "pack", brief, lambda *_: source) == 6
    pack = tmp_path / "pack"
    files = {str(p.relative_to(pack).as_posix()): p.read_bytes() for p in pack.rglob("*") if p.is_file()}
    assert len(_check(files)) == 6
    assert {"brief.md", "brief.html", "brief.pdf", "brief.json", "brief.schema.json", "README.txt"} < set(
        files
    )
    assert list(tmp_path.iterdir()) == [pack]
    code = re.search(r"^  import csv.*?^  print\([^\n]*\n", files["README.txt"].decode(), re.M | re.S)
    assert code is not None
    lines = "\n".join(line[2:] for line in code[0].splitlines())
    ran = subprocess.run([sys.executable, "-I", "-c", lines], cwd=pack, capture_output=True, check=True)
    assert b"every quote stands in its article" in ran.stdout


def test_a_zip_can_be_checked_and_is_always_the_same(tmp_path: Path, brief: Brief, source: Article) -> None:
    for name in ("one/pack.zip", "two/pack.zip"):
        (tmp_path / name).parent.mkdir()
        write_pack(tmp_path / name, brief, lambda *_: source)
    data = (tmp_path / "one/pack.zip").read_bytes()
    assert data == (tmp_path / "two/pack.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _check({name.removeprefix("pack/"): archive.read(name) for name in archive.namelist()})


def test_no_cell_is_a_formula(tmp_path: Path, brief: Brief, source: Article) -> None:
    write_pack(tmp_path / "pack", brief, lambda *_: source)
    rows = csv.reader((tmp_path / "pack/evidence.csv").open(encoding="utf-8-sig", newline=""))
    assert not [value for row in rows for value in row if value[:1] in tuple("=+-@\t\r\n")]


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "'x", "＝1", "%x", "|x"])
def test_a_dangerous_cell_begins_with_an_apostrophe(value: str) -> None:
    assert cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["x", "", 12, None, "1-2"])
def test_any_other_cell_is_left_as_it_is(value: str | int | None) -> None:
    assert cell(value) == ("" if value is None else str(value))


def test_nothing_is_overwritten(tmp_path: Path, brief: Brief, source: Article) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(SettingsError, match="is there already"):
        write_pack(tmp_path, brief, lambda *_: source)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]
    (tmp_path / "pack.zip").write_bytes(b"mine")
    with pytest.raises(SettingsError, match="is there already"):
        write_pack(tmp_path / "pack.zip", brief, lambda *_: source)
    assert (tmp_path / "pack.zip").read_bytes() == b"mine"
    (tmp_path / "empty").mkdir()
    assert write_pack(tmp_path / "empty", brief, lambda *_: source) == 6


def test_every_citation_is_found_once(brief: Brief) -> None:
    assert len(citations_of(brief.model_copy(update={"bottom_line": brief.key_points}))) == 6
