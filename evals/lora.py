"""The comparer as it is taught: its own weights as they come, and two narrow matrices beside each of them.

Low-rank adaptation (Hu et al. 2021): what is learnt is added to a matrix as the product of two of rank
`RANK`, so that it is small, and the model as it comes is never far. Needs PyTorch, which nothing else does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from index.cross_encoder import MATRICES, N_HEADS, AsItComes

RANK = 8


class _Taught(nn.Module):  # type: ignore[misc]
    """A matrix with what it learns: `x @ weight + x @ narrow @ wide + bias`."""

    def __init__(self, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        super().__init__()
        n_in, n_out = weight.shape
        self.register_buffer("weight", torch.tensor(weight))
        self.register_buffer("bias", torch.tensor(bias))
        self.narrow = nn.Parameter(torch.randn(n_in, RANK) / math.sqrt(n_in))
        self.wide = nn.Parameter(torch.zeros(RANK, n_out))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight + self.bias + (x @ self.narrow) @ self.wide


class TaughtComparer(nn.Module):  # type: ignore[misc]
    """The cross-encoder of `index.cross_encoder`, ready to learn."""

    def __init__(self, model: bytes) -> None:
        super().__init__()
        known = AsItComes(model)
        self._fixed = {name: torch.tensor(known.others[name]) for name in known.others}
        for kind in ("word", "position", "token_type"):
            whole, scale = known.packed(f"embeddings.{kind}_embeddings.weight")
            self._fixed[kind] = torch.tensor(whole.astype(np.float32) * scale)
        names = [f"encoder.layer.{n}.{name}" for n in range(known.n_layers) for name in MATRICES]
        self._at = {name: n for n, name in enumerate([*names, "pooler.dense"])}
        self._n_layers = known.n_layers
        self._taught = nn.ModuleList(
            _Taught(known.matrix(name), known.others[f"{name}.bias"]) for name in self._at
        )
        self._head = nn.Parameter(torch.tensor(known.others["classifier.weight"]))
        self._head_bias = nn.Parameter(torch.tensor(known.others["classifier.bias"]))

    def forward(self, ids: Tensor, kinds: Tensor, is_token: Tensor) -> Tensor:
        """Log-odds, (n,), of n pairs; the arguments are (n, tokens), padded where `is_token` is false."""
        n, tokens = ids.shape
        x = self._fixed["word"][ids] + self._fixed["position"][:tokens] + self._fixed["token_type"][kinds]
        x = self._normed(x, "embeddings")
        for layer in range(self._n_layers):
            own = f"encoder.layer.{layer}"
            parts = [
                self._times(f"{own}.attention.self.{part}", x).view(n, tokens, N_HEADS, -1).transpose(1, 2)
                for part in ("query", "key", "value")
            ]
            heard = functional.scaled_dot_product_attention(*parts, attn_mask=is_token[:, None, None, :])
            heard = heard.transpose(1, 2).reshape(n, tokens, -1)
            x = self._normed(
                x + self._times(f"{own}.attention.output.dense", heard), f"{own}.attention.output"
            )
            wide = functional.gelu(self._times(f"{own}.intermediate.dense", x))
            x = self._normed(x + self._times(f"{own}.output.dense", wide), f"{own}.output")
        pooled = torch.tanh(self._times("pooler.dense", x[:, 0]))
        odds: Tensor = (pooled @ self._head + self._head_bias)[:, 0]
        return odds

    def learnt(self) -> dict[str, NDArray[Any]]:
        """What was learnt, in half precision, by the names that `index.cross_encoder.graph_of` reads."""
        out: dict[str, NDArray[Any]] = {}
        for name, n in self._at.items():
            for part in ("narrow", "wide"):
                out[f"{name}.{part}"] = _half(getattr(self._taught[n], part))
        return out | {"classifier.weight": _half(self._head), "classifier.bias": _half(self._head_bias)}

    def _times(self, name: str, x: Tensor) -> Tensor:
        out: Tensor = self._taught[self._at[name]](x)
        return out

    def _normed(self, x: Tensor, name: str) -> Tensor:
        weight, bias = (self._fixed[f"{name}.LayerNorm.{part}"] for part in ("weight", "bias"))
        return functional.layer_norm(x, x.shape[-1:], weight, bias, 1e-12)


def batch_of(tokenizer: Any, pairs: Sequence[tuple[str, str]]) -> tuple[Tensor, Tensor, Tensor]:
    """Pairs of texts as `TaughtComparer` takes them."""
    read = tokenizer.encode_batch(list(pairs))
    most = max(len(pair.ids) for pair in read)
    rows = [
        [[*row, *[0] * (most - len(row))] for row in part]
        for part in zip(*((pair.ids, pair.type_ids, pair.attention_mask) for pair in read), strict=True)
    ]
    ids, kinds, is_token = (torch.tensor(part) for part in rows)
    return ids, kinds, is_token.bool()


def _half(values: Tensor) -> NDArray[np.float16]:
    half: NDArray[np.float16] = values.detach().numpy().astype(np.float16)
    return half
