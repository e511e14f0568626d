"""A full disk, a home that can not be written, two writers, an open reader: nothing is lost, all is said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedding import HashingEmbedder
from qa.service import Service
from qa.settings import Settings

ADDING = """
import resource, sys
from pathlib import Path
from index.embedding import HashingEmbedder
from index.errors import GroundwireError
from qa import service as services
from qa.settings import Settings
services.embedder_of = lambda settings: HashingEmbedder()
home, limit, *inputs = sys.argv[1:]
if int(limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
try:
    with services.Service(Settings(home=Path(home))) as service:
        report = service.add(inputs)
        print(len(report.added), len(report.unchanged), len(report.failed))
except GroundwireError as e:
    print("groundwire:", e)
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(40):
        text = " ".join(f"Ferry line{n} was cancelled for the {k}th time on day {n * k}." for k in range(60))
        (folder / f"{n:02}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def service_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.service.embedder_of", lambda settings: HashingEmbedder())


def adding(home: Path, *inputs: Path, limit: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADDING, str(home), str(limit), *map(str, inputs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.usefixtures("service_at")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of files to set")
@pytest.mark.parametrize("limit", [120_000, 400_000])
def test_a_full_disk_is_one_line_and_what_was_stored_stays(home: Path, articles: Path, limit: int) -> None:
    """The limit on the size of a file stands in for a disk that is full: SQLite meets the same error."""
    out, err = adding(home, articles, limit=limit).communicate(timeout=60)
    assert out.startswith("groundwire: "), (out, err)
    assert out.count("\n") == 1
    with Service(Settings(home=home)) as service:
        kept = len(service.articles())
        service.mend()
        assert service.examine() == []
        report = service.add([str(articles)])
        assert (len(report.unchanged), len(report.added)) == (kept, 40 - kept)
        assert service.examine() == []


@pytest.mark.usefixtures("service_at")
def test_two_that_add_at_once_end_with_everything_or_a_clear_refusal(home: Path, articles: Path) -> None:
    names = sorted(articles.iterdir())
    both = [adding(home, *names[:20]), adding(home, *names[20:])]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert all(out.startswith("20 0 0") or "another process is adding" in out for out in said), said
    assert any(out.startswith("20 0 0") for out in said)
    with Service(Settings(home=home)) as service:
        service.mend()
        assert service.examine() == []
        assert len(service.add([str(articles)]).failed) == 0
        assert len(service.articles()) == 40


@pytest.mark.usefixtures("service_at")
def test_an_open_reader_finds_what_another_process_added_within_two_seconds(
    home: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("The port of Velmar closed after a crane fell into the harbour.")
    second.write_text("Growers in Lindhaven said frost had spared their apple trees.")
    with Service(Settings(home=home)) as reader:
        reader.add([str(first)])
        assert reader.search("frost apple trees", 1)[0].title == "first"
        out, err = adding(home, second).communicate(timeout=60)
        ended = time.monotonic()
        assert out == "1 0 0\n", err
        assert reader.search("frost apple trees", 1)[0].title == "second"
        assert {info.title for info in reader.articles()} == {"first", "second"}
        assert time.monotonic() - ended < 2
        assert reader.examine() == []


# -- a home that can not be written --------------------------------------------------------------------------

READ_ONLY = """
import os, sys
from pathlib import Path
import chromadb
from index.embedding import HashingEmbedder
from index.errors import GroundwireError
from index.formats import html, process
from qa import answer, service as services
from qa.settings import Settings
services.embedder_of = lambda settings: HashingEmbedder()
home, text = Path(sys.argv[1]), sys.argv[2]
if os.geteuid() == 0:
    os.setuid(65534)  # whom permissions mean something to
try:
    with services.Service(Settings(home=home)) as service:
        print(service.add([text]))
except GroundwireError as e:
    print("groundwire:", e)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may look into, which those of the tests are not."""
    folder = Path(tempfile.mkdtemp(prefix="groundwire-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions of folders are those of POSIX")
@pytest.mark.parametrize("is_new", [True, False], ids=["no library yet", "a library"])
def test_a_read_only_home_is_one_line_and_the_library_stays(open_folder: Path, is_new: bool) -> None:
    home, text = open_folder / "home", open_folder / "a.txt"
    text.write_text("The port of Velmar closed.")
    if is_new:
        home.mkdir()
    else:
        assert adding(home, text).communicate(timeout=60)[0] == "1 0 0\n"
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    for path in [home, *home.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    new = open_folder / "b.txt"
    new.write_text("Ferries stopped.")
    ran = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(home), str(new)], capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.startswith("groundwire: "), (ran.stdout, ran.stderr[-600:])
    assert "can be written" in ran.stdout
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
