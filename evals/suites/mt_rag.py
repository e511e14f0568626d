"""MTRAG: the turns of conversations, each a task with its passages and a written answer.

Generation tasks in JSON Lines (`generation_tasks/reference.jsonl`): `task_id`, `input` (the turns up to the
question), `contexts` (`document_id`, `text`, `title`), `targets`, `Answerability`. Of a folder only that
file is read: `RAG.jsonl` and `reference+RAG.jsonl` beside it hold the same tasks with passages that a
retriever found. The passages of all tasks are pooled. The last turn is asked as it stands, and once more
after the user's turns before it.
"""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from evals.metrics import retrieval, text
from evals.suites.answers import ABSTAINING, item_of, shown_of
from evals.suites.cases import Case, Desk, Document, Item, Loaded, Row, Suite, files_of, markdown, read_rows
from qa.models import Answer

_CAN_BE_ANSWERED = {"ANSWERABLE": True, "PARTIAL": True, "UNANSWERABLE": False}


def load(path: Path) -> Loaded:
    """The tasks whose last turn is a user's, over all their passages."""
    documents: dict[str, Document] = {}
    cases: list[Case] = []
    for file in files_of(path, "reference.jsonl"):
        for row in read_rows(file):
            names = [_document(context, documents) for context in row["contexts"] if context["text"].strip()]
            if row["input"][-1]["speaker"] != "user":
                continue
            cases.append(
                Case(
                    id=row["task_id"],
                    question=row["input"][-1]["text"],
                    cluster=row["conversation_id"],
                    gold={
                        "documents": names,
                        "answers": [t["text"] for t in row["targets"]],
                        "kind": _kind_of(row),
                        "before": [t["text"] for t in row["input"][:-1] if t["speaker"] == "user"],
                    },
                )
            )
    return Loaded(list(documents.values()), cases)


def _document(context: Row, documents: dict[str, Document]) -> str:
    key = context["document_id"]
    if key not in documents:
        title = context.get("title") or f"Passage {len(documents)}"
        # The benchmark puts the title before the text, as a line of its own.
        text = context["text"].removeprefix(f"{title}\n")
        documents[key] = markdown(f"{len(documents):05}.md", text, title=title)
    return documents[key].name


def _kind_of(row: Row) -> str:
    """ANSWERABLE, PARTIAL, UNANSWERABLE or CONVERSATIONAL; releases spell the key differently."""
    stated = row.get("Answerability") or row.get("answerability") or ["UNKNOWN"]
    return str(stated[0] if isinstance(stated, list) else stated).upper()


def score(case: Case, desk: Desk) -> Item:
    answer = desk.ask(case.question)
    before: list[str] = case.gold["before"]
    in_turn = desk.ask(case.question, history=before) if before else answer
    can_be = _CAN_BE_ANSWERED.get(case.gold["kind"])
    wanted = {desk.id_of(name) for name in case.gold["documents"]} if can_be else set()
    cited = {c.article_id for s in answer.statements for c in s.citations}
    return item_of(
        case,
        answer,
        desk,
        answerable=can_be,
        correct=bool(can_be and cited & wanted),
        tags=[case.gold["kind"].lower(), "later turn" if before else "first turn"],
        scores={
            **_ranking_scores(answer, wanted, ""),
            **_ranking_scores(in_turn, wanted, "_in_turn"),
            "cites_reference": float(bool(cited & wanted)) if wanted else None,
            "answer_token_f1": text.best_over(text.token_f1, " ".join(shown_of(answer)), case.gold["answers"])
            if can_be
            else None,
        },
    )


def _ranking_scores(answer: Answer, wanted: Set[str | None], which: str) -> dict[str, float | None]:
    # The benchmark ranks documents; one of several passages stands where the first of them is.
    found = dict.fromkeys(hit.article_id for hit in sorted(answer.hits, key=lambda hit: hit.rank))
    ranking = [{article_id} for article_id in found]
    measures = {"recall": retrieval.recall_at_k, "ndcg": retrieval.fact_ndcg_at_k}
    return {f"{name}@{k}{which}": of(ranking, wanted, k) for name, of in measures.items() for k in (5, 10)}


NOTES = """
The format was held against the beginning of the real reference.jsonl.

The last turn is asked as it stands, without the turns before it: what refers back cannot be understood.
_in_turn: it is asked after the user's turns before it, and read with them; the agent's turns are not used.

Retrieval is from the passages of the tasks' own file, a few thousand, where the benchmark searches
corpora of 49,607 to 183,408: recall and nDCG are far easier here, and compare only between versions of
this program.

Conversational turns are in no figure on abstaining.

The benchmark judges written answers with models; answer_token_f1 is of quoted sentences.

Intervals draw whole conversations.
"""

SUITE = Suite(
    expects="reference.jsonl (task_id, input, contexts, targets), or a folder that holds it",
    load=load,
    score=score,
    figures=ABSTAINING,
    notes=NOTES,
)
