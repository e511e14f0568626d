"""A BERT as a graph of our own, ONNX, made of the weights that an installed package brings.

Both bundled models, the one that embeds (`index.minilm`) and the one that compares (`index.cross_encoder`),
come with a byte a number and a graph that is slower than need be. Here each layer's input is brought to
bytes by its own range and multiplied with the weights as bytes (dynamic quantisation, as onnxruntime defines
`DynamicQuantizeMatMul`). The range is that of all that is multiplied at once, so a text is run alone: what
comes of it then does not depend on its company, and nothing need be padded or masked.

Processors that add pairs of products in 16 bits lose the largest of them. On such a machine the graph is
made in float32 from the same weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

_EPSILON = 1e-12
_MS = "com.microsoft"
_OPSETS = {"": 18, _MS: 1}
_IR_VERSION = 10

Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]
Matrix = tuple[Bytes, Floats]  # (in, out), and the scale of each column, (out,)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a BERT is made of.

    `words` is (vocabulary, dim) with a scale a row; `places` (most tokens, dim) has all that is added to a
    word at its place whatever the text; `kinds` (2, dim) what is added to a token of the first or of the
    second text, None if there is only one. `layers` has six matrices each, of query, key, value, of what is
    heard, of widening and of narrowing. `others` are biases and norms, by the names that BERT gives them.
    """

    words: Bytes
    word_scales: Floats
    places: Floats
    kinds: Floats | None
    layers: Sequence[Sequence[Matrix]]
    others: Mapping[str, Floats]
    n_heads: int


def model_of(graph: Any) -> Any:
    """The ONNX model of an ONNX graph."""
    import onnx

    opsets = [onnx.helper.make_opsetid(domain, version) for domain, version in _OPSETS.items()]
    return onnx.helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)


