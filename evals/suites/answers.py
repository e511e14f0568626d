"""What every question-and-answer suite records of an answer, and the figures on abstaining.

The program is asked at a risk so high that it answers whatever it has found; whether it would have stayed
silent follows from its confidence. So one question gives both what it ranks first and what it decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.metrics import abstention, stats, text
from evals.suites.cases import Case, Desk, Item, SuiteFigure
from qa.models import Answer

ASKED_AT_RISK = 0.999


def shown_of(answer: Answer) -> list[str]:
    """The sentences shown, the sides of conflicts included, each once."""
    statements = [*answer.statements, *(side for conflict in answer.conflicts for side in conflict.sides)]
    return list(dict.fromkeys(s.text for s in statements))


def is_silent(answer: Answer, desk: Desk) -> bool:
    """True if the program would not have answered at the risk that is set, or has nothing to show."""
    return answer.confidence < 1 - desk.risk or not answer.statements


def item_of(
    case: Case,
    answer: Answer,
    desk: Desk,
    *,
    scores: Mapping[str, float | None],
    answerable: bool | None = None,
    correct: bool = False,
    tags: Sequence[str] = (),
) -> Item:
    """The item of a question. `answerable` is None where the benchmark does not say; `correct` is whether
    what was shown, had it been shown, was right."""
    return {
        "id": case.id,
        "cluster": case.cluster,
        "question": case.question,
        "answerable": answerable,
        "shown": shown_of(answer),
        "confidence": answer.confidence,
        "abstained": is_silent(answer, desk),
        "correct": correct,
        "engine": answer.engine,
        "total_ms": answer.timings_ms.total,
        "tags": list(tags),
        "scores": dict(scores),
    }


def holds(shown: Sequence[str], answers: Sequence[str], k: int | None = None) -> float | None:
    """1 if an accepted answer stands whole in one of the first k sentences shown, else 0.

    Source: `evals.metrics.text.contains`, sentence by sentence. Bounds: 0 or 1; `None` without answers.

    >>> shown = ["A strike began.", "It lasted 12 days."]
    >>> holds(shown, ["12 days"], k=1), holds(shown, ["12 days"])
    (0.0, 1.0)
    """
    if not answers:
        return None
    return max((text.best_over(text.contains, s, answers) or 0.0 for s in shown[:k]), default=0.0)


def _decided(items: Sequence[Item]) -> tuple[list[bool], list[bool]]:
    return [i["answerable"] for i in items], [i["abstained"] for i in items]


def _confidences(items: Sequence[Item]) -> list[float]:
    return [i["confidence"] for i in items]


def _is_judged(item: Item) -> bool:
    return item["answerable"] is not None


ABSTAINING: dict[str, SuiteFigure] = {
    "coverage": SuiteFigure(_is_judged, lambda xs: abstention.coverage([x["abstained"] for x in xs])),
    "abstention_precision": SuiteFigure(
        lambda x: _is_judged(x) and x["abstained"], lambda xs: abstention.abstention_precision(*_decided(xs))
    ),
    "abstention_recall": SuiteFigure(
        lambda x: _is_judged(x) and not x["answerable"],
        lambda xs: abstention.abstention_recall(*_decided(xs)),
    ),
    "decision_accuracy": SuiteFigure(_is_judged, lambda xs: abstention.decision_accuracy(*_decided(xs))),
    "selective_accuracy": SuiteFigure(
        lambda x: _is_judged(x) and not x["abstained"],
        lambda xs: stats.mean([float(x["correct"]) for x in xs]),
    ),
    "auroc": SuiteFigure(
        _is_judged, lambda xs: abstention.auroc(_confidences(xs), [x["answerable"] for x in xs])
    ),
    # Over all questions, not only those answered: how the program would do at every risk one may set.
    "aurc": SuiteFigure(_is_judged, lambda xs: abstention.aurc(_confidences(xs), [x["correct"] for x in xs])),
}
"""Figures of suites that say which questions can be answered."""
