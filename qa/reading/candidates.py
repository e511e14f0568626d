"""The sentences of the best passages, each once, with all the places it stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.models import Article, Hit, Span
from index.text import normalise, sentence_spans
from qa.imperatives import muted

_MAX_SENTENCE_CHARS = 1_200
_MAX_PLACES = 3

Place = tuple[Article, Span]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer. `hits` are the indices of the passages it stands in, the best first, and
    `places` where, up to three."""

    places: tuple[Place, ...]
    hits: tuple[int, ...]
    text: str

    @property
    def article(self) -> Article:
        return self.places[0][0]

    @property
    def span(self) -> Span:
        return self.places[0][1]

    @property
    def is_title(self) -> bool:
        return self.text == self.article.title


def candidates_of(hits: Sequence[Hit], article_of: Callable[[str, int], Article]) -> list[Candidate]:
    """The sentences of `hits` in the order of the ranking, and of the text within a passage; without those
    that give orders to whoever answers."""
    out: dict[str, Candidate] = {}
    for n, hit in enumerate(hits):
        article = article_of(hit.passage.article_id, hit.passage.version)
        at = hit.passage.span.start
        for found in sentence_spans(muted(hit.passage.text)):
            span = Span(at + found.start, at + min(found.end, found.start + _MAX_SENTENCE_CHARS))
            text = span.of(article.text)
            key = normalise(text).text
            if key in out:
                known = out[key]
                places = (*known.places, (article, span))[:_MAX_PLACES]
                out[key] = replace(known, places=places, hits=(*known.hits, n))
            elif any(c.isalnum() for c in key):
                out[key] = Candidate(((article, span),), (n,), text)
    return list(out.values())
