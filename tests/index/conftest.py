"""A library with its index, and files to add to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.vectors import VectorIndex
from tests.index.making import Desk


@pytest.fixture
def desk(tmp_path: Path, library: Library, vectors: VectorIndex) -> Desk:
    return Desk(tmp_path, library, vectors)
