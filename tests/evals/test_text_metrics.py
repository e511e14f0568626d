"""Text measures: SQuAD's own cases, bounds, and the multiset."""

from __future__ import annotations

import re
import string
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.metrics.text import best_over, contains, exact_match, squad_normalise, token_f1

# A busy machine is no counterexample.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

WORDS = st.lists(st.sampled_from(["the", "a", "seven", "Seven", "percent", "of", "9", "9%"])).map(" ".join)
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126))


def squad_reference(s: str) -> str:
    """`normalize_answer` as SQuAD's script has it, for ASCII."""
    s = "".join(ch for ch in s.lower() if ch not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", s).split())


def f1_reference(prediction: str, gold: str) -> float:
    """`compute_f1` as SQuAD's script has it."""
    have, wanted = squad_reference(prediction).split(), squad_reference(gold).split()
    n_same = sum((Counter(have) & Counter(wanted)).values())
    if not have or not wanted:
        return float(have == wanted)
    if n_same == 0:
        return 0.0
    precision, recall = n_same / len(have), n_same / len(wanted)
    return 2 * precision * recall / (precision + recall)


@given(ASCII)
def test_normal_form_of_ascii_is_that_of_squad(s: str) -> None:
    assert squad_normalise(s) == squad_reference(s)


@given(WORDS | ASCII, WORDS | ASCII)
def test_token_f1_is_that_of_squad(shown: str, answer: str) -> None:
    assert token_f1(shown, answer) == pytest.approx(f1_reference(shown, answer))


@given(st.text(), st.text())
def test_every_measure_lies_between_0_and_1(shown: str, answer: str) -> None:
    for measure in (exact_match, token_f1, contains):
        assert 0 <= measure(shown, answer) <= 1


@given(st.text())
def test_the_answer_itself_is_perfect(answer: str) -> None:
    assert exact_match(answer, answer) == 1
    assert token_f1(answer, answer) == 1
    assert contains(answer, answer) == float(bool(squad_normalise(answer)))


@given(WORDS, WORDS)
def test_token_f1_is_symmetric_and_blind_to_order(shown: str, answer: str) -> None:
    backwards = " ".join(reversed(shown.split()))
    assert token_f1(shown, answer) == token_f1(answer, shown) == token_f1(backwards, answer)


@given(WORDS, WORDS, WORDS)
def test_an_answer_among_other_words_is_contained(before: str, answer: str, after: str) -> None:
    assert contains(f"{before} {answer} {after}", answer) == float(bool(squad_normalise(answer)))


@given(WORDS, WORDS)
def test_an_exact_match_is_contained_and_has_full_f1(shown: str, answer: str) -> None:
    if exact_match(shown, answer):
        assert token_f1(shown, answer) == 1
        assert contains(shown, answer) == float(bool(squad_normalise(answer)))


def test_tokens_count_as_often_as_they_occur() -> None:
    # shown {seven: 1}, answer {seven: 2}: a set would give 1.
    assert token_f1("seven", "seven seven") == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("shown", "answer", "is_contained"),
    [
        ("He called it “avoidable and badly timed”.", "avoidable and badly timed", True),
        ("The recount runs on May 19–23.", "May 19-23", True),
        ("A rise of 19 percent", "9 percent", False),
        ("It cost 1,411 votes", "1411 votes", True),
        ("Helle Sørlund said", "Sørlund", True),
        ("the", "a", False),
        ("", "nine", False),
    ],
)
def test_an_answer_is_contained_as_a_run_of_whole_tokens(shown: str, answer: str, is_contained: bool) -> None:
    assert contains(shown, answer) == float(is_contained)


def test_the_best_accepted_answer_counts_and_none_is_unscored() -> None:
    assert best_over(contains, "seven percent", ["7 percent", "seven percent"]) == 1
    assert best_over(contains, "eight percent", ["7 percent", "seven percent"]) == 0
    assert best_over(contains, "eight percent", []) is None
