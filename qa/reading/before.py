"""What a follow-up goes on from: how the models read it, and where its answer is likely to stand.

Who "they" are is often plain from the conversation alone, and who asks on asks of the same article more often
than not: of 461 follow-ups to two desks 278 are answered in the article that the last answer rests on first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.reading.candidates import Candidate
from qa.reading.other_words import quarters_written_out
from qa.reading.skimmed import Floats

_CITED_BESIDE = 0.5


@dataclass(frozen=True, slots=True)
class Before:
    """`said` is what a question goes on from, as the models read it, "" if nothing; `cited` are the ids of
    the articles that the last answers rest on, those of the last answer's first sentence first."""

    said: str = ""
    cited: tuple[str, ...] = ()

    def ways(self, question: str) -> list[str]:
        """In which ways the models read a question: by itself, and after what was said before it, if anything
        was. The mean of both log-odds counts: of what a follow-up leans on each sees what the other does
        not."""
        question = quarters_written_out(question)
        return [question, going_on(question, self.said)] if self.said else [question]

    def goes_on(self, candidates: Sequence[Candidate]) -> Floats:
        """1 for what stands in the article that is cited first, half for the others cited, else 0, (n,)."""
        share = {article_id: _CITED_BESIDE if n else 1.0 for n, article_id in enumerate(self.cited)}
        return np.array([max(share.get(a.article_id, 0.0) for a, _ in c.places) for c in candidates])


NOTHING = Before()


def going_on(question: str, said: str) -> str:
    """A question as the models read it after what was `said` before it, and as they were taught to."""
    return f"{question} | {said}" if said else question
