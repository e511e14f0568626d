"""Fits what `evals.calibrate` measured: the weights of the reader's ranking, and those of its confidence.

Both are linear, with few weights, and judged on documents that they were not fitted on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.answer import DEFAULT_RISK
from qa.reader import SPREAD
from qa.reading.short import LEAST
from qa.weighing.choosing import CLOSE, MAX_SHOWN

Floats = NDArray[np.float64]
Weights = dict[str, float]
NEWS = "news"  # the source that the program is made for
_OF_NEWS = 3.0
_FOLDS = 5
_RIDGE = 5.0  # on weights of features scaled to a spread of one


@dataclass(frozen=True, slots=True)
class Example:
    """A question over some articles, as the reader saw it.

    `sentences` is a row of features per candidate, (n, features), `is_gold` whether each answers, (n,);
    `found` and `found_gold` are the same of all sentences found, by their words alone;
    `confidence_of` gives the features of the confidence for log-odds of the candidates, (n,). `shorts_of`
    gives, for the candidate that is best and the confidence in it, the words in it that may be the answer:
    their features, and whether they are. `group` names the document: what is fitted on one is not judged on
    it.
    """

    source: str
    group: str
    is_answerable: bool
    sentences: Floats
    is_gold: NDArray[np.bool_]
    found: Floats
    found_gold: NDArray[np.bool_]
    confidence_of: Callable[[Floats], Weights]
    shorts_of: Callable[[int, float], list[tuple[Weights, bool]]]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A question's candidates, best first, of which the first `n_shown` would be shown."""

    row: Example
    order: NDArray[np.intp]
    n_shown: int

    def is_found(self, k: int) -> bool:
        """True if a gold sentence is among the first `k`."""
        return bool(self.row.is_gold[self.order[:k]].any())

    @property
    def is_answered(self) -> bool:
        return self.is_found(self.n_shown)


def fit(
    rows: Sequence[Example],
    found: Sequence[str],
    glance: Sequence[str],
    ranking: Sequence[str],
    confidence: Sequence[str],
    short: Sequence[str],
) -> dict[str, Any]:
    """The weights of the features named, those of `found` and `ranking` in the order of the columns, `glance`
    the first of the latter; how well they do, by source."""
    share = _share(rows)
    ranked = _out_of_fold(rows, share)
    weights_of_all = _ranking(rows, share)
    seen = [row.confidence_of(row.sentences @ weights_of_all) for row in rows]
    x = np.array([[features[name] for name in confidence] for features in seen])
    intercept, weights, probability = _confidence(rows, x, [r.is_answered for r in ranked], share)
    sources = sorted({row.source for row in rows})
    words = [r.row.shorts_of(int(r.order[0]), float(p)) for r, p in zip(ranked, probability, strict=True)]
    short_intercept, short_weights, marked = _shorts(rows, words, share, short)
    at_a_glance = _ranking([replace(row, sentences=row.sentences[:, : len(glance)]) for row in rows], share)
    at_first = _ranking([replace(row, sentences=row.found, is_gold=row.found_gold) for row in rows], share)
    return {
        "found": {"weights": _named(found, at_first)},
        "glance": {"weights": _named(glance, at_a_glance)},
        "ranking": {"weights": _named(ranking, weights_of_all)},
        "confidence": {"intercept": round(intercept, 4), "weights": _named(confidence, weights)},
        "short": {"intercept": round(short_intercept, 4), "weights": _named(short, short_weights)},
        "measured": {
            s: _measured(s, ranked, probability) | _marked(s, rows, marked, probability) for s in sources
        },
    }


def _named(names: Sequence[str], weights: Floats) -> Weights:
    return {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}


def _share(rows: Sequence[Example]) -> Floats:
    """The weight of each row, so that every source weighs the same, and news `_OF_NEWS` times as much; 1 in
    the mean."""
    sources = [row.source for row in rows]
    weight = np.array([(_OF_NEWS if s == NEWS else 1.0) / sources.count(s) for s in sources])
    share: Floats = weight / weight.mean()
    return share


