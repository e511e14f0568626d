"""Teaches the comparer which sentence answers a question, and that none does; writes `cross_encoder.npz`.

    python -m evals.train --squad dev.json --clapnq FOLDER

Of every question the sentences that look best at a first glance are read, as when it is asked. The log-odds
of the sentences and 0, for "none", are one choice: of those that answer, or of none (the cross entropy of
a softmax). So the model learns at once which is best and whether any is good enough. It learns from the
desks in `evals/desks`, `_ROUNDS` times, and once from three quarters of the documents of two public sets
(`evals.asked`), in an order drawn from a fixed seed; then from what follows on in conversations with these
desks, twice, beside some of the others again. Takes two hours on two cores, and PyTorch.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from torch import Tensor

from evals.asked import Asked, AskedSet, clapnq, given_sets, over_a_library, squad
from evals.conversed import found_after
from evals.lora import TaughtComparer, each_read
from evals.teaching import SEED, desks, loss_of_choice, teach
from index.cross_encoder import model_tokenizer, model_weights
from index.models import Filters
from qa.answer import Tools
from qa.reader import LOOKED_AT, glance_at, to_read, words_weighed
from qa.reading.before import going_on
from qa.reading.candidates import candidates_of
from qa.reading.compared import as_read
from qa.reading.ranking import Then, best_first

_ROUNDS = 2  # of the desks, which are nearest to what is asked
_GOLD, _NEAR, _FAR = 2, 4, 1  # sentences a question: that answer, that look as if, drawn from those behind
_SEEN = 12  # of the best at a glance
_RATE = 1e-3
# Of the follow-ups: how many of the others are seen among them, and the rate.
_ROUNDS_OF_FOLLOW_UPS = ((2_600, 5e-4), (4_500, 4e-4))
# What is kept is between what was learnt before the follow-ups and after each round of them, in these shares:
# so neither is forgotten (Wortsman et al. 2022).
_SHARES = (0.4, 0.2, 0.4)
_SHARPNESS = 0.5  # of the odds in the choice: the model as it comes says 10 where it is sure


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question with sentences as they are read, the best at a glance first, and whether each answers."""

    question: str
    texts: tuple[str, ...]
    is_gold: tuple[bool, ...]


def lessons(of: AskedSet) -> Iterator[Lesson]:
    """The questions that may be taught; not those whose answer is not found, which would teach that there
    is none."""
    for item, tools, filters in over_a_library(of, [item for item in of.asked if item.is_taught]):
        lesson = _lesson(item, tools, filters)
        if lesson and any(lesson.is_gold) == item.is_answerable:
            yield lesson


def _lesson(item: Asked, tools: Tools, filters: Filters) -> Lesson | None:
    question, before, hits = found_after(item.question, item.turns, tools, filters)
    found = candidates_of(hits[:LOOKED_AT], tools.article_of)
    if not found:
        return None
    weights = words_weighed(question, tools.idf)
    candidates = to_read(question, weights, found, hits, before=before)
    then = Then.of(question, (), candidates)
    _, sight, glance = glance_at(
        question, weights, candidates, hits, tools.skimmer, tools.parser, then, before
    )
    gold = [n for n, candidate in enumerate(candidates) if item.is_gold(candidate)]
    best = [int(n) for n in best_first(glance, then)[:_SEEN]]
    seen = [*best, *(n for n in gold if n not in best)]
    texts = tuple(as_read(candidates[n].text, sight.headlines[n]) for n in seen)
    return Lesson(going_on(question, before.said), texts, tuple(n in gold for n in seen))


def _drawn(lesson: Lesson) -> list[int]:
    """Which of its sentences are read this time."""
    gold = [n for n, is_gold in enumerate(lesson.is_gold) if is_gold][:_GOLD]
    others = [n for n, is_gold in enumerate(lesson.is_gold) if not is_gold]
    behind = others[_NEAR:]
    return [*gold, *others[:_NEAR], *random.sample(behind, min(_FAR, len(behind)))]


def taught_comparer(
    lessons: Sequence[Lesson], learnt: Mapping[str, Any] = MappingProxyType({}), rate: float = _RATE
) -> TaughtComparer:
    """The comparer after it has seen each once, on from what it `learnt` if anything."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    model, tokenizer = TaughtComparer(model_weights(), learnt), model_tokenizer()

    def losses_of(now: Sequence[Lesson]) -> list[Tensor]:
        rows = [(lesson, _drawn(lesson)) for lesson in now]
        pairs = [(lesson.question, lesson.texts[n]) for lesson, drawn in rows for n in drawn]
        odds = torch.stack(each_read(model, tokenizer.encode_batch(pairs))) * _SHARPNESS
        each = torch.split(odds, [len(drawn) for _, drawn in rows])
        return [
            loss_of_choice(o, [lesson.is_gold[n] for n in drawn])
            for o, (lesson, drawn) in zip(each, rows, strict=True)
        ]

    teach(model, lessons, losses_of, rate)
    return model


def between(learnt: Sequence[Mapping[str, Any]], shares: Sequence[float]) -> dict[str, Any]:
    """What was `learnt` at several times, each array in its share of the mean, in half precision."""
    each = list(zip(learnt, shares, strict=True))
    return {
        name: sum(share * of[name].astype(np.float32) for of, share in each).astype(np.float16)
        for name in learnt[0]
    }


def main() -> None:
    given = given_sets("Teach the comparer.", Path("index/cross_encoder.npz"))
    with as_file(files("evals").joinpath("desks")) as folder:
        near = [lesson for of in desks(folder, are_follow_ups=False) for lesson in lessons(of)]
        follow_ups = [lesson for of in desks(folder, are_follow_ups=True) for lesson in lessons(of)]
    far = [lesson for of in (squad(given.squad), clapnq(given.clapnq)) for lesson in lessons(of)]
    learnt = [taught_comparer(near * _ROUNDS + far).learnt()]
    for n_others, rate in _ROUNDS_OF_FOLLOW_UPS:
        others = random.sample([*near, *far], n_others)
        learnt.append(taught_comparer([*follow_ups, *others], learnt[-1], rate).learnt())
    np.savez_compressed(given.output, **between(learnt, _SHARES))


if __name__ == "__main__":
    main()
