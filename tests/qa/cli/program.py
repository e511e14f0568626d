"""The program on a home of its own, run in this process, and what its output is held to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from index.embedding import BundledEmbedder, Vectors
from qa.cli import main

SEED = "000_73310bb9016d59b7.txt"
STORY = (
    "Kestrel Bridge reopens\n\nKestrel Bridge reopened on Monday after nine months of repairs, "
    "the county said. The final bill was £4.2 million. Engineers replaced 212 bolts and two bearings.\n"
)


class CountingEmbedder(BundledEmbedder):
    n_embedded = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.n_embedded += len(texts)
        return super().embed(texts)


class Program:
    """The program on one home, run in this process; `run` gives what it printed and its exit code."""

    def __init__(self, home: Path, embedder: CountingEmbedder) -> None:
        self.home, self.embedder = home, embedder

    def run(self, *arguments: object, stdin: str | None = None, home: Path | None = None) -> Result:
        told = ["--home", str(home or self.home), *map(str, arguments)]
        return CliRunner().invoke(main, told, input=stdin)

    def json(self, *arguments: object) -> Any:
        """The one document on standard output; fails if anything else is there."""
        return json.loads(self.run(*arguments, "--json").stdout)


def one_line(result: Result) -> str:
    (line,) = result.stderr.splitlines()
    assert line.startswith("groundwire: ")
    return line


def citations_in(document: Any) -> Iterator[dict[str, Any]]:
    """Every citation with a span, wherever in the document it stands."""
    if isinstance(document, dict):
        if {"quote", "start", "end"} <= document.keys():
            yield document
        document = list(document.values())
    if isinstance(document, list):
        for part in document:
            yield from citations_in(part)


def assert_verbatim(program: Program, document: Any) -> int:
    """Each citation's quote stands in the stored text at its span; how many there were."""
    cited = list(citations_in(document))
    for c in cited:
        shown = program.json("show", c["article_id"], "--version", c["version"])
        assert shown["text"][c["start"] : c["end"]] == c["quote"]
        assert shown["sha256"] == c["sha256"]
    return len(cited)
