"""The skimmer begins with what the comparer knows, and what is stored is what it says in the program."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

pytest.importorskip("torch", reason="PyTorch is needed to teach, and only there: make teach")

import evals.teaching
from evals.lora import TaughtSkimmer, batch_of
from evals.train_skimmer import SkimLesson, taught_skimmer
from index.bert import session_of
from index.cross_encoder import model_weights
from index.models import Span
from index.skimmer import SplitText, graph_of, skimmer_tokenizer

QUESTION = "Who owns the mill?"
TEXT = "Rain fell. Corin Vale owns the mill. The mill is old."
ENDS = (0, 11, 37, len(TEXT))
PASSAGE = SplitText(TEXT, tuple(Span(a, b) for a, b in pairwise(ENDS)))


def test_what_is_stored_says_in_the_program_what_it_said_when_it_was_taught() -> None:
    taught = TaughtSkimmer(model_weights(), {})
    pair = skimmer_tokenizer().encode(QUESTION, TEXT)
    session = session_of(graph_of(model_weights(), taught.learnt(), whole_numbers=False))
    given = {"input_ids": np.array([pair.ids]), "token_type_ids": np.array([pair.type_ids])}
    told = taught(*batch_of([pair])).detach().numpy()
    np.testing.assert_allclose(session.run(None, given)[0], told, atol=0.02)


def test_what_the_comparer_learnt_is_kept_beside_what_it_learns() -> None:
    name = "encoder.layer.0.output.dense"
    before = {f"{name}.narrow": np.ones((1536, 8), np.float16), f"{name}.wide": np.ones((8, 384), np.float16)}
    learnt = TaughtSkimmer(model_weights(), before).learnt()
    np.testing.assert_array_equal(learnt[f"{name}.narrow"][:, :8], before[f"{name}.narrow"])
    assert learnt[f"{name}.narrow"].shape == (1536, 24)
    assert learnt[f"{name}.wide"].shape == (24, 384)


def test_it_learns_which_sentence_answers_and_that_none_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evals.teaching, "_WARM", 1)
    answered = SkimLesson(QUESTION, (PASSAGE,), ((False, False, True),))
    open_ = SkimLesson("Who sold the mill?", (PASSAGE,), ((False, False, False),))
    learnt = taught_skimmer([answered, open_] * 24, {}).learnt()
    session = session_of(graph_of(model_weights(), learnt, whole_numbers=False))

    def last(question: str) -> float:
        pair = skimmer_tokenizer().encode(question, TEXT)
        given = {"input_ids": np.array([pair.ids]), "token_type_ids": np.array([pair.type_ids])}
        told = session.run(None, given)[0][0]
        at = [n for n, (start, _) in enumerate(pair.offsets) if pair.sequence_ids[n] == 1 and start >= 37]
        return float(told[at, 0].mean())

    assert last(QUESTION) > last("Who sold the mill?")
