"""The comparer learns what it is taught, and what is stored is what it says in the program."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="PyTorch is needed to teach, and only there: make teach")

import evals.teaching
from evals.lora import TaughtComparer, batch_of
from evals.train import Lesson, between, taught_comparer
from index.bert import session_of
from index.cross_encoder import graph_of, model_tokenizer, model_weights

QUESTION = "Who owns the mill?"
TEXTS = ("Corin Vale owns the mill.", "The mill owns nothing.", "The mill is old.")


def _odds(model: TaughtComparer) -> list[float]:
    found = model(*batch_of(model_tokenizer().encode_batch([(QUESTION, text) for text in TEXTS])))
    return [float(odds) for odds in found]


def test_before_it_is_taught_it_says_what_the_model_as_it_comes_says() -> None:
    session = session_of(graph_of(model_weights(), {}, whole_numbers=False))
    for text, odds in zip(TEXTS, _odds(TaughtComparer(model_weights())), strict=True):
        pair = model_tokenizer().encode(QUESTION, text)
        given = {"input_ids": np.array([pair.ids]), "token_type_ids": np.array([pair.type_ids])}
        assert float(session.run(None, given)[0].item()) == pytest.approx(odds, abs=0.05)


def test_it_learns_that_a_sentence_answers_and_that_none_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evals.teaching, "_WARM", 1)
    answered = Lesson(QUESTION, TEXTS, (False, False, True))
    open_ = Lesson("Who sold the mill?", TEXTS, (False, False, False))
    model = taught_comparer([answered, open_] * 48)
    first, second, third = _odds(model)
    assert third > max(first, second)
    sold = model(*batch_of(model_tokenizer().encode_batch([("Who sold the mill?", text) for text in TEXTS])))
    assert float(sold.max()) < third


def test_it_learns_on_from_what_it_learnt() -> None:
    learnt = taught_comparer([Lesson(QUESTION, TEXTS, (True, False, False))] * 8).learnt()
    model = TaughtComparer(model_weights(), learnt)
    for name, values in model.learnt().items():
        np.testing.assert_array_equal(values, learnt[name])
    before = TaughtComparer(model_weights())
    assert _odds(model) != pytest.approx(_odds(before), abs=1e-4)


def test_what_is_kept_lies_between_what_was_learnt_at_several_times() -> None:
    learnt = [{"a.narrow": np.full((2, 3), n, np.float16)} for n in (0.0, 4.0, 8.0)]
    kept = between(learnt, (0.25, 0.5, 0.25))["a.narrow"]
    np.testing.assert_array_equal(kept, np.full((2, 3), 4.0))
    assert kept.dtype == np.float16
