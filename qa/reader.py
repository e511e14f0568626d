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
from qa.answer_types import FIGURES, NAMES, holds_answer
from qa.nlp import Parse, Parser
from qa.question import QuestionView, answer_type_of, view_of
from qa.words import content_stems, stem, words_of

Floats = NDArray[np.float64]
_PASSAGES = 6  # of the ranking, that are read sentence by sentence
_PARSED = 16  # of the sentences, whose names are looked at
_MAX_SENTENCE_CHARS = 1_200
_MAX_PLACES = 3

# How much each way of looking at a sentence counts, chosen on questions kept for it: see evals/LOG.md.
WEIGHTS = {"late": 1.0, "cosine": 0.3, "overlap": 0.4, "type": 0.3, "is_title": -0.3}
# A word of the question that stands in the title, or in the sentence before or after, counts as if it stood
# in the sentence, by so much: an article names its subject once and then says "it".
_FROM_TITLE, _FROM_NEIGHBOUR = 1.0, 0.8


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
    candidates = _candidates(hits[:_PASSAGES], article_of)
    if not candidates:
        return Reading(view_of(question, _unparsed(question)), (), 0.0, {}, ())
    # The parser is asked last: in a cold program it is still loading while the sentences are embedded.
    seen = _Sight(question, idf(words_of(question)), candidates, embedder)
    parts = seen.parts()
    order = np.argsort(-_weigh(parts))[:_PARSED]
    view, parses = _parsed(question, [candidates[i].text for i in order], parser)
    parts["type"] = np.zeros(len(candidates))
    for i, parse in zip(order, parses, strict=True):
        parts["type"][i] = holds_answer(view, parse)
    scores = _weigh(parts)
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    features = _features(view, seen, parts, order)
    return Reading(
        view=view,
        evidence=tuple(Evidence(candidates[i].places, float(scores[i])) for i in order),
        confidence=confidence_of(view, features),
        features=features,
        missing=tuple(seen.missing(best)),
    )


def _parsed(question: str, texts: Sequence[str], parser: Parser) -> tuple[QuestionView, list[Parse]]:
    """What the question asks for, and the names in `texts` where it asks for a name.

    Figures, quotes and reasons are told by their form, so a cold program need not wait for the parser.
    """
    if answer_type_of(question) not in NAMES:
        return view_of(question, _unparsed(question)), [_unparsed(text) for text in texts]
    parsed_question, *parses = parser.parse([question, *texts])
    return view_of(question, parsed_question), parses


def _unparsed(text: str) -> Parse:
    return Parse(text, (), ())


@dataclass(frozen=True, slots=True)
class _Candidate:
    places: tuple[tuple[Article, Span], ...]
    text: str

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
                out[key] = _Candidate(((article, span),), text)
    return list(out.values())


class _Sight:
    """The candidates as seen from the question. Arrays have a row per candidate."""

    def __init__(
        self, question: str, weights: Mapping[str, float], candidates: list[_Candidate], embedder: Embedder
    ) -> None:
        self.candidates = candidates
        self.stem_weights = {stem(w): weights[w] for w in words_of(question) if weights.get(w, 0.0) > 0}
        titles = list(dict.fromkeys(c.article.title for c in candidates))
        title_of = [titles.index(c.article.title) for c in candidates]
        own, title = self._holds([c.text for c in candidates]), self._holds(titles)[title_of]
        self.own_stems = own  # (n, stems of the question), 0 or 1
        self.stems = self._surrounded(own, title)  # the same, each in [0, 1]
        texts = [question, *(c.text for c in candidates), *titles]
        self.cosine, self.piece_weights, best = _compare(question, weights, texts, embedder)
        n = len(candidates)
        self.pieces = self._surrounded(best[:n], best[n:][title_of])  # (n, tokens of the question)
        self.cosine = self.cosine[:n]

    def parts(self) -> dict[str, Floats]:
        """Each way of looking at the sentences, shape (n,), about in [0, 1]."""
        return {
            "late": self.pieces @ self.piece_weights / max(self.piece_weights.sum(), 1e-9),
            "cosine": self.cosine,
            "overlap": self.stems @ self._weights() / max(self._weights().sum(), 1e-9),
            "is_title": np.array([float(c.is_title) for c in self.candidates]),
        }

    def missing(self, i: int) -> list[str]:
        """The question's stems that stand neither in sentence `i` nor around it."""
        return [s for s, held in zip(self.stem_weights, self.stems[i], strict=True) if not held]

    def _weights(self) -> Floats:
        return np.array(list(self.stem_weights.values()))

    def _holds(self, texts: Sequence[str]) -> Floats:
        held = [set(content_stems(text)) for text in texts]
        rows = [[float(s in stems) for s in self.stem_weights] for stems in held]
        return np.array(rows).reshape(len(texts), len(self.stem_weights))

    def _surrounded(self, own: Floats, title: Floats) -> Floats:
        """What a sentence is credited with: its own, its title's and its neighbours', whichever is most."""
        beside = np.zeros_like(own)
        for i, candidate in enumerate(self.candidates):
            for j in (i - 1, i + 1):
                same = (
                    0 <= j < len(own)
                    and self.candidates[j].article.article_id == candidate.article.article_id
                )
                if same:
                    beside[i] = np.maximum(beside[i], own[j])
        surrounded: Floats = np.maximum.reduce([own, _FROM_TITLE * title, _FROM_NEIGHBOUR * beside])
        return surrounded


