"""The flow, with a scripted service: what each answer does to the figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evals.gold_set import GoldSetError
from evals.measures import LOWER_IS_BETTER, TIMINGS
from evals.provenance import Made
from evals.report import EvalRun
from evals.report_text import METRIC_NAMES
from evals.run import Sample, run_eval
from index.errors import UnknownArticle
from index.models import Article, ArticleInfo, Filters, Span
from index.text import sha256_of
from qa.citations import verbatim
from qa.models import (
    Abstained,
    Answer,
    Answered,
    AnswerTimings,
    Brief,
    Conflict,
    HitView,
    Statement,
    Usage,
    Verdict,
)

STRIKE = "Nine ships waited outside.\n\nThe union wants 9 percent. It walked out on Friday.\n"
TWIN = "Lindhaven expects crowds.\n\nThe union wants 9 percent.\n"
WANTS = "The union wants 9 percent."
GOLD = [
    {
        "id": "q1",
        "question": "What does the union want?",
        "answerable": True,
        "answers": ["9 percent", "nine percent"],
        "evidence": [{"article": "strike.md", "quote": WANTS}, {"article": "twin.md", "quote": WANTS}],
        "tags": ["number"],
        "as_of": "2025-03-15",
    },
    {
        "id": "q2",
        "question": "How many ships waited?",
        "answerable": True,
        "answers": ["Nine"],
        "evidence": [{"article": "strike.md", "quote": "Nine ships waited outside."}],
        "tags": ["number", "easy"],
        "as_of": None,
    },
    {
        "id": "q3",
        "question": "Who is the mayor?",
        "answerable": False,
        "answers": [],
        "evidence": [],
        "tags": ["no-entity"],
        "as_of": None,
    },
]


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Intervals are tested where they are made; here they only cost time."""
    monkeypatch.setattr("evals.run.N_RESAMPLES", 40)


Script = Callable[["FakeService", str], Answer]


class FakeService:
    """Stores files as they are, and answers from a script."""

    def __init__(self, home: Path, script: Script) -> None:
        self.home = home
        self.script = script
        self.stored: dict[str, Article] = {}
        self.asked: list[tuple[str, Filters]] = []
        self.is_closed = False

    def add(self, inputs: Sequence[str]) -> None:
        for origin in inputs:
            text = Path(origin).read_text(encoding="utf-8")
            name = Path(origin).stem
            self.stored[name] = Article(name, 1, text, sha256_of(text), name, None, None, None, None, origin)

    def articles(self) -> list[ArticleInfo]:
        return [
            ArticleInfo(a.article_id, 1, a.title, None, None, None, len(a.text)) for a in self.stored.values()
        ]

    def article(self, article_id: str, version: int | None = None) -> Article:
        if article_id not in self.stored or version not in (None, 1):
            raise UnknownArticle(f"no article {article_id!r}")
        return self.stored[article_id]

    def ask(self, question: str, filters: Filters) -> Answer:
        self.asked.append((question, filters))
        return self.script(self, question)

    def brief(self, article_ids: Sequence[str] = (), topic: str | None = None) -> Brief:
        raise AssertionError("no brief is expected here")

    def close(self) -> None:
        self.is_closed = True

    def say(self, article_id: str, words: str) -> Statement:
        article = self.stored[article_id]
        start = article.text.index(words)
        return verbatim(article, Span(start, start + len(words)))

    def hit(self, rank: int, article_id: str, words: str) -> HitView:
        start = self.stored[article_id].text.index(words)
        return HitView(
            rank=rank,
            score=1 / rank,
            passage_id=rank,
            article_id=article_id,
            version=1,
            start=start,
            end=start + len(words),
            text=words,
            title=article_id,
            publisher=None,
            published_at=None,
        )


def answered(question: str, statements: list[Statement], **fields: object) -> Answer:
    return Answered.model_validate(
        {"question": question, "statements": statements, "confidence": 0.9, "engine": "extractive", **fields}
    )


def abstained(question: str, confidence: float = 0.1) -> Answer:
    return Abstained(
        question=question, confidence=confidence, engine="extractive", reason="The articles do not say."
    )


