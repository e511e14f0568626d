"""The bundled model as a graph of our own: its weights as they are, its multiplications in whole numbers.

The model comes with its weights in a byte a number, and a graph that unpacks them to float32 before it
begins. Here the same weights are multiplied as bytes: each layer's input is brought to bytes by its own
range (dynamic quantisation, as onnxruntime defines `DynamicQuantizeMatMul`). A passage takes a third of the
time; its vector has a cosine of .995 with that of the graph as it comes, and ranks passages as well
(`evals/LOG.md`). The range is that of all that is multiplied at once, so a text is run alone: its vector
then does not depend on its company, and nothing need be padded or masked.

Processors that add pairs of products in 16 bits lose the largest of them. On such a machine the graph is
made in float32 from the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

N_LAYERS, N_HEADS, DIM = 6, 12, 384
_EPSILON = 1e-12
_MS = "com.microsoft"
_OPSETS = {"": 18, _MS: 1}
_IR_VERSION = 10

Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]


def graph_of(model: bytes, *, whole_numbers: bool) -> bytes:
    """The graph that is run, ONNX, from the `model` as it comes, ONNX.

    Its input is `input_ids`, int64, (1, tokens), up to 512; its output the token states, float32,
    (1, tokens, 384). `whole_numbers` says how matrices are multiplied.
    """
    import onnx

    known = _Weights(model)
    net = _Net(known, whole_numbers)
    states = net.embedded("input_ids")
    for layer in range(N_LAYERS):
        states = net.layer(states, layer)
    net.node("Identity", [states], "token_states")
    value = onnx.helper.make_tensor_value_info
    graph = onnx.helper.make_graph(
        net.nodes,
        "minilm",
        [value("input_ids", onnx.TensorProto.INT64, [1, "tokens"])],
        [value("token_states", onnx.TensorProto.FLOAT, [1, "tokens", DIM])],
        net.constants,
    )
    made: bytes = _model(graph).SerializeToString()
    return made


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
        _model(graph).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    (sums,) = session.run(None, {"row": np.full((1, n), 255, np.uint8)})
    return bool((sums == 255 * 127 * n).all())


def _model(graph: Any) -> Any:
    import onnx

    opsets = [onnx.helper.make_opsetid(domain, version) for domain, version in _OPSETS.items()]
    return onnx.helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)


class _Weights:
    """The constants of the model as it comes, by name; its matrices in the order of their use."""

    def __init__(self, model: bytes) -> None:
        import onnx

        loaded = onnx.load_from_string(model)
        self._constants = {c.name: c for c in loaded.graph.initializer}
        made_by = {node.output[0]: node for node in loaded.graph.node}
        # A matrix is cast from bytes, then scaled by column; other products are of two states.
        used = [made_by.get(node.input[1]) for node in loaded.graph.node if node.op_type == "MatMul"]
        scaled = [(made_by[node.input[0]], node.input[1]) for node in used if node and node.op_type == "Mul"]
        self.matrices: list[tuple[Bytes, Floats]] = [
            (self._array(cast.input[0]), self._array(scales).reshape(-1))
            for cast, scales in scaled
            if cast.op_type == "Cast"
        ]

    def __getitem__(self, name: str) -> Any:
        return self._array(f"inner.{name}")

    def _array(self, name: str) -> Any:
        import onnx

        return onnx.numpy_helper.to_array(self._constants[name])


class _Net:
    """The nodes and constants of the graph, written one after the other."""

    def __init__(self, weights: _Weights, whole_numbers: bool) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._weights = weights
        self._whole_numbers = whole_numbers

    def node(self, op: str, inputs: Sequence[str], *outputs: str, domain: str = "", **attributes: Any) -> str:
        """Adds a node; the name of its first output."""
        import onnx

        self.nodes.append(onnx.helper.make_node(op, inputs, outputs, domain=domain, **attributes))
        return outputs[0]

    def constant(self, name: str, value: NDArray[Any]) -> str:
        import onnx

        self.constants.append(onnx.numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def embedded(self, ids: str) -> str:
        """The states of the tokens before the first layer: word and place, and that all is one text."""
        known = "embeddings.{}_embeddings.weight{}".format
        words = self.constant("words", self._weights[known("word", "_q")])
        scales = self.constant("word_scales", self._weights[known("word", "_scale")].astype(np.float32))
        places = self._weights[known("position", "_q")] * self._weights[known("position", "_scale")]
        whole = places.astype(np.float32) + self._weights[known("token_type", "")][0]
        nought = self.constant("nought", np.array([0], np.int64))
        n_tokens = self.node("Shape", [ids], "n_tokens", start=1, end=2)
        at = self.node("Slice", [self.constant("places", whole), nought, n_tokens, nought], "at")
        bytes_ = self.node("Cast", [self.node("Gather", [words, ids], "word_bytes")], "word_numbers", to=1)
        scaled = self.node("Mul", [bytes_, self.node("Gather", [scales, ids], "scale")], "word")
        return self._normed(self.node("Add", [scaled, at], "placed"), "embeddings", "embedded")

    def layer(self, states: str, n: int) -> str:
        """The states after layer `n`: what the tokens take from each other, then what each makes of it."""
        query, key, value, mixed, wide, narrow = self._weights.matrices[6 * n : 6 * n + 6]
        own, told = f"encoder.layer.{n}.", f"encoder.layer.{n}.attention."
        biases = [self._weights[f"{told}self.{name}.bias"] for name in ("query", "key", "value")]
        # One matrix for all three: their common input is brought to bytes once.
        all_three = (
            np.concatenate([query[0], key[0], value[0]], axis=1),
            np.concatenate([query[1], key[1], value[1]]),
        )
        asked = self._times(states, all_three, np.concatenate(biases), f"{own}asked")
        parts = [f"{own}{name}" for name in ("query", "key", "value")]
        self.node("Split", [asked], *parts, axis=-1, num_outputs=3)
        heard = self.node("MultiHeadAttention", parts, f"{own}heard", domain=_MS, num_heads=N_HEADS)
        mixed_in = self._times(heard, mixed, self._weights[f"{told}output.dense.bias"], f"{own}mixed")
        states = self._normed_sum(mixed_in, states, f"{told}output", f"{own}attended")
        widened = self._times(states, wide, self._weights[f"{own}intermediate.dense.bias"], f"{own}wide")
        bent = self.node("Gelu", [widened], f"{own}bent", domain=_MS)
        narrowed = self._times(bent, narrow, self._weights[f"{own}output.dense.bias"], f"{own}narrow")
        return self._normed_sum(narrowed, states, f"{own}output", f"{own}done")

    def _times(self, states: str, matrix: tuple[Bytes, Floats], bias: Floats, name: str) -> str:
        """`states` times the matrix, whose columns have scales, plus `bias`."""
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
        scale = self.constant(f"{name}.scale", self._weights[f"{weights}.LayerNorm.weight"])
        bias = self.constant(f"{name}.bias", self._weights[f"{weights}.LayerNorm.bias"])
        return self.node("LayerNormalization", [states, scale, bias], name, axis=-1, epsilon=_EPSILON)
