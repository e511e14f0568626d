"""The bundled comparer, loaded once a process by whoever asks first."""

from __future__ import annotations

from index.cross_encoder import CrossEncoder

COMPARER = CrossEncoder()
