"""The bench runs as a whole, at a tiny size, and its page says what was measured and what is kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evals.bench.__main__ as bench
from evals.bench.material import write_articles
from evals.bench.measure import FULL, QUICK, Line, Sizes, growth, number
from evals.bench.page import page

TINY = Sizes(articles=8, passages=120, fewer=30, questions=3, runs=1)


@pytest.mark.cli
def test_it_measures_everything_in_one_go_and_writes_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Questions, briefs and cold starts have tests of their own, and take half a minute here.
    monkeypatch.setattr(bench, "measure_asking", lambda home, sizes: iter([Line("a question", 1.5, "s")]))
    monkeypatch.setattr(bench, "measure_asking_many", lambda *given: iter([Line("a large one", 1, "s")]))
    output = tmp_path / "RESULTS.md"
    bench.main(["--output", str(output)], TINY)
    text = output.read_text("utf-8")
    assert capsys.readouterr().out.strip() == text.strip()
    for what in (
        "adding, in times of the embedder alone",
        "adding again, passages embedded",
        "the embedder, how many times as fast as naively",
        "search over 120 passages, median",
        "search with a filter, dates, a day, 95 of 100",
        "the ten nearest that are found, with a filter",
        "memory of a process that serves them",
        "growth of disk, exponent",
        "a question",
        "a large one",
    ):
        assert f"| {what} |" in text
    assert "| adding again, passages embedded | 0 passages | at most 0 |  | yes |" in text
    assert str(tmp_path) not in text
    assert not re.search(r"/(?:tmp|home|root|work|Users)/", text)


def test_a_line_tells_its_bound_its_share_and_whether_it_is_kept() -> None:
    lines = {
        "Part": [
            Line("a", 9.5, "ms", at_most=10),
            Line("b", 1.1, "times", at_least=1.3),
            Line("c", 1_234.5, "s", note="as it is"),
        ]
    }
    text = page(lines, QUICK)
    assert "| a | 9.50 ms | at most 10 | 0.95 | yes |  |" in text
    assert "| b | 1.10 times | at least 1.30 | 0.85 | **no** |  |" in text
    assert "| c | 1,234 s |  |  |  | as it is |" in text
    assert "1 of 2 targets kept" in text


@given(st.floats(0.01, 1e6), st.floats(-2, 3))
def test_growth_is_the_exponent_it_grew_with(fewer: float, exponent: float) -> None:
    assert growth(fewer, fewer * 10**exponent, 10) == pytest.approx(exponent, abs=1e-6)


@given(st.floats(1e-3, 1e9))
def test_a_number_keeps_three_digits_that_tell(value: float) -> None:
    assert float(number(value).replace(",", "")) == pytest.approx(value, rel=0.051)


def test_articles_are_the_same_for_the_same_seed_and_others_for_another(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write_articles(tmp_path / name, 3, seed=seed)
    texts = {
        name: [p.read_text("utf-8") for p in sorted((tmp_path / name).iterdir())]
        for name in ("one", "same", "other")
    }
    assert texts["one"] == texts["same"]
    assert not set(texts["one"]) & set(texts["other"])
    assert all("publisher: Publisher" in text and "\ndate: 202" in text for text in texts["one"])


def test_the_full_size_is_what_the_targets_are_set_for() -> None:
    assert (FULL.articles, FULL.passages, FULL.fewer) == (2_000, 100_000, 10_000)
