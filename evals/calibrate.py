"""Fits the weights of the reader's ranking and of its confidence and writes them to `qa/reader.json`.

    python -m evals.calibrate --squad dev.json --clapnq FOLDER

A conditional logit over the sentences of a question: by their words alone, of all that was found (so it is
decided what is read); of what is read without what the comparer says of them (the first glance), and with it.
Then a logistic regression on what the best of them shows (`evals.fitting`). All over the project's gold
questions, two public sets, and the desks of `evals/held`, of none of which the models were taught anything
(`evals.asked`). A question counts as answered if a gold sentence is among those that would be shown; each set
weighs the same, the desks as much as the others together. The figures written beside the weights are those of
five folds by document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from evals.asked import Asked, AskedSet, clapnq, given_sets, gold, over_a_library, squad
from evals.fitting import NEWS, Example, fit
from evals.metrics.text import overlaps
from index.models import Filters
from qa.answer import Tools
from qa.asking.times import asked_time
from qa.finding import N_HITS
from qa.reader import HOLDS, LOOKED_AT, confidence_features, sight_of, to_read, words_weighed
from qa.reading.candidates import candidates_of
from qa.reading.promising import FEATURES as FOUND
from qa.reading.promising import first_sight
from qa.reading.ranking import Then, best_first
from qa.reading.short import FEATURES as SHORT
from qa.reading.short import KINDS, candidates_in, features_of

GLANCE = ("skimmed", "around", "weakest", "words", "pairs", "is_title", *HOLDS)
RANKING = (*GLANCE, "answering")
CONFIDENCE = (
    "answering",
    "skimmed",
    "around",
    "found",
    "weakest",
    "names",
    "figures",
    "denial_lost",
    "asks_name",
    "lacks_figure",
    "pairs",
    "quote",
    "lead",
    "length",
)
_WITH_ANSWERS = ("gold", "squad2")


def examples(of: AskedSet) -> Iterator[Example]:
    """The questions as the reader sees them, but for those that the comparer may have learnt from."""
    for item, tools, filters in over_a_library(of, [item for item in of.asked if not item.is_taught]):
        if example := _example(of.source, item, tools, filters):
            yield example


def _example(source: str, item: Asked, tools: Tools, filters: Filters) -> Example | None:
    """The question as the reader sees it; None if nothing was found to read."""
    hits = tools.retriever.search(item.question, N_HITS, filters)
    found = candidates_of(hits[:LOOKED_AT], tools.article_of)
    if not found:
        return None
    weights = words_weighed(item.question, tools.idf)
    candidates = to_read(item.question, weights, found, hits)
    asked_on = date.fromisoformat(item.as_of) if item.as_of else None
    time = asked_time(item.question, asked_on, is_year_settled=asked_on is not None)
    then = Then.of(item.question, time.told if time else (), candidates)
    view, sight = sight_of(
        item.question, weights, candidates, hits, tools.skimmer, tools.comparer, tools.parser, then
    )
    first = first_sight(view, weights, found, hits)

    is_asked = source in _WITH_ANSWERS and view.answer_type in KINDS
    parses = tools.parser.parse([c.text for c in candidates]) if is_asked else []  # while the parser runs

    def shorts_of(best: int, confidence: float) -> list[tuple[dict[str, float], bool]]:
        if not is_asked:
            return []
        text = candidates[best].text
        found = candidates_in(view, text, parses[best])
        is_gold = item.is_gold(candidates[best])
        right = [is_gold and overlaps(c.span.of(text), item.answers) for c in found]
        return list(zip(features_of(view, text, found, confidence), right, strict=True))

    return Example(
        source,
        item.group,
        item.is_answerable,
        np.stack([sight.features[name] for name in RANKING], axis=1),
        np.array([item.is_gold(candidate) for candidate in candidates]),
        np.stack([first[name] for name in FOUND], axis=1),
        np.array([item.is_gold(candidate) for candidate in found]),
        lambda odds: confidence_features(view, sight, candidates, odds, best_first(odds, then)),
        shorts_of,
    )


def main() -> None:
    given = given_sets("Fit the reader's confidence.", Path("qa/reader.json"))
    with as_file(files("evals")) as folder:
        desks = [gold(desk, NEWS) for desk in sorted((folder / "held").iterdir()) if desk.is_dir()]
        sets = (gold(folder / "gold"), squad(given.squad), clapnq(given.clapnq), *desks)
        rows = [row for of in sets for row in examples(of)]
    made = {"made_by": "python -m evals.calibrate", "squad_sha256": _sha256(given.squad)}
    given.output.write_text(
        json.dumps(fit(rows, FOUND, GLANCE, RANKING, CONFIDENCE, SHORT) | made, indent=2) + "\n", "utf-8"
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
