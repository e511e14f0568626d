"""[door openai] Embeddings from any OpenAI-compatible endpoint: `openai/MODEL` or `http://HOST:PORT/v1#MODEL`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from index.embedding import Vectors
from index.errors import EmbedderError

_BATCH = 64


class OpenAIEmbedder:
    """An embedding model behind an endpoint. The dimension is asked for once, on first use.

    Raises:
        EmbedderError: when the endpoint does not answer as it should.
    """

    def __init__(self, model: str, base_url: str | None, *, timeout_s: float = 60.0) -> None:
        self._model, self._base_url, self._timeout_s = model, base_url, timeout_s
        self.name = f"{base_url or 'openai'}#{model}"

    @cached_property
    def dim(self) -> int:
        return int(self._ask(["dimension"]).shape[1])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32, shape (n, dim)."""
        parts = [self._ask(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dim), np.float32)

    def _ask(self, texts: Sequence[str]) -> Vectors:
        import openai

        key = os.environ.get("GROUNDWIRE_API_KEY") or os.environ.get("OPENAI_API_KEY") or "none"
        try:
            with openai.OpenAI(base_url=self._base_url, api_key=key, timeout=self._timeout_s) as client:
                # Floats: local servers often ignore the base64 that is the library's default.
                reply = client.embeddings.create(
                    model=self._model, input=list(texts), encoding_format="float"
                )
            rows = np.array([row.embedding for row in reply.data], np.float32)
        except (openai.OpenAIError, TypeError, ValueError) as e:
            raise EmbedderError(f"the embedder {self.name} failed ({type(e).__name__})") from e
        if rows.ndim != 2 or len(rows) != len(texts):
            raise EmbedderError(f"the embedder {self.name} gave {len(rows)} vectors for {len(texts)} texts")
        lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        unit: Vectors = (rows / lengths).astype(np.float32)
        return unit
