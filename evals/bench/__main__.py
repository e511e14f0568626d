"""`python -m evals.bench`: measures everything and writes RESULTS.md. A quarter of an hour on two cores;
`--quick` measures less, in about two minutes, and writes only where `--output` says."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from evals.bench.adding import measure_adding
from evals.bench.asking import measure_asking, measure_asking_many
from evals.bench.measure import FULL, QUICK, Line, Sizes
from evals.bench.page import page
from evals.bench.searching import FEWER, MORE, measure_searching

RESULTS = Path(__file__).with_name("RESULTS.md")


def main(arguments: list[str] | None = None, sizes: Sizes | None = None) -> None:
    """Print the page, and write it."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller sizes")
    parser.add_argument("-o", "--output", type=Path, help="where to write the page")
    given = parser.parse_args(arguments)
    sizes = sizes or (QUICK if given.quick else FULL)
    output = given.output or (None if given.quick else RESULTS)
    with tempfile.TemporaryDirectory(prefix="groundwire-bench-") as folder:
        sections = {name: list(_shown(lines)) for name, lines in _measured(Path(folder), sizes)}
    text = page(sections, sizes)
    if output:
        output.write_text(text, "utf-8")
    sys.stdout.write(f"\n{text}")


def _measured(folder: Path, sizes: Sizes) -> Iterator[tuple[str, Iterator[Line]]]:
    yield "Adding", measure_adding(folder / "articles", folder / "added", sizes)
    yield "Searching", measure_searching(folder, folder / "added", _questions()[: sizes.questions], sizes)
    yield "Asking", measure_asking(folder / "sample", sizes)
    large = folder / FEWER, folder / MORE, folder / "added"
    yield "Asking large libraries", measure_asking_many(*large, _questions()[: sizes.questions], sizes)


def _questions() -> list[str]:
    lines = files("evals").joinpath("gold", "questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


def _shown(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, each told on the way: the whole takes a quarter of an hour."""
    for line in lines:
        sys.stderr.write(f"{line.what}: {line.value:,.4g} {line.unit}\n")
        yield line


if __name__ == "__main__":
    main()
