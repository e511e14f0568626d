"""The library's schema, as numbered steps: `1.sql` makes it, each later one brings it on by one.

A new library takes all the steps an old one took, so that the two are the same. Each file is statements that
end with a semicolon at the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files

import numpy as np

from index.rounding import rounded

SCHEMA_VERSION = 4


def statements(after: int) -> Iterator[str]:
    """The statements that bring a library of schema `after` (0: an empty file) to `SCHEMA_VERSION`."""
    for number in range(after + 1, SCHEMA_VERSION + 1):
        text = files("index").joinpath("migrations", f"{number}.sql").read_text("utf-8")
        yield from re.split(r";[^\S\n]*(?:--[^\n]*)?\n", text.strip() + "\n")
    yield f"PRAGMA user_version = {SCHEMA_VERSION}"


def _rounded_from_half(vector: bytes) -> bytes:
    return rounded(np.frombuffer(vector, np.float16).astype(np.float32)).tobytes()


# What the statements call and SQLite has not: each takes one value.
FUNCTIONS: Mapping[str, Callable[..., bytes]] = {
    "bytes_of": bytes.fromhex,
    "rounded_from_half": _rounded_from_half,
}
