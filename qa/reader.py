"""Passages and a question to evidence sentences and one number: is this enough to answer?

No language model. Every sentence of the best passages is scored by what it shares with the question in
meaning (token by token, and as a whole), in words weighted by how rare they are, in the kind of thing asked
for, and by its neighbours. The confidence is a logistic regression on a few readable features; its
coefficients stand in `reader.json`, beside the command that makes them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, TokenVectors, Vectors
from index.models import Article, Hit, Span
from index.text import normalise, sentence_spans
from qa.answer_types import holds_answer
from qa.nlp import Parser
from qa.question import QuestionView, view_of
from qa.words import content_stems, stem, words_of

Floats = NDArray[np.float64]
_PASSAGES = 8  # of the ranking, that are read sentence by sentence
_PARSED = 16  # of the sentences, whose names are looked at
_MAX_SENTENCE_CHARS = 1_200
_MAX_PLACES = 3

# How much each way of looking at a sentence counts; chosen on held-out questions, see evals/LOG.md.
WEIGHTS = {"late": 1.0, "cosine": 0.5, "overlap": 0.4, "type": 0.15, "neighbour": 0.1, "passage": 0.1}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a retrieved passage, with its score; higher is better within one reading.

    `places` are the articles it stands in, word for word, best ranked first: a copy adds no support, but
    the reader may want the other publisher.
    """

    places: tuple[tuple[Article, Span], ...]
    score: float

    @property
    def text(self) -> str:
        article, span = self.places[0]
        return span.of(article.text)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found. `evidence` is ranked, best first; `confidence` is in [0, 1]; `features` are what it
    was made of; `missing` are words of the question that stand nowhere near the best evidence."""

    view: QuestionView
    evidence: tuple[Evidence, ...]
    confidence: float
    features: Mapping[str, float]
    missing: tuple[str, ...]


def read(
    question: str,
    hits: Sequence[Hit],
    article_of: Callable[[str, int], Article],
    embedder: Embedder,
    parser: Parser,
    idf: Callable[[Sequence[str]], Mapping[str, float]],
) -> Reading:
    """Rank the sentences of the best hits by how well they answer `question`, and say how sure that is.

    `idf` gives the weight of words; no hits give no evidence and confidence 0.
    """
    (parsed_question,) = parser.parse([question])
    view = view_of(question, parsed_question)
    candidates = _candidates(hits[:_PASSAGES], article_of)
    if not candidates:
        return Reading(view, (), 0.0, {}, ())
    weights = idf(words_of(question))
    seen = _Sight(question, weights, candidates, embedder)
    parts = seen.parts()
    order = np.argsort(-_weigh(parts))[:_PARSED]
    parses = parser.parse([candidates[i].text for i in order])
    parts["type"] = np.full(len(candidates), 0.0)
    for i, parse in zip(order, parses, strict=True):
        parts["type"][i] = holds_answer(view, parse)
    scores = _weigh(parts)
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    features = _features(view, seen, parts, scores, order)
    return Reading(
        view=view,
        evidence=tuple(Evidence(candidates[i].places, float(scores[i])) for i in order),
        confidence=confidence_of(features),
        features=features,
        missing=tuple(seen.missing(best)),
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    places: tuple[tuple[Article, Span], ...]
    text: str
    passage_score: float

    @property
    def article(self) -> Article:
        return self.places[0][0]

    @property
    def is_title(self) -> bool:
        return self.text == self.article.title


def _candidates(hits: Sequence[Hit], article_of: Callable[[str, int], Article]) -> list[_Candidate]:
    """The sentences of the hits in the order of the ranking, each once, with the places it stands in."""
    out: dict[str, _Candidate] = {}
    for hit in hits:
        article = article_of(hit.passage.article_id, hit.passage.version)
        at = hit.passage.span.start
        for found in sentence_spans(hit.passage.text):
            span = Span(at + found.start, at + min(found.end, found.start + _MAX_SENTENCE_CHARS))
            text = span.of(article.text)
            key = normalise(text).text
            if key in out:
                known = out[key]
                if len(known.places) < _MAX_PLACES:
                    out[key] = replace(known, places=(*known.places, (article, span)))
            elif any(c.isalnum() for c in key):
                out[key] = _Candidate(((article, span),), text, hit.score)
    return list(out.values())


class _Sight:
    """The candidates as seen from the question."""

    def __init__(
        self, question: str, weights: Mapping[str, float], candidates: list[_Candidate], embedder: Embedder
    ) -> None:
        self.candidates = candidates
        self._stems = [set(content_stems(c.text)) for c in candidates]
        self._titles = [set(content_stems(c.article.title)) for c in candidates]
        self.weights = {stem(w): weights.get(w, 0.0) for w in words_of(question) if weights.get(w, 0.0) > 0}
        texts = [question, *(c.text for c in candidates)]
        embed_tokens = getattr(embedder, "embed_tokens", None)
        if embed_tokens is not None:
            tokens: list[TokenVectors] = embed_tokens(texts)
            self._cosine = np.stack([t.mean for t in tokens[1:]]) @ tokens[0].mean
            self.pieces, self.best = _late_interaction(question, weights, tokens)
        else:
            vectors: Vectors = embedder.embed(texts)
            self._cosine = vectors[1:] @ vectors[0]
            self.pieces, self.best = np.ones(1), self._cosine[:, None].astype(np.float64)

    def parts(self) -> dict[str, Floats]:
        """Each way of looking at the sentences, shape (n,), roughly in [0, 1]."""
        late = self.best @ self.pieces / max(self.pieces.sum(), 1e-9)
        passage = np.array([c.passage_score for c in self.candidates])
        spread = passage.max() - passage.min()
        parts: dict[str, Floats] = {
            "late": late,
            "cosine": self._cosine.astype(np.float64),
            "overlap": np.array([self._covered(s) for s in self._stems]),
            "passage": (passage - passage.min()) / spread if spread > 0 else np.ones(len(passage)),
        }
        parts["neighbour"] = self._neighbours(late)
        parts["title"] = np.array([float(c.is_title) for c in self.candidates])
        return parts

    def _covered(self, stems: set[str]) -> float:
        total = sum(self.weights.values())
        return sum(w for s, w in self.weights.items() if s in stems) / total if total else 0.0

    def _neighbours(self, scores: Floats) -> Floats:
        """The better of the two sentences beside each, 0 where there is none in the passage."""
        out = np.zeros(len(scores))
        for i, c in enumerate(self.candidates):
            for j in (i - 1, i + 1):
                if 0 <= j < len(scores) and self.candidates[j].article.article_id == c.article.article_id:
                    out[i] = max(out[i], scores[j])
        return out

    def context(self, i: int, radius: int = 2) -> set[str]:
        """The stems of sentence `i`, of its title and of the sentences around it."""
        stems = set(self._stems[i]) | self._titles[i]
        for j in range(max(0, i - radius), min(len(self.candidates), i + radius + 1)):
            if self.candidates[j].article.article_id == self.candidates[i].article.article_id:
                stems |= self._stems[j]
        return stems

    def missing(self, i: int) -> list[str]:
        """The question's stems that stand neither in sentence `i` nor around it."""
        near = self.context(i)
        return [s for s in self.weights if s not in near]


