"""Words of a sentence that may be the answer."""

from __future__ import annotations

from dataclasses import dataclass

from index.models import Span


@dataclass(frozen=True, slots=True)
class ShortCandidate:
    """Words of a sentence, and how well their form fits what is asked for, in (0, 1]; a figure that `is_bare`
    does not say itself of what it is."""

    span: Span
    fit: float
    is_bare: bool = False
