"""Whether citations are what they say, and whether they are the ones the gold set names.

`quote_validity`, `statement_support` and `needed_citations` need no gold set: they ask whether the words
stand there, and whether they bear the statement (the last two are ALCE's citation recall and precision).
The others compare cited sentences with gold facts: whether the words are those that a person marked, and so
they miss other sentences that would do.

A sentence is known by a key; a citation and a fact are each the set of sentences they touch.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from index.models import Span

SentenceKey = tuple[str, int]
"""An article and the place its sentence starts at."""


def is_verbatim(text: str, start: int, end: int, quote: str) -> bool:
    """True if `text[start:end] == quote`, with no empty quote and no negative bound let through.

    >>> is_verbatim("Seven percent.", 0, 5, "Seven"), is_verbatim("Seven percent.", 0, 5, "seven")
    (True, False)
    """
    return 0 <= start < end <= len(text) and text[start:end] == quote


def quote_validity(checks: Sequence[bool]) -> float | None:
    """Share of the quotes that stand verbatim at their span: n_verbatim / n_quotes.

    Source: ours. Bounds: [0, 1], anything below 1 is a defect; `None` without quotes.

    >>> quote_validity([True, True, False, True])
    0.75
    """
    return sum(checks) / len(checks) if checks else None


def overlap(one: Span, other: Span) -> bool:
    """True if the spans share at least one character.

    >>> overlap(Span(0, 5), Span(4, 9)), overlap(Span(0, 5), Span(5, 9))
    (True, False)
    """
    return max(one.start, other.start) < min(one.end, other.end)


def sentences_at(article_id: str, span: Span, sentences: Sequence[Span]) -> frozenset[SentenceKey]:
    """Keys of the sentences that `span` touches.

    >>> sorted(sentences_at("a", Span(3, 12), [Span(0, 10), Span(11, 20), Span(21, 30)]))
    [('a', 0), ('a', 11)]
    """
    return frozenset((article_id, sentence.start) for sentence in sentences if overlap(span, sentence))


def citation_precision(
    citations: Sequence[Set[SentenceKey]], facts: Sequence[Set[SentenceKey]]
) -> float | None:
    """Share of the citations that touch a sentence of some gold fact.

    Source: precision against marked evidence, as in Bohnet et al., "Attributed Question Answering",
    2022, by overlap. Bounds: [0, 1]; `None` without citations or without facts.

    >>> citation_precision([{("a", 0)}, {("b", 0)}], [{("a", 0)}])
    0.5
    """
    if not citations or not facts:
        return None
    gold: set[SentenceKey] = set().union(*facts)
    return sum(not gold.isdisjoint(citation) for citation in citations) / len(citations)


def citation_recall(citations: Sequence[Set[SentenceKey]], facts: Sequence[Set[SentenceKey]]) -> float | None:
    """Share of the gold facts that some citation touches; the twins of a fact are one fact.

    Source: as `citation_precision`. Bounds: [0, 1]; 0 without citations, `None` without facts.

    >>> citation_recall([{("a", 0)}], [{("a", 0), ("twin of a", 9)}, {("b", 0)}])
    0.5
    """
    if not facts:
        return None
    cited: set[SentenceKey] = set().union(*citations)
    return sum(not cited.isdisjoint(fact) for fact in facts) / len(facts)


def evidence_f1(citations: Sequence[Set[SentenceKey]], facts: Sequence[Set[SentenceKey]]) -> float | None:
    """Harmonic mean of the share of cited sentences that are gold and the share of facts that are cited.

    Source: the supporting-fact F1 of HotpotQA (Yang et al., EMNLP 2018), with the twins of a fact as
    one. A sentence cited twice counts once. Bounds: [0, 1]; 0 without citations, `None` without facts.

    >>> evidence_f1([{("a", 0), ("a", 30)}], [{("a", 0)}])  # precision 1/2, recall 1
    0.6666666666666666
    """
    recall = citation_recall(citations, facts)
    if recall is None:
        return None
    cited: set[SentenceKey] = set().union(*citations)
    gold: set[SentenceKey] = set().union(*facts)
    if recall == 0 or not cited:
        return 0.0
    precision = len(cited & gold) / len(cited)
    return 2 * precision * recall / (precision + recall)


def statement_support(statements: Sequence[Sequence[bool]]) -> float | None:
    """Share of the statements that at least one of their citations bears.

    `statements` tells for each statement which of its citations bears it alone. Source: the citation recall
    of ALCE (Gao et al., "Enabling large language models to generate text with citations", EMNLP 2023), with
    one sentence that must bear all of it, where ALCE lets all cited passages together do so.
    Bounds: [0, 1]; a statement without citations counts as 0, `None` without statements.

    >>> statement_support([[True, False], [False], []])
    0.3333333333333333
    """
    return sum(any(bears) for bears in statements) / len(statements) if statements else None


def needed_citations(statements: Sequence[Sequence[bool]]) -> float | None:
    """Share of the citations that are not wasted. One is, when it does not bear its statement alone and
    the others do without it.

    Source: the citation precision of ALCE, which also counts as wrong every citation of a statement that
    none bears; so here. Bounds: [0, 1]; `None` without citations.

    >>> needed_citations([[True, False], [False], [True]])
    0.5
    """
    n_cited = sum(len(bears) for bears in statements)
    return sum(sum(bears) for bears in statements) / n_cited if n_cited else None
