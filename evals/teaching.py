"""How a model is taught: the steps over its lessons, and what is wrong with a choice. Needs PyTorch."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn

from evals.asked import AskedSet, desk

SEED = 1
_AT_ONCE = 8  # questions
_WARM, _LEAST_RATE = 40, 0.02  # steps until the full rate, and the share of it that is left in the end

Lesson = TypeVar("Lesson")


def desks(folder: Path, *, are_follow_ups: bool) -> list[AskedSet]:
    """The invented desks, all of them for learning: with their questions, or with what follows on from these
    in conversations."""
    sets = [desk(path) for path in sorted(folder.iterdir()) if path.is_dir()]
    return [replace(of, asked=[a for a in of.asked if bool(a.said) is are_follow_ups]) for of in sets]


def teach(
    model: nn.Module,
    lessons: Sequence[Lesson],
    losses_of: Callable[[Sequence[Lesson]], list[Tensor]],
    rate: float,
) -> None:
    """Show the model each of `lessons` once, in an order drawn by `random`. `losses_of` says how wrong the
    model is on each of a few of them."""
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    n_steps = len(lessons) // _AT_ONCE
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / _WARM) * max(_LEAST_RATE, 1 - step / n_steps)
    )
    shuffled = random.sample(lessons, len(lessons))
    for step in range(n_steps):
        loss = torch.stack(losses_of(shuffled[step * _AT_ONCE : (step + 1) * _AT_ONCE])).mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        rates.step()
        if step % 25 == 0:
            sys.stderr.write(f"step {step} of {n_steps}: loss {loss.item():.3f}\n")


def loss_of_choice(odds: Tensor, is_gold: Sequence[bool]) -> Tensor:
    """The cross entropy of the choice among sentences with log-odds `odds`, (n,), and 0, for "none", which is
    right where none of them is gold."""
    choice = torch.log_softmax(torch.cat([odds, torch.zeros(1)]), 0)
    right = torch.tensor([*is_gold, not any(is_gold)])
    return -torch.logsumexp(choice[right], 0)
