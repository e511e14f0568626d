"""Twins are told from stories that only look alike, on copies made of the sample articles."""

from __future__ import annotations

from importlib.resources import as_file, files

from evals.twins import Pair, pairs, score


def test_made_copies_and_other_reports_are_told_apart() -> None:
    with as_file(files("evals").joinpath("gold", "articles")) as folder:
        found = score(list(pairs(folder)))
    assert found.n > 500
    assert found.precision >= 0.97
    assert found.recall >= 0.97


def test_scores_count_what_was_called_and_what_was_missed() -> None:
    text = " ".join(f"word{n}" for n in range(50))
    other = " ".join(f"other{n}" for n in range(50))
    judged = [
        Pair("right", text, text, are_twins=True),
        Pair("missed", text, other, are_twins=True),
        Pair("false alarm", text, text + " more", are_twins=False),
        Pair("right", text, other, are_twins=False),
    ]
    found = score(judged)
    assert (found.precision, found.recall, found.n) == (0.5, 0.5, 4)
    assert [pair.made for pair in found.wrong] == ["missed", "false alarm"]
