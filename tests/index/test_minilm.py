"""The graph of our own says what the bundled one says, and is made in float32 where bytes would lose."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

import index.embedding
from index.embedding import BundledEmbedder, model_tokenizer, model_weights
from index.minilm import graph_of

TEXTS = [
    "Kestrel Bridge reopened on Monday after nine months of repairs; the final bill was £4.2 million.",
    "Growers said that frost had spared most of their apple trees this spring. " * 12,
    "Who led the delegation?",
    "",
]


def _states(session: Any, ids: list[int]) -> NDArray[np.float32]:
    row = np.array([ids], np.int64)
    given = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
    states: NDArray[np.float32] = session.run(None, {i.name: given[i.name] for i in session.get_inputs()})[0][
        0
    ]
    return states


def _session(model: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@pytest.fixture(scope="module")
def as_it_comes() -> list[NDArray[np.float32]]:
    session = _session(model_weights())
    return [_states(session, e.ids) for e in model_tokenizer().encode_batch(TEXTS)]


@pytest.mark.parametrize(("whole_numbers", "least"), [(False, 0.999999), (True, 0.98)])
def test_the_token_states_are_those_of_the_model_as_it_comes(
    whole_numbers: bool, least: float, as_it_comes: list[NDArray[np.float32]]
) -> None:
    session = _session(graph_of(model_weights(), whole_numbers=whole_numbers))
    for encoding, expected in zip(model_tokenizer().encode_batch(TEXTS), as_it_comes, strict=True):
        found = _states(session, encoding.ids)
        assert found.shape == expected.shape
        means = found.mean(axis=0), expected.mean(axis=0)
        cosine = means[0] @ means[1] / np.linalg.norm(means[0]) / np.linalg.norm(means[1])
        assert cosine >= least


def test_a_processor_that_would_lose_products_gets_the_graph_in_float32(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []

    def noted(model: bytes, *, whole_numbers: bool) -> bytes:
        asked.append(whole_numbers)
        return graph_of(model, whole_numbers=whole_numbers)

    monkeypatch.setattr(index.embedding, "graph_of", noted)
    monkeypatch.setattr(index.embedding, "multiplies_exactly", lambda: False)
    slow = BundledEmbedder().embed(TEXTS[:1])
    monkeypatch.setattr(index.embedding, "multiplies_exactly", lambda: True)
    fast = BundledEmbedder().embed(TEXTS[:1])
    assert asked == [False, True]
    assert 0.985 < float((slow * fast).sum()) < 1
