"""Cuts citations out of stored articles. The only place where a `Citation` is made."""

from __future__ import annotations

from index.models import Article, Span
from qa.models import ArticleRef, Citation, Statement, Verdict


def cite(article: Article, span: Span) -> Citation:
    """The words of `article` at `span`, as a citation.

    Raises:
        ValueError: if the span is empty or reaches past the text.
    """
    if len(span) == 0 or span.end > len(article.text):
        raise ValueError(f"nothing to cite at {span.start}:{span.end} of {article.article_id}")
    place = {"start": span.start, "end": span.end, "quote": span.of(article.text)}
    return Citation(**refer(article).model_dump(), **place, page=article.page_of(span.start))


def verbatim(article: Article, span: Span) -> Statement:
    """A statement that is the article's own words."""
    citation = cite(article, span)
    return Statement(text=citation.quote, citations=[citation], verdict=Verdict.VERBATIM)


def refer(article: Article) -> ArticleRef:
    """The article itself, without a place in it."""
    return ArticleRef(
        article_id=article.article_id,
        version=article.version,
        title=article.title,
        publisher=article.publisher,
        published_at=article.published_at,
        url=article.url,
        sha256=article.sha256,
    )
