"""Archives: every kind in them, nothing on the disk, and an end to what they unfold to."""

from __future__ import annotations

import io
import tarfile
import time
import zipfile
from pathlib import Path
from random import Random

import pytest

from index.formats import MAX_FILE_BYTES
from index.formats.archive import MAX_MEMBERS
from tests.index.formats.making import MORE, STORY, error, items, page, tarred, zipped

FILES = {
    "2025/march/port.txt": STORY.encode(),
    "page.html": page(),
    "rows.jsonl": b'{"text": "The port closed."}\n{"text": ""}',
    "photo.jpg": b"\xff\xd8",
    "notes/.DS_Store": b"x",
    ".git/a.txt": b"x",
    "__MACOSX/page.html": b"x",
}
NAMES = ["x!2025/march/port.txt", "x!page.html", "x!rows.jsonl!1", "x!rows.jsonl!2"]


def info(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


@pytest.mark.parametrize(
    ("suffix", "how"),
    [
        (".zip", ""),
        (".tar", "w"),
        (".tar.gz", "w:gz"),
        (".tgz", "w:gz"),
        (".tar.bz2", "w:bz2"),
        (".tar.xz", "w:xz"),
    ],
)
def test_members_of_known_kinds_are_read_and_hidden_ones_passed_over(suffix: str, how: str) -> None:
    data = tarred([(info(n), d) for n, d in FILES.items()], how) if how else zipped(FILES)
    found = items(data, suffix)
    assert [item.name for item in found] == NAMES
    assert [item.draft is not None for item in found] == [True, True, True, False]


BAD = {
    "../up.txt": "leads out of the archive",
    "a/../../up.txt": "leads out of the archive",
    "/etc/up.txt": "leads out of the archive",
    "\\\\host\\up.txt": "leads out of the archive",
    "C:\\up.txt": "leads out of the archive",
    "a\\..\\up.txt": "leads out of the archive",
    "CON.txt": "a device on Windows",
    "a/nul": "a device on Windows",
    "com1 .txt/a.txt": "a device on Windows",
    "inner.zip": "an archive inside an archive",
    "inner.tar.gz": "an archive inside an archive",
}


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_paths_that_lead_out_device_names_and_nested_archives_are_named(suffix: str) -> None:
    files = {
        **dict.fromkeys(BAD, b"Say so."),
        "inner.zip": zipped({"a.txt": b"text"}),
        "good.txt": MORE.encode(),
    }
    data = zipped(files) if suffix == ".zip" else tarred([(info(n), d) for n, d in files.items()])
    *bad, good = items(data, suffix)
    for item, says in zip(bad, BAD.values(), strict=True):
        assert says in (item.error or ""), item.name
    assert good.draft is not None


def test_links_and_devices_are_named_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Secret.")
    members = [
        info("a.txt", tarfile.SYMTYPE, str(secret)),
        info("b.txt", tarfile.LNKTYPE, "good.txt"),
        info("c.txt", tarfile.CHRTYPE),
        info("d.txt", tarfile.FIFOTYPE),
    ]
    *bad, good = items(tarred([*((m, b"") for m in members), (info("good.txt"), MORE.encode())]), ".tar")
    assert all("a link or a device" in (item.error or "") for item in bad)
    assert good.draft is not None
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, str(secret))
    assert "a link or a device" in error(out.getvalue(), ".zip")


def zeros(megabytes: int, name: str = "a.txt", how: str = "") -> bytes:
    data = bytes(megabytes * 1_000_000)
    return tarred([(info(name), data)], how) if how else zipped({name: data})


@pytest.mark.parametrize(("suffix", "how"), [(".zip", ""), (".tar.gz", "w:gz"), (".tar.bz2", "w:bz2")])
def test_a_bomb_is_refused_soon(suffix: str, how: str) -> None:
    data = zeros(20, how=how)
    began = time.monotonic()
    assert "times its size, as a bomb does" in error(data, suffix) or "over 10 MB" in error(data, suffix)
    assert time.monotonic() - began < 10


def test_many_members_that_are_each_within_the_limit_are_still_a_bomb() -> None:
    found = items(zipped({f"{n}.txt": bytes(9_000_000) for n in range(5)}), ".zip")
    assert len(found) < 5
    assert "times its size, as a bomb does" in (found[-1].error or "")


def test_a_size_in_a_header_is_not_believed() -> None:
    data = bytearray(zeros(12))
    real = (12_000_000).to_bytes(4, "little")
    assert data.count(real) == 2
    lied = bytes(data.replace(real, (100).to_bytes(4, "little")))
    (item,) = items(lied, ".zip")
    assert item.error


def test_a_member_over_the_limit_is_named_and_the_others_are_read() -> None:
    noise = Random(1).randbytes(MAX_FILE_BYTES + 1)
    files = {"big.txt": noise, "good.txt": MORE.encode()}
    for data, suffix in ((zipped(files), ".zip"), (tarred([(info(n), d) for n, d in files.items()]), ".tar")):
        big, good = items(data, suffix)
        assert "over 10 MB" in (big.error or "")
        assert good.draft is not None


def test_too_many_members_are_refused() -> None:
    data = zipped({f"{n}.jpg": b"" for n in range(MAX_MEMBERS + 1)}, zipfile.ZIP_STORED)
    assert "over 10,000 members" in error(data, ".zip")


@pytest.mark.parametrize("suffix", [".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"])
def test_what_is_no_archive_or_was_cut_off_is_named(suffix: str) -> None:
    assert "damaged, or no" in error(b"no archive at all" * 100, suffix)
    how = {".tar.gz": "w:gz", ".tgz": "w:gz", ".tar.bz2": "w:bz2", ".tar.xz": "w:xz", ".tar": "w", ".zip": ""}
    data = zipped(FILES) if suffix == ".zip" else tarred([(info("a.txt"), STORY.encode() * 50)], how[suffix])
    assert items(data[: len(data) // 2 - 1], suffix)[-1].error


def test_an_archive_without_a_known_kind_is_named_and_a_damaged_member_costs_itself() -> None:
    assert "no article is in it" in error(zipped({"photo.jpg": b"x"}), ".zip")
    data = zipped({"a.txt": STORY.encode(), "b.txt": MORE.encode()}, zipfile.ZIP_STORED)
    bad, good = items(data.replace(STORY.encode(), STORY.upper().encode()), ".zip")
    assert bad.error
    assert good.draft is not None