def _folds(rows: Sequence[Example]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    from sklearn.model_selection import GroupKFold

    yield from GroupKFold(_FOLDS).split(rows, groups=[f"{row.source}:{row.group}" for row in rows])


def _ranking(rows: Sequence[Example], share: Floats) -> Floats:
    """Weights that make the gold sentences likely among the sentences of their question.

    A conditional logit (McFadden 1974): the likelihood of a question is the sum of the probabilities of its
    gold sentences.
    """
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    known = [(row, w) for row, w in zip(rows, share, strict=True) if row.is_gold.any()]
    spread = np.concatenate([row.sentences for row, _ in known]).std(axis=0) + 1e-9
    scaled = [(row.sentences / spread, row.is_gold, w) for row, w in known]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = _RIDGE * (weights @ weights) / 2, _RIDGE * weights
        for x, is_gold, w in scaled:
            odds = x @ weights
            of_gold = np.where(is_gold, odds, -np.inf)
            total += w * (logsumexp(odds) - logsumexp(of_gold))
            gradient += w * (_likely(odds) - _likely(of_gold)) @ x
        return float(total), gradient

    result: Floats = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x / spread
    return result


def _likely(odds: Floats) -> Floats:
    """Probabilities, (n,), that are in the proportion of e to the power of `odds`."""
    p = np.exp(odds - odds.max())
    likely: Floats = p / p.sum()
    return likely


def _out_of_fold(rows: Sequence[Example], share: Floats) -> list[_Ranked]:
    """Each row ranked by weights fitted on other documents."""
    ranked: dict[int, _Ranked] = {}
    for train, test in _folds(rows):
        weights = _ranking([rows[i] for i in train], share[train])
        for i in test:
            odds = rows[i].sentences @ weights
            order = np.argsort(-odds, kind="stable")
            n_close = int((odds >= odds.max() + SPREAD * math.log(CLOSE)).sum())
            ranked[i] = _Ranked(rows[i], order, min(n_close, MAX_SHOWN))
    return [ranked[i] for i in range(len(rows))]


def _confidence(
    rows: Sequence[Example], x: Floats, is_right: Sequence[bool], share: Floats
) -> tuple[float, Floats, Floats]:
    """Intercept and weights of the unscaled features, and each row's probability by those of other folds."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    y, probability = np.array(is_right), np.zeros(len(rows))
    model = make_pipeline(StandardScaler(), LogisticRegression())
    for train, test in _folds(rows):
        model.fit(x[train], y[train], logisticregression__sample_weight=share[train])
        probability[test] = model.predict_proba(x[test])[:, 1]
    model.fit(x, y, logisticregression__sample_weight=share)
    scale, regression = model[0], model[1]
    weights = regression.coef_[0] / scale.scale_
    return float(regression.intercept_[0] - weights @ scale.mean_), weights, probability


def _shorts(
    rows: Sequence[Example],
    words: Sequence[list[tuple[Weights, bool]]],
    share: Floats,
    names: Sequence[str],
) -> tuple[float, Floats, list[tuple[float, bool] | None]]:
    """Intercept and weights for the words that may answer; of each row the likeliest, by those of other
    folds: how likely, and whether it is right."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    owner = np.array([n for n, found in enumerate(words) for _ in found])
    x = np.array([[row[name] for name in names] for found in words for row, _ in found])
    y = np.array([is_right for found in words for _, is_right in found])
    likely = np.zeros(len(y))
    model = make_pipeline(StandardScaler(), LogisticRegression())
    for train, test in _folds(rows):
        of_train = np.isin(owner, train)
        model.fit(x[of_train], y[of_train], logisticregression__sample_weight=share[owner[of_train]])
        of_test = np.isin(owner, test)
        likely[of_test] = model.predict_proba(x[of_test])[:, 1]
    model.fit(x, y, logisticregression__sample_weight=share[owner])
    weights = model[1].coef_[0] / model[0].scale_
    best: list[tuple[float, bool] | None] = [None] * len(rows)
    for n, p, is_right in zip(owner, likely, y, strict=True):
        known = best[n]
        if known is None or p > known[0]:
            best[n] = float(p), bool(is_right)
    return float(model[1].intercept_[0] - weights @ model[0].mean_), weights, best


def _marked(
    source: str, rows: Sequence[Example], marked: Sequence[tuple[float, bool] | None], confidence: Floats
) -> Weights:
    """Of the questions of a source that would be answered: how many have words marked, how many of these
    are right; of all, and of those that have an answer."""
    at = [n for n, row in enumerate(rows) if row.source == source and confidence[n] >= 1 - DEFAULT_RISK]
    out: Weights = {}
    for name, among in (("", at), ("_answerable", [n for n in at if rows[n].is_answerable])):
        found = [m for n in among if (m := marked[n]) is not None and m[0] >= LEAST]
        out[f"marked{name}"] = round(len(found) / max(1, len(among)), 3)
        if found:
            out[f"marked_right{name}"] = _mean([is_right for _, is_right in found])
    return out


def _measured(source: str, ranked: Sequence[_Ranked], probability: Floats) -> Weights:
    """What the reader finds of the answerable questions, and how well the confidence tells; on held-out
    documents. `answered_from_*` is the share of questions as sure as that, `right_from_*` how many of these
    are answered."""
    from sklearn.metrics import roc_auc_score

    at = [n for n, r in enumerate(ranked) if r.row.source == source]
    answerable = [ranked[n] for n in at if ranked[n].row.is_answerable]
    p = probability[at]
    is_right = np.array([ranked[n].is_answered for n in at])
    sure = {f"{least}": p >= least for least in (0.4, 0.6, 0.8)}
    return {
        "questions": len(at),
        "gold_first": _mean([r.is_found(1) for r in answerable]),
        "gold_in_three": _mean([r.is_found(3) for r in answerable]),
        "auroc_answerable": round(float(roc_auc_score([ranked[n].row.is_answerable for n in at], p)), 3),
        "auroc_answered": round(float(roc_auc_score(is_right, p)), 3),
        **{f"answered_from_{k}": _mean(are) for k, are in sure.items()},
        **{f"right_from_{k}": _mean(is_right[are]) for k, are in sure.items() if are.any()},
    }


def _mean(values: Sequence[bool] | NDArray[np.bool_]) -> float:
    return round(float(np.mean(values)), 3)
