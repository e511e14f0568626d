"""The reading process: what it reads, how it is stopped, and that the next input does not notice."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.formats import Item, Options
from index.formats.process import ReadingProcess
from tests.index.formats.making import MORE, STORY, page, pdf, shown, zipped

ROWS = b'{"text": "The port closed."}\n'


@pytest.fixture(scope="module")
def reading() -> Iterator[ReadingProcess]:
    with ReadingProcess() as process:
        yield process


def one(reading: ReadingProcess, data: bytes = page(), name: str = "a.html") -> Item:
    (item,) = reading.read(None, data, name, Options())
    return item


def test_files_and_bytes_are_read_as_in_this_process(reading: ReadingProcess, tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.zip"
    path.write_bytes(zipped({"a.html": page(), "b.csv": b"tekst\nThe port closed.\n", "c.txt": b"\xff"}))
    options = Options(columns={"text": "tekst"})
    first, second, third = reading.read(path, None, "x.zip", options)
    assert (first.name, second.name, third.name) == ("x.zip!a.html", "x.zip!b.csv!2", "x.zip!c.txt")
    assert first.draft is not None
    assert STORY in first.draft.text
    assert third.error
    assert list(reading.read(None, path.read_bytes(), "x.zip", options)) == [first, second, third]
    (found,) = reading.read(None, pdf(shown("One."), shown("Two.")), "standard input", Options(), kind=".pdf")
    assert found.draft is not None
    assert found.draft.pages == (0, 6)


def test_text_is_read_without_a_process(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(STORY)
    with ReadingProcess() as reading:
        assert one(reading, STORY.encode(), "a.txt").draft
        assert next(iter(reading.read(tmp_path / "a.md", None, "a.md", Options()))).draft
        assert reading.pid is None


def test_one_process_reads_all_and_ends_with_its_block(tmp_path: Path) -> None:
    with ReadingProcess() as reading:
        assert one(reading).draft
        pid = reading.pid
        assert one(reading, pdf(shown(MORE[:60])), "a.pdf").draft
        assert reading.pid == pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_was_killed_is_an_error_and_the_next_input_is_read(reading: ReadingProcess) -> None:
    assert one(reading).draft
    pid = reading.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert one(reading).error == (
        "could not be read (the reader stopped: SIGKILL); save the article's text by itself"
    )
    assert one(reading).draft
    assert reading.pid != pid


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_hangs_is_given_up_and_the_next_input_is_read() -> None:
    with ReadingProcess() as reading:
        assert one(reading).draft
        assert reading.pid is not None
        os.kill(reading.pid, signal.SIGSTOP)
        reading.seconds = 1
        began = time.monotonic()
        # More than a pipe holds: handing it over must not hang either.
        assert "took over 1 s to read" in (one(reading, page(f"<p>{STORY}</p>" * 5_000)).error or "")
        assert time.monotonic() - began < 10
        reading.seconds = 30
        assert one(reading).draft


def test_a_death_in_the_middle_of_a_container_keeps_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(ROWS * 20_000)
    with ReadingProcess() as reading:
        answers = reading.read(path, None, "rows.jsonl", Options())
        assert next(answers).draft
        assert reading.pid is not None
        os.kill(reading.pid, signal.SIGKILL)
        *kept, last = answers
        assert len(kept) < 20_000
        assert "the reader stopped" in (last.error or "")


def test_answers_that_nobody_takes_are_not_those_to_the_next_input(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(ROWS * 20_000)
    with ReadingProcess() as reading:
        answers = reading.read(path, None, "rows.jsonl", Options())
        assert isinstance(answers, Iterator)
        assert next(answers).name == "rows.jsonl!1"
        with pytest.raises(RuntimeError, match="still being read"):
            one(reading)
        answers.close()  # type: ignore[attr-defined]
        assert one(reading).name == "a.html"


def test_a_reader_that_died_with_its_answers_untaken_can_be_left(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(ROWS * 3)  # two of them, "done" and the end are as many as wait to be taken
    with ReadingProcess() as reading:
        answers = reading.read(path, None, "rows.jsonl", Options())
        assert next(answers).name == "rows.jsonl!1"
        assert reading.pid is not None
        time.sleep(0.5)
        os.kill(reading.pid, signal.SIGKILL)
        time.sleep(0.5)
        leaving = threading.Thread(target=answers.close, daemon=True)  # type: ignore[attr-defined]
        leaving.start()
        leaving.join(10)
        assert not leaving.is_alive()


def test_it_may_be_used_from_a_thread_and_waits_for_one_who_takes_his_time(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(ROWS * 200)
    found: list[Item] = []

    def read() -> None:
        with ReadingProcess() as reading:
            for item in reading.read(path, None, "rows.jsonl", Options()):
                found.append(item)
                time.sleep(0.002)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join(20)
    assert [item.name for item in found] == [f"rows.jsonl!{n}" for n in range(1, 201)]


def test_closing_from_another_thread_ends_a_read_that_waits(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(ROWS * 20_000)
    with ReadingProcess() as reading:
        answers = reading.read(path, None, "rows.jsonl", Options())
        assert next(answers).draft
        closing = threading.Thread(target=reading.close)
        closing.start()
        *_, last = answers
        closing.join(20)
    assert "the reader stopped" in (last.error or "")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_process_may_not_fill_the_memory_or_write_files(reading: ReadingProcess) -> None:
    assert one(reading).draft
    limits = Path(f"/proc/{reading.pid}/limits").read_text()
    for what, most in (
        ("Max address space", "2000000000"),
        ("Max file size", "0"),
        ("Max core file size", "0"),
    ):
        (row,) = (row for row in limits.splitlines() if row.startswith(what))
        assert row.removeprefix(what).split()[:2] == [most, most]
