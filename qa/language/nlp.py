"""Names, figures and grammar of English text, from the pipeline that `qa.language.nlp_worker` runs.

Its output is evidence to weigh, not truth: the small pipeline takes "Bharat Forge" for a person now and then.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from index.models import Span
from qa.errors import ParserError

# Longer texts are parsed in pieces by nobody: an article is cut to this before it is sent.
MAX_TEXT_CHARS = 100_000


@dataclass(frozen=True, slots=True)
class Entity:
    """A name or figure. `label` is OntoNotes': PERSON, ORG, GPE, DATE, PERCENT, MONEY, CARDINAL, ..."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its grammar; `head` is the index of its head among the tokens (itself at the root)."""

    span: Span
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Parse:
    """What the pipeline found in `text`; `tokens` is empty unless a deep parse was asked for."""

    text: str
    entities: tuple[Entity, ...]
    tokens: tuple[Token, ...]


class Parser(Protocol):
    """Finds entities, and grammar when `deep`, in texts; one `Parse` per text, in order."""

    def parse(self, texts: Sequence[str], *, deep: bool = False) -> list[Parse]: ...


class SpacyParser:
    """The bundled English pipeline, one process, shared by all threads.

    Starting is free: the process loads in the background and the first `parse` waits for it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cache: dict[tuple[str, bool], Parse] = {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "qa.language.nlp_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        atexit.register(self.close)

    def parse(self, texts: Sequence[str], *, deep: bool = False) -> list[Parse]:
        """One `Parse` per text. Texts longer than `MAX_TEXT_CHARS` are parsed up to there.

        Raises:
            ParserError: if the process did not start or stopped.
        """
        with self._lock:
            wanted = list(dict.fromkeys(t for t in texts if (t, deep) not in self._cache))
            if wanted:
                if len(self._cache) + len(wanted) > 4096:  # bounds memory; most of a session fits
                    self._cache.clear()
                    wanted = list(dict.fromkeys(texts))
                for text, rows in zip(wanted, self._ask(wanted, deep), strict=True):
                    self._cache[text, deep] = _parse_of(text, rows)
            return [self._cache[t, deep] for t in texts]

    def _ask(self, texts: list[str], deep: bool) -> list[dict[str, list[list[Any]]]]:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:  # both are pipes by construction
            raise ParserError("the language pipeline has no pipes")
        try:
            stdin.write(json.dumps({"texts": [t[:MAX_TEXT_CHARS] for t in texts], "deep": deep}) + "\n")
            stdin.flush()
            line = stdout.readline()
        except (OSError, ValueError) as e:
            raise ParserError(f"the language pipeline stopped ({e})") from e
        if not line:
            raise ParserError("the language pipeline stopped")
        rows: list[dict[str, list[list[Any]]]] = json.loads(line)
        return rows

    def close(self) -> None:
        """End the process; it is not started again."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _parse_of(text: str, rows: dict[str, list[list[Any]]]) -> Parse:
    return Parse(
        text,
        tuple(Entity(Span(start, end), label) for start, end, label in rows["entities"]),
        tuple(Token(Span(start, end), *grammar) for start, end, *grammar in rows.get("tokens", [])),
    )
