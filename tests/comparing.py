"""The bundled comparer and skimmer, loaded once a process by whoever asks first."""

from __future__ import annotations

from index.cross_encoder import CrossEncoder
from index.skimmer import BundledSkimmer

COMPARER, SKIMMER = CrossEncoder(), BundledSkimmer()
