"""Whether a processor multiplies bytes exactly is tried, once."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray

from index.bert import multiplies_exactly


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
