"""The page of results: what was measured, on what, and beside which target. No names of hosts or folders."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from evals.bench.measure import Line, Sizes, number

_HOW = """\
`python -m evals.bench` measures all of this in one go and writes this page. Times are wall times. Where two
are compared they were measured by turns in one process, so that their ratio means the same on any machine;
single times are those of this one, which may have had other work.

- **Adding.** {articles:,} Markdown articles, each 6 to 18 of the sample's sentences in random order, every
  second word exchanged (one to three passages), in four folders: one is added, then the embedder alone
  embeds the same passages, and so on. Embedding naively is: texts in their order, 32 at a time, each batch
  padded to its longest, all cores on one batch.
- **Searching.** Libraries of {fewer:,} and {passages:,} passages, ten to an article, made of those that were
  added: half the text from each of two, 750 characters in all, and for a vector the mix of their two with
  noise, with a cosine of about .85 to the first. The articles are of six worlds, each with words of its own,
  so that a question shares a word with about as many passages as in a library of many subjects (a seventh of
  100,000 made of encyclopedia text). {questions:,} gold questions, each asked once, ten hits each, in a
  process of its own that serves nothing else. Recall is the share of the ten passages nearest by exact cosine
  that are among the ten found.
- **Growth.** A figure that is x^e times as large where there are x times as many passages has the exponent e.
- **Asking.** The sample's articles; cold is a new process.
"""


def page(sections: Mapping[str, Sequence[Line]], sizes: Sizes) -> str:
    """The page in Markdown."""
    return "\n".join(_lines(sections, sizes))


def _lines(sections: Mapping[str, Sequence[Line]], sizes: Sizes) -> Iterator[str]:
    with_bound = [line for lines in sections.values() for line in lines if line.is_kept is not None]
    kept = sum(bool(line.is_kept) for line in with_bound)
    yield "# Speed and size\n"
    yield (
        f"{datetime.now(UTC):%d %B %Y}. {_cores()} cores, {platform.machine()}, {platform.system()}, Python"
        f" {platform.python_version()}. {kept} of {len(with_bound)} targets kept.\n"
    )
    yield _HOW.format(
        articles=sizes.articles, fewer=sizes.fewer, passages=sizes.passages, questions=sizes.questions
    )
    for name, lines in sections.items():
        yield f"## {name}\n"
        yield "| what | measured | target | measured / target | kept | note |"
        yield "|---|---|---|---|---|---|"
        yield from (_row(line) for line in lines)
        yield ""


def _row(line: Line) -> str:
    share = "" if line.share is None else f"{line.share:.2f}"
    kept = "" if line.is_kept is None else "yes" if line.is_kept else "**no**"
    value = f"{number(line.value)} {line.unit}".strip()
    return f"| {line.what} | {value} | {line.target} | {share} | {kept} | {line.note} |"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
