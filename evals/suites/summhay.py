"""Summary of a Haystack: a brief of a hundred articles for a query, held against the insights they hold.

Either the benchmark's own `topic_*.json`, or a folder of `docs.jsonl` and `queries.jsonl` made from them.
An insight counts as covered by the point of the brief nearest to it; that point's citations are compared
with the articles that hold the insight. No model judges: nearness is a cosine, see `THRESHOLD`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from evals.metrics import stats
from evals.suites.cases import (
    Case,
    Desk,
    Document,
    Item,
    Loaded,
    Suite,
    SuiteError,
    SuiteFigure,
    files_of,
    markdown,
    read_json,
    read_rows,
)
from index.embedding import BundledEmbedder, Vectors

# Of the sentence nearest to an insight in an article that holds it, 91 % are at least so near; in one that
# does not, 9 % (60 articles of two news topics, all-MiniLM-L6-v2 in int8).
THRESHOLD = 0.70
Row = dict[str, Any]


def load(path: Path) -> Loaded:
    """One case for each query, over all articles of its topic."""
    documents: list[Document] = []
    cases: list[Case] = []
    for topic, articles, queries in _topics(path):
        names = [f"{topic}-{n:03}.md" for n in range(1, len(articles) + 1)]
        documents += [
            markdown(name, text, title=f"Article {n} on {topic}", publisher=f"Source {n}")
            for n, (name, (text, _)) in enumerate(zip(names, articles, strict=True), start=1)
        ]
        for query in queries:
            insights = [
                {
                    "insight": insight["insight"],
                    "documents": [
                        name
                        for name, (_, held) in zip(names, articles, strict=True)
                        if insight["insight_id"] in held
                    ],
                }
                for insight in query["insights"]
            ]
            cases.append(
                Case(
                    id=query["subtopic_id"],
                    question=query["query"],
                    cluster=query["subtopic_id"],
                    documents=tuple(names),
                    gold={"insights": insights, "topic": topic},
                )
            )
    return Loaded(documents, cases)


def _topics(path: Path) -> list[tuple[str, list[tuple[str, list[str]]], list[Row]]]:
    """(name, articles with the ids of their insights, queries) of each topic."""
    if path.is_dir() and (path / "docs.jsonl").is_file():
        docs = list(read_rows(path / "docs.jsonl"))
        queries = list(read_rows(path / "queries.jsonl"))
        return [
            (
                Path(topic).stem,
                [(d["text"], d["insights"]) for d in docs if d["topic_file"] == topic],
                [q for q in queries if q["topic_file"] == topic],
            )
            for topic in dict.fromkeys(d["topic_file"] for d in docs)
        ]
    topics = []
    for file in files_of(path, "topic_*.json"):
        row = read_json(file)
        articles = [(d["document_text"], d["insights_included"]) for d in row["documents"]]
        if not articles:
            raise SuiteError(f"{file} holds no documents")
        topics.append((file.stem, articles, row["subtopics"]))
    return topics


def score(case: Case, desk: Desk) -> Item:
    brief = desk.brief(case.documents, case.question)
    points = [*brief.bottom_line, *brief.key_points]
    ids = {name: desk.id_of(name) for name in case.documents}
    judged = []
    nearest = _nearest([i["insight"] for i in case.gold["insights"]], [p.text for p in points])
    for insight, (at, cosine) in zip(case.gold["insights"], nearest, strict=True):
        cited = {c.article_id for c in points[at].citations} if cosine >= THRESHOLD else set()
        judged.append(
            {
                "insight": insight["insight"],
                "cosine": round(cosine, 4),
                "point": points[at].text if points else None,
                **judge(cosine >= THRESHOLD, cited, {ids[name] for name in insight["documents"]}),
            }
        )
    return {
        "id": case.id,
        "cluster": case.cluster,
        "question": case.question,
        "shown": [p.text for p in points],
        "insights": judged,
        "engine": brief.engine,
        "total_ms": brief.timings_ms.total,
        "tags": [case.gold["topic"]],
        "scores": {
            "seconds": brief.timings_ms.total / 1000,
            # A point beside every insight of the query may still be about the topic.
            "points_on_query": stats.mean([float(n >= THRESHOLD) for n in _best_of_points(case, points)]),
        },
    }


def _best_of_points(case: Case, points: Sequence[Any]) -> list[float]:
    """For each point, its cosine with the nearest insight of the query."""
    insights = [i["insight"] for i in case.gold["insights"]]
    return [cosine for _, cosine in _nearest([p.text for p in points], insights)]


def judge(covered: bool, cited: set[str], holders: set[str | None]) -> dict[str, Any]:
    """Coverage and citation scores of one insight.

    P = |cited ∩ holders| / |cited|, R = |cited ∩ holders| / |holders|, F1 their harmonic mean, all 0 when
    nothing is cited; joint = coverage · F1. Source: Laban et al., "Summary of a Haystack", EMNLP 2024 (arXiv
    2407.01370) and its `utils_eval.py`, with coverage 0 or 1: there is no partial one. Bounds: [0, 1].

    >>> judge(True, {"a"}, {"a", "b"})["joint"]  # P 1, R 1/2
    0.6666666666666666
    """
    both = len(cited & holders)
    precision = both / len(cited) if cited else 0.0
    recall = both / len(holders) if holders else 0.0
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return {
        "covered": covered,
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "joint": f1 if covered else 0.0,
    }


@cache
def _embed(text: str) -> Vectors:
    row: Vectors = _embedder().embed([text])[0]
    return row


@cache
def _embedder() -> BundledEmbedder:
    # Always this one, whatever the program embeds with: the measure must not move with what it measures.
    return BundledEmbedder()


def _nearest(texts: Sequence[str], candidates: Sequence[str]) -> list[tuple[int, float]]:
    """For each text the nearest candidate and its cosine; (0, 0.0) without candidates."""
    vectors = [_embed(c) for c in candidates]
    found = []
    for text in texts:
        cosines = [float(_embed(text) @ v) for v in vectors]
        at = max(range(len(cosines)), key=cosines.__getitem__, default=0)
        found.append((at, cosines[at] if cosines else 0.0))
    return found


def _pooled(key: str, among: Callable[[Row], bool] = lambda _: True) -> SuiteFigure:
    """The mean over insights, not over queries: as the benchmark averages."""

    def of(items: Sequence[Item]) -> float | None:
        return stats.mean([float(i[key]) for item in items for i in item["insights"] if among(i)])

    return SuiteFigure(lambda item: any(map(among, item["insights"])), of)


def _covered(insight: Row) -> bool:
    return bool(insight["covered"])


NOTES = """
An insight is covered if a point of the brief has a cosine of 0.70 or more with it; the benchmark asks
GPT-4o for full, partial or no coverage. So coverage, and joint with it, compare only roughly.

Citation precision and recall are the benchmark's own formulas, over the insights covered.

A brief is one page: two sentences and at most seven points for any query, where the benchmark asks for as
many points as there are insights (4 to 10 here). Of a hundred articles 400 sentences are read, chosen by
the passages they stand in; a point cites those of their articles that say the same.

How near two sentences of one point are, and what a topic weighs, was chosen on half of this benchmark: on
that half the figures are not held out.

Figures are means over insights; intervals draw whole queries.
"""

SUITE = Suite(
    expects="topic_*.json of the benchmark, or a folder of docs.jsonl and queries.jsonl",
    load=load,
    score=score,
    figures={
        "coverage": _pooled("covered"),
        "citation_precision": _pooled("precision", _covered),
        "citation_recall": _pooled("recall", _covered),
        "citation_f1": _pooled("f1", _covered),
        "joint": _pooled("joint"),
    },
    notes=NOTES,
)
