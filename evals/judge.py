"""A language model as a second opinion on whether words bear a statement; never the first one.

Its verdict stands beside that of the program's own rules, and how far the two agree is a figure too. A reply
that cannot be had or read is no verdict: it is counted as unscored, not as a failure of the statement.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.gold_set import NonBlank, numbered_lines, parse_line
from evals.metrics import stats
from evals.metrics.agreement import cohens_kappa
from evals.report import ItemResult, Record, ShownStatement
from qa.errors import ModelError
from qa.phrasing.llm import LanguageModel
from qa.phrasing.prompts import load_prompt

_MAX_TOKENS = 200


class Ruling(StrEnum):
    """What a judge may say. `UNREADABLE`: the words leave it open, or cannot be understood."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    UNREADABLE = "unreadable"


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ruling: Ruling


class Labelled(BaseModel):
    """A statement and a sentence with the label a person gave them: one line of the labelled data."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    statement: NonBlank
    sentence: NonBlank
    label: Ruling


class Agreement(Record):
    """How far the judge agrees with somebody: Cohen's kappa over `n` things both judged; `n_unscored` are
    those it gave no verdict on."""

    kappa: float | None
    share_same: float | None
    n: int
    n_unscored: int


class Judge:
    """Asks `model`; the same statement and sentence are asked once, and kept in `cache_dir` for good.

    A kept ruling is known by the model, the prompt's bytes, the statement and the sentence.
    """

    def __init__(self, model: LanguageModel, cache_dir: Path) -> None:
        self._model, self._cache_dir = model, cache_dir
        self._prompt = load_prompt("judge")
        self.name = model.name

    def rule(self, statement: str, sentence: str) -> Ruling | None:
        """What the judge says; None, unscored, if it cannot be asked or its reply not be read."""
        key = [self._model.name, self._prompt.sha256, statement, sentence]
        path = self._cache_dir / f"{hashlib.sha256(json.dumps(key).encode()).hexdigest()}.json"
        if kept := _kept(path):
            return kept
        message = self._prompt.message(statement=statement, sentence=sentence)
        try:
            ruling = self._model.fill(message, _Form, max_tokens=_MAX_TOKENS).value.ruling
        except ModelError:
            return None  # not kept: the next run may have better luck
        self._cache_dir.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"ruling": ruling}), "utf-8")
        return ruling


def _kept(path: Path) -> Ruling | None:
    try:
        return Ruling(json.loads(path.read_text("utf-8"))["ruling"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def judged(items: Sequence[ItemResult], judge: Judge) -> list[ItemResult]:
    """The items with each shown statement judged, and the share of those it supports as `judge_support`.

    Statements without a verdict are left out of that share; with none left the item is unscored.
    """
    return [_judged(item, judge) for item in items]


def _judged(item: ItemResult, judge: Judge) -> ItemResult:
    statements = [s.model_copy(update={"judged": _rule(s, judge)}) for s in item.statements]
    verdicts = [float(s.judged == Ruling.SUPPORTS) if s.judged else None for s in statements]
    scores = item.scores | {"judge_support": stats.mean(verdicts)}
    return item.model_copy(update={"statements": statements, "scores": scores})


def _rule(statement: ShownStatement, judge: Judge) -> str | None:
    if not statement.quotes:
        return None
    return judge.rule(statement.text, "\n".join(statement.quotes))


def agreement_with_rules(items: Sequence[ItemResult]) -> Agreement:
    """The judge against the program's own verdicts, over the shown statements: supports, or does not."""
    pairs = [(s.judged, s.is_supported) for item in items for s in item.statements if s.quotes]
    both = [(judged == Ruling.SUPPORTS, own) for judged, own in pairs if judged]
    return _agreement(both, n_unscored=len(pairs) - len(both))


def agreement_with_labels(judge: Judge, labelled: Sequence[Labelled]) -> Agreement:
    """The judge against a person's labels, over all three rulings."""
    rulings = [(judge.rule(entry.statement, entry.sentence), entry.label) for entry in labelled]
    both = [(ruling, label) for ruling, label in rulings if ruling]
    return _agreement(both, n_unscored=len(rulings) - len(both))


def _agreement(pairs: Sequence[tuple[object, object]], n_unscored: int) -> Agreement:
    same = [float(one == other) for one, other in pairs]
    kappa = cohens_kappa([one for one, _ in pairs], [other for _, other in pairs])
    return Agreement(kappa=kappa, share_same=stats.mean(same), n=len(pairs), n_unscored=n_unscored)


def load_labelled(path: Path) -> list[Labelled]:
    """The labelled data of a JSON Lines file of {statement, sentence, label}.

    Raises:
        GoldSetError: naming the line that does not fit.
    """
    return [parse_line(Labelled, line, f"{path}, line {n}") for n, line in numbered_lines(path)]
