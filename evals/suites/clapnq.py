"""ClapNQ: natural questions with long answers, each asked of its own passage, or of one that has no answer.

A folder of `answerable.jsonl` and `unanswerable.jsonl`, or files whose names end so, as the benchmark has
them under `annotated_data`. People chose the sentences an answer needs; those are what ours are held against.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.metrics import text
from evals.suites.answers import ABSTAINING, is_silent, item_of, shown_of
from evals.suites.cases import Case, Desk, Document, Item, Loaded, Suite, files_of, markdown, read_rows


def load(path: Path) -> Loaded:
    """Questions with one passage each; those to which people wrote no answer are unanswerable."""
    documents: list[Document] = []
    cases: list[Case] = []
    # Where the parts of the benchmark lie in one folder, those for training are not asked.
    for file in (f for f in files_of(path, "*answerable*.jsonl") if "train" not in f.name):
        for row in read_rows(file):
            name = f"{len(documents):05}.md"
            passage = row["passages"][0]
            chosen = [s.strip() for o in row["output"] for s in o.get("selected_sentences") or []]
            documents.append(markdown(name, passage["text"], title=passage["title"]))
            cases.append(
                Case(
                    id=str(row["id"]),
                    question=row["input"],
                    cluster=passage["title"],
                    documents=(name,),
                    gold={
                        "sentences": list(dict.fromkeys(filter(None, chosen))),
                        "answers": [o["answer"] for o in row["output"] if o.get("answer")],
                    },
                )
            )
    return Loaded(documents, cases)


def score(case: Case, desk: Desk) -> Item:
    answer = desk.ask(case.question, case.documents)
    gold: list[str] = case.gold["sentences"]
    shown = shown_of(answer)
    is_gold = [any(is_same(s, g) for g in gold) for s in shown]
    decided = [] if is_silent(answer, desk) else shown
    precision, recall, f1 = sentence_overlap(shown, gold)
    return item_of(
        case,
        answer,
        desk,
        # A few answers rest on no chosen sentence; they can be answered all the same.
        answerable=bool(gold or case.gold["answers"]),
        correct=any(is_gold),
        scores={
            "gold_first": float(any(is_gold[:1])) if gold else None,
            "gold_in_shown": float(any(is_gold)) if gold else None,
            "sentence_precision": precision,
            "sentence_recall": recall,
            "sentence_f1": f1,
            # At the risk that is set: silence on an answerable question scores 0.
            "decided_sentence_f1": sentence_overlap(decided, gold)[2] if gold else None,
            "answer_token_f1": text.best_over(text.token_f1, " ".join(shown), case.gold["answers"]),
        },
    )


def is_same(shown: str, gold: str) -> bool:
    """True if one sentence holds the other: cutting may differ by a clause.

    >>> is_same("He won .", "In 1990 he ran; He won ."), is_same("He won.", "She won.")
    (True, False)
    """
    one, other = text.squad_normalise(shown), text.squad_normalise(gold)
    return bool(one and other) and (f" {one} " in f" {other} " or f" {other} " in f" {one} ")


def sentence_overlap(
    shown: Sequence[str], gold: Sequence[str]
) -> tuple[float | None, float | None, float | None]:
    """Precision, recall and F1 of the sentences shown against those people chose.

    precision = shown that are gold / shown, recall = gold that is shown / gold, F1 their harmonic mean.
    Source: the supporting-fact scores of HotpotQA (Yang et al., EMNLP 2018), over sentences as `is_same`
    matches them. Bounds: [0, 1]; `None` without gold, precision also without anything shown.

    >>> sentence_overlap(["He won .", "It rained ."], ["He won .", "He wept ."])
    (0.5, 0.5, 0.5)
    """
    if not gold:
        return None, None, None
    if not shown:
        return None, 0.0, 0.0
    precision = sum(any(is_same(s, g) for g in gold) for s in shown) / len(shown)
    recall = sum(any(is_same(s, g) for s in shown) for g in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


NOTES = """
Each question is asked of its own passage only, as in the benchmark's setting with gold passages; nothing
is retrieved from its corpus.

Of rows that the comparer was taught with (`evals.asked`: three titles in four of half of the dev split), only
the other titles tell how good the program is.

The benchmark scores a written answer (ROUGE-L, and recall); sentence_precision, sentence_recall and
sentence_f1 here are of whole sentences against those people chose, and compare with no published figure.

answer_token_f1 is of the sentences shown against the written answer.

All but coverage, decided_sentence_f1 and the abstention figures are taken whatever the confidence.

Intervals draw whole passages by title.
"""

SUITE = Suite(
    expects="a folder of answerable.jsonl and unanswerable.jsonl (input, passages, output)",
    load=load,
    score=score,
    figures=ABSTAINING,
    notes=NOTES,
)
