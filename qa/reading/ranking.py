"""What a sentence shares with the question, as a few readable numbers; their weights are in `reader.json`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.text import is_row, normalise
from qa.asking.times import ReadAs
from qa.language.words import held, pairs_of, stem, stem_weights, words_of
from qa.reading.asked_source import source_in
from qa.reading.candidates import Candidate
from qa.reading.empty import tells_nothing
from qa.reading.foreseen import asks_what_comes, tells_what_comes
from qa.reading.full_names import NamedAsAsked
from qa.reading.other_words import in_other_words, tells_asked
from qa.reading.skimmed import Floats
from qa.weighing.time_told import Fit, fits_of

# An article names its subject once and then says "it". So a word of the question counts as if it stood in a
# sentence when it stands in the one before or after, by so much, and by the square of it in the next but one.
_FROM_BEFORE, _FROM_AFTER, _FROM_TITLE = 0.9, 0.765, 0.95
_IN_QUOTES = re.compile(r'"([^"]+ [^"]+)"')  # of two words at least; one alone is a name or irony


@dataclass(frozen=True, slots=True)
class Then:
    """The time a question asks about: the `phrases` that it stands in, whether each candidate tells of it
    (n,), or of another (n,)."""

    phrases: tuple[str, ...]
    is_then: NDArray[np.bool_]
    is_other: NDArray[np.bool_]

    @property
    def words(self) -> frozenset[str]:
        return frozenset(word for phrase in self.phrases for word in words_of(phrase))

    @classmethod
    def of(cls, question: str, told: Sequence[ReadAs], candidates: Sequence[Candidate]) -> Then:
        fits = np.array(fits_of([c.places for c in candidates], told, question))
        return cls(tuple(read.words for read in told), fits >= Fit.TOLD, fits == Fit.OTHER)


class Sight:
    """The candidates as seen from the question. Arrays have a row per candidate."""

    def __init__(
        self,
        question: str,
        weights: Mapping[str, float],
        candidates: Sequence[Candidate],
        headlines: Sequence[str],
        skimmed: Floats,
        then: Then,
    ) -> None:
        self.stem_weights = stem_weights(question, weights)
        self.headlines = headlines
        texts = [c.told for c in candidates]
        named = NamedAsAsked(question)
        placed = [named.read(c) for c in candidates]
        told = {**in_other_words(question, texts), **dict.fromkeys(then.words, then.is_then)}
        # (n, stems of the question), 0 or 1
        self.own_stems = stems_held(self.stem_weights, placed, told)
        self.stems = _around(self.own_stems, held(self.stem_weights, headlines), candidates)
        weigh = np.array(list(self.stem_weights.values()))
        self.features: dict[str, Floats] = {
            "skimmed": skimmed,
            "around": _mean(self.stems, weigh),
            "weakest": self.stems.min(axis=1) if len(weigh) else np.zeros(len(candidates)),
            "words": _mean(self.own_stems, weigh),
            "pairs": pairs_held(question, self.stem_weights, placed),
            "quoted": in_quotes(question, texts),
            "source": _held_all(source_in(question), texts),
            "told": tells_asked(question, texts).astype(np.float64),
            "to_come": _to_come(question, texts),
            "is_question": np.array([float(c.is_question) for c in candidates]),
            "is_head": np.array([float(c.is_head) for c in candidates]),
            "is_empty": tells_nothing(question, texts),
            "is_title": np.array([float(c.is_title) for c in candidates]),
        }

    def missing(self, i: int) -> list[str]:
        """The question's stems that stand neither in sentence `i` nor near it."""
        return [s for s, held in zip(self.stem_weights, self.stems[i], strict=True) if held < 0.5]


def weigh(features: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Log-odds, up to a constant of the question, that each sentence is the one that answers, (n,)."""
    total: Floats = np.sum([weight * features[name] for name, weight in weights.items()], axis=0)
    return total


def stems_held(stems: Collection[str], texts: Sequence[str], told: Mapping[str, NDArray[np.bool_]]) -> Floats:
    """1 where a text (row) holds a stem of the question (column), or tells its word otherwise, as `told` says
    of words, (n,); else 0."""
    return np.maximum(held(stems, texts), _columns(told, stems, len(texts)))


def pairs_held(question: str, stems: Collection[str], texts: Sequence[str]) -> Floats:
    """The share of the question's pairs of neighbouring words, with one of `stems` at least, that are
    neighbours in each text, (n,)."""
    wanted = {p for p in pairs_of(question) if p[0] in stems or p[1] in stems}
    if not wanted:
        return np.zeros(len(texts))
    return np.array([len(wanted & pairs_of(text)) / len(wanted) for text in texts])


def in_quotes(question: str, texts: Sequence[str]) -> Floats:
    """1 where a text holds all the words that the question has in quotation marks, one after the other, else
    0; case does not count."""
    wanted = [m[1].strip(" .,!?") for m in _IN_QUOTES.finditer(normalise(question).text.lower())]
    if not wanted:
        return np.zeros(len(texts))
    return np.array([float(all(w in normalise(text).text.lower() for w in wanted)) for text in texts])


def best_first(odds: Floats, then: Then) -> NDArray[np.intp]:
    """The candidates from the best on, without those of another time than the one asked about, if any is
    left; equal ones in their order."""
    order = np.argsort(-odds, kind="stable")
    of_then = order[~then.is_other[order]]
    return of_then if len(of_then) else order


def _to_come(question: str, texts: Sequence[str]) -> Floats:
    """1 where a text tells what is to be, if the question asks when something will, else 0."""
    if not asks_what_comes(question):
        return np.zeros(len(texts))
    return np.array([float(tells_what_comes(text)) for text in texts])


def _held_all(stems: frozenset[str], texts: Sequence[str]) -> Floats:
    """1 where a text holds all of the stems, 0 where it does not or there are none."""
    rows: Floats = held(stems, texts).min(axis=1) if stems else np.zeros(len(texts))
    return rows


def _columns(told: Mapping[str, NDArray[np.bool_]], stems: Iterable[str], n: int) -> Floats:
    """A column for each of `stems`, (n, stems): 1 where a word of that stem is told in other words."""
    by_stem = {stem(word): is_told for word, is_told in told.items()}
    columns = [by_stem.get(s, np.zeros(n, dtype=bool)) for s in stems]
    return np.array(columns, dtype=np.float64).reshape(len(columns), n).T


def _mean(rows: Floats, weights: Floats) -> Floats:
    """The weighted mean of each row; 0 where nothing weighs."""
    mean: Floats = rows @ weights / max(float(weights.sum()), 1e-9)
    return mean


def _around(own: Floats, title: Floats, candidates: Sequence[Candidate]) -> Floats:
    """What each sentence is credited with: its own, its title's or its neighbours', whichever is most."""
    order = sorted(
        range(len(candidates)), key=lambda i: (candidates[i].article.article_id, candidates[i].span)
    )
    best = np.maximum(own, _FROM_TITLE * title)
    for _, same in groupby(order, key=lambda i: candidates[i].article.article_id):
        told = list(same)
        for share, way in ((_FROM_BEFORE, told), (_FROM_AFTER, told[::-1])):
            carried = np.zeros(own.shape[1])
            for i in way:
                best[i] = np.maximum(best[i], carried)
                if not is_row(candidates[i].text):  # the row on Calden says nothing of Orrin's
                    carried = share * np.maximum(own[i], carried)
    return best
