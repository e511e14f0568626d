"""RAMDocs: questions with several right answers, wrong ones and noise in the documents they are asked of.

One JSON Lines file: `question`, `documents` (`text`, `type`, `answer`), `gold_answers`, `wrong_answers`.
"""

from __future__ import annotations

from pathlib import Path

from evals.metrics import text
from evals.suites.answers import is_silent, item_of, shown_of
from evals.suites.cases import Case, Desk, Document, Item, Loaded, Suite, files_of, markdown, read_rows


def load(path: Path) -> Loaded:
    """Each question with its own documents."""
    documents: list[Document] = []
    cases: list[Case] = []
    for file in files_of(path, "*.jsonl"):
        for row in read_rows(file):
            number = len(cases)
            own = [
                # Without a title the first line would become one, and count as said of every sentence.
                markdown(f"{number:05}-{n:02}.md", d["text"], title=f"Document {n}", publisher=f"Source {n}")
                for n, d in enumerate(row["documents"], start=1)
                if d["text"].strip()
            ]
            documents += own
            cases.append(
                Case(
                    id=str(number),
                    question=row["question"],
                    cluster=str(number),
                    documents=tuple(d.name for d in own),
                    gold={"right": row["gold_answers"], "wrong": row["wrong_answers"]},
                )
            )
    return Loaded(documents, cases)


def score(case: Case, desk: Desk) -> Item:
    """Which right and which wrong answers the sentences shown hold, whatever the confidence."""
    answer = desk.ask(case.question, case.documents)
    shown = " ".join(shown_of(answer))
    right: list[str] = case.gold["right"]
    wrong: list[str] = case.gold["wrong"]
    n_right = sum(text.contains(shown, a) for a in right)
    has_wrong = any(text.contains(shown, a) for a in wrong)
    shows_all = n_right == len(right)
    return item_of(
        case,
        answer,
        desk,
        correct=shows_all and not has_wrong,
        tags=[f"{len(right)} right answers", "with wrong answers" if wrong else "without wrong answers"],
        scores={
            "shows_any": float(n_right > 0),
            "shows_all_of_several": float(shows_all) if len(right) > 1 else None,
            "shows_no_wrong": float(not has_wrong) if wrong else None,
            "right_share": n_right / len(right) if right else None,
            "exact": float(shows_all and not has_wrong),
            "exact_as_decided": float(shows_all and not has_wrong and not is_silent(answer, desk)),
            "shows_conflict": float(bool(answer.conflicts)),
        },
    )


NOTES = """
The documents of a question are named when it is asked, so each of at most six answers for itself, with one
or two quoted sentences. The program does not name who is wrong: where documents disagree it shows what each
says, so shows_no_wrong stays low by design.

exact is the benchmark's exact match (all right answers, no wrong one, as strings in the answer), with
answers matched as whole tokens in SQuAD's normal form; it is taken at any confidence, exact_as_decided at
the risk that is set.

Documents have no titles or publishers in the benchmark; they are called Document 1, 2, … here.
"""

SUITE = Suite(
    expects="a JSON Lines file of question, documents, gold_answers, wrong_answers",
    load=load,
    score=score,
    notes=NOTES,
)
