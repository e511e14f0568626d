"""The gold set: what is taken, and that a line that does not fit is named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals.gold_set import GoldItem, GoldSetError, load_gold_set, locate_facts
from index.models import Article, Span
from qa.errors import SettingsError

TEXTS = {
    "strike.md": "Nine ships waited.\nThe union wants 9 percent.",
    "twin.md": "The union wants 9 percent.",
}


def line(**changes: Any) -> dict[str, Any]:
    return {
        "id": "q1",
        "question": "What does the union want?",
        "answerable": True,
        "answers": ["9 percent"],
        "evidence": [{"article": "strike.md", "quote": "The union wants 9 percent."}],
        "tags": ["number"],
        "as_of": None,
        **changes,
    }


def write(folder: Path, *lines: dict[str, Any] | str) -> Path:
    path = folder / "questions.jsonl"
    rows = [row if isinstance(row, str) else json.dumps(row) for row in lines]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def article(name: str) -> Article:
    return Article(name, 1, TEXTS[name], "0" * 64, "A title", None, None, None, None, origin=name)


def test_a_set_that_fits_is_loaded_in_order_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    unanswerable = line(id="q2", answerable=False, answers=[], evidence=[], as_of="2025-03-01")
    items = load_gold_set(write(tmp_path, line(), "", unanswerable, ""), TEXTS)
    assert [item.id for item in items] == ["q1", "q2"]
    assert items[1].as_of == date(2025, 3, 1)


def test_a_line_separator_inside_a_string_does_not_end_the_line(tmp_path: Path) -> None:
    question = "What does\u2028the union want?"
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(line(question=question), ensure_ascii=False), encoding="utf-8")
    assert load_gold_set(path, TEXTS)[0].question == question


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        (
            {"evidence": [{"article": "strike.md", "quote": "the union wants 9 percent."}]},
            "does not stand in",
        ),
        ({"evidence": [{"article": "strike.md", "quote": "wants  9 percent"}]}, "does not stand in"),
        ({"evidence": [{"article": "other.md", "quote": "The union"}]}, "no article 'other.md'"),
        ({"evidence": [{"article": "strike.md", "quote": " "}]}, "evidence.0.quote"),
        ({"evidence": []}, "needs answers and evidence"),
        ({"answers": []}, "needs answers and evidence"),
        ({"answerable": False}, "neither answers nor evidence"),
        ({"note": "x"}, "note"),
        ({"question": ""}, "question"),
        ({"as_of": "1 March"}, "as_of"),
        ({"as_of": 20250301}, "as_of"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_and_named(
    tmp_path: Path, changes: dict[str, Any], what: str
) -> None:
    path = write(tmp_path, line(), line(id="q2", **changes))
    with pytest.raises(GoldSetError) as refused:
        load_gold_set(path, TEXTS)
    message = str(refused.value)
    assert f"{path}, line 2: " in message
    assert what in message
    assert refused.value.hint
    assert "\n" not in message


def test_an_id_that_comes_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    with pytest.raises(GoldSetError, match=r"line 3: the id 'q1' stands on line 1 already"):
        load_gold_set(write(tmp_path, line(), "", line()), TEXTS)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe", b"{", b"[]"])
def test_a_file_that_is_no_gold_set_is_refused_by_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldSetError, match=r"questions\.jsonl"):
        load_gold_set(path, TEXTS)


def test_a_missing_file_is_wrong_usage_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"absent\.jsonl cannot be read \(No such file or directory\); name"
    ):
        load_gold_set(tmp_path / "absent.jsonl", TEXTS)


def test_the_same_quote_in_two_articles_is_one_fact() -> None:
    twins = [{"article": name, "quote": "The union wants 9 percent."} for name in ("strike.md", "twin.md")]
    other = {"article": "strike.md", "quote": "Nine ships waited."}
    item = GoldItem.model_validate(line(evidence=[twins[0], other, twins[1]]))
    assert [[e.article for e in fact] for fact in item.facts] == [["strike.md", "twin.md"], ["strike.md"]]


def test_facts_are_located_at_the_words_of_their_quotes() -> None:
    twins = [{"article": name, "quote": "The union wants 9 percent."} for name in ("strike.md", "twin.md")]
    item = GoldItem.model_validate(line(evidence=twins))
    (fact,) = locate_facts(item, {name: article(name) for name in TEXTS})
    assert [(there.article_id, span) for there, span in fact] == [
        ("strike.md", Span(19, 45)),
        ("twin.md", Span(0, 26)),
    ]


def test_questions_about_one_article_are_a_cluster_and_those_without_evidence_are_alone() -> None:
    one, two = (GoldItem.model_validate(line(id=name)) for name in ("q1", "q2"))
    alone = GoldItem.model_validate(line(id="q3", answerable=False, answers=[], evidence=[]))
    assert one.cluster == two.cluster == "strike.md"
    assert alone.cluster == "q3"
