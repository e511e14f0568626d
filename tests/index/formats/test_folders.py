"""Folders: every known kind, and nothing that its owner wants left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import UnreadableInput
from index.formats import KINDS, files_in


def names(folder: Path, *ignore: str) -> list[str]:
    return [str(path.relative_to(folder)) for path in files_in(folder, ignore)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.PDF", "c.tar.gz", "d.gz", "e.jpg", "drafts/f.md", "drafts/keep.md", "g/h.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    return tmp_path


def test_all_known_kinds_are_found(folder: Path) -> None:
    assert names(folder) == ["a.txt", "b.PDF", "c.tar.gz", "drafts/f.md", "drafts/keep.md", "g/h.docx"]
    for kind in KINDS:
        (folder / "g" / f"x{kind}").write_text("text")
    assert len(names(folder / "g")) == len(KINDS) + 1


def test_patterns_are_those_of_a_gitignore(folder: Path) -> None:
    assert names(folder, "drafts/", "*.pdf", "*.PDF") == ["a.txt", "c.tar.gz", "g/h.docx"]
    assert names(folder, "*", "!a.txt") == ["a.txt"]
    assert "drafts/keep.md" in names(folder, "drafts/*", "!drafts/keep.md")
    (folder / ".groundwireignore").write_text("# not yet\n/drafts\n\n*.gz\n")
    assert names(folder, "a.*") == ["b.PDF", "g/h.docx"]


def test_patterns_that_cannot_be_read_are_named(folder: Path) -> None:
    with pytest.raises(UnreadableInput, match="a pattern of what to ignore"):
        names(folder, "!")
    (folder / ".groundwireignore").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableInput, match="one pattern a line"):
        names(folder)


def test_a_list_of_patterns_that_is_a_link_is_not_followed(folder: Path) -> None:
    (folder / "g" / "patterns").write_text("*")
    (folder / ".groundwireignore").symlink_to(folder / "g" / "patterns")
    assert "a.txt" in names(folder)
