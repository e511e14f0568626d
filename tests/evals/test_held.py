"""The desks that the confidence is fitted with are whole, and neither taught nor measured with."""

from __future__ import annotations

import json
from pathlib import Path

from evals.asked import gold
from evals.gold_set import load_gold_set
from index.formats import parse

EVALS = Path(__file__).parents[2] / "evals"
DESKS = sorted(path for path in (EVALS / "held").iterdir() if path.is_dir())


def test_every_quote_stands_in_its_article() -> None:
    n_answerable = 0
    for folder in DESKS:
        texts = {p.name: parse(p.read_bytes(), p.suffix).text for p in (folder / "articles").iterdir()}
        items = load_gold_set(folder / "questions.jsonl", texts)
        assert (len(texts), len(items)) == (12, 150)
        n_answerable += sum(item.answerable for item in items)
    assert (len(DESKS), n_answerable) == (8, 630)


def test_all_of_it_may_be_fitted_and_nothing_taught() -> None:
    asked = [item for folder in DESKS for item in gold(folder).asked]
    assert len(asked) == 1_200
    assert not any(item.is_taught for item in asked)


def test_none_of_its_questions_is_taught_or_measured_elsewhere() -> None:
    paths = [p for name in ("desks", "fresh") for p in (EVALS / name).glob("*/*.jsonl")]
    elsewhere = "\n".join(p.read_text("utf-8") for p in (*paths, EVALS / "gold" / "questions.jsonl"))
    asked = [item.question for folder in DESKS for item in gold(folder).asked]
    assert [q for q in asked if f'"question": {json.dumps(q, ensure_ascii=False)}' in elsewhere] == []
