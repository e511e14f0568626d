"""What the library knows of the passages of some articles."""

from __future__ import annotations

from collections.abc import Sequence

from index.embedding import Embedder
from index.library import Library
from index.models import Article, Filters, Span
from qa.briefing.selecting import Passages, Vectors


def passages_of(library: Library, embedder: Embedder, articles: Sequence[Article]) -> list[Passages]:
    """The passages of each article with their vectors by `embedder`, as far as the library keeps them; those
    of another version than the current one are not kept."""
    wanted = {(a.article_id, a.version): n for n, a in enumerate(articles)}
    ids = library.passage_ids(Filters(article_ids=tuple(a.article_id for a in articles)))
    vectors = library.vectors(ids, embedder.name, embedder.dim)
    found: list[list[tuple[Span, Vectors]]] = [[] for _ in articles]
    for passage_id, row in library.passages(ids).items():
        n = wanted.get((row.passage.article_id, row.passage.version))
        if n is not None and passage_id in vectors:
            found[n].append((row.passage.span, vectors[passage_id]))
    return list(found)
