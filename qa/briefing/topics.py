"""The articles that a brief of a topic is of: a search always finds something, these must be about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from index.embedding import Embedder
from index.library import Library
from index.models import Filters, Hit
from index.retrieval import Retriever
from qa.briefing.wording import printable, shortened
from qa.errors import NothingAbout
from qa.language.words import content_stems, stem_weights, words_of

Idf = Callable[[Sequence[str]], Mapping[str, float]]

_N_HITS = 30
_GOOD = 0.5  # of the best score
# What a passage is worth: its cosine to the topic, and a fifth of the share, by rarity, of the topic's
# words that stand in it or its title. Measured with the bundled embedder on the sample articles: of 30
# topics that are there in other words 26 are worth .301 ("microchip manufacturing") to .71; the others are
# "white-collar crime" (.294), "antitrust", "art heist", and one for which the wrong article is found. 30
# that are not there are worth .06 to .295 ("bankruptcy of an airline"). On 60 articles of Wikinews and on
# 200 about cars and Twitter 25 and 23 of these 30 stay below, the others having neighbours there. Of the
# 217 questions that the sample answers one is below it.
_LEAST = 0.3
_OF_WORDS = 0.2


def articles_about(
    topic: str, filters: Filters, *, retriever: Retriever, library: Library, embedder: Embedder, idf: Idf
) -> list[str]:
    """Ids of the articles found for `topic`, the best first; none if `filters` lets none through.

    Raises:
        NothingAbout: if what is found is not about it.
    """
    hits = retriever.search(topic, _N_HITS, filters)
    good = [hit for hit in hits if hit.score >= _GOOD * hits[0].score]
    if good and not _is_near(topic, good, library, embedder, idf):
        raise NothingAbout(f"no article is about “{shortened(printable(topic), 80)}”")
    return list(dict.fromkeys(hit.passage.article_id for hit in good))


def _is_near(topic: str, hits: Sequence[Hit], library: Library, embedder: Embedder, idf: Idf) -> bool:
    """True if a passage holds all words of the topic that carry meaning, or is worth enough."""
    shares = [_share(hit, stem_weights(topic, idf(words_of(topic)))) for hit in hits]
    if max(shares) >= 1.0:
        return True
    vector = embedder.embed([topic])[0]
    known = library.vectors([hit.passage.passage_id for hit in hits], embedder.name, embedder.dim)
    cosines = [float(known[i] @ vector) if (i := hit.passage.passage_id) in known else 0.0 for hit in hits]
    return any(c + _OF_WORDS * s >= _LEAST for c, s in zip(cosines, shares, strict=True))


def _share(hit: Hit, weights: Mapping[str, float]) -> float:
    """The share of the weights, in [0, 1], of the stems that stand in the passage or its title."""
    stems = set(content_stems(f"{hit.title} {hit.passage.text}"))
    total = sum(weights.values())
    return sum(w for s, w in weights.items() if s in stems) / total if total else 0.0
