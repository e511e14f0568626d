"""The reading process itself: requests in, items out, one JSON line each; see `index.formats.process`.

It may take 2 GB of address space and write no file, opens no socket and starts no program. It ends when its
input ends, and also, should nobody be left to stop it, when one item takes far too long.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from index.formats.items import Item, Options
from index.formats.kinds import parse_bytes, parse_file
from index.formats.language import identifier

MAX_ADDRESS_SPACE = 2_000_000_000
_SECONDS_ALONE = 120  # the one who asks gives up long before
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


def main() -> None:
    """Answer requests until the input ends."""
    # Whatever a library prints must not end up between our lines.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which ends us
    identifier()  # it is unpacked through a file, and none can be written from here on
    _limit()
    sys.addaudithook(_forbid)
    out.write(b'{"ready": true}\n')
    out.flush()
    while header := sys.stdin.buffer.readline():
        for item in _items(json.loads(header), sys.stdin.buffer):
            _alarm(0)  # the reader of our lines may take its time
            out.write(json.dumps(asdict(item)).encode() + b"\n")
            out.flush()
            _alarm(_SECONDS_ALONE)
        _alarm(0)
        out.write(b'{"done": true}\n')
        out.flush()


def _items(request: dict[str, Any], stdin: BinaryIO) -> Iterator[Item]:
    name, kind, options = request["name"], request["kind"], Options(**request["options"])
    _alarm(_SECONDS_ALONE)
    if request["bytes"] is None:
        return parse_file(Path(request["path"]), options, name=name, kind=kind)
    return parse_bytes(stdin.read(request["bytes"]), kind, name, options)


def _limit() -> None:
    if sys.platform == "win32":
        return  # it has no such limits; the process by itself still contains a crash
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MAX_ADDRESS_SPACE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _alarm(seconds: int) -> None:
    """Be ended by the system in `seconds`, 0 for not at all."""
    if sys.platform != "win32":
        signal.alarm(seconds)


def _forbid(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a reader of files has no use for {event}")


if __name__ == "__main__":
    main()
