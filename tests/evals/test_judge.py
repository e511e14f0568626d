"""The judge: what it is asked, what is kept, and how far it agrees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.gold_set import GoldSetError
from evals.judge import (
    Judge,
    Labelled,
    Ruling,
    agreement_with_labels,
    agreement_with_rules,
    judged,
    load_labelled,
)
from evals.report import ShownStatement
from qa.errors import ModelBusy
from qa.phrasing.llm import ScriptedModel
from tests.evals.making import item

YES, NO, OPEN = ({"ruling": ruling.value} for ruling in Ruling)


def shown(*verdicts: bool) -> list[ShownStatement]:
    return [
        ShownStatement(text=f"Statement {n}.", quotes=["Some words."], is_supported=own)
        for n, own in enumerate(verdicts)
    ]


def test_each_statement_is_judged_against_its_words_and_the_share_is_a_score(tmp_path: Path) -> None:
    model = ScriptedModel([YES, NO])
    (done,) = judged([item(1, statements=shown(True, True))], Judge(model, tmp_path))
    assert [s.judged for s in done.statements] == ["supports", "contradicts"]
    assert done.scores["judge_support"] == 0.5
    assert "Some words." in model.messages[0].user
    assert "Statement 0." in model.messages[0].user


def test_the_same_pair_is_asked_once_also_by_the_next_run(tmp_path: Path) -> None:
    assert Judge(ScriptedModel([OPEN]), tmp_path).rule("A.", "B.") is Ruling.UNREADABLE
    silent = ScriptedModel([])
    assert Judge(silent, tmp_path).rule("A.", "B.") is Ruling.UNREADABLE
    assert silent.messages == []


def test_another_model_statement_or_sentence_is_asked_anew(tmp_path: Path) -> None:
    Judge(ScriptedModel([YES]), tmp_path).rule("A.", "B.")
    other = ScriptedModel([NO, NO, NO])
    assert Judge(other, tmp_path).rule("A.", "C.") is Ruling.CONTRADICTS
    assert Judge(other, tmp_path).rule("C.", "B.") is Ruling.CONTRADICTS
    other.name = "another"
    assert Judge(other, tmp_path).rule("A.", "B.") is Ruling.CONTRADICTS


@pytest.mark.parametrize("reply", [ModelBusy("later"), {"ruling": "perhaps"}, {}])
def test_what_cannot_be_had_or_read_is_unscored_and_not_kept(tmp_path: Path, reply: object) -> None:
    judge = Judge(ScriptedModel([reply, YES]), tmp_path)  # type: ignore[list-item]
    (done,) = judged([item(1, statements=shown(True))], judge)
    assert done.scores["judge_support"] is None
    assert agreement_with_rules([done]).n_unscored == 1
    assert judge.rule("Statement 0.", "Some words.") is Ruling.SUPPORTS


def test_agreement_is_kappa_over_what_both_judged(tmp_path: Path) -> None:
    judge = Judge(ScriptedModel([YES, YES, NO, OPEN]), tmp_path)
    done = judged([item(1, statements=shown(True, False, False, False))], judge)
    found = agreement_with_rules(done)
    assert (found.kappa, found.share_same, found.n, found.n_unscored) == (0.5, 0.75, 4, 0)


def test_agreement_with_labels_counts_all_three_rulings(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    rows = [("a", "supports"), ("b", "contradicts"), ("c", "unreadable")]
    lines = [json.dumps({"statement": s, "sentence": "w", "label": label}) for s, label in rows]
    path.write_text("\n".join(lines), "utf-8")
    labelled = load_labelled(path)
    assert labelled[0] == Labelled(statement="a", sentence="w", label=Ruling.SUPPORTS)
    full = agreement_with_labels(Judge(ScriptedModel([YES, NO, OPEN]), tmp_path / "c"), labelled)
    assert (full.kappa, full.n) == (1.0, 3)
    partly = agreement_with_labels(Judge(ScriptedModel([YES, NO]), tmp_path / "d"), labelled)
    assert (partly.n, partly.n_unscored) == (2, 1)


def test_a_labelled_line_that_does_not_fit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text('{"statement": "a", "sentence": "w", "label": "maybe"}\n', "utf-8")
    with pytest.raises(GoldSetError, match="line 1"):
        load_labelled(path)
