"""The command line. Each command imports what it needs, so that `--help` costs nothing."""

from __future__ import annotations

from qa.cli import asking, briefs, evaluating, library
from qa.cli.base import main

__all__ = ["asking", "briefs", "evaluating", "library", "main"]
