"""The passages read with the question at a glance (`index.skimmer`): what looks as if it answered.

A passage is read whole, under its headline, so that "it" and "the company" carry what the passage says of
them. A sentence that stands in several is read in the best of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.models import Hit, Span
from index.skimmer import Skimmer, SplitText
from qa.language.imperatives import muted
from qa.reading.candidates import Candidate

Floats = NDArray[np.float64]


def skimmed(
    question: str,
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    headlines: Mapping[str, str],
    skimmer: Skimmer,
) -> Floats:
    """Log-odds that each candidate answers, at a glance, (n,); `headlines` are by article."""
    passages, held = as_skimmed(candidates, hits, headlines)
    odds = np.zeros(len(candidates))
    for these, told in zip(held, skimmer.skim(question, passages), strict=True):
        odds[these] = told
    # What stands behind the last token that is read is looked at alone.
    cut = [int(n) for n in np.flatnonzero(np.isnan(odds))]
    alone = [SplitText(text := candidates[n].text, (Span(0, len(text)),)) for n in cut]
    for n, told in zip(cut, skimmer.skim(question, alone) if cut else (), strict=True):
        odds[n] = told[0]
    return odds


def as_skimmed(
    candidates: Sequence[Candidate], hits: Sequence[Hit], headlines: Mapping[str, str]
) -> tuple[list[SplitText], list[list[int]]]:
    """Those of `hits` that candidates are read in, as they are read, and the candidates of each, by index."""
    held: dict[int, list[int]] = {}
    for n, candidate in enumerate(candidates):
        held.setdefault(candidate.hits[0], []).append(n)
    passages = []
    for hit, these in ((hits[n], these) for n, these in held.items()):
        head = f"{title}. " if (title := headlines.get(hit.passage.article_id, "")) else ""
        shift = len(head) - hit.passage.span.start
        spans = [candidates[n].span for n in these]
        sentences = tuple(Span(span.start + shift, span.end + shift) for span in spans)
        passages.append(SplitText(head + muted(hit.passage.text), sentences))
    return passages, list(held.values())
