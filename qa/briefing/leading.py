"""What a brief leads with: the bottom line, of what is newest and of the matter, and the key points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qa.briefing.phrasing import MAX_KEY_POINTS
from qa.briefing.ranking import LATEST, Ranked, choose, names_topic, of_the_matter, recency
from qa.briefing.standing import says_enough, stands_alone, told_with

Mask = NDArray[np.bool_]  # (n,), a sentence each

MAX_BOTTOM_LINE = 2
MIN_KEY_POINTS = 3
_MIN_WORDS = 10  # of a bottom line
_BESIDE = 0.4  # of what it is worth to be new, where the title has no word of the topic


def bottom_line(ranked: Ranked, topic: str | None) -> list[int]:
    """The sentences of the bottom line: how things stand, and what it is about; of a topic, whose story goes
    on for days, both how things stand."""
    newest = _newest_first(ranked, topic)
    told = _of_the_matter(ranked, topic) & _stand_alone(ranked) & _are_long(ranked)
    bottom = choose(newest, 1, among=told) or choose(newest, 1)
    second = newest if topic else ranked
    return bottom + choose(second, MAX_BOTTOM_LINE - len(bottom), bottom, among=told)


def key_points(ranked: Ranked, topic: str | None, bottom: Sequence[int]) -> list[int]:
    """The sentences of the key points beside the bottom line, each of which a reader understands."""
    alone = _stand_alone(ranked)
    # One that the bottom line explains would tell that again.
    clear = [_is_clear(ranked, i) and (alone[i] or i - 1 not in bottom) for i in range(len(alone))]
    most = max(MIN_KEY_POINTS, min(MAX_KEY_POINTS, len(ranked.sentences) // 2 - 1))
    among = _of_the_matter(ranked, topic) & np.array(clear, dtype=bool)
    points = choose(ranked, most, bottom, among=among)
    points = [i for i in points if i + 1 not in points or alone[i + 1]]
    if len(points) < MIN_KEY_POINTS:
        points += choose(ranked, MIN_KEY_POINTS - len(points), [*bottom, *points])
    return points


def _newest_first(ranked: Ranked, topic: str | None) -> Ranked:
    latest = recency(ranked.sentences)
    if topic:
        latest = np.where(names_topic(ranked.sentences, topic), latest, _BESIDE * latest)
    return replace(ranked, scores=ranked.scores + LATEST * latest)


def _of_the_matter(ranked: Ranked, topic: str | None) -> Mask:
    n = len(ranked.sentences)
    return of_the_matter(ranked.sentences, ranked.vectors, topic) if topic else np.ones(n, dtype=bool)


def _stand_alone(ranked: Ranked) -> Mask:
    return np.array([stands_alone(s) for s in ranked.sentences], dtype=bool)


def _are_long(ranked: Ranked) -> Mask:
    return np.array([len(s.text.split()) >= _MIN_WORDS for s in ranked.sentences], dtype=bool)


def _is_clear(ranked: Ranked, i: int) -> bool:
    """True if a sentence says enough, alone or with the one before it."""
    sentence = ranked.sentences[i]
    return says_enough(sentence) and told_with(sentence, ranked.before(i)) is not None
