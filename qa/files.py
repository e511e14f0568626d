"""Files written whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`; whoever reads it meanwhile sees the old or the new file.

    Raises:
        OSError: if it can not be written; what was there before is then there still.
    """
    if path.exists() and not path.is_file():  # /dev/stdout and its like
        path.write_bytes(data)
        return
    part = path.with_name(f".{path.name[:40]}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
