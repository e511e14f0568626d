"""How fast it is on this machine: `make bench`. Medians of repeated runs, with the slowest.

The parts are measured beside what they cost alone, so that the ratios mean the same on any machine.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from time import perf_counter

from index.chunking import passage_spans
from index.embedding import BundledEmbedder
from index.formats import parse
from index.ingest import embedded_text
from qa.service import Service
from qa.settings import Settings

_RUNS = 5
_QUESTIONS = (
    "Who is the chief executive of the Velmar Port Authority?",
    "By how much does the fisheries treaty cut the cod catch?",
    "How much did the repair of Kestrel Bridge cost?",
    "When was the cod treaty signed?",
    "Who won the football cup?",
)


def main() -> None:
    with as_file(files("evals").joinpath("gold", "articles")) as articles:
        for name, seconds in _figures(articles):
            line = f"{name:44} median {statistics.median(seconds):8.3f} s   slowest {max(seconds):8.3f} s"
            sys.stdout.write(line + "\n")


def _figures(articles: Path) -> Iterator[tuple[str, list[float]]]:
    with _home() as home:
        with Service(Settings(home=home)) as service:
            yield "embed the sample's passages, alone", _timed(lambda: _embed(articles), 1)
            yield "add the sample", _timed(lambda: service.add([str(articles)]), 1)
            yield "add it again, unchanged", _timed(lambda: service.add([str(articles)]))
            for question in _QUESTIONS:
                service.ask(question)
            yield "search, warm", [s for q in _QUESTIONS for s in _timed(partial(service.search, q))]
            yield "ask, warm", [s for q in _QUESTIONS for s in _timed(partial(service.ask, q))]
            ids = [a.article_id for a in service.articles()]
            service.brief(ids[:1])
            yield "brief of one article, warm", _timed(lambda: service.brief(ids[1:2]))
            yield "brief of all of the sample, warm", _timed(lambda: service.brief(ids), 1)
        yield "groundwire --help, cold", _timed(lambda: _run(home, "--help"))
        yield "groundwire ask, cold", _timed(lambda: _run(home, "ask", _QUESTIONS[0]))


def _embed(articles: Path) -> None:
    texts = []
    for path in sorted(articles.iterdir()):
        draft = parse(path.read_bytes(), path.suffix)
        texts += [embedded_text(draft.title or "", span.of(draft.text)) for span in passage_spans(draft.text)]
    BundledEmbedder().embed(texts)


def _run(home: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "qa.cli", "--home", str(home), *arguments]
    subprocess.run(command, check=True, capture_output=True)


def _timed(work: Callable[[], object], runs: int = _RUNS) -> list[float]:
    seconds = []
    for _ in range(runs):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return seconds


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="groundwire-bench-") as folder:
        yield Path(folder, "home")


if __name__ == "__main__":
    main()