def _compare(
    question: str, weights: Mapping[str, float], texts: Sequence[str], embedder: Embedder
) -> tuple[Floats, Floats, Floats]:
    """(cosine of each text with the question (n,), weight of each token of the question (q,), best cosine
    of each token in each text (n, q)); `texts[0]` is the question and is left out of n.

    An embedder that gives no tokens is asked for the texts as wholes: one token, the question.
    """
    embed_tokens = getattr(embedder, "embed_tokens", None)
    if embed_tokens is None:
        vectors: Vectors = embedder.embed(texts)
        cosine = (vectors[1:] @ vectors[0]).astype(np.float64)
        return cosine, np.ones(1), cosine[:, None]
    tokens: list[TokenVectors] = embed_tokens(texts)
    cosine = (np.stack([t.mean for t in tokens[1:]]) @ tokens[0].mean).astype(np.float64)
    return cosine, *_late_interaction(question, weights, tokens)


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
    asked_vectors = asked.vectors.astype(np.float32)
    pieces = np.array([word_weight[start:end].max(initial=0.0) for start, end in asked.spans])
    best = np.stack(
        [
            (t.vectors.astype(np.float32) @ asked_vectors.T).max(axis=0)
            if len(t.vectors)
            else np.zeros(len(asked.spans))
            for t in tokens[1:]
        ]
    )
    return pieces.astype(np.float64), best.astype(np.float64)


def _weigh(parts: Mapping[str, Floats]) -> Floats:
    total: Floats = np.sum([WEIGHTS[name] * part for name, part in parts.items()], axis=0)
    return total


def _features(
    view: QuestionView, seen: _Sight, parts: Mapping[str, Floats], order: NDArray[np.intp]
) -> dict[str, float]:
    """What the confidence is made of, each about in [0, 1]; the names are those of `reader.json`."""
    best = int(order[0])
    asked = seen.pieces[best][seen.piece_weights > 0]
    own = {s for s, held in zip(seen.stem_weights, seen.own_stems[best], strict=True) if held}
    near = {s for s, held in zip(seen.stem_weights, seen.stems[best], strict=True) if held}
    named = {s for name in view.names for s in content_stems(name)} & set(seen.stem_weights)
    return {
        "late": float(parts["late"][best]),
        "cosine": float(parts["cosine"][best]),
        "weakest": float(asked.min()) if len(asked) else 0.0,
        "names": float(named <= own),
        "figures": float(np.mean([f in near for f in view.figures])) if view.figures else 1.0,
        "holds_kind": float(max(parts["type"][i] for i in order[:3]) > 0.0),
    }


@cache
def _coefficients() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("qa").joinpath("reader.json").read_text("utf-8"))
    return loaded


def confidence_of(view: QuestionView, features: Mapping[str, float]) -> float:
    """The probability that the best evidence answers the question, by the coefficients of `reader.json`.

    0 where a figure or a date is asked for and none stands in the three best sentences.
    """
    if view.answer_type in FIGURES and not features["holds_kind"]:
        return 0.0
    model = _coefficients()
    total = model["intercept"] + sum(weight * features[name] for name, weight in model["weights"].items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
