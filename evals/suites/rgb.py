"""RGB: four abilities of answering from retrieved documents, each with its own documents for a question.

A folder of `en.json` or `en_refine.json`, `en_int.json` and `en_fact.json`, JSON Lines in spite of their
names, or one that has them in `data`, or one of them. Five documents a question, as in the paper: `noise`
has a share of them beside the point, `rejection` all of them, `integration` needs several together; in
`counterfactual` all are right ones with the answer falsified, five at most.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.suites.answers import ABSTAINING, is_silent, item_of, shown_of
from evals.suites.cases import (
    Case,
    Desk,
    Document,
    Item,
    Loaded,
    Row,
    Suite,
    SuiteError,
    markdown,
    read_rows,
)

_N_DOCUMENTS = 5
_NOISE = (0.0, 0.2, 0.4, 0.6, 0.8)
_INTEGRATION_NOISE = (0.0, 0.2, 0.4)


def load(path: Path) -> Loaded:
    """One case for each question, ability and share of noise."""
    documents: dict[str, Document] = {}
    cases: list[Case] = []
    for file in _files(path):
        for row in read_rows(file):
            for ability, texts in _tasks(file.stem, row):
                own = [_document(text, documents) for text in texts if text.strip()]
                if not own:  # no documents named would be all of them
                    continue
                cases.append(
                    Case(
                        id=f"{file.stem}-{row['id']}-{ability}",
                        question=row["query"],
                        cluster=f"{file.stem}-{row['id']}",
                        documents=tuple(dict.fromkeys(own)),
                        gold={
                            "ability": ability.partition(" ")[0],
                            "tag": ability,
                            "answer": row["answer"],
                            "fake": row.get("fakeanswer"),
                        },
                    )
                )
    return Loaded(list(documents.values()), cases)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if (path / "data").is_dir():
        return _files(path / "data")
    plain = next((p for p in (path / "en_refine.json", path / "en.json") if p.is_file()), None)
    found = [p for p in (plain, path / "en_int.json", path / "en_fact.json") if p and p.is_file()]
    if not found:
        raise SuiteError(f"there is no en.json, en_refine.json, en_int.json or en_fact.json in {path}")
    return found


def _tasks(stem: str, row: Row) -> Iterator[tuple[str, list[str]]]:
    """(ability and share of noise, documents) as the benchmark's `evalue.py` makes them, without its lot."""
    negative: list[str] = row["negative"]
    if "_int" in stem:
        for noise in _INTEGRATION_NOISE:
            n_positive = _N_DOCUMENTS - math.ceil(_N_DOCUMENTS * noise)
            positive = _in_turn(row["positive"])[: max(n_positive, len(row["positive"]))]
            yield f"integration {noise}", [*positive, *negative[: max(0, _N_DOCUMENTS - len(positive))]]
    elif "_fact" in stem:
        yield "counterfactual", row["positive_wrong"][:_N_DOCUMENTS]
    else:
        for noise in _NOISE:
            n_negative = min(math.ceil(_N_DOCUMENTS * noise), len(negative))
            positive = row["positive"][: _N_DOCUMENTS - n_negative]
            yield f"noise {noise}", [*positive, *negative[: _N_DOCUMENTS - len(positive)]]
        yield "rejection", negative[:_N_DOCUMENTS]


def _in_turn(groups: Sequence[Sequence[str]]) -> list[str]:
    """The first of each group, then the second of each, and so on."""
    longest = max(map(len, groups), default=0)
    return [group[n] for n in range(longest) for group in groups if n < len(group)]


def _document(text: str, documents: dict[str, Document]) -> str:
    """The name of the document with this text, which is made on first sight."""
    if text not in documents:
        n = len(documents)
        documents[text] = markdown(f"{n:05}.md", text, title=f"Document {n}", publisher=f"Source {n}")
    return documents[text].name


def score(case: Case, desk: Desk) -> Item:
    answer = desk.ask(case.question, case.documents)
    shown = " ".join(shown_of(answer))
    ability, gold, fake = case.gold["ability"], case.gold["answer"], case.gold["fake"]
    says_right, says_fake = says_all(shown, gold), bool(fake) and says_all(shown, fake)
    silent = is_silent(answer, desk)
    return item_of(
        case,
        answer,
        desk,
        answerable={"rejection": False, "noise": True, "integration": True}.get(ability),
        correct=says_right and ability != "rejection",
        tags=[case.gold["tag"]],
        scores={
            "noise_accuracy": float(says_right) if ability == "noise" else None,
            "noise_accuracy_as_decided": float(says_right and not silent) if ability == "noise" else None,
            "rejection_rate": float(silent) if ability == "rejection" else None,
            "integration_accuracy": float(says_right) if ability == "integration" else None,
            "counterfactual_misled": float(says_fake and not silent) if ability == "counterfactual" else None,
        },
    )


def says_all(shown: str, gold: str | Sequence[str | Sequence[str]]) -> bool:
    """True if every answer occurs in what is shown, letter case aside; a list in the list is a choice.

    Source: `checkanswer` of RGB's `evalue.py`: substrings, so "9" occurs in "19". No answer at all is never
    right there.

    >>> says_all("May 18 and March 1", ["march 1", ["may 18", "18 may"]]), says_all("May 18", ["March 1"])
    (True, False)
    """
    lowered = shown.lower()
    wanted = [gold] if isinstance(gold, str) else gold
    return bool(wanted) and all(
        any(a.lower() in lowered for a in ([w] if isinstance(w, str) else w)) for w in wanted
    )


NOTES = """
The format was held against en_fact.json and zh_int.json of the benchmark's repository.

Accuracies follow the benchmark's script (an answer occurs as a substring); a quoted sentence has more
words to contain one than a model's short answer, so they flatter the program.

rejection_rate is silence at the risk that is set; the benchmark looks for a phrase in a model's answer.

The benchmark's error detection needs a model that knows better than its documents. A program that only
quotes cannot: counterfactual_misled is the share of falsified answers it repeats, and is high by design.

Documents are taken in their order, not by lot, and keep it. A question that has no document for an ability
is left out of it.
"""

SUITE = Suite(
    expects="a folder of en.json or en_refine.json, en_int.json, en_fact.json, or one of them",
    load=load,
    score=score,
    figures=ABSTAINING,
    notes=NOTES,
)
