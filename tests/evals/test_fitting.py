"""The fit finds what separates gold from the rest, weighs sources equally, and judges on other documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from evals.fitting import NEWS, Example, _share, fit

pytest.importorskip("sklearn")


def _example(n: int, source: str = "news", *, telling: bool = True, is_answerable: bool = True) -> Example:
    """Four candidates; the first feature points to the gold one if it is `telling`, the second is noise."""
    random = np.random.default_rng(n)
    gold = n % 4
    sentences = random.normal(size=(4, 2))
    sentences[gold, 0] += 3.0 if telling else 0.0
    is_gold = np.arange(4) == gold if is_answerable else np.zeros(4, bool)
    sure = (2.0 if is_answerable else 0.0) + float(random.normal())

    def confidence_of(order: Sequence[int] | np.ndarray) -> dict[str, float]:
        return {"sure": sure}

    def shorts_of(best: int, confidence: float) -> list[tuple[dict[str, float], bool]]:
        """Three words of which the second answers, if the sentence is the gold one."""
        return [({"fit": float(k == 1)}, k == 1 and bool(is_gold[best])) for k in range(3)]

    found, found_gold = -sentences[:, :1], is_gold  # here it is the least that points to the gold one
    return Example(
        source, f"doc{n % 10}", is_answerable, sentences, is_gold, found, found_gold, confidence_of, shorts_of
    )


def _examples(source: str = "news", *, telling: bool = True) -> list[Example]:
    return [_example(n, source, telling=telling, is_answerable=n % 3 > 0) for n in range(120)]


def test_the_telling_feature_gets_the_weight_and_the_gold_sentence_is_found() -> None:
    fitted = fit(_examples(), ("first",), ("telling",), ("telling", "noise"), ("sure",), ("fit",))
    weights = fitted["ranking"]["weights"]
    assert weights["telling"] > 5 * abs(weights["noise"])
    assert fitted["found"]["weights"]["first"] < 0
    assert fitted["measured"]["news"]["gold_first"] > 0.85


def test_confidence_rises_with_what_tells_answerable_from_not() -> None:
    fitted = fit(_examples(), ("first",), ("telling",), ("telling", "noise"), ("sure",), ("fit",))
    assert fitted["confidence"]["weights"]["sure"] > 0
    assert fitted["measured"]["news"]["auroc_answerable"] > 0.8


def test_what_tells_nothing_finds_no_more_than_chance_on_other_documents() -> None:
    measured = fit(
        _examples(telling=False), ("first",), ("telling",), ("telling", "noise"), ("sure",), ("fit",)
    )["measured"]["news"]
    assert measured["gold_first"] < 0.45  # one in four by chance


def test_a_question_is_answered_by_any_of_the_sentences_that_would_be_shown() -> None:
    measured = fit(
        _examples(telling=False), ("first",), ("telling",), ("telling", "noise"), ("sure",), ("fit",)
    )["measured"]["news"]
    # All four are as likely, so that three are shown: three in four of those with an answer are answered.
    assert measured["gold_first"] < 0.45 < 0.65 < measured["right_from_0.6"]


def test_each_source_is_measured_by_itself() -> None:
    measured = fit(
        [*_examples("a"), *_examples("b", telling=False)], ("f",), ("x",), ("x", "y"), ("sure",), ("fit",)
    )["measured"]
    assert measured["a"]["gold_first"] > measured["b"]["gold_first"] + 0.3
    assert measured["a"]["questions"] == measured["b"]["questions"] == 120


def test_ten_times_as_many_questions_do_not_make_a_source_weigh_more() -> None:
    few = [_example(n, "few", is_answerable=n % 3 > 0) for n in range(40)]
    one = fit([*few, *_examples("many", telling=False)], ("f",), ("x",), ("x", "y"), ("sure",), ("fit",))
    ten = fit(
        [*few, *(_examples("many", telling=False) * 10)], ("f",), ("x",), ("x", "y"), ("sure",), ("fit",)
    )
    assert ten["ranking"]["weights"]["x"] > 0.5 * one["ranking"]["weights"]["x"]


def test_the_words_that_answer_are_found_where_the_sentence_is_the_right_one() -> None:
    fitted = fit(_examples(), ("first",), ("telling",), ("telling", "noise"), ("sure",), ("fit",))
    measured = fitted["measured"]["news"]
    assert fitted["short"]["weights"]["fit"] > 0
    assert measured["marked_right_answerable"] > 0.85
    assert measured["marked_right_answerable"] > measured["marked_right"]


def test_news_weighs_as_much_as_the_three_other_sources_together() -> None:
    sizes = {"gold": 2, "squad2": 5, "clapnq": 3, NEWS: 7}
    rows = [_example(n, source) for source, size in sizes.items() for n in range(size)]
    share = _share(rows)
    of_source = {s: sum(w for w, row in zip(share, rows, strict=True) if row.source == s) for s in sizes}
    assert of_source[NEWS] == pytest.approx(sum(of_source.values()) / 2)
    assert of_source["gold"] == pytest.approx(of_source["squad2"]) == pytest.approx(of_source["clapnq"])
    assert share.mean() == pytest.approx(1)
