"""The files of a folder that are read, without those that its owner wants left alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.errors import UnreadableInput
from index.formats.kinds import kind_of

IGNORE_FILE = ".groundwireignore"
_MAX_IGNORE_BYTES = 1_000_000


def files_in(folder: Path, ignore: Sequence[str] = ()) -> Iterator[Path]:
    """The files of known kinds below `folder`, sorted; hidden ones and links are passed over.

    So is what the patterns of `ignore`, or those in the folder's `.groundwireignore`, match as they would
    in a .gitignore there.

    Raises:
        UnreadableInput: if a pattern, or the file of them, cannot be read.
    """
    ignored = _ignored([*_patterns_of(folder), *ignore])
    for place, folders, names in os.walk(folder):
        here = Path(place).relative_to(folder)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not ignored(f"{here / f}/"))
        for name in sorted(names):
            path = Path(place, name)
            if kind_of(name) is None or name.startswith(".") or path.is_symlink():
                continue
            if not ignored(str(here / name)):
                yield path


def _patterns_of(folder: Path) -> list[str]:
    path = folder / IGNORE_FILE
    if path.is_symlink() or not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(_MAX_IGNORE_BYTES).splitlines()
    except (OSError, UnicodeError) as e:
        raise UnreadableInput(
            f"{path} cannot be read", hint="save it as UTF-8 text, one pattern a line"
        ) from e


def _ignored(patterns: Sequence[str]) -> Any:
    if not patterns:
        return lambda _: False
    # Imported where it is used: most folders have no patterns.
    import pathspec

    try:
        return pathspec.GitIgnoreSpec.from_lines(patterns).match_file
    except ValueError as e:
        raise UnreadableInput(
            f"a pattern of what to ignore cannot be read ({e})", hint="write it as in .gitignore"
        ) from e