@cache
def multiplies_exactly() -> bool:
    """True if this processor adds products of bytes without losing any: tried with the largest there are.

    A row of 255s times a column of 127s is 255 * 127 * n; in sums of 16 bits two of them are too many.
    """
    import onnx
    import onnxruntime

    n = 64
    weights = np.full((n, 16), 127, np.int8)
    node = onnx.helper.make_node("MatMulInteger", ["row", "weights"], ["sums"])
    value = onnx.helper.make_tensor_value_info
    graph = onnx.helper.make_graph(
        [node],
        "largest_products",
        [value("row", onnx.TensorProto.UINT8, [1, n])],
        [value("sums", onnx.TensorProto.INT32, [1, 16])],
        [onnx.numpy_helper.from_array(weights, "weights")],
    )
    session = onnxruntime.InferenceSession(
        model_of(graph).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    (sums,) = session.run(None, {"row": np.full((1, n), 255, np.uint8)})
    return bool((sums == 255 * 127 * n).all())


def session_of(model: bytes) -> Any:
    """The model ready to run, on one core: cores that share one text wait for each other at every layer."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class Net:
    """The nodes and constants of a graph, written one after the other."""

    def __init__(self, weights: Weights, *, whole_numbers: bool) -> None:
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        self._weights = weights
        self._whole_numbers = whole_numbers

    def model(self, inputs: Sequence[str], output: str, shape: Sequence[int | str]) -> bytes:
        """The model, ONNX: `inputs` are int64, (1, tokens); `output` is float32 of that shape."""
        import onnx

        value, of = onnx.helper.make_tensor_value_info, onnx.TensorProto
        graph = onnx.helper.make_graph(
            self._nodes,
            "bert",
            [value(name, of.INT64, [1, "tokens"]) for name in inputs],
            [value(output, of.FLOAT, shape)],
            self._constants,
        )
        made: bytes = model_of(graph).SerializeToString()
        return made

    def states(self, ids: str, kinds: str = "", *, of_first: bool = False) -> str:
        """The token states, (1, tokens, dim), of the input `ids`, whose `kinds` say which text each is of.

        `of_first`: only that of the first token, (1, 1, dim); of the others the last layer makes nothing.
        """
        states, last = self._embedded(ids, kinds), len(self._weights.layers) - 1
        for n in range(last + 1):
            states = self._layer(states, n, of_first=of_first and n == last)
        return states

    def node(self, op: str, inputs: Sequence[str], *outputs: str, domain: str = "", **attributes: Any) -> str:
        """Adds a node; the name of its first output."""
        import onnx

        self._nodes.append(onnx.helper.make_node(op, inputs, outputs, domain=domain, **attributes))
        return outputs[0]

    def constant(self, name: str, value: NDArray[Any]) -> str:
        import onnx

        self._constants.append(onnx.numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _embedded(self, ids: str, kinds: str) -> str:
        """The states of the tokens before the first layer: word, place, and which of two texts it is of."""
        words = self.constant("words", self._weights.words)
        scales = self.constant("word_scales", self._weights.word_scales.astype(np.float32))
        nought = self.constant("nought", np.array([0], np.int64))
        n_tokens = self.node("Shape", [ids], "n_tokens", start=1, end=2)
        places = self.constant("places", self._weights.places.astype(np.float32))
        at = self.node("Slice", [places, nought, n_tokens, nought], "at")
        bytes_ = self.node("Cast", [self.node("Gather", [words, ids], "word_bytes")], "word_numbers", to=1)
        scaled = self.node("Mul", [bytes_, self.node("Gather", [scales, ids], "scale")], "word")
        placed = self.node("Add", [scaled, at], "placed")
        if self._weights.kinds is not None:
            table = self.constant("kind_table", self._weights.kinds.astype(np.float32))
            placed = self.node("Add", [placed, self.node("Gather", [table, kinds], "kind")], "placed_of_kind")
        return self._normed(placed, "embeddings", "embedded")

    def _layer(self, states: str, n: int, *, of_first: bool) -> str:
        """The states after layer `n`: what the tokens take from each other, then what each makes of it."""
        query, key, value, mixed, wide, narrow = self._weights.layers[n]
        others = self._weights.others
        own, told = f"encoder.layer.{n}.", f"encoder.layer.{n}.attention."
        biases = [others[f"{told}self.{name}.bias"] for name in ("query", "key", "value")]
        # One matrix for all three: their common input is brought to bytes once.
        all_three = (
            np.concatenate([query[0], key[0], value[0]], axis=1),
            np.concatenate([query[1], key[1], value[1]]),
        )
        asked = self.times(states, all_three, np.concatenate(biases), f"{own}asked")
        parts = [f"{own}{name}" for name in ("query", "key", "value")]
        self.node("Split", [asked], *parts, axis=-1, num_outputs=3)
        if of_first:
            nought = self.constant("first", np.array([0], np.int64))
            parts[0] = self.node("Gather", [parts[0], nought], f"{parts[0]}_of_first", axis=1)
            states = self.node("Gather", [states, nought], "first_state", axis=1)
        heard = self.node(
            "MultiHeadAttention", parts, f"{own}heard", domain=_MS, num_heads=self._weights.n_heads
        )
        mixed_in = self.times(heard, mixed, others[f"{told}output.dense.bias"], f"{own}mixed")
        states = self._normed_sum(mixed_in, states, f"{told}output", f"{own}attended")
        widened = self.times(states, wide, others[f"{own}intermediate.dense.bias"], f"{own}wide")
        bent = self.node("Gelu", [widened], f"{own}bent", domain=_MS)
        narrowed = self.times(bent, narrow, others[f"{own}output.dense.bias"], f"{own}narrow")
        return self._normed_sum(narrowed, states, f"{own}output", f"{own}done")

    def times(self, states: str, matrix: Matrix, bias: Floats, name: str) -> str:
        """`states` times the matrix, plus `bias`."""
        whole, scales = matrix
        bias_name = self.constant(f"{name}.bias", bias)
        if not self._whole_numbers:
            weights = self.constant(f"{name}.weights", (whole * scales).astype(np.float32))
            return self.node(
                "Add", [self.node("MatMul", [states, weights], f"{name}.times"), bias_name], name
            )
        weights = self.constant(f"{name}.weights", whole)
        scale = self.constant(f"{name}.scales", scales.astype(np.float32))
        return self.node("DynamicQuantizeMatMul", [states, weights, scale, "", bias_name], name, domain=_MS)

    def _normed_sum(self, one: str, other: str, weights: str, name: str) -> str:
        # Twice as fast as the one node for both that onnxruntime has.
        return self._normed(self.node("Add", [one, other], f"{name}.sum"), weights, name)

    def _normed(self, states: str, weights: str, name: str) -> str:
        scale = self.constant(f"{name}.scale", self._weights.others[f"{weights}.LayerNorm.weight"])
        bias = self.constant(f"{name}.bias", self._weights.others[f"{weights}.LayerNorm.bias"])
        return self.node("LayerNormalization", [states, scale, bias], name, axis=-1, epsilon=_EPSILON)
