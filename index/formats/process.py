"""The process that reads what strangers made: limited in memory and time, and replaced when it fails.

Parsers of PDF, Word, HTML and archives can be made to hang, to crash, or to ask for all the memory there
is. Here that costs one input. Requests and bytes go to `index.formats.worker` over a pipe; items come back
one JSON line each, as they are found, and no faster than they are taken.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from index.errors import UnreadableInput
from index.formats.items import MAX_ARTICLE_CHARS, Item, Options
from index.formats.kinds import TEXT, kind_of, parse_bytes, parse_file
from index.models import Draft

SECONDS_PER_ITEM = 30.0
# A character is at most six bytes in JSON; the fields beside the text are small.
_MAX_LINE_BYTES = 6 * MAX_ARTICLE_CHARS + 1_000_000
_ITEMS_AHEAD = 4
_SECONDS_TO_START = 120.0


class ReadingProcess:
    """Reads inputs, one at a time, from any thread. The process starts with the first input that needs it.

        with ReadingProcess() as reading:
            for item in reading.read(path, None, path.name, Options()): ...

    Plain text and Markdown are read in the calling process. `seconds` is how long one item may take; a
    consumer that takes its time between items costs nothing of it.
    """

    def __init__(self, seconds: float = SECONDS_PER_ITEM) -> None:
        self.seconds = seconds
        self._child: _Child | None = None
        self._is_reading = False

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process. The next `read` starts another."""
        child, self._child = self._child, None
        if child is not None:
            child.stop()

    @property
    def pid(self) -> int | None:
        """Of the process, while there is one."""
        return self._child.pid if self._child else None

    def read(
        self, path: Path | None, data: bytes | None, name: str, options: Options, *, kind: str | None = None
    ) -> Iterator[Item]:
        """The items of `data`, or of the file at `path` where there is no data.

        The kind is `kind` (a suffix of `KINDS`), else what the path ends in, else what `name` ends in. What
        goes wrong is the error of an item: also when the process stopped, or took too long.

        Raises:
            ValueError: if there is neither path nor data.
            RuntimeError: if an earlier input is still being read.
        """
        if path is None and data is None:
            raise ValueError("neither a path nor data to read")
        kind = kind or kind_of(path.name if path is not None else name)
        if kind is None or kind in TEXT:
            yield from _read_here(path, data, name, options, kind)
            return
        if self._is_reading:
            raise RuntimeError("an earlier input is still being read")
        self._is_reading = True
        is_whole = False
        try:
            yield from self._ask(path if data is None else None, data, name, options, kind)
            is_whole = True
        finally:
            self._is_reading = False
            if not is_whole:
                self.close()  # answers that nobody takes must not be taken for those to the next input

    def _ask(
        self, path: Path | None, data: bytes | None, name: str, options: Options, kind: str
    ) -> Iterator[Item]:
        is_starting = self._child is None
        child = self._child = self._child or _Child()  # by its own name: `close` may come from another thread
        said = {"encoding": options.encoding, "columns": dict(options.columns)}
        child.send({"path": path and str(path), "name": name, "kind": kind, "options": said}, data)
        while True:
            try:
                answer = child.receive(_SECONDS_TO_START if is_starting else self.seconds)
            except queue.Empty:
                self.close()
                yield _failed(name, f"took over {self.seconds:.0f} s to read")
                return
            if answer is None:
                how = child.how_it_ended()
                self.close()
                yield _failed(name, f"could not be read (the reader stopped: {how})")
                return
            is_starting = False
            if "done" in answer:
                return
            if "ready" not in answer:
                yield _item(answer)


class _Child:
    """The running process, a thread that takes its answers, and threads that hand it what to read."""

    def __init__(self) -> None:
        # A parser's threads take address space, of which there is a limit; compiled files it may not write.
        environment = {
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.formats.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self.pid = self._process.pid
        self._answers: queue.Queue[bytes | None] = queue.Queue(_ITEMS_AHEAD)
        self._receiver = threading.Thread(target=self._take_answers, daemon=True)
        self._receiver.start()

    def send(self, request: dict[str, Any], data: bytes | None) -> None:
        """Hand over a request; returns at once. A process that has stopped is noticed by `receive`."""
        header = json.dumps({**request, "bytes": len(data) if data is not None else None}).encode()
        # In a thread: a process that hangs takes no bytes, and a pipe holds 64 KB.
        threading.Thread(target=self._write, args=(header + b"\n", data or b""), daemon=True).start()

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """The next answer; None if there will be no more.

        Raises:
            queue.Empty: if none came within `seconds`.
        """
        answer = self._answers.get(timeout=seconds)
        try:
            return json.loads(answer) if answer is not None else None
        except ValueError:  # cut off, or not ours
            return None

    def how_it_ended(self) -> str:
        """Why there are no more answers, in few words."""
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "it answers no more"
        if code >= 0:
            return f"exit code {code}"
        return signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"

    def stop(self) -> None:
        """End the process and its threads."""
        self._process.kill()
        self._process.wait()
        while self._receiver.is_alive():  # it may wait for room in the queue
            with contextlib.suppress(queue.Empty):
                self._answers.get(timeout=0.05)
        with contextlib.suppress(queue.Empty):  # what it left may fill the queue
            while True:
                self._answers.get_nowait()
        self._answers.put_nowait(None)  # for whoever still waits for an answer
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _write(self, header: bytes, data: bytes) -> None:
        stdin = self._process.stdin
        with contextlib.suppress(OSError, ValueError):
            if stdin is not None:  # it is a pipe by construction
                stdin.write(header)
                stdin.write(data)
                stdin.flush()

    def _take_answers(self) -> None:
        stdout = self._process.stdout
        with contextlib.suppress(OSError, ValueError):
            while stdout is not None and (row := stdout.readline(_MAX_LINE_BYTES)).endswith(b"\n"):
                self._answers.put(row)
        self._answers.put(None)


def _read_here(
    path: Path | None, data: bytes | None, name: str, options: Options, kind: str | None
) -> Iterator[Item]:
    if data is not None:
        return parse_bytes(data, kind or "", name, options)
    return parse_file(path or Path(name), options, name=name, kind=kind)


def _item(answer: dict[str, Any]) -> Item:
    draft = answer["draft"]
    if draft is not None:
        draft = Draft(**{**draft, "pages": tuple(draft["pages"])})
    return Item(answer["name"], draft, answer["error"])


def _failed(name: str, what: str) -> Item:
    return Item(name, None, str(UnreadableInput(what, hint="save the article's text by itself")))
