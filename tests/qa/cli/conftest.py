"""One home with one article for all tests of the command line; the models are loaded once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from qa.language.nlp import SpacyParser
from tests.qa.cli.program import SEED, STORY, CountingEmbedder, Program


@pytest.fixture(scope="package")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A home with one article; the models are loaded once for all of them."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "bridge.txt").write_text(STORY, "utf-8")
    embedder = CountingEmbedder()
    parsers: list[SpacyParser] = []

    class SharedParser:
        def parse(self, texts: Sequence[str], *, deep: bool = False) -> Any:
            if not parsers:
                parsers.append(SpacyParser())
            return parsers[0].parse(texts, deep=deep)

        def close(self) -> None: ...

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qa.service.embedder_of", lambda settings: embedder)
        patch.setattr("qa.service.SpacyParser", SharedParser)
        program = Program(folder / "home", embedder)
        added = program.run(
            "add", folder / "bridge.txt", "--publisher", "Observer", "--published", "2025-03-14"
        )
        assert added.exit_code == 0, added.output
        yield program
    for parser in parsers:
        parser.close()


@pytest.fixture(scope="module")
def seed_id(program: Program, shared_dir: Path) -> Iterator[str]:
    """The article that stands beside the project, in the library while the tests that need it run."""
    document = program.json("add", shared_dir / "seeds" / SEED)
    (added,) = document["added"] or document["unchanged"]
    yield added["article_id"]
    program.run("remove", added["article_id"])
