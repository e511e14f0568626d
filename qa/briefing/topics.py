"""The articles that a brief of a topic is of: a search always finds something, these must be about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from index.embedding import Embedder
from index.library import Library
from index.models import Article, Filters, Hit
from index.retrieval import Retriever
from index.versions import is_column
from qa.briefing.wording import printable, shortened
from qa.errors import NothingAbout
from qa.language.words import content_stems, stem_weights, words_of

Idf = Callable[[Sequence[str]], Mapping[str, float]]

_N_HITS = 30
_GOOD = 0.5  # of the best score
# An article of the same matter may tell it in other words, and where half of the articles tell of it no word
# of it weighs much: it belongs from this share of the best worth on, if it names something of it at once.
_ALSO = 0.55
_LEAD = 300  # characters
_NAME = re.compile(r"(?<=\s)[A-Z]\w+|^[A-Z]\w+(?=\s[A-Z])")
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
    if not good:
        return []
    worths, shares = _worths(topic, hits, library, embedder, idf)
    if max(shares[: len(good)]) < 1.0 and max(worths[: len(good)]) < _LEAST:
        raise NothingAbout(f"no article is about “{shortened(printable(topic), 80)}”")
    least = max(_LEAST, _ALSO * max(worths))
    also = [hit for hit, worth in zip(hits, worths, strict=True) if worth >= least]
    tells = {hit.passage.article_id for hit in good}
    for article_id in {hit.passage.article_id for hit in also} - tells:
        if _opens_with(topic, library.article(article_id)):
            tells.add(article_id)
    return [i for i in dict.fromkeys(hit.passage.article_id for hit in hits) if i in tells]


def _worths(
    topic: str, hits: Sequence[Hit], library: Library, embedder: Embedder, idf: Idf
) -> tuple[list[float], list[float]]:
    """What each passage is worth, and the share of the topic's words in it."""
    weights = stem_weights(topic, idf(words_of(topic)))
    shares = [_share(hit, weights) for hit in hits]
    vector = embedder.embed([topic])[0]
    known = library.vectors([hit.passage.passage_id for hit in hits], embedder.name, embedder.dim)
    cosines = [float(known[i] @ vector) if (i := hit.passage.passage_id) in known else 0.0 for hit in hits]
    return [c + _OF_WORDS * s for c, s in zip(cosines, shares, strict=True)], shares


def _opens_with(topic: str, article: Article) -> bool:
    """True if an article names something of the topic at once, and every name that is spelled in it."""
    lead = content_stems(f"{article.title} {article.text[:_LEAD]}")
    names = content_stems(" ".join(_NAME.findall(topic)))
    stems = {*lead, *content_stems(article.text)} if names else set(lead)
    is_of_column = is_column(article.title)  # each of its notes is of something else
    return set(names) <= stems and (is_of_column or not set(lead).isdisjoint(content_stems(topic)))


def _share(hit: Hit, weights: Mapping[str, float]) -> float:
    """The share of the weights, in [0, 1], of the stems that stand in the passage or its title."""
    stems = set(content_stems(f"{hit.title} {hit.passage.text}"))
    total = sum(weights.values())
    return sum(w for s, w in weights.items() if s in stems) / total if total else 0.0
