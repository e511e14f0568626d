"""The weights of the bundled embedding model, and its graph (`index.bert`).

The model comes with its weights in a byte a number, and a graph that unpacks them to float32 before it
begins. Multiplied as bytes, a passage takes a third of the time; its vector has a cosine of .995 with that of
the graph as it comes, and ranks passages as well (`evals/LOG.md`).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from index.bert import Bytes, Floats, Net, Weights

N_HEADS, DIM = 12, 384
_PER_LAYER = 6  # matrices


def graph_of(model: bytes, *, whole_numbers: bool) -> bytes:
    """The graph that is run, ONNX, from the `model` as it comes, ONNX.

    Its input is `input_ids`, int64, (1, tokens), up to 512; its output the token states, float32,
    (1, tokens, 384). `whole_numbers` says how matrices are multiplied.
    """
    net = Net(_weights_of(model), whole_numbers=whole_numbers)
    states = net.node("Identity", [net.states("input_ids")], "token_states")
    return net.model(["input_ids"], states, [1, "tokens", DIM])


def _weights_of(model: bytes) -> Weights:
    import onnx

    loaded = onnx.load_from_string(model)
    constants = {c.name.removeprefix("inner."): c for c in loaded.graph.initializer}

    def array(name: str) -> Any:
        return onnx.numpy_helper.to_array(constants[name.removeprefix("inner.")])

    made_by = {node.output[0]: node for node in loaded.graph.node}
    # A matrix is cast from bytes, then scaled by column; other products are of two states.
    used = [made_by.get(node.input[1]) for node in loaded.graph.node if node.op_type == "MatMul"]
    scaled = [(made_by[node.input[0]], node.input[1]) for node in used if node and node.op_type == "Mul"]
    matrices: list[tuple[Bytes, Floats]] = [
        (array(cast.input[0]), array(scales).reshape(-1)) for cast, scales in scaled if cast.op_type == "Cast"
    ]
    table = "embeddings.{}_embeddings.weight{}".format
    places = array(table("position", "_q")) * array(table("position", "_scale"))
    return Weights(
        words=array(table("word", "_q")),
        word_scales=array(table("word", "_scale")),
        places=places.astype(np.float32) + array(table("token_type", ""))[0],  # all is one text
        kinds=None,
        layers=[matrices[n : n + _PER_LAYER] for n in range(0, len(matrices), _PER_LAYER)],
        others={name: array(name) for name in constants if name.endswith((".bias", "LayerNorm.weight"))},
        n_heads=N_HEADS,
    )
