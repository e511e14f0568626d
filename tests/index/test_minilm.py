"""The graph of our own says what the bundled one says, and is made in float32 where bytes would lose."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray

import index.embedding
from index.bert import multiplies_exactly
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


@pytest.mark.parametrize(("most", "is_exact"), [(2**31, True), (2**15 - 1, False)])
def test_sums_that_end_at_sixteen_bits_are_noticed(
    monkeypatch: pytest.MonkeyPatch, most: int, is_exact: bool
) -> None:
    class Processor:
        """Adds products two by two and keeps of each sum what it can."""

        def __init__(self, model: bytes, providers: list[str]) -> None:
            self.weights = onnx.numpy_helper.to_array(onnx.load_from_string(model).graph.initializer[0])

        def run(self, _: None, given: dict[str, NDArray[np.uint8]]) -> list[NDArray[np.int64]]:
            products = given["row"].reshape(-1, 1).astype(np.int64) * self.weights
            pairs = products[0::2] + products[1::2]
            return [np.minimum(pairs, most).sum(axis=0, keepdims=True)]

    monkeypatch.setattr(onnxruntime, "InferenceSession", Processor)
    assert multiplies_exactly.__wrapped__() is is_exact


def test_whether_products_are_lost_is_tried_once() -> None:
    assert multiplies_exactly() is multiplies_exactly()
    assert multiplies_exactly.cache_info().misses == 1