def perfect(service: FakeService, question: str) -> Answer:
    """Right on all three; for q1 it finds and cites the twin that is not the first."""
    if question == "What does the union want?":
        return answered(question, [service.say("twin", WANTS)], hits=[service.hit(1, "twin", WANTS)])
    if question == "How many ships waited?":
        words = "Nine ships waited outside."
        return answered(question, [service.say("strike", words)], hits=[service.hit(1, "strike", words)])
    return abstained(question)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "strike.md").write_text(STRIKE, encoding="utf-8")
    (folder / "twin.md").write_text(TWIN, encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text(
        "".join(json.dumps(item) + "\n" for item in GOLD), encoding="utf-8"
    )
    return tmp_path


def run(
    sample: Path, script: Script, *, limit: int | None = None, seed: int = 0
) -> tuple[EvalRun, FakeService]:
    opened: list[FakeService] = []

    def open_service(home: Path) -> FakeService:
        opened.append(FakeService(home, script))
        return opened[0]

    done = run_eval(open_service, sample_of(sample), limit=limit, seed=seed)
    return done, opened[0]


def sample_of(folder: Path) -> Sample:
    return Sample(folder / "questions.jsonl", folder / "articles")


def value(done: EvalRun, name: str) -> float | None:
    return done.report.metrics[name].value


COSTS = {"calls", "prompt_tokens", "completion_tokens", "cost_usd"}
FOR_QUESTIONS = {n for n in METRIC_NAMES if not n.startswith(("brief_", "judge_"))}


def test_a_perfect_service_has_perfect_figures_twins_included(sample: Path) -> None:
    done, _ = run(sample, perfect)
    shares = (
        FOR_QUESTIONS
        - LOWER_IS_BETTER
        - TIMINGS
        - COSTS
        - {"token_f1", "coverage", "exact_match", "short_right"}
    )
    assert {name: value(done, name) for name in shares} == dict.fromkeys(shares, 1.0)
    assert value(done, "coverage") == pytest.approx(2 / 3)
    assert value(done, "aurc") == 0
    assert value(done, "ece") == pytest.approx(0.1)


def test_the_report_has_every_metric_of_the_page_and_counts_every_question(sample: Path) -> None:
    done, _ = run(sample, perfect)
    assert set(done.report.metrics) == FOR_QUESTIONS
    assert all(m.n_scored + m.n_unscored == 3 for m in done.report.metrics.values())
    assert done.report.n == len(done.items) == 3
    assert done.report.suite == "gold"


def test_the_unanswerable_is_unscored_for_answers_and_the_abstained_for_confidence(sample: Path) -> None:
    done, _ = run(sample, perfect)
    metrics = done.report.metrics
    assert (metrics["answer_contains"].n_scored, metrics["answer_contains"].n_unscored) == (2, 1)
    assert (metrics["aurc"].n_scored, metrics["aurc"].n_unscored) == (2, 1)
    assert (metrics["abstention_recall"].n_scored, metrics["abstention_precision"].n_scored) == (1, 1)


def test_abstaining_on_everything_scores_0_for_answers_and_leaves_precision_unscored(sample: Path) -> None:
    done, _ = run(sample, lambda _, question: abstained(question))
    assert value(done, "answer_contains") == 0
    assert value(done, "citation_recall") == 0
    assert value(done, "citation_precision") is None
    assert value(done, "quote_validity") is None
    assert value(done, "selective_accuracy") is None
    assert value(done, "statement_support") is None
    assert value(done, "abstention_precision") == pytest.approx(1 / 3)
    assert value(done, "abstention_recall") == 1
    assert value(done, "decision_accuracy") == pytest.approx(1 / 3)
    assert done.report.risk_coverage == []


def test_what_an_abstention_quotes_as_closest_is_counted_and_is_no_answer(sample: Path) -> None:
    def near(service: FakeService, question: str) -> Answer:
        answer = abstained(question, 0.4)
        quoted = service.say("strike", WANTS).citations
        return answer.model_copy(update={"closest": quoted}) if question.startswith("What") else answer

    done, _ = run(sample, near)
    assert value(done, "answer_contains") == 0
    assert value(done, "answer_quoted") == pytest.approx(1 / 2)
    assert value(done, "coverage") == 0


def test_answering_the_unanswerable_is_a_risk_taken(sample: Path) -> None:
    done, _ = run(sample, lambda service, question: answered(question, [service.say("strike", WANTS)]))
    assert value(done, "abstention_recall") == 0
    assert value(done, "abstention_precision") is None
    assert value(done, "selective_accuracy") == pytest.approx(1 / 3)
    (point,) = done.report.risk_coverage
    assert (point.coverage, point.risk) == (1.0, 2 / 3)
    assert value(done, "citation_precision") == pytest.approx(1 / 2)
    assert value(done, "recall@5") == 0


def test_confidence_that_tells_them_apart_has_full_auroc(sample: Path) -> None:
    assert value(run(sample, perfect)[0], "auroc") == 1
    assert value(run(sample, lambda _, question: abstained(question))[0], "auroc") == 0.5


@pytest.mark.parametrize(
    "spoil",
    [
        {"quote": "The union wants 8 percent."},
        {"start": 0},
        {"version": 2},
        {"article_id": "gone"},
        {"start": -5},
        {"end": 5, "start": 9},
    ],
)
def test_a_citation_that_is_not_there_lowers_quote_validity(sample: Path, spoil: dict[str, object]) -> None:
    def script(service: FakeService, question: str) -> Answer:
        good = service.say("strike", WANTS)
        bad = good.citations[0].model_copy(update=spoil)
        both = Statement(text=WANTS, citations=[good.citations[0], bad], verdict=Verdict.VERBATIM)
        return answered(question, [both])

    assert value(run(sample, script)[0], "quote_validity") == 0.5


def test_the_sides_of_a_conflict_are_shown_too_and_count_once(sample: Path) -> None:
    def script(service: FakeService, question: str) -> Answer:
        side = service.say("strike", WANTS)
        other = service.say("strike", "Nine ships waited outside.")
        return answered(question, [side], conflicts=[Conflict(about="pay", sides=[side, other])])

    done, _ = run(sample, script)
    assert done.items[1].shown == [WANTS, "Nine ships waited outside."]
    assert len(done.items[1].citations) == 2
    assert value(done, "answer_contains") == 1


def test_hits_are_taken_in_the_order_of_their_ranks(sample: Path) -> None:
    def script(service: FakeService, question: str) -> Answer:
        found = [service.hit(2, "strike", WANTS), service.hit(1, "twin", "Lindhaven expects crowds.")]
        return answered(question, [], hits=found)

    done, _ = run(sample, script)
    assert done.items[0].scores["mrr@10"] == 0.5
    assert done.items[0].scores["success@1"] == 0
    assert done.items[0].scores["recall@5"] == 1
    assert done.items[1].scores["recall@5"] == 0
    assert done.items[2].scores["recall@5"] is None


def test_cost_and_latency_are_those_the_answers_report(sample: Path) -> None:
    milliseconds = iter([10.0, 20.0, 30.0])

    def script(service: FakeService, question: str) -> Answer:
        usage = Usage(calls=2, prompt_tokens=100, completion_tokens=7)
        return answered(question, [], usage=usage, timings_ms=AnswerTimings(total=next(milliseconds)))

    done, _ = run(sample, script)
    assert value(done, "latency_p50_ms") == 20
    assert value(done, "latency_p95_ms") == pytest.approx(29)
    assert (value(done, "calls"), value(done, "prompt_tokens"), value(done, "completion_tokens")) == (
        2,
        100,
        7,
    )


def test_each_question_is_asked_from_its_own_day(sample: Path) -> None:
    _, service = run(sample, perfect)
    assert [filters.as_of for _, filters in service.asked] == ["2025-03-15", None, None]


def test_the_home_is_fresh_and_gone_afterwards_and_the_service_closed(sample: Path) -> None:
    _, service = run(sample, perfect)
    assert service.is_closed
    assert not service.home.exists()


def test_the_service_is_closed_when_the_gold_set_is_refused(sample: Path) -> None:
    (sample / "articles" / "twin.md").write_text("Another text.\n", encoding="utf-8")
    opened: list[FakeService] = []

    def open_service(home: Path) -> FakeService:
        opened.append(FakeService(home, perfect))
        return opened[0]

    with pytest.raises(GoldSetError, match="line 1"):
        run_eval(open_service, sample_of(sample))
    assert opened[0].is_closed
    assert opened[0].asked == []


def test_slices_count_the_questions_of_each_tag(sample: Path) -> None:
    slices = run(sample, perfect)[0].report.slices
    assert {tag: part["n"] for tag, part in slices.items()} == {"easy": 1, "no-entity": 1, "number": 2}
    assert slices["no-entity"]["answer_contains"] is None
    assert slices["no-entity"]["decision_accuracy"] == 1


def test_the_same_seed_gives_the_same_report(sample: Path) -> None:
    once, again = (run(sample, perfect, seed=3)[0] for _ in range(2))
    assert once.report == again.report
    assert once.report.provenance.seed == 3


def test_intervals_hold_their_figures(sample: Path) -> None:
    for metric in run(sample, lambda s, q: answered(q, [s.say("strike", WANTS)]))[0].report.metrics.values():
        if metric.value is not None and metric.low is not None and metric.high is not None:
            assert metric.low <= metric.value <= metric.high


def test_a_limit_draws_that_many_by_seed_in_the_order_of_the_set(sample: Path) -> None:
    drawn = {
        tuple(item.id for item in run(sample, perfect, limit=2, seed=seed)[0].items) for seed in range(8)
    }
    assert drawn == {("q1", "q2"), ("q1", "q3"), ("q2", "q3")}
    assert run(sample, perfect, limit=99)[0].report.n == 3
    with pytest.raises(ValueError, match="0 questions"):
        run(sample, perfect, limit=0)


def test_progress_is_told_after_each_question_and_what_the_caller_knows_is_kept(sample: Path) -> None:
    told: list[tuple[int, int]] = []
    done = run_eval(
        lambda home: FakeService(home, perfect),
        sample_of(sample),
        progress=lambda n_done, n_questions: told.append((n_done, n_questions)),
        made=Made(embedder="hashing", started_at="2025-11-03T08:00:00Z"),
    )
    made = done.report.provenance
    assert (made.embedder, made.engine, made.started_at) == ("hashing", "extractive", "2025-11-03T08:00:00Z")
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_run_that_was_stopped_goes_on_where_it_stood(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    asked: list[str] = []

    def stops_at(limit: int) -> Script:
        def script(service: FakeService, question: str) -> Answer:
            if len(asked) == limit:
                raise KeyboardInterrupt
            asked.append(question)
            return perfect(service, question)

        return script

    with pytest.raises(KeyboardInterrupt):
        run_eval(lambda home: FakeService(home, stops_at(2)), sample_of(sample), journal_dir=folder)
    done = run_eval(lambda home: FakeService(home, stops_at(99)), sample_of(sample), journal_dir=folder)
    assert asked == [item["question"] for item in GOLD]
    assert [item.id for item in done.items] == ["q1", "q2", "q3"]
    run_eval(lambda home: FakeService(home, stops_at(99)), sample_of(sample), journal_dir=folder)
    assert len(asked) == 6  # the run before was whole: this one is asked anew


def test_a_service_that_takes_turns_is_given_them_and_another_is_asked_as_it_stands(sample: Path) -> None:
    turned = [*GOLD[:2], {**GOLD[2], "history": ["Which town is it?"]}]
    (sample / "questions.jsonl").write_text("".join(json.dumps(i) + "\n" for i in turned), "utf-8")
    told: list[Sequence[str]] = []

    class Talking(FakeService):
        def ask(self, question: str, filters: Filters, history: Sequence[str] = ()) -> Answer:
            told.append(history)
            return super().ask(question, filters)

    run_eval(lambda home: Talking(home, perfect), sample_of(sample))
    assert told == [(), (), ["Which town is it?"]]
    done, _ = run(sample, perfect)
    assert done.items[2].history == ["Which town is it?"]
