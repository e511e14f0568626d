"""The scores of dates: spans as in TempEval-3, dates of events, and the gold file of the sample."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from evals.dates import covers, find, load_sample, main, score_events, score_spans
from index.models import Span


def test_a_perfect_finder_scores_one() -> None:
    marked = {Span(0, 4): ("2022", None), Span(8, 12): (None, None)}
    scores = score_spans([(marked, marked)])
    assert (scores.strict_f1, scores.relaxed_f1, scores.value_accuracy, scores.value_f1) == (1, 1, 1, 1)


def test_an_overlap_counts_relaxedly_and_its_value_apart() -> None:
    gold = {Span(4, 8): ("2022", None), Span(20, 24): ("2023", None)}
    found = {Span(0, 8): ("2022", None), Span(20, 24): ("2024", None), Span(30, 34): ("2025", None)}
    scores = score_spans([(gold, found)])
    assert (scores.n_strict, scores.n_relaxed_gold, scores.n_relaxed_found, scores.n_right) == (1, 2, 2, 1)
    assert scores.relaxed_f1 == pytest.approx(2 * (2 / 3) * 1 / (2 / 3 + 1))
    assert scores.value_f1 == pytest.approx(scores.relaxed_f1 / 2)


def test_nothing_found_scores_zero() -> None:
    scores = score_spans([({Span(0, 4): ("2022", None)}, {})])
    assert (scores.strict_f1, scores.relaxed_f1, scores.value_f1) == (0, 0, 0)


def test_a_period_covers_its_days_and_a_day_only_itself() -> None:
    assert covers(("2025-03-01", None), "2025-03-01")
    assert not covers(("2025-03", None), "2025-03-01")
    assert covers(("2025-03-03", "2025-03-09"), "2025-03-04")
    assert covers(("2025-01", "2025-03"), "2025-03-31")
    assert not covers(("2025-01", "2025-03"), "2025-04-01")
    assert not covers((None, None), "2025-03-01")


def test_events_are_dated_by_the_nearest_expression_else_by_the_publication() -> None:
    sentences = ["Ships wait", "March 17 , 2025", "The port closed on Friday .", "Nine ships wait outside ."]
    events = [
        {"text": "closed", "sentence": 2, "time": "2025-03-14"},
        {"text": "wait", "sentence": 3, "time": "2025-03-17"},
        {"text": "wait", "sentence": 0, "time": "XXXX-XX-XX"},
        {"text": "Ships", "sentence": 0, "time": None},
    ]
    scores = score_events([{"sentences": sentences, "text": "\n".join(sentences), "events": events}])
    assert (scores.n_mentions, scores.n_right, scores.n_publication) == (2, 2, 1)
    assert (scores.n_stated, scores.n_told, scores.n_in_sentence, scores.n_near) == (1, 1, 1, 1)


def test_the_dates_of_the_sample_are_found() -> None:
    with as_file(files("evals").joinpath("gold")) as gold:
        sample = load_sample(gold / "dates.jsonl", gold / "articles")
    scores = score_spans([(marked, find(text, at)) for text, at, marked in sample.values()])
    assert scores.n_gold >= 120
    assert scores.relaxed_f1 > 0.95
    assert scores.value_f1 > 0.93


def test_a_gold_line_that_does_not_fit_its_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("A title\n\nIt fell on Friday.\n")
    line = {"article": "a.txt", "quote": "on Monday", "expression": "Monday", "value": None, "end": None}
    (tmp_path / "dates.jsonl").write_text(json.dumps(line) + "\n")
    with pytest.raises(ValueError, match="line 1"):
        load_sample(tmp_path / "dates.jsonl", tmp_path / "articles")


def test_the_command_prints_both_halves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentences = ["Port shut", "March 17 , 2025", "The port closed on Friday ."]
    event = {"text": "closed", "sentence": 2, "time": "2025-03-14"}
    document = {"sentences": sentences, "text": "\n".join(sentences), "events": [event]}
    (tmp_path / "dev.jsonl").write_text((json.dumps(document) + "\n") * 2)
    assert main([str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "MEANTIME, development: 1 dated events" in printed
    assert "MEANTIME, held out: 1 dated events" in printed
