"""The question's tokens looked for in the tokens of the passages: late interaction, in context.

A passage is embedded whole, under its title, so that "it" and "the company" carry what the passage says of
them; a sentence is the slice of it. Titles are the slice before it. (ColBERT, Khattab and Zaharia 2020, for
the comparing; "late chunking", Günther et al. 2024, for the slices; the vectors are the embedder's own.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, TokenVectors, Vectors
from index.models import Hit
from qa.imperatives import muted
from qa.reading.candidates import Candidate, headlines_of
from qa.words import WORD, held, stem, stem_weights, words_of

Floats = NDArray[np.float64]
_ASKING = frozenset("who whom whose what which when where why how many much long old".split())


@dataclass(frozen=True, slots=True)
class Seen:
    """The tokens of a question (q) against n candidates.

    `own` and `title`: each token's best cosine in the sentence and in its title, (n, q). `cosine`: of the
    sentence with the question, (n,). `words`: the word that each token belongs to; `rarity`: its weight,
    (q,); `is_asking`: 1 for "who" and its like, (q,). `headlines`: what of its article's title is read, n.
    """

    own: Floats
    title: Floats
    cosine: Floats
    rarity: Floats
    is_asking: Floats
    words: tuple[str, ...]
    headlines: tuple[str, ...]


def look(
    question: str,
    weights: Mapping[str, float],
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    embedder: Embedder,
) -> Seen:
    """Compare `question`, whose words weigh `weights`, with every candidate.

    Of an embedder that gives no tokens only the cosine is taken; stems stand in for tokens, 1 where one
    matches.
    """
    embed_tokens = getattr(embedder, "embed_tokens", None)
    if embed_tokens is None:
        return _as_wholes(question, weights, candidates, embedder)
    headlines = headlines_of(candidates, question)
    heads = [f"{head}. " if (head := headlines.get(hit.passage.article_id)) else "" for hit in hits]
    texts = [head + muted(hit.passage.text) for head, hit in zip(heads, hits, strict=True)]
    asked, *passages = embed_tokens([question, *texts])
    of_question = asked.vectors.astype(np.float32)
    views = [
        _Passage(p, of_question, asked.mean, len(h), hit)
        for p, h, hit in zip(passages, heads, hits, strict=True)
    ]
    slices = [views[c.hits[0]].tokens_of(c) for c in candidates]
    # What stands behind the embedder's last token is looked at alone.
    cut = [n for n, found in enumerate(slices) if found is None]
    alone = dict(zip(cut, embed_tokens([candidates[n].text for n in cut]), strict=True)) if cut else {}
    n_tokens = len(asked.spans)
    own, title = np.zeros((len(candidates), n_tokens)), np.zeros((len(candidates), n_tokens))
    cosine = np.zeros(len(candidates))
    for n, (candidate, found) in enumerate(zip(candidates, slices, strict=True)):
        view = views[candidate.hits[0]]
        title[n] = view.title
        if found is not None:
            own[n], cosine[n] = view.cosines[found].max(axis=0), view.cosine_of(found)
        elif len(alone[n].vectors):
            own[n] = (alone[n].vectors.astype(np.float32) @ of_question.T).max(axis=0)
            cosine[n] = alone[n].mean @ asked.mean
    words = _words_at(question, asked.spans)
    rarity = np.array([weights.get(word, 0.0) for word in words])
    is_asking = np.array([float(word.lower() in _ASKING) for word in words])
    read = tuple(headlines[c.article.article_id] for c in candidates)
    return Seen(own, title, cosine, rarity, is_asking, words, read)


class _Passage:
    """A passage's tokens, compared with the question's, (q, dim), whose own vector is `mean`, (dim,)."""

    def __init__(self, passage: TokenVectors, asked: Vectors, mean: Vectors, head: int, hit: Hit) -> None:
        self._mean = mean
        self._vectors = passage.vectors.astype(np.float32)
        self.cosines = self._vectors @ asked.T  # (tokens of the passage, tokens of the question)
        self._starts = np.array([start for start, _ in passage.spans])
        self._ends = np.array([end for _, end in passage.spans])
        self._shift = head - hit.passage.span.start
        in_title = self.cosines[: int(np.searchsorted(self._starts, head))]
        self.title = in_title.max(axis=0) if len(in_title) else np.zeros(len(asked))

    def tokens_of(self, candidate: Candidate) -> slice | None:
        """Which tokens are the sentence's; None if the embedder stopped before its end."""
        start, end = candidate.span.start + self._shift, candidate.span.end + self._shift
        first, last = (int(n) for n in np.searchsorted(self._starts, [start, end]))
        is_cut = last == len(self._starts) and (not last or self._ends[-1] < end - 1)
        return slice(first, last) if last > first and not is_cut else None

    def cosine_of(self, tokens: slice) -> float:
        mean = self._vectors[tokens].mean(axis=0)
        return float(mean @ self._mean / max(float(np.linalg.norm(mean)), 1e-9))


def _as_wholes(
    question: str, weights: Mapping[str, float], candidates: Sequence[Candidate], embedder: Embedder
) -> Seen:
    headlines = headlines_of(candidates, question)
    texts, titles = [c.text for c in candidates], [headlines[c.article.article_id] for c in candidates]
    vectors = embedder.embed([question, *texts]).astype(np.float64)
    stems = stem_weights(question, weights)
    words = {stem(word): word for word in words_of(question)}
    return Seen(
        own=held(stems, texts),
        title=held(stems, titles),
        cosine=vectors[1:] @ vectors[0],
        rarity=np.array(list(stems.values())),
        is_asking=np.zeros(len(stems)),
        words=tuple(words[s] for s in stems),
        headlines=tuple(titles),
    )


def _words_at(question: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """For each token of the question the word that it belongs to, "" for a mark."""
    at = [""] * len(question)
    for word in WORD.finditer(question):
        at[word.start() : word.end()] = [word.group()] * len(word.group())
    return tuple(next(filter(None, at[start:end]), "") for start, end in spans)
