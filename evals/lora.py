"""The comparer and the skimmer as they are taught: weights as they come, two narrow matrices beside each.

Low-rank adaptation (Hu et al. 2021): what is learnt is added to a matrix as the product of two of a low rank,
so that it is small, and the model as it comes is never far. Needs PyTorch, which nothing else does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from index.cross_encoder import DIM, MATRICES, N_HEADS, AsItComes
from index.skimmer import N_LAYERS

RANK, SKIMMER_RANK = 8, 16
_TOGETHER = 8  # pairs of texts
_FIRST_SPREAD = 0.02  # of the head that is learnt from nothing


class _Taught(nn.Module):  # type: ignore[misc]
    """A matrix and what it learns: `x @ weight + x @ narrow @ wide + bias`. The narrow ones are `rank` wider
    than what it `learnt` before, which they begin with."""

    def __init__(
        self, weight: NDArray[np.float32], bias: NDArray[np.float32], rank: int, learnt: Mapping[str, Tensor]
    ) -> None:
        super().__init__()
        n_in, n_out = weight.shape
        self.register_buffer("weight", torch.tensor(weight))
        self.register_buffer("bias", torch.tensor(bias))
        before, after = learnt.get("narrow", torch.zeros(n_in, 0)), learnt.get("wide", torch.zeros(0, n_out))
        self.narrow = nn.Parameter(torch.cat([before, torch.randn(n_in, rank) / math.sqrt(n_in)], dim=1))
        self.wide = nn.Parameter(torch.cat([after, torch.zeros(rank, n_out)]))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight + self.bias + (x @ self.narrow) @ self.wide

    def learnt(self) -> dict[str, Tensor]:
        """What is added to the matrix as it comes."""
        return {"narrow": self.narrow, "wide": self.wide}


class _TaughtLayers(nn.Module):  # type: ignore[misc]
    """The first `n_layers` of the cross-encoder (all if None) and the matrices named in `more`, ready to
    learn on from what they `learnt` before."""

    def __init__(
        self,
        model: bytes,
        rank: int,
        n_layers: int | None = None,
        more: Sequence[str] = (),
        learnt: Mapping[str, NDArray[Any]] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self.known = known = AsItComes(model)
        self._fixed = {name: torch.tensor(known.others[name]) for name in known.others}
        for kind in ("word", "position", "token_type"):
            whole, scale = known.packed(f"embeddings.{kind}_embeddings.weight")
            self._fixed[kind] = torch.tensor(whole.astype(np.float32) * scale)
        self._n_layers = n_layers or known.n_layers
        names = [f"encoder.layer.{n}.{name}" for n in range(self._n_layers) for name in MATRICES]
        self._at = {name: n for n, name in enumerate([*names, *more])}

        def before(name: str) -> dict[str, Tensor]:
            parts = {part: learnt.get(f"{name}.{part}") for part in ("narrow", "wide")}
            return {p: torch.tensor(v.astype(np.float32)) for p, v in parts.items() if v is not None}

        self._taught = nn.ModuleList(
            _Taught(known.matrix(name), known.others[f"{name}.bias"], rank, before(name)) for name in self._at
        )

    def states(self, ids: Tensor, kinds: Tensor, is_token: Tensor) -> Tensor:
        """The token states, (n, tokens, dim), of n pairs; the arguments are (n, tokens), padded where
        `is_token` is false."""
        n, tokens = ids.shape
        x = self._fixed["word"][ids] + self._fixed["position"][:tokens] + self._fixed["token_type"][kinds]
        x = self._normed(x, "embeddings")
        for layer in range(self._n_layers):
            own = f"encoder.layer.{layer}"
            parts = [
                self.times(f"{own}.attention.self.{part}", x).view(n, tokens, N_HEADS, -1).transpose(1, 2)
                for part in ("query", "key", "value")
            ]
            heard = functional.scaled_dot_product_attention(*parts, attn_mask=is_token[:, None, None, :])
            heard = heard.transpose(1, 2).reshape(n, tokens, -1)
            x = self._normed(
                x + self.times(f"{own}.attention.output.dense", heard), f"{own}.attention.output"
            )
            wide = functional.gelu(self.times(f"{own}.intermediate.dense", x))
            x = self._normed(x + self.times(f"{own}.output.dense", wide), f"{own}.output")
        return x

    def times(self, name: str, x: Tensor) -> Tensor:
        """`x` times the matrix of that name."""
        out: Tensor = self._taught[self._at[name]](x)
        return out

    def learnt(self) -> dict[str, Any]:
        """What was learnt, in half precision, by the names that `index.cross_encoder` reads."""
        return {
            f"{name}.{part}": _half(values)
            for name, n in self._at.items()
            for part, values in self._taught[n].learnt().items()
        }

    def _normed(self, x: Tensor, name: str) -> Tensor:
        weight, bias = (self._fixed[f"{name}.LayerNorm.{part}"] for part in ("weight", "bias"))
        return functional.layer_norm(x, x.shape[-1:], weight, bias, 1e-12)


class TaughtComparer(_TaughtLayers):
    """The cross-encoder of `index.cross_encoder`, ready to learn, on from what it `learnt` if anything."""

    def __init__(self, model: bytes, learnt: Mapping[str, NDArray[Any]] = MappingProxyType({})) -> None:
        super().__init__(model, 0 if learnt else RANK, more=["pooler.dense"], learnt=learnt)
        head = {**self.known.others, **learnt}
        self._head = _parameter(head["classifier.weight"])
        self._head_bias = _parameter(head["classifier.bias"])

    def forward(self, ids: Tensor, kinds: Tensor, is_token: Tensor) -> Tensor:
        """Log-odds, (n,), of n pairs, as `states` takes them."""
        pooled = torch.tanh(self.times("pooler.dense", self.states(ids, kinds, is_token)[:, 0]))
        odds: Tensor = (pooled @ self._head + self._head_bias)[:, 0]
        return odds

    def learnt(self) -> dict[str, Any]:
        """What was learnt, by the names that `index.cross_encoder.graph_of` reads."""
        head = {"classifier.weight": _half(self._head), "classifier.bias": _half(self._head_bias)}
        return super().learnt() | head


class TaughtSkimmer(_TaughtLayers):
    """The model of `index.skimmer`, ready to learn, on from what it `learnt`, or the comparer, which has no
    head for it."""

    def __init__(self, model: bytes, learnt: Mapping[str, NDArray[Any]]) -> None:
        is_further = "head.weight" in learnt
        super().__init__(model, 0 if is_further else SKIMMER_RANK, N_LAYERS, learnt=learnt)
        says = np.random.default_rng(0).normal(scale=_FIRST_SPREAD, size=(DIM, 1))
        first = {"head.weight": np.hstack([says, np.zeros((DIM, 1))]), "head.bias": np.zeros(2)}
        head = {**first, **learnt}
        self._head, self._head_bias = _parameter(head["head.weight"]), _parameter(head["head.bias"])

    def forward(self, ids: Tensor, kinds: Tensor, is_token: Tensor) -> Tensor:
        """What each token says and how much it counts, (n, tokens, 2), of n pairs, as `states` takes them."""
        told: Tensor = self.states(ids, kinds, is_token) @ self._head + self._head_bias
        return told

    def learnt(self) -> dict[str, Any]:
        """What was learnt, by the names that `index.skimmer.graph_of` reads."""
        return super().learnt() | {"head.weight": _half(self._head), "head.bias": _half(self._head_bias)}


def each_read(model: nn.Module, read: Sequence[Any]) -> list[Tensor]:
    """What `model` says of each of the tokenised pairs; those of a length are read together, so that little
    is padded."""
    order = sorted(range(len(read)), key=lambda n: len(read[n].ids))
    told: list[Tensor] = [torch.empty(0)] * len(read)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_multiplies_halves()):
        for at in range(0, len(order), _TOGETHER):
            now = order[at : at + _TOGETHER]
            for n, one in zip(now, model(*batch_of([read[n] for n in now])).float(), strict=True):
                told[n] = one
    return told


@cache
def _multiplies_halves() -> bool:
    """True if this processor multiplies in bfloat16; where it only imitates that, a step takes three times as
    long as in single precision."""
    told = Path("/proc/cpuinfo")
    return told.exists() and "bf16" in told.read_text("utf-8")


def batch_of(read: Sequence[Any]) -> tuple[Tensor, Tensor, Tensor]:
    """Tokenised pairs of texts as `_TaughtLayers.states` takes them."""
    most = max(len(pair.ids) for pair in read)
    rows = [
        [[*row, *[0] * (most - len(row))] for row in part]
        for part in zip(*((pair.ids, pair.type_ids, pair.attention_mask) for pair in read), strict=True)
    ]
    ids, kinds, is_token = (torch.tensor(part) for part in rows)
    return ids, kinds, is_token.bool()


def _parameter(values: NDArray[Any]) -> nn.Parameter:
    return nn.Parameter(torch.tensor(values.astype(np.float32)))


def _half(values: Tensor) -> NDArray[np.float16]:
    half: NDArray[np.float16] = values.detach().numpy().astype(np.float16)
    return half
