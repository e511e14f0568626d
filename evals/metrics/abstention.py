"""Whether the program knows when the articles do not say: decisions, risk against coverage, confidence.

An abstention is right when the question is unanswerable. All measures lie in [0, 1] and are `None`,
unscored, where nothing enters them. Precision and recall mean little without `coverage` beside them.
None depends on the order of the questions; equal confidences share their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple


class RiskPoint(NamedTuple):
    """The share of the questions answered at one threshold of confidence, and the share of those wrong."""

    coverage: float
    risk: float


class Bin(NamedTuple):
    """Answers of like confidence: their mean confidence, the share of them right, and how many they are."""

    confidence: float
    right: float
    n: int


def abstention_precision(answerable: Sequence[bool], abstained: Sequence[bool]) -> float | None:
    """Of the abstentions, the share that were unanswerable.

    Source: Rajpurkar et al., "Know What You Don't Know", ACL 2018, as a decision. Bounds: [0, 1];
    `None` without abstentions.

    >>> abstention_precision([True, False, False], [True, True, False])
    0.5
    """
    return _share(
        [not is_answerable for is_answerable, did in zip(answerable, abstained, strict=True) if did]
    )


def abstention_recall(answerable: Sequence[bool], abstained: Sequence[bool]) -> float | None:
    """Of the unanswerable questions, the share abstained on.

    Source: as `abstention_precision`. Bounds: [0, 1]; `None` without unanswerable questions.

    >>> abstention_recall([True, False, False, False], [True, True, False, True])
    0.6666666666666666
    """
    return _share(
        [did for is_answerable, did in zip(answerable, abstained, strict=True) if not is_answerable]
    )


def coverage(abstained: Sequence[bool]) -> float | None:
    """Share of the questions answered. Source: El-Yaniv & Wiener, JMLR 2010. Bounds: [0, 1].

    >>> coverage([True, False, False, False])
    0.75
    """
    return _share([not did for did in abstained])


def decision_accuracy(answerable: Sequence[bool], abstained: Sequence[bool]) -> float | None:
    """Share of the questions rightly answered or abstained on, whatever the answer said.

    Source: accuracy of a two-way decision. Bounds: [0, 1].

    >>> decision_accuracy([True, False, False, True], [False, True, False, True])
    0.5
    """
    return _share([is_answerable != did for is_answerable, did in zip(answerable, abstained, strict=True)])


def risk_coverage(confidences: Sequence[float], correct: Sequence[bool], n_questions: int) -> list[RiskPoint]:
    """The curve over the questions answered, most confident first: one point for each threshold.

    coverage = n_answered / n_questions and risk = n_wrong / n_answered at that threshold. What the
    program abstained on has no answer to judge, so the curve ends at the coverage reached.

    Source: El-Yaniv & Wiener, "On the foundations of noise-free selective classification", JMLR 2010.
    Bounds: both in [0, 1], coverage rises from point to point.

    >>> risk_coverage([0.9, 0.9, 0.4], [True, False, False], n_questions=4)[0]
    RiskPoint(coverage=0.5, risk=0.5)
    """
    points: list[RiskPoint] = []
    n_answered = n_wrong = 0
    for errors in _errors_by_confidence(confidences, correct):
        n_answered += len(errors)
        n_wrong += sum(errors)
        points.append(RiskPoint(n_answered / n_questions, n_wrong / n_answered))
    return points


def aurc(confidences: Sequence[float], correct: Sequence[bool]) -> float | None:
    """Area under the risk-coverage curve of the n answers: (1/n) Σ_i risk of the i most confident.

    Lower is better. Equal confidences stand for any order of their answers: each counts with the mean
    error of the group. Source: Geifman, Uziel, El-Yaniv, ICLR 2019. Bounds: [0, 1]; 0 when all answers
    are right, 1 when all are wrong; `None` without answers.

    >>> aurc([0.9, 0.4], [True, False])  # (0/1 + 1/2) / 2
    0.25
    """
    if not confidences:
        return None
    n_answered, n_wrong, area = 0, 0.0, 0.0
    for errors in _errors_by_confidence(confidences, correct):
        for _ in errors:
            n_answered += 1
            n_wrong += sum(errors) / len(errors)
            area += min(n_wrong / n_answered, 1.0)  # a sum of shares may round to just above
    return area / n_answered


def auroc(scores: Sequence[float], positives: Sequence[bool]) -> float | None:
    """Chance that a positive scores above a negative, a tie counting half.

    (Σ ranks of the positives − p(p+1)/2) / (p·n), with mean ranks for ties. Source: Mann & Whitney
    1947; Hanley & McNeil 1982. Bounds: [0, 1], 1/2 is chance; `None` when one side is empty.

    >>> auroc([0.9, 0.6, 0.6, 0.1], [True, True, False, False])  # (1 + 1 + 1/2 + 1) / 4
    0.875
    """
    pairs = sorted(zip(scores, positives, strict=True))
    n_positive = sum(is_positive for _, is_positive in pairs)
    n_negative = len(pairs) - n_positive
    if not n_positive or not n_negative:
        return None
    rank_sum, n_below = 0.0, 0
    for _, group in groupby(pairs, key=lambda pair: pair[0]):
        tied = [is_positive for _, is_positive in group]
        rank_sum += sum(tied) * (n_below + (len(tied) + 1) / 2)
        n_below += len(tied)
    return (rank_sum - n_positive * (n_positive + 1) / 2) / (n_positive * n_negative)


def expected_calibration_error(
    confidences: Sequence[float], correct: Sequence[bool], n_bins: int = 10
) -> float | None:
    """How far confidence and the share of right answers lie apart: Σ_b (n_b / n) · |right_b − confidence_b|.

    Bins of equal width over [0, 1], each closed above but the first, which is closed on both sides.
    Source: Guo et al., "On calibration of modern neural networks", ICML 2017. Bounds: [0, 1], lower is
    better; `None` without answers. Biased upwards when bins hold few answers.

    >>> round(expected_calibration_error([0.95, 0.95, 0.15], [True, False, False]), 4)
    0.35
    """
    if not confidences:
        return None
    bins = reliability(confidences, correct, n_bins)
    return sum(b.n * abs(b.right - b.confidence) for b in bins) / len(confidences)


def reliability(confidences: Sequence[float], correct: Sequence[bool], n_bins: int = 10) -> list[Bin]:
    """Confidence against the share of right answers, bin by bin; bins without answers are left out.

    Source: the reliability diagram of DeGroot & Fienberg 1983, with the bins of
    `expected_calibration_error`. Bounds: both in [0, 1], confidence rises from bin to bin.

    >>> reliability([0.5, 0.5, 0.25], [True, False, False])
    [Bin(confidence=0.25, right=0.0, n=1), Bin(confidence=0.5, right=0.5, n=2)]
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_correct in zip(confidences, correct, strict=True):
        at = next((b for b in range(n_bins) if confidence <= (b + 1) / n_bins), n_bins - 1)
        bins.setdefault(at, []).append((confidence, is_correct))
    return [
        Bin(
            sum(c for c, _ in members) / len(members), sum(r for _, r in members) / len(members), len(members)
        )
        for _, members in sorted(bins.items())
    ]


def _share(outcomes: Sequence[bool]) -> float | None:
    return sum(outcomes) / len(outcomes) if outcomes else None


def _errors_by_confidence(confidences: Sequence[float], correct: Sequence[bool]) -> list[list[bool]]:
    """The errors, in groups of equal confidence, most confident first."""
    pairs = sorted(zip(confidences, correct, strict=True), key=lambda pair: -pair[0])
    return [
        [not is_correct for _, is_correct in group] for _, group in groupby(pairs, key=lambda pair: pair[0])
    ]
