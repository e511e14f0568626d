"""The desks that nothing was taught with are whole, and nothing is taught with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.gold_set import load_gold_set
from index.formats import parse

EVALS = Path(__file__).parents[2] / "evals"


@pytest.mark.parametrize(("desk", "n", "n_answerable"), [("saltmere", 617, 450), ("meridian", 429, 308)])
def test_every_quote_stands_in_its_article(desk: str, n: int, n_answerable: int) -> None:
    folder = EVALS / "fresh" / desk
    texts = {p.name: parse(p.read_bytes(), p.suffix).text for p in (folder / "articles").iterdir()}
    items = load_gold_set(folder / "questions.jsonl", texts)
    assert (len(items), sum(item.answerable for item in items)) == (n, n_answerable)
    assert all(item.answers == tuple(dict.fromkeys(e.quote for e in item.evidence)) for item in items)


def test_no_question_asked_alone_is_taught_or_fitted_with() -> None:
    taught = "\n".join(p.read_text("utf-8") for p in (EVALS / "desks").glob("*/*.jsonl"))
    taught += (EVALS / "gold" / "questions.jsonl").read_text("utf-8")
    asked = [
        json.loads(line)["question"]
        for path in (EVALS / "fresh").glob("*/questions.jsonl")
        for line in path.read_text("utf-8").splitlines()
        if "alone" in json.loads(line)["tags"]
    ]
    assert len(asked) == 260
    assert [q for q in asked if f'"question": {json.dumps(q, ensure_ascii=False)}' in taught] == []
