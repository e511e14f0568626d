"""How fast a library of many passages is searched, what it finds, and how all of it grows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from evals.bench.material import fill
from evals.bench.measure import Line, Sizes, bytes_in, growth
from evals.bench.serving import FILTERS
from index.desk import embedded_text
from index.embedding import BundledEmbedder
from index.library import Library

FEWER, MORE = "fewer", "more"  # folders of the two libraries
_GROWING = {
    "search p50": "search, median",
    "search p95": "search, 95 of 100",
    "dates, all p95": "search with a filter that lets all through, 95 of 100",
    "reopen": "open and answer the first search",
    "first filtered": "the first search with a filter",
    "memory": "memory",
    "disk": "disk",
}


def measure_searching(folder: Path, source: Path, questions: list[str], sizes: Sizes) -> Iterator[Line]:
    """Makes two libraries of the passages of the one at `source`, in `folder`, and searches them."""
    fewer = _measured(folder / FEWER, source, questions, sizes.fewer)
    more = _measured(folder / MORE, source, questions, sizes.passages)
    of = f"{sizes.passages:,} passages"
    note = "the question's vector known: it takes longer than the rest, see below"
    yield Line(f"search over {of}, median", more["search p50"], "ms", at_most=10, note=note)
    yield Line(f"search over {of}, 95 of 100", more["search p95"], "ms", at_most=25, note=note)
    note = "with the embedding of the question"
    yield Line("the same, median", more["with p50"], "ms", note=note)
    yield Line("the same, 95 of 100", more["with p95"], "ms", note=note)
    yield Line("embedding a question, median", more["embed"], "ms")
    yield Line("passages that share a word with a question, median share", more["share a word"], "")
    for name in FILTERS:
        yield Line(f"search with a filter, {name}, 95 of 100", more[f"{name} p95"], "ms", at_most=40)
    yield Line("the ten nearest that are found", more["recall"], "", at_least=0.99)
    yield Line("the ten nearest that are found, with a filter", more["recall filtered"], "", at_least=0.99)
    note = "peak, with the model, Chroma and a filter used"
    yield Line("memory of a process that serves them", more["memory"], "MB", at_most=700, note=note)
    note = "modules and model loaded, library and index closed before"
    yield Line("open them and answer the first search", more["reopen"], "ms", at_most=1_000, note=note)
    yield Line("the same in a new process", more["first"], "ms", note="loads modules and model too")
    yield Line("the first search with a filter", more["first filtered"], "ms", note="reads all vectors once")
    yield Line("disk, in times of the text", more["disk"] / more["text"], "times", at_most=6)
    times = sizes.passages / sizes.fewer
    for key, what in _GROWING.items():
        exponent = growth(fewer[key], more[key], times)
        note = (
            f"{sizes.fewer:,}: {fewer[key]:,.1f}; {sizes.passages:,}: {more[key]:,.1f}; ten times as many,"
            f" computed: {more[key] * 10**exponent:,.0f} (ms or MB)"
        )
        yield Line(f"growth of {what}, exponent", exponent, "", note=note)


def _measured(home: Path, source: Path, questions: list[str], n: int) -> dict[str, float]:
    _fill_from(source, home, n)
    asked = home.parent / "questions.json"
    asked.write_text(json.dumps(questions), "utf-8")
    command = [sys.executable, "-m", "evals.bench.serving", str(home), str(asked)]
    figures: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    library = Library(home)
    ((text_bytes,),) = library.rows("SELECT sum(length(CAST(text AS BLOB))) FROM versions")
    library.close()
    return figures | {"disk": bytes_in(home) / 1e6, "text": text_bytes / 1e6}


def _fill_from(source: Path, home: Path, n: int) -> None:
    embedder = BundledEmbedder()
    library = Library(source)
    ids = library.passage_ids()
    found = library.passages(ids)
    texts = [embedded_text(found[i].title, found[i].passage.text) for i in ids]
    cached = library.vectors(ids, embedder.name, embedder.dim)
    library.close()
    fill(home, n, texts, np.stack([cached[i] for i in ids]), embedder)