def _late_interaction(
    question: str, weights: Mapping[str, float], tokens: list[TokenVectors]
) -> tuple[Floats, Floats]:
    """(weight of each token of the question (q,), its best cosine in each sentence (n, q)).

    ColBERT's late interaction (Khattab and Zaharia 2020) with the embedder's own token states, each token of
    the question weighted by the rarity of its word.
    """
    word_weight = np.zeros(len(question))
    lowered = question.lower()
    for word, weight in weights.items():
        at = lowered.find(word.lower())
        while at >= 0:
            word_weight[at : at + len(word)] = weight
            at = lowered.find(word.lower(), at + len(word))
    asked = tokens[0]
    pieces = np.array([word_weight[start:end].max(initial=0.0) for start, end in asked.spans])
    best = np.stack(
        [
            (t.vectors @ asked.vectors.T).max(axis=0) if len(t.vectors) else np.zeros(len(asked.spans))
            for t in tokens[1:]
        ]
    )
    return pieces.astype(np.float64), best.astype(np.float64)


def _weigh(parts: Mapping[str, Floats]) -> Floats:
    total = sum((WEIGHTS[name] * part for name, part in parts.items() if name in WEIGHTS), np.zeros(1))
    return total - 0.3 * parts["title"]  # a headline repeats what a sentence says better


def _features(
    view: QuestionView, seen: _Sight, parts: Mapping[str, Floats], scores: Floats, order: NDArray[np.intp]
) -> dict[str, float]:
    """What the confidence is made of, each in about [0, 1]; the names are those of `reader.json`."""
    best = int(order[0])
    near = seen.context(best)
    asked = seen.pieces > 0
    weakest = np.sort(seen.best[best][asked]) if asked.any() else np.zeros(1)
    names = [set(content_stems(n)) for n in view.names]
    second = float(scores[order[1]]) if len(order) > 1 else 0.0
    return {
        "late": float(parts["late"][best]),
        "cosine": float(parts["cosine"][best]),
        "overlap": float(parts["overlap"][best]),
        "near": sum(w for s, w in seen.weights.items() if s in near) / max(sum(seen.weights.values()), 1e-9),
        "weakest": float(weakest[0]),
        "weak_mean": float(weakest[:3].mean()),
        "type": float(parts["type"][best]),
        "type_top3": float(max(parts["type"][i] for i in order[:3])),
        "names": float(np.mean([bool(n & near) if n else 1.0 for n in names])) if names else 1.0,
        "figures": float(np.mean([f in near for f in view.figures])) if view.figures else 1.0,
        "margin": float(scores[best]) - second,
    }


@cache
def _coefficients() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("qa").joinpath("reader.json").read_text("utf-8"))
    return loaded


def confidence_of(features: Mapping[str, float]) -> float:
    """The probability that the best evidence answers the question, by the coefficients of `reader.json`."""
    model = _coefficients()
    total = model["intercept"] + sum(weight * features[name] for name, weight in model["weights"].items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
