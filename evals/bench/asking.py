"""What one who asks waits for: cold starts, warm questions, briefs; of the sample and of large libraries."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path

from evals.bench.measure import Line, Sizes, percentile, timed
from index.models import Filters
from qa.answer import answer_question
from qa.service import Service
from qa.settings import Settings

_QUESTIONS = (
    "Who is the chief executive of the Velmar Port Authority?",
    "By how much does the fisheries treaty cut the cod catch?",
    "How much did the repair of Kestrel Bridge cost?",
    "When was the cod treaty signed?",
    "Who won the football cup?",
)
_IN_A_BRIEF = 100


def measure_asking(home: Path, sizes: Sizes) -> Iterator[Line]:
    """Makes a library of the sample's articles at `home` and asks it."""
    with (
        as_file(files("evals").joinpath("gold", "articles")) as articles,
        Service(Settings(home=home)) as service,
    ):
        service.add([str(articles)])
        for question in _QUESTIONS:
            service.ask(question)
        searched = [s for q in _QUESTIONS for s in timed(partial(service.search, q), sizes.runs)]
        yield _line("search the sample, warm", searched)
        # The service remembers its answers: what answering costs is asked of the read path itself.
        read = partial(answer_question, tools=service.tools(), filters=Filters())
        yield _line("ask, warm", [s for q in _QUESTIONS for s in timed(partial(read, q), sizes.runs)])
        again = [s for q in _QUESTIONS for s in timed(partial(service.ask, q), sizes.runs)]
        yield _line("ask again, from the cache", again)
        ids = [a.article_id for a in service.articles()]
        service.brief(ids[:1])
        briefs = [s for i in ids for s in timed(partial(service.brief, [i]))]
        note = f"of each of the sample's {len(ids)}"
        yield Line("brief of one article, 95 of 100", percentile(briefs, 95), "s", at_most=0.4, note=note)
        yield _line("brief of all of the sample, warm", timed(partial(service.brief, ids)))
    yield _line("groundwire --help, cold", timed(partial(_run, home, "--help"), sizes.runs))
    yield _line("groundwire ask, cold", timed(partial(_run, home, "ask", _QUESTIONS[0]), sizes.runs))


def measure_asking_many(
    fewer: Path, more: Path, made: Path, questions: Sequence[str], sizes: Sizes
) -> Iterator[Line]:
    """Asks the libraries at `fewer` and `more` each question once, and makes a brief of 100 articles of the
    one at `made`."""
    for home, n, p50, p95 in ((fewer, sizes.fewer, 60, 120), (more, sizes.passages, None, 200)):
        with Service(Settings(home=home)) as service:
            service.ask(questions[0])
            read = partial(answer_question, tools=service.tools(), filters=Filters())
            ms = [1e3 * s for q in questions[1:] for s in timed(partial(read, q))]
        yield Line(f"ask, over {n:,} passages, median", percentile(ms, 50), "ms", at_most=p50)
        yield Line(f"ask, over {n:,} passages, 95 of 100", percentile(ms, 95), "ms", at_most=p95)
    with Service(Settings(home=made)) as service:
        ids = [a.article_id for a in service.articles()][: _IN_A_BRIEF + 1]
        service.brief(ids[-1:])
        (seconds,) = timed(partial(service.brief, ids[:_IN_A_BRIEF]))
        yield Line(f"brief of {len(ids[:_IN_A_BRIEF])} articles", seconds, "s", at_most=6)


def _line(what: str, seconds: list[float]) -> Line:
    return Line(what, percentile(seconds, 50), "s", note=f"median; slowest {max(seconds):.3f} s")


def _run(home: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "qa.cli", "--home", str(home), *arguments]
    done = subprocess.run(command, capture_output=True)
    if done.returncode not in (0, 3):  # 3: it abstained
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
