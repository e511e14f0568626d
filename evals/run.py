"""Runs the gold set: a library of the sample articles, every question, the briefs, the scores, the report.

`run_eval` is the flow. What an answer is worth stands in `scoring`, what all of them are worth in `measures`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.brief_gold import load_brief_gold
from evals.brief_scoring import score_brief
from evals.gold_set import GoldItem, load_gold_set
from evals.journal import Journal
from evals.measures import curve_of, measure_all, measure_briefs, slices_of
from evals.metrics import stats
from evals.provenance import Made, code_sha256, collect_provenance, sha256_of_files
from evals.report import BriefResult, EvalReport, EvalRun, ItemResult
from evals.sample_library import Opener, sample_library
from evals.scoring import Carries, score
from evals.service import AnsweringService, asker
from index.models import Article
from qa.grounding import problems
from qa.language.nlp import SpacyParser

SUITE = "gold"
N_RESAMPLES = 1000
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sample:
    """The files of an eval: the questions, the articles they are asked of, and the expected briefs if any."""

    gold_path: Path
    articles_dir: Path
    briefs_path: Path | None = None

    @property
    def article_paths(self) -> list[Path]:
        return sorted(path for path in self.articles_dir.iterdir() if path.is_file())


def run_eval(
    open_service: Opener,
    sample: Sample,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    made: Made | None = None,
    journal_dir: Path | None = None,
    kept_in: Path | None = None,
) -> EvalRun:
    """Asks the gold questions of a library of the sample articles, and scores what comes back.

    `open_service` opens a service on the home it is given, a temporary folder. `limit` draws that many
    questions by `seed`, which also seeds the intervals, and leaves out the briefs. `progress` is told
    (n_done, n_to_do). `made` goes into the provenance. `journal_dir` keeps each item as it is scored, and
    gives back those of a run that was stopped; `kept_in` keeps the library between runs.

    Raises:
        GoldSetError: if the gold set does not fit the articles.
        ValueError: if `limit` leaves no question.
    """
    if limit is not None and limit < 1:
        raise ValueError(f"no eval of {limit} questions")
    made = made or Made()
    paths = sample.article_paths
    journal = Journal(journal_dir, _key(sample, made)) if journal_dir else None
    with sample_library(open_service, paths, made.embedder, kept_in) as service, _rules() as carries:
        articles = articles_by_file_name(service)
        texts = {name: article.text for name, article in articles.items()}
        gold = load_gold_set(sample.gold_path, texts)
        briefs = load_brief_gold(sample.briefs_path, texts) if sample.briefs_path and limit is None else []
        items = _draw(gold, limit, seed)
        ask = asker(service)

        def answered(item: GoldItem) -> ItemResult:
            return score(item, ask(item), articles, service.article, carries)

        results: list[ItemResult] = []
        written: list[BriefResult] = []
        for item in items:
            results.append(journal.result_of(item, answered) if journal else answered(item))
            _tell(progress, len(results), len(items) + len(briefs))
        for expected in briefs:
            ids = [articles[name].article_id for name in expected.articles] if not expected.topic else []
            written.append(
                score_brief(expected, service.brief(ids, expected.topic), articles, service.article)
            )
            _tell(progress, len(results) + len(written), len(items) + len(briefs))
    if journal:
        journal.finish()
    return EvalRun(_report(sample, results, written, made, seed), results, written)


def _report(
    sample: Sample, results: list[ItemResult], written: list[BriefResult], made: Made, seed: int
) -> EvalReport:
    """All that is measured of the scored questions and briefs, and what they were made with."""
    draws = stats.resample_clusters([result.cluster for result in results], N_RESAMPLES, seed)
    return EvalReport(
        suite=SUITE,
        n=len(results),
        metrics=measure_all(results, draws) | measure_briefs(written, N_RESAMPLES, seed),
        risk_coverage=curve_of(results),
        slices=slices_of(results),
        items_path=None,
        provenance=collect_provenance(
            gold_path=sample.gold_path,
            briefs_path=sample.briefs_path if written else None,
            corpus_sha256=sha256_of_files(sample.article_paths),
            clustered_by="article of the first evidence",
            engines=[result.engine for result in results],
            clusters=[result.cluster for result in results],
            made=made,
            seed=seed,
            n_resamples=N_RESAMPLES,
        ),
    )


def remeasured(run: EvalRun, items: list[ItemResult], seed: int) -> EvalRun:
    """The run with `items` in place of its own and their figures taken anew; the briefs keep theirs."""
    draws = stats.resample_clusters([item.cluster for item in items], N_RESAMPLES, seed)
    metrics = run.report.metrics | measure_all(items, draws)
    return EvalRun(run.report.model_copy(update={"metrics": metrics}), items, run.briefs)


def articles_by_file_name(service: AnsweringService) -> dict[str, Article]:
    """The stored articles of the sample, by the name of the file they came from."""
    stored = [service.article(info.article_id) for info in service.articles()]
    return {Path(article.origin).name: article for article in stored}


def _key(sample: Sample, made: Made) -> list[str]:
    """Everything a scored item depends on but its own line in the gold set."""
    corpus = sha256_of_files(sample.article_paths)
    return [corpus, made.embedder, made.llm, made.risk, code_sha256()]


def _tell(progress: Progress | None, n_done: int, n_to_do: int) -> None:
    if progress:
        progress(n_done, n_to_do)


def _draw(gold: Sequence[GoldItem], limit: int | None, seed: int) -> list[GoldItem]:
    # Not the first ones: a gold set is written story by story, the unanswerable questions last.
    if limit is None or limit >= len(gold):
        return list(gold)
    chosen = random.Random(seed).sample(range(len(gold)), limit)
    return [gold[index] for index in sorted(chosen)]


@contextmanager
def _rules() -> Iterator[Carries]:
    """The program's own rules for what a sentence carries; the parser starts with the first question."""
    started: list[SpacyParser] = []

    def carries(statement: str, sentence: str, question: str) -> bool:
        if not started:
            started.append(SpacyParser())
        return not problems(statement, [sentence], context=question, parser=started[0])

    try:
        yield carries
    finally:
        for parser in started:
            parser.close()
