"""One answer against its gold item: what was shown, what was cited, and each of its scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from evals.gold_set import Fact, GoldItem, locate_facts
from evals.metrics import citation, retrieval, text
from evals.report import CitedWords, GoldWords, ItemResult, ShownStatement
from index.errors import UnknownArticle
from index.models import Article, Span
from index.text import sentence_spans
from qa.models import Abstained, Answer, Citation, Statement

Carries = Callable[[str, str, str], bool]
"""True if a sentence carries a statement, in answer to a question: (statement, sentence, question)."""

ArticleOf = Callable[[str, int], Article]


def score(
    item: GoldItem, answer: Answer, articles: dict[str, Article], article_of: ArticleOf, carries: Carries
) -> ItemResult:
    """What `answer` is worth. `articles` are those of the sample by file name; `article_of` is asked for
    the version that a citation names."""
    # What a reader sees twice, once in the answer and once as a side of a conflict, counts once.
    sides = [side for conflict in answer.conflicts for side in conflict.sides]
    statements = list({s.text: s for s in reversed([*answer.statements, *sides])}.values())[::-1]
    shown = [s.text for s in statements]
    cited = list(dict.fromkeys(c for s in [*answer.statements, *sides] for c in s.citations))
    facts = locate_facts(item, articles)
    file_names = {article.article_id: name for name, article in articles.items()}
    alone = [[_bears(s, c, item.question, carries) for c in s.citations] for s in statements]
    joined = " ".join(shown)
    closest = [c.quote for c in answer.closest] if isinstance(answer, Abstained) else []
    return ItemResult(
        id=item.id,
        question=item.question,
        history=list(item.history),
        as_of=item.as_of.isoformat() if item.as_of else None,
        answerable=item.answerable,
        answers=list(item.answers),
        evidence=[GoldWords(article=e.article, quote=e.quote) for e in item.evidence],
        tags=list(item.tags),
        cluster=item.cluster,
        status=answer.status,
        reason=answer.reason,
        confidence=answer.confidence,
        shown=shown,
        statements=[
            ShownStatement(text=s.text, quotes=[c.quote for c in s.citations], is_supported=any(bears))
            for s, bears in zip(statements, alone, strict=True)
        ],
        citations=[
            CitedWords(
                article=file_names.get(c.article_id, c.article_id), start=c.start, end=c.end, quote=c.quote
            )
            for c in cited
        ],
        engine=answer.engine,
        total_ms=answer.timings_ms.total,
        stages_ms=answer.timings_ms.model_dump(exclude={"total"}),
        calls=answer.usage.calls,
        prompt_tokens=answer.usage.prompt_tokens,
        completion_tokens=answer.usage.completion_tokens,
        cost_usd=answer.usage.cost_usd,
        scores={
            **_retrieval_scores(answer, facts),
            # An abstention on an answerable question shows nothing, and so scores 0, not unscored.
            "answer_contains": text.best_over(text.contains, joined, item.answers),
            # What an abstention quotes as closest is there to be judged, and is no answer.
            "answer_quoted": text.best_over(text.contains, " ".join([joined, *closest]), item.answers),
            "exact_match": text.best_over(text.exact_match, joined, item.answers),
            "token_f1": text.best_over(text.token_f1, joined, item.answers),
            "short_right": _short_right(answer, item.answers),
            **_citation_scores(cited, facts, article_of),
            "statement_support": citation.statement_support(alone),
            "needed_citations": citation.needed_citations(alone),
        },
    )


def _short_right(answer: Answer, answers: Sequence[str]) -> float | None:
    """The share of the words marked as the answer that are it; None where none are marked."""
    marked = [s.short.text for s in answer.statements if s.short]
    return sum(text.overlaps(words, answers) for words in marked) / len(marked) if marked else None


def _bears(statement: Statement, cited: Citation, question: str, carries: Carries) -> bool:
    return statement.text == cited.quote or carries(statement.text, cited.quote, question)


def _retrieval_scores(answer: Answer, facts: list[Fact]) -> dict[str, float | None]:
    hits = sorted(answer.hits, key=lambda hit: hit.rank)
    ranking = [_covered(hit.article_id, Span(hit.start, hit.end), facts) for hit in hits]
    wanted = set(range(len(facts)))
    return {
        "recall@1": retrieval.recall_at_k(ranking, wanted, 1),
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
    cited: Sequence[Citation], facts: list[Fact], article_of: ArticleOf
) -> dict[str, float | None]:
    touched = [sentences_cited(c, article_of) for c in cited]
    gold = [
        {key for article, span in fact for key in sentences_touched(article.article_id, article.text, span)}
        for fact in facts
    ]
    return {
        "quote_validity": citation.quote_validity([is_valid(c, article_of) for c in cited]),
        "citation_precision": citation.citation_precision(touched, gold),
        "citation_recall": citation.citation_recall(touched, gold),
        "evidence_f1": citation.evidence_f1(touched, gold),
    }


def is_valid(cited: Citation, article_of: ArticleOf) -> bool:
    """True if the stored text of the cited version holds the quote at its offsets."""
    return citation.is_verbatim(_stored_text(cited, article_of), cited.start, cited.end, cited.quote)


def sentences_cited(cited: Citation, article_of: ArticleOf) -> frozenset[citation.SentenceKey]:
    """The sentences that a citation touches; bounds that make no span touch none."""
    span = Span(cited.start, cited.end) if 0 <= cited.start <= cited.end else Span(0, 0)
    return sentences_touched(cited.article_id, _stored_text(cited, article_of), span)


def sentences_touched(article_id: str, article_text: str, span: Span) -> frozenset[citation.SentenceKey]:
    """The sentences of `article_text` that `span` touches."""
    return citation.sentences_at(article_id, span, _sentences(article_text))


def _stored_text(cited: Citation, article_of: ArticleOf) -> str:
    try:
        return article_of(cited.article_id, cited.version).text
    except UnknownArticle:
        return ""  # nothing stands in an article that is not there


@lru_cache(maxsize=512)
def _sentences(article_text: str) -> list[Span]:
    return sentence_spans(article_text)
