"""Files that come as data inside installed packages: read without importing the package, and checked."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from index.errors import EmbedderError


def package_file(package: str, name: str, *, sha256: str) -> bytes:
    """A data file of an installed package.

    Raises:
        EmbedderError: if it is missing or not the one expected.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbedderError(f"the package {package} is not installed", hint="run `make install`")
    path = Path(next(iter(spec.submodule_search_locations)), name)
    if not path.is_file():
        raise EmbedderError(f"{package}/{name} is missing", hint="run `make install` again")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise EmbedderError(f"{package}/{name} is not the file expected", hint="run `make install` again")
    return data
