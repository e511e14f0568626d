"""The library's schema, as numbered steps: `1.sql` makes it, each later one brings it on by one.

A new library takes all the steps an old one took, so that the two are the same. Each file is statements that
end with a semicolon at the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

SCHEMA_VERSION = 2


def statements(after: int) -> Iterator[str]:
    """The statements that bring a library of schema `after` (0: an empty file) to `SCHEMA_VERSION`."""
    for number in range(after + 1, SCHEMA_VERSION + 1):
        text = files("index").joinpath("migrations", f"{number}.sql").read_text("utf-8")
        yield from re.split(r";[^\S\n]*(?:--[^\n]*)?\n", text.strip() + "\n")
    yield f"PRAGMA user_version = {SCHEMA_VERSION}"
