"""Runs the gold set: a fresh library, the sample articles, every question, the scores, the report.

`run_eval` is the flow; what follows it scores one answer and sums up all of them.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from evals.gold_set import Fact, GoldItem, load_gold_set, locate_facts
from evals.metrics import abstention, citation, retrieval, stats, text
from evals.report import (
    UNKNOWN,
    CitedWords,
    CurvePoint,
    EvalReport,
    EvalRun,
    ItemResult,
    MetricValue,
    Slice,
    collect_provenance,
)
from index.errors import UnknownArticle
from index.models import Article, ArticleInfo, Filters, Span
from index.text import sentence_spans
from qa.models import Answer, Citation

SUITE = "gold"
N_RESAMPLES = 1000


class AnsweringService(Protocol):
    """What an eval needs of the program: `qa.service.Service` is one."""

    def add(self, inputs: Sequence[str], /) -> object: ...

    def articles(self) -> list[ArticleInfo]: ...

    def article(self, article_id: str, version: int | None = None, /) -> Article: ...

    def ask(self, question: str, filters: Filters, /) -> Answer: ...

    def close(self) -> None: ...


def run_eval(
    open_service: Callable[[Path], AnsweringService],
    gold_path: Path,
    articles_dir: Path,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
    embedder: str = UNKNOWN,
    started_at: str | None = None,
) -> EvalRun:
    """Asks the gold questions of a fresh library of the sample articles, and scores what comes back.

    `open_service` opens a service on the home it is given, a temporary folder. `limit` draws that many
    questions by `seed`, which also seeds the intervals. `progress` is told (n_done, n_questions).
    `embedder` and `started_at` go into the provenance as they are.

    Raises:
        GoldSetError: if the gold set does not fit the articles.
        ValueError: if `limit` leaves no question.
    """
    if limit is not None and limit < 1:
        raise ValueError(f"no eval of {limit} questions")
    with (
        tempfile.TemporaryDirectory(prefix="groundwire-eval-") as home,
        closing(open_service(Path(home))) as service,
    ):
        paths = sorted(path for path in articles_dir.iterdir() if path.is_file())
        service.add([str(path) for path in paths])
        articles = _articles_by_file_name(service)
        gold = load_gold_set(gold_path, {name: article.text for name, article in articles.items()})
        items = _draw(gold, limit, seed)
        results: list[ItemResult] = []
        for item in items:
            answer = service.ask(item.question, Filters(as_of=item.as_of.isoformat() if item.as_of else None))
            results.append(_score(item, answer, articles, service))
            if progress:
                progress(len(results), len(items))

    draws = stats.resample_clusters([result.cluster for result in results], N_RESAMPLES, seed)
    report = EvalReport(
        suite=SUITE,
        n=len(results),
        metrics=_measure_all(results, draws),
        risk_coverage=_curve(results),
        slices=_slices(results),
        items_path=None,
        provenance=collect_provenance(
            gold_path=gold_path,
            article_paths=paths,
            items=results,
            embedder=embedder,
            seed=seed,
            n_resamples=N_RESAMPLES,
            started_at=started_at,
        ),
    )
    return EvalRun(report, results)


def _articles_by_file_name(service: AnsweringService) -> dict[str, Article]:
    stored = [service.article(info.article_id) for info in service.articles()]
    return {Path(article.origin).name: article for article in stored}


def _draw(gold: Sequence[GoldItem], limit: int | None, seed: int) -> list[GoldItem]:
    # Not the first ones: a gold set is written story by story, the unanswerable questions last.
    if limit is None or limit >= len(gold):
        return list(gold)
    chosen = random.Random(seed).sample(range(len(gold)), limit)
    return [gold[index] for index in sorted(chosen)]


# -- one answer --------------------------------------------------------------------------------------------


def _score(
    item: GoldItem, answer: Answer, articles: dict[str, Article], service: AnsweringService
) -> ItemResult:
    statements = [*answer.statements, *(side for conflict in answer.conflicts for side in conflict.sides)]
    # What a reader sees twice, once in the answer and once as a side of a conflict, counts once.
    shown = list(dict.fromkeys(statement.text for statement in statements))
    cited = list(dict.fromkeys(c for statement in statements for c in statement.citations))
    facts = locate_facts(item, articles)
    file_names = {article.article_id: name for name, article in articles.items()}
    return ItemResult(
        id=item.id,
        question=item.question,
        answerable=item.answerable,
        answers=list(item.answers),
        tags=list(item.tags),
        cluster=item.cluster,
        status=answer.status,
        reason=answer.reason,
        confidence=answer.confidence,
        shown=shown,
        citations=[
            CitedWords(
                article=file_names.get(c.article_id, c.article_id), start=c.start, end=c.end, quote=c.quote
            )
            for c in cited
        ],
        engine=answer.engine,
        total_ms=answer.timings_ms.total,
        calls=answer.usage.calls,
        prompt_tokens=answer.usage.prompt_tokens,
        completion_tokens=answer.usage.completion_tokens,
        scores={
            **_retrieval_scores(answer, facts),
            # An abstention on an answerable question shows nothing, and so scores 0, not unscored.
            "answer_contains": text.best_over(text.contains, " ".join(shown), item.answers),
            "token_f1": text.best_over(text.token_f1, " ".join(shown), item.answers),
            **_citation_scores(cited, facts, service),
        },
    )


def _retrieval_scores(answer: Answer, facts: list[Fact]) -> dict[str, float | None]:
    hits = sorted(answer.hits, key=lambda hit: hit.rank)
    ranking = [_covered(hit.article_id, Span(hit.start, hit.end), facts) for hit in hits]
    wanted = set(range(len(facts)))
    return {
        "recall@5": retrieval.recall_at_k(ranking, wanted, 5),
        "success@1": retrieval.success_at_k(ranking, wanted, 1),
        "success@5": retrieval.success_at_k(ranking, wanted, 5),
        "mrr@10": retrieval.reciprocal_rank(ranking, wanted, 10),
        "ndcg@10": retrieval.fact_ndcg_at_k(ranking, wanted, 10),
    }


def _covered(article_id: str, span: Span, facts: list[Fact]) -> set[int]:
    return {
        number
        for number, fact in enumerate(facts)
        if any(article.article_id == article_id and citation.overlap(span, quote) for article, quote in fact)
    }


def _citation_scores(
    cited: Sequence[Citation], facts: list[Fact], service: AnsweringService
) -> dict[str, float | None]:
    checks: list[bool] = []
    touched: list[frozenset[citation.SentenceKey]] = []
    for c in cited:
        stored = _stored_text(service, c.article_id, c.version)
        checks.append(citation.is_verbatim(stored, c.start, c.end, c.quote))
        # Bounds that make no span touch nothing; they are counted as invalid above.
        span = Span(c.start, c.end) if 0 <= c.start <= c.end else Span(0, 0)
        touched.append(citation.sentences_at(c.article_id, span, _sentences(stored)))
    gold = [_sentences_of(fact) for fact in facts]
    return {
        "quote_validity": citation.quote_validity(checks),
        "citation_precision": citation.citation_precision(touched, gold),
        "citation_recall": citation.citation_recall(touched, gold),
        "evidence_f1": citation.evidence_f1(touched, gold),
    }


def _sentences_of(fact: Fact) -> set[citation.SentenceKey]:
    return {
        key
        for article, span in fact
        for key in citation.sentences_at(article.article_id, span, _sentences(article.text))
    }


def _stored_text(service: AnsweringService, article_id: str, version: int) -> str:
    try:
        return service.article(article_id, version).text
    except UnknownArticle:
        return ""  # nothing stands in an article that is not there


@lru_cache(maxsize=512)
def _sentences(article_text: str) -> list[Span]:
    return sentence_spans(article_text)


# -- all of them -------------------------------------------------------------------------------------------

Results = Sequence[ItemResult]


def _decisions(results: Results) -> tuple[list[bool], list[bool]]:
    return [result.answerable for result in results], [result.abstained for result in results]


def _confidence_and(
    results: Results, outcome: Callable[[ItemResult], bool]
) -> tuple[list[float], list[bool]]:
    return [result.confidence for result in results], [outcome(result) for result in results]


def _is_correct(result: ItemResult) -> bool:
    return result.is_correct


def _answered(result: ItemResult) -> bool:
    return not result.abstained


def _anything(_: ItemResult) -> bool:
    return True


# Which items enter a figure, and the figure of those.
_MEASURES: dict[str, tuple[Callable[[ItemResult], bool], Callable[[Results], float | None]]] = {
    "abstention_precision": (
        lambda r: r.abstained,
        lambda rs: abstention.abstention_precision(*_decisions(rs)),
    ),
    "abstention_recall": (
        lambda r: not r.answerable,
        lambda rs: abstention.abstention_recall(*_decisions(rs)),
    ),
    "coverage": (_anything, lambda rs: abstention.coverage([r.abstained for r in rs])),
    "decision_accuracy": (_anything, lambda rs: abstention.decision_accuracy(*_decisions(rs))),
    "selective_accuracy": (_answered, lambda rs: stats.mean([float(r.is_correct) for r in rs])),
    "aurc": (_answered, lambda rs: abstention.aurc(*_confidence_and(rs, _is_correct))),
    "auroc": (_anything, lambda rs: abstention.auroc(*_confidence_and(rs, lambda r: r.answerable))),
    "ece": (_answered, lambda rs: abstention.expected_calibration_error(*_confidence_and(rs, _is_correct))),
    "latency_p50_ms": (_anything, lambda rs: stats.percentile([r.total_ms for r in rs], 0.5)),
    "latency_p95_ms": (_anything, lambda rs: stats.percentile([r.total_ms for r in rs], 0.95)),
    "calls": (_anything, lambda rs: stats.mean([r.calls for r in rs])),
    "prompt_tokens": (_anything, lambda rs: stats.mean([r.prompt_tokens for r in rs])),
    "completion_tokens": (_anything, lambda rs: stats.mean([r.completion_tokens for r in rs])),
}


def _measure_all(results: Results, draws: Sequence[stats.Indices]) -> dict[str, MetricValue]:
    metrics = {name: _mean_score(name, results, draws) for name in results[0].scores}
    for name, (enters, figure) in _MEASURES.items():
        metrics[name] = _measure(results, draws, enters, figure)
    return metrics


def _mean_score(name: str, results: Results, draws: Sequence[stats.Indices]) -> MetricValue:
    return _measure(
        results,
        draws,
        lambda result: result.scores[name] is not None,
        lambda chosen: stats.mean([result.scores[name] for result in chosen]),
    )


def _measure(
    results: Results,
    draws: Sequence[stats.Indices],
    enters: Callable[[ItemResult], bool],
    figure: Callable[[Results], float | None],
) -> MetricValue:
    scored = [result if enters(result) else None for result in results]

    def of_draw(draw: stats.Indices) -> float | None:
        return figure([result for index in draw.tolist() if (result := scored[index])])

    chosen = [result for result in scored if result]
    low, high = stats.bootstrap_interval(of_draw, draws) or (None, None)
    return MetricValue(
        value=figure(chosen), low=low, high=high, n_scored=len(chosen), n_unscored=len(results) - len(chosen)
    )


def _curve(results: Results) -> list[CurvePoint]:
    confidences, correct = _confidence_and([r for r in results if not r.abstained], _is_correct)
    points = abstention.risk_coverage(confidences, correct, len(results))
    return [CurvePoint(coverage=point.coverage, risk=point.risk) for point in points]


def _slices(results: Results) -> dict[str, Slice]:
    slices: dict[str, Slice] = {}
    for tag in sorted({tag for result in results for tag in result.tags}):
        tagged = [result for result in results if tag in result.tags]
        slices[tag] = Slice(
            n=len(tagged),
            answer_contains=stats.mean([result.scores["answer_contains"] for result in tagged]),
            decision_accuracy=abstention.decision_accuracy(*_decisions(tagged)),
        )
    return slices
