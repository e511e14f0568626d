"""Teaches the skimmer which sentences of passages look as if they answered; writes `skimmer.npz`.

    python -m evals.train_skimmer --squad dev.json --clapnq FOLDER

It begins with what the comparer was taught (`evals.train`, whose file must be there), and learns from the
same questions: of each a few passages that were found for it, all their sentences and "none" one choice. Two
rounds, the first over a part of them, each with a rate that falls to nearly nothing. Takes three quarters of
an hour on two cores, and PyTorch.
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
from evals.lora import TaughtSkimmer, batch_of
from evals.teaching import SEED, desks, loss_of_choice, teach
from index.cross_encoder import model_weights
from index.skimmer import Passage, skimmer_tokenizer, tokens_of
from qa.finding import N_HITS
from qa.reading.candidates import candidates_of, headlines_of
from qa.reading.skimmed import as_skimmed

_FOUND = 10  # passages of a question, of which are read those that answer, the best others, and others
_GOLD, _NEAR, _FAR = 2, 2, 2
# How many are seen in each of two rounds, all if None, and the rate it begins with.
_ROUNDS = ((7_200, 2e-3), (None, 1.5e-3))


@dataclass(frozen=True, slots=True)
class SkimLesson:
    """A question with passages, the best first, and which sentences of each answer."""

    question: str
    passages: tuple[Passage, ...]
    is_gold: tuple[tuple[bool, ...], ...]


def lessons(of: AskedSet) -> Iterator[SkimLesson]:
    """The questions that may be taught; not those whose answer is not found, which would teach that there
    is none."""
    for item, tools, filters in over_a_library(of, [item for item in of.asked if item.is_taught]):
        hits = tools.retriever.search(item.question, N_HITS, filters)[:_FOUND]
        candidates = candidates_of(hits, tools.article_of)
        passages, held = as_skimmed(candidates, hits, headlines_of(candidates, item.question))
        is_gold = tuple(tuple(item.is_gold(candidates[n]) for n in these) for these in held)
        if passages and any(map(any, is_gold)) == item.is_answerable:
            yield SkimLesson(item.question, tuple(passages), is_gold)


def _drawn(lesson: SkimLesson) -> list[int]:
    """Which of its passages are read this time."""
    gold = [n for n, is_gold in enumerate(lesson.is_gold) if any(is_gold)][:_GOLD]
    others = [n for n, is_gold in enumerate(lesson.is_gold) if is_gold and not any(is_gold)]
    behind = others[_NEAR:]
    return [*gold, *others[:_NEAR], *random.sample(behind, min(_FAR, len(behind)))]


def taught_skimmer(lessons: Sequence[SkimLesson], learnt: dict[str, Any]) -> TaughtSkimmer:
    """The skimmer, which begins with what the comparer `learnt`, after two rounds of lessons."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    model, tokenizer = TaughtSkimmer(model_weights(), learnt), skimmer_tokenizer()

    def losses_of(now: Sequence[SkimLesson]) -> list[Tensor]:
        rows = [(lesson, n) for lesson in now for n in _drawn(lesson)]
        read = tokenizer.encode_batch([(lesson.question, lesson.passages[n].text) for lesson, n in rows])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            told = model(*batch_of(read)).float()
        odds: dict[int, list[Tensor]] = {id(lesson): [] for lesson in now}
        is_gold: dict[int, list[bool]] = {id(lesson): [] for lesson in now}
        for row, (lesson, n) in enumerate(rows):
            tokens = tokens_of(read[row], lesson.passages[n].sentences)
            for at, is_right in zip(tokens, lesson.is_gold[n], strict=True):
                if at.stop > at.start:
                    odds[id(lesson)].append(told[row, at, 0] @ torch.softmax(told[row, at, 1], 0))
                    is_gold[id(lesson)].append(is_right)
        return [loss_of_choice(torch.stack(odds[key]), is_gold[key]) for key in odds if odds[key]]

    for n, rate in _ROUNDS:
        teach(model, random.sample(lessons, min(n or len(lessons), len(lessons))), losses_of, rate)
    return model


def main() -> None:
    given = given_sets("Teach the skimmer.", Path("index/skimmer.npz"))
    with as_file(files("evals").joinpath("desks")) as folder:
        near = [lesson for of in desks(folder) for lesson in lessons(of)]
    far = [lesson for of in (squad(given.squad), clapnq(given.clapnq)) for lesson in lessons(of)]
    with as_file(files("index").joinpath("cross_encoder.npz")) as path:
        known = dict(np.load(path))
    learnt: dict[str, Any] = taught_skimmer(near + far, known).learnt()
    np.savez_compressed(given.output, **learnt)


if __name__ == "__main__":
    main()
