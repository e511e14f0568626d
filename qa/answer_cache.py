"""Answers that were given, for as long as the library is what they were given from. In memory only."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from datetime import datetime
from time import perf_counter

from qa.asking.times import with_calendar
from qa.conversing.turns import Turn
from qa.dates import find_dates
from qa.models import Abstained, Answer, AnswerTimings, Usage
from qa.phrasing.prompts import load_prompt

_PROMPTS = ("answer", "answer_again", "follow_up")
MAX_KEPT = 256


class AnswerCache:
    """The last answers by what they depend on. Threads may share one."""

    def __init__(self, kept: int = MAX_KEPT) -> None:
        self._kept, self._turn = kept, threading.Lock()
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept under `key`, with what giving it again costs: next to nothing."""
        start = perf_counter()
        with self._turn:
            answer = self._answers.get(key)
            if answer is None:
                return None
            self._answers.move_to_end(key)
        total = round((perf_counter() - start) * 1000, 2)
        return answer.model_copy(update={"timings_ms": AnswerTimings(total=total), "usage": Usage()})

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep `answer`; the one asked for longest ago goes."""
        with self._turn:
            self._answers[key] = answer
            self._answers.move_to_end(key)
            while len(self._answers) > self._kept:
                self._answers.popitem(last=False)


def prompt_hashes() -> tuple[str, ...]:
    """What identifies the texts a model is sent."""
    return tuple(load_prompt(name).sha256 for name in _PROMPTS)


def key_of_turns(turns: Sequence[Turn]) -> Hashable:
    """What of a conversation an answer depends on."""
    return tuple((t.question, _told(t.answer) if t.answer else None) for t in turns)


def hour_of(now: datetime, question: str, turns: Sequence[Turn]) -> str | None:
    """The hour it is, where a time is asked about: "yesterday" is another day tomorrow. Else None."""
    asked = [question, *(turn.question for turn in turns)]
    return now.isoformat(timespec="hours") if any(find_dates(with_calendar(text)) for text in asked) else None


def _told(answer: Answer) -> Hashable:
    return answer.status, answer.read_as, tuple(s.text for s in answer.statements)


def is_lasting(answer: Answer, model_name: str | None) -> bool:
    """False for an answer in which the sentences stood in for a model that failed: it may work next time."""
    return model_name is None or isinstance(answer, Abstained) or answer.engine == model_name
