"""Teaches the skimmer which sentences of passages look as if they answered; writes `skimmer.npz`.

    python -m evals.train_skimmer --squad dev.json --clapnq FOLDER

It begins with what the comparer was taught (`evals.train`, whose file must be there), and learns from the
same questions: of each a few passages that were found for it, all their sentences and "none" one choice. Two
rounds, the first over a part of them, then one of follow-ups beside some of the others, each with a rate that
falls to nearly nothing. Takes an hour on two cores, and PyTorch.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from evals.asked import AskedSet, clapnq, given_sets, over_a_library, squad
from evals.conversed import found_after
from evals.lora import TaughtSkimmer, each_read
from evals.teaching import SEED, desks, loss_of_choice, teach
from index.cross_encoder import model_weights
from index.skimmer import SplitText, skimmer_tokenizer, tokens_of
from qa.reading.before import going_on
from qa.reading.candidates import candidates_of, headlines_of
from qa.reading.skimmed import as_skimmed

_FOUND = 10  # passages of a question, of which are read those that answer, the best others, and others
_GOLD, _NEAR, _FAR = 2, 2, 2
# How many are seen in each of two rounds, all if None, and the rate it begins with.
_ROUNDS = ((7_200, 2e-3), (None, 1.5e-3))
# Then of the follow-ups: how many of the others are seen among them, and the rate.
_OTHERS, _RATE_OF_FOLLOW_UPS = 2_600, 1e-3


@dataclass(frozen=True, slots=True)
class SkimLesson:
    """A question with passages, the best first, and which sentences of each answer."""

    question: str
    passages: tuple[SplitText, ...]
    is_gold: tuple[tuple[bool, ...], ...]


def lessons(of: AskedSet) -> Iterator[SkimLesson]:
    """The questions that may be taught; not those whose answer is not found, which would teach that there
    is none."""
    for item, tools, filters in over_a_library(of, [item for item in of.asked if item.is_taught]):
        question, before, hits = found_after(item.question, item.turns, tools, filters)
        hits = hits[:_FOUND]
        candidates = candidates_of(hits, tools.article_of)
        passages, held = as_skimmed(candidates, hits, headlines_of(candidates, question))
        is_gold = tuple(tuple(item.is_gold(candidates[n]) for n in these) for these in held)
        if passages and any(map(any, is_gold)) == item.is_answerable:
            yield SkimLesson(going_on(question, before.said), tuple(passages), is_gold)


def _drawn(lesson: SkimLesson) -> list[int]:
    """Which of its passages are read this time."""
    gold = [n for n, is_gold in enumerate(lesson.is_gold) if any(is_gold)][:_GOLD]
    others = [n for n, is_gold in enumerate(lesson.is_gold) if is_gold and not any(is_gold)]
    behind = others[_NEAR:]
    return [*gold, *others[:_NEAR], *random.sample(behind, min(_FAR, len(behind)))]


def taught_skimmer(
    lessons: Sequence[SkimLesson],
    learnt: dict[str, Any],
    rounds: Sequence[tuple[int | None, float]] = _ROUNDS,
) -> TaughtSkimmer:
    """The skimmer, which begins with what it or the comparer `learnt`, after so many rounds of lessons."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    model, tokenizer = TaughtSkimmer(model_weights(), learnt), skimmer_tokenizer()

    def losses_of(now: Sequence[SkimLesson]) -> list[Tensor]:
        rows = [(lesson, n) for lesson in now for n in _drawn(lesson)]
        read = tokenizer.encode_batch([(lesson.question, lesson.passages[n].text) for lesson, n in rows])
        told = each_read(model, read)
        odds: dict[int, list[Tensor]] = {id(lesson): [] for lesson in now}
        is_gold: dict[int, list[bool]] = {id(lesson): [] for lesson in now}
        for row, (lesson, n) in enumerate(rows):
            tokens = tokens_of(read[row], lesson.passages[n].sentences)
            for at, is_right in zip(tokens, lesson.is_gold[n], strict=True):
                if at.stop > at.start:
                    odds[id(lesson)].append(told[row][at, 0] @ torch.softmax(told[row][at, 1], 0))
                    is_gold[id(lesson)].append(is_right)
        return [loss_of_choice(torch.stack(odds[key]), is_gold[key]) for key in odds if odds[key]]

    for n, rate in rounds:
        teach(model, random.sample(lessons, min(n or len(lessons), len(lessons))), losses_of, rate)
    return model


def main() -> None:
    given = given_sets("Teach the skimmer.", Path("index/skimmer.npz"))
    with as_file(files("evals").joinpath("desks")) as folder:
        near = [lesson for of in desks(folder, are_follow_ups=False) for lesson in lessons(of)]
        follow_ups = [lesson for of in desks(folder, are_follow_ups=True) for lesson in lessons(of)]
    far = [lesson for of in (squad(given.squad), clapnq(given.clapnq)) for lesson in lessons(of)]
    with as_file(files("index").joinpath("cross_encoder.npz")) as path:
        known = dict(np.load(path))
    learnt = taught_skimmer([*near, *far], known).learnt()
    others = random.sample([*near, *far], _OTHERS)
    learnt = taught_skimmer([*follow_ups, *others], learnt, ((None, _RATE_OF_FOLLOW_UPS),)).learnt()
    np.savez_compressed(given.output, **learnt)


if __name__ == "__main__":
    main()
