"""Which sentences of some articles tell the matter: central, early, concrete, and no two the same.

Centrality is the mean cosine of a sentence with the others, as in LexRank without its random walk (Erkan
and Radev 2004); the choice trades score for novelty as maximal marginal relevance does (Carbonell and
Goldstein 1998).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qa.briefing.prose import Sentence, SentenceId, follows
from qa.briefing.standing import is_portrait, leans_on_another, speaks_for_itself
from qa.dates import day_of
from qa.language.words import content_stems
from qa.models import Citation

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
Cosine = Callable[[SentenceId, SentenceId], float]

# Shares of the score. Position weighs most: news is written with the matter first.
_POSITION, _CENTRALITY, _CONTENT, _TOPIC, _AGREEMENT = 0.45, 0.35, 0.20, 0.8, 0.6
# What was reported last, beside the share it has of the bottom line: that says how things stand.
_RECENCY, LATEST = 0.1, 0.3
# Of position and content, where a topic says what matters; centrality then says nothing. A few articles tell
# one story, each with the matter first; many hold the topic anywhere.
_OF_A_TOPIC, _OF_A_STORY, _FEW_ARTICLES = 0.35, 0.5, 10
_NOVELTY = 0.7
# From this cosine on another article tells a sentence again; so many articles make a matter settled.
_TOLD_AGAIN, _ALL_AGREE = 0.8, 25
# Two sentences are one point from this cosine, or this share of the shorter one's words, on.
_SAME_COSINE, _SAME_WORDS = 0.7, 0.6
# Of sentences of different articles this near, most say the same; those that differ in a number or a "not"
# are told apart by their words.
SAME_MATTER = 0.75
# From this cosine between what two articles tell on they are of one story.
_SAME_STORY = 0.65
_WORD = re.compile(r"\w+")
_STOP_WORDS = frozenset(
    "a an and are as at be been but by for from had has have he her his in is it its of on or she that the "
    "their they this to was were which who will with would said".split()
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Sentences with their vectors (n, dim), unit rows, and scores (n,), higher is better."""

    sentences: tuple[Sentence, ...]
    vectors: Vectors
    scores: NDArray[np.float64]
    place: dict[SentenceId, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.place.update((s.id, n) for n, s in enumerate(self.sentences))

    def score(self, sentence: SentenceId) -> float:
        """The score of a sentence; 0 for one that is not here."""
        return float(self.scores[self.place[sentence]]) if sentence in self.place else 0.0

    def cosine(self, one: SentenceId, other: SentenceId) -> float:
        """How near two sentences are; 0 if one is not here."""
        if one not in self.place or other not in self.place:
            return 0.0
        return float(self.vectors[self.place[one]] @ self.vectors[self.place[other]])

    def before(self, i: int) -> Sentence | None:
        """The sentence before sentence `i`, if it is here."""
        return self.sentences[i - 1] if i and follows(self.sentences[i], self.sentences[i - 1]) else None

    def order(self) -> list[int]:
        """Indexes from the best score down; ties stand in reading order."""
        return [int(i) for i in np.argsort(-self.scores, kind="stable")]


def id_of(citation: Citation) -> SentenceId:
    """The sentence a citation of a whole sentence is of."""
    return citation.article_id, citation.version, citation.start


def rank(sentences: Sequence[Sentence], vectors: Vectors, topic: Vectors | None = None) -> Ranked:
    """Scores sentences by their unit vectors (n, dim); `topic` (dim,), where given, draws what is near it to
    the front."""
    if not sentences:
        return Ranked((), np.zeros((0, 1), dtype=np.float32), np.zeros(0))
    scores = _POSITION * np.array([1.0 / (1.0 + 0.5 * s.number) for s in sentences])
    scores += _CONTENT * _scaled(np.array([_content(s) for s in sentences]))
    if topic is None:
        scores += _CENTRALITY * _scaled(_centrality(vectors))
    else:
        is_story = len({s.article.article_id for s in sentences}) <= _FEW_ARTICLES
        scores = (_OF_A_STORY if is_story else _OF_A_TOPIC) * scores + _TOPIC * _scaled(
            (vectors @ topic).astype(np.float64)
        )
    scores += _AGREEMENT * _agreement(sentences, vectors)
    scores += _RECENCY * recency(sentences)
    scores *= np.array([_readiness(s) for s in sentences])
    return Ranked(tuple(sentences), vectors, scores)


def _centrality(vectors: Vectors) -> NDArray[np.float64]:
    n = len(vectors)
    if n < 2:
        return np.ones(n)
    cosines = (vectors @ vectors.T).astype(np.float64)
    return np.asarray((cosines.sum(axis=1) - np.diag(cosines)) / (n - 1))


def _agreement(sentences: Sequence[Sentence], vectors: Vectors) -> NDArray[np.float64]:
    """How many articles say it: 0 for one, 1 for `_ALL_AGREE` and more."""
    articles = {s.article.article_id: n for n, s in enumerate(sentences)}
    column = np.array([articles[s.article.article_id] for s in sentences])
    counts = [len(set(column[row >= _TOLD_AGAIN])) or 1 for row in vectors @ vectors.T]
    return np.asarray(np.minimum(np.log(counts) / np.log(_ALL_AGREE), 1.0))


def names_topic(sentences: Sequence[Sentence], topic: str) -> NDArray[np.bool_]:
    """(n,): True where the title of the article has a word of the topic."""
    wanted = set(content_stems(topic))
    titles = {
        title: not wanted.isdisjoint(content_stems(title)) for title in {s.article.title for s in sentences}
    }
    return np.array([titles[s.article.title] for s in sentences], dtype=bool)


def recency(sentences: Sequence[Sentence]) -> NDArray[np.float64]:
    """(n,): 1 for what was reported on the last day, 0 for the first and where no day is known; days between
    by their order."""
    articles = {s.article.article_id: s.article for s in sentences}
    day_by_id = {i: day_of(a.text, a.published_at) for i, a in articles.items()}
    days = sorted({day for day in day_by_id.values() if day})
    rank = {day: n / max(1, len(days) - 1) for n, day in enumerate(days)}
    found = (day_by_id[s.article.article_id] for s in sentences)
    return np.array([rank[day] if day else 0.0 for day in found])


def of_the_matter(sentences: Sequence[Sentence], vectors: Vectors, topic: str) -> NDArray[np.bool_]:
    """(n,): True for the sentences of articles that hold as many words of the topic as any, or are near
    those; of a topic "rail strike" not those of a timetable."""
    articles = list(dict.fromkeys((s.article.article_id, s.article.title, s.article.text) for s in sentences))
    wanted = set(content_stems(topic))
    held = {i: len(wanted.intersection(content_stems(f"{title} {text}"))) for i, title, text in articles}
    owner = np.array([s.article.article_id for s in sentences])
    centres = {i: _unit(vectors[owner == i].mean(axis=0)) for i in held}
    most = max(held.values(), default=0)
    centre = _unit(np.mean([centres[i] for i, n in held.items() if n == most], axis=0))
    near = [i for i, n in held.items() if n == most or float(centres[i] @ centre) >= _SAME_STORY]
    return np.isin(owner, near)


def _unit(vector: Vectors) -> Vectors:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.ones_like(values)


def _content(sentence: Sentence) -> float:
    """Named things and figures, with little more for many than for some."""
    labels = {e.label for e in sentence.entities}
    return float(
        np.log1p(len(sentence.entities)) + 0.3 * len(labels & {"MONEY", "PERCENT", "CARDINAL", "DATE"})
    )


def _readiness(sentence: Sentence) -> float:
    """How well a sentence stands alone, in (0, 1]: less if it begins with "She" or is very short or long."""
    factor = 1.0
    if leans_on_another(sentence.text):
        factor *= 0.6
    n_words = len(sentence.text.split())
    if n_words < 8 or sentence.text.endswith(("?", ":")):
        factor *= 0.5
    if n_words > 60:
        factor *= 0.7
    if is_portrait(sentence) or speaks_for_itself(sentence):
        factor *= 0.6
    return factor


def choose(
    ranked: Ranked, n: int, already: Sequence[int] = (), among: NDArray[np.bool_] | None = None
) -> list[int]:
    """Up to `n` indexes, best first, `among` those that are True there; none repeats another or one of
    `already`."""
    chosen: list[int] = []
    taken = list(already)
    left = [i for i in ranked.order() if i not in taken and (among is None or among[i])]
    while left and len(chosen) < n:
        near = {
            i: max((float(ranked.vectors[i] @ ranked.vectors[j]) for j in taken), default=0.0) for i in left
        }
        best = max(left, key=lambda i: (float(ranked.scores[i]) - _NOVELTY * max(0.0, near[i]), -i))
        left.remove(best)
        if near[best] < _SAME_COSINE and not any(
            repeats(ranked.sentences[best].text, ranked.sentences[j].text) for j in taken
        ):
            chosen.append(best)
            taken.append(best)
    return chosen


def repeats(one: str, other: str) -> bool:
    """True if most content words of the shorter text stand in the other; symmetric."""
    a, b = _content_words(one), _content_words(other)
    shorter = min(len(a), len(b))
    return shorter > 0 and len(a & b) / shorter >= _SAME_WORDS and (shorter > 2 or a == b)


def _content_words(text: str) -> set[str]:
    return {w for w in _WORD.findall(text.casefold()) if w not in _STOP_WORDS}
