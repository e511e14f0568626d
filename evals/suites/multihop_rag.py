"""MultiHop-RAG: questions whose evidence lies in two to four news articles; retrieval, and null questions.

A folder of `corpus.json` and `MultiHopRAG.json`, or one that has them in `dataset`. A hit is counted under
two definitions, because the published script and most who cite it do not mean the same: `fact`, the retrieved
passage contains a whole evidence sentence (the script's, white space left out), and `article`, it comes from
the evidence's article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from evals.metrics import retrieval
from evals.suites.answers import ABSTAINING, holds, item_of, shown_of
from evals.suites.cases import Case, Desk, Item, Loaded, Suite, SuiteError, markdown, read_rows

_K = 10


def load(path: Path) -> Loaded:
    """News articles and questions; a null question has no evidence."""
    folder = _folder(path)
    names: dict[str, str] = {}
    documents = []
    for n, row in enumerate(read_rows(folder / "corpus.json")):
        names[row["url"]] = f"{n:05}.md"
        stated = {"title": row["title"], "publisher": row.get("source"), "published": row.get("published_at")}
        documents.append(markdown(f"{n:05}.md", row["body"], **stated, url=row["url"]))
    cases = [
        Case(
            id=str(n),
            question=row["query"],
            cluster=row["evidence_list"][0]["url"] if row["evidence_list"] else str(n),
            gold={
                "type": row["question_type"],
                "answer": row["answer"],
                "facts": [e["fact"] for e in row["evidence_list"]],
                "documents": [names[e["url"]] for e in row["evidence_list"] if e["url"] in names],
            },
        )
        for n, row in enumerate(read_rows(folder / "MultiHopRAG.json"))
    ]
    return Loaded(documents, cases)


def _folder(path: Path) -> Path:
    """Where both files lie: the folder, `dataset` in it, or the one that holds the file."""
    near = (path, path / "dataset") if path.is_dir() else (path.parent,)
    for folder in near:
        if all((folder / name).is_file() for name in ("corpus.json", "MultiHopRAG.json")):
            return folder
    raise SuiteError(f"there are no corpus.json and MultiHopRAG.json at {path}")


def score(case: Case, desk: Desk) -> Item:
    answer = desk.ask(case.question)
    hits = sorted(answer.hits, key=lambda hit: hit.rank)
    is_null = case.gold["type"] == "null_query"
    facts: list[str] = [] if is_null else case.gold["facts"]
    ids: Set[str | None] = set() if is_null else {desk.id_of(name) for name in case.gold["documents"]}
    by_fact = [{f for f in facts if _bare(f) in _bare(hit.text)} for hit in hits]
    by_article = [{hit.article_id} & ids for hit in hits]
    shown = shown_of(answer)
    return item_of(
        case,
        answer,
        desk,
        answerable=not is_null,
        # Most answers are yes, no or a name that must be worked out: evidence shown is the most that a
        # program which quotes can be right about.
        correct=any(_bare(s) in _bare(f) or _bare(f) in _bare(s) for s in shown for f in facts),
        tags=[case.gold["type"]],
        scores={
            **_ranking_scores("fact", by_fact, set(facts), len(facts)),
            **_ranking_scores("article", by_article, ids, len(ids)),
            "answer_in_shown": None if is_null else holds(shown, [case.gold["answer"]]),
        },
    )


def _ranking_scores(
    definition: str, ranking: Sequence[Set[str | None]], wanted: Set[str | None], n_gold: int
) -> dict[str, float | None]:
    return {
        f"hits@4_{definition}": retrieval.success_at_k(ranking, wanted, 4),
        f"hits@10_{definition}": retrieval.success_at_k(ranking, wanted, _K),
        f"mrr@10_{definition}": retrieval.reciprocal_rank(ranking, wanted, _K),
        f"map@10_{definition}": average_precision(ranking, wanted, _K),
        f"map@10_{definition}_script": scripted_precision(ranking, wanted, n_gold, _K),
        f"recall@10_{definition}": retrieval.recall_at_k(ranking, wanted, _K),
    }


def average_precision(ranking: Sequence[Set[str | None]], wanted: Set[str | None], k: int) -> float | None:
    """Σ over ranks i <= k that find something new of (found up to i) / i, over min(|wanted|, k).

    A hit that finds two things counts as two found at its rank, at most 1 each. Source: Manning et al.,
    "Introduction to Information Retrieval", 2008, 8.4, cut at k. Bounds: [0, 1]; `None` with nothing to find.

    >>> average_precision([{"a"}, set(), {"b"}], {"a", "b"}, 10)  # (1/1 + 2/3) / 2
    0.8333333333333333
    """
    if not wanted:
        return None
    finds = _finds(ranking, wanted, k)
    return sum(n_new * min(1.0, n_found / rank) for rank, n_new, n_found in finds) / min(len(wanted), k)


def scripted_precision(
    ranking: Sequence[Set[str | None]], wanted: Set[str | None], n_gold: int, k: int
) -> float | None:
    """What the benchmark's `retrieval_evaluate.py` calls MAP: Σ (new at rank i) / i over min(n_gold, k).

    `n_gold` is the length of its list, which counts a fact that is listed twice as two. It counts only what
    is new at a rank, not what was found up to it, and so lies at or below `average_precision` as long as a
    hit finds one thing. Bounds: [0, |wanted|] in general, [0, 1] then.

    >>> scripted_precision([{"a"}, set(), {"b"}], {"a", "b"}, 2, 10)  # (1/1 + 1/3) / 2
    0.6666666666666666
    """
    if not wanted:
        return None
    return sum(n_new / rank for rank, n_new, _ in _finds(ranking, wanted, k)) / min(n_gold, k)


def _finds(
    ranking: Sequence[Set[str | None]], wanted: Set[str | None], k: int
) -> Iterator[tuple[int, int, int]]:
    """For each of the first k hits: its rank, how many wanted things are new there, how many were found."""
    found: set[str | None] = set()
    for rank, held in enumerate(ranking[:k], start=1):
        new = (held & wanted) - found
        found |= new
        yield rank, len(new), len(found)


def _bare(text: str) -> str:
    return "".join(text.split())


NOTES = """
Not run on the real set here: metrics follow the benchmark's script, the format its documentation.

_fact: the passage contains a whole evidence sentence, white space left out, as in the benchmark's script;
_article: the passage is from the article of the evidence. Published figures are of the first.

map@10_…_script is the script's own formula, which published MAP@10 follows; map@10_… is average precision
as textbooks have it.

Passages differ in length from the chunks of 256 tokens that published figures were taken with, and longer
passages contain more facts.

answer_in_shown is not the benchmark's accuracy, which counts an answer as right if it shares one word with
the expected one, letter case aside: a whole sentence would nearly always.
"""

SUITE = Suite(
    expects="a folder of corpus.json and MultiHopRAG.json, or one that has them in dataset",
    load=load,
    score=score,
    figures=ABSTAINING,
    notes=NOTES,
)
