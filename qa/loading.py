"""What answers a question, loaded while nobody asks yet: the first answer then takes a tenth of the time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.errors import GroundwireError
from index.models import Span
from index.skimmer import SplitText
from qa.answer import Tools

log = logging.getLogger(__name__)

_TEXT = "Ready?"


def load(tools: Tools, *, searches: bool) -> None:
    """Each of the tools does its work once; the retriever only if it `searches`."""
    if searches:
        tools.retriever.search(_TEXT, 1)
    tools.skimmer.skim(_TEXT, [SplitText(_TEXT, (Span(0, len(_TEXT)),))])
    tools.comparer.answering([(_TEXT, _TEXT)])
    tools.parser.parse([_TEXT])
    tools.parser.parse([_TEXT], deep=True)


@contextmanager
def done_meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """`work` is done in the background of what is done inside, and has ended when that has.

    What it fails with is a warning: whoever asks is told the same, with what to do.
    """

    def run() -> None:
        try:
            work()
        except GroundwireError as e:
            log.warning("not loaded ahead of the first question (%s)", e)

    thread = threading.Thread(target=run, name="load", daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()
