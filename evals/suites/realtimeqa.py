"""RealTime QA: weekly news quizzes with search results; multiple choice, with none of the above, and open.

JSON Lines of questions (`question_id`, `question_sentence`, `choices`, `answer`: indices from 0) and of
search results (`question_id`, `search_result`: `title`, `text`, `url`, `publish_date`), told apart by these
keys, in one folder or beside the file of questions. The program chooses by what its evidence says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

from evals.metrics import text
from evals.suites.answers import is_silent, item_of, shown_of
from evals.suites.cases import (
    Case,
    Desk,
    Document,
    Item,
    Loaded,
    Suite,
    SuiteError,
    files_of,
    markdown,
    read_json_lines,
)
from qa.models import Answer

NONE_OF_THE_ABOVE = text.squad_normalise("None of the above")
Row = dict[str, Any]


def load(path: Path) -> Loaded:
    """Each question with its own search results; a question without any is left out."""
    results: dict[str, list[Row]] = {}
    questions: dict[str, Row] = {}
    for row in _rows(path):
        if "search_result" in row:
            results.setdefault(row["question_id"], []).extend(row["search_result"])
        elif "question_sentence" in row and "choices" in row:
            questions[row["question_id"]] = row
    if not results:
        raise SuiteError(f"there are no search results at {path}")
    documents: dict[str, Document] = {}
    cases: list[Case] = []
    for question_id, row in questions.items():
        found = results.get(question_id.removesuffix("_nota"), [])
        names = [_document(result, documents) for result in found if result.get("text", "").strip()]
        if names:
            cases.append(
                Case(
                    id=question_id,
                    question=row["question_sentence"],
                    cluster=question_id.removesuffix("_nota"),
                    documents=tuple(dict.fromkeys(names)),
                    gold={"choices": row["choices"], "answer": [int(index) for index in row["answer"]]},
                )
            )
    return Loaded(list(documents.values()), cases)


def _rows(path: Path) -> Iterator[Row]:
    """The lines of the file, and the search results beside it; or those of a folder."""
    for file in files_of(path, "*.jsonl"):
        yield from read_json_lines(file)
    if path.is_file():
        for file in files_of(path.parent, "*.jsonl"):
            yield from (row for row in read_json_lines(file) if file != path and "search_result" in row)


def _document(result: Row, documents: dict[str, Document]) -> str:
    key = result["text"]
    if key not in documents:
        name = f"{len(documents):05}.md"
        published = (result.get("publish_date") or "").replace("/", "-")
        title = result.get("title") or f"Search result {len(documents)}"
        documents[key] = markdown(name, key, title=title, published=published)
    return documents[key].name


def score(case: Case, desk: Desk) -> Item:
    answer = desk.ask(case.question, case.documents)
    choices: list[str] = case.gold["choices"]
    gold: list[int] = case.gold["answer"]
    is_nota = any(text.squad_normalise(c) == NONE_OF_THE_ABOVE for c in choices)
    chosen = choose(choices, answer, is_silent(answer, desk))
    is_right = float([chosen] == gold)
    scores: dict[str, float | None] = {
        "choice_accuracy": None if is_nota else is_right,
        "nota_accuracy": is_right if is_nota else None,
    }
    # As in the benchmark, what is asked with "except" has no open form; nor has what has no answer to say.
    is_open = not is_nota and "except" not in case.question.lower().strip()[-10:]
    shown = shown_of(answer)
    answers = [" ".join(order) for order in permutations([choices[i] for i in gold])]
    for name, measure in (("em", text.exact_match), ("f1", text.token_f1), ("contains", text.contains)):
        scores[f"open_sentence_{name}"] = (
            text.best_over(measure, shown[0] if shown else "", answers) if is_open else None
        )
    item = item_of(case, answer, desk, correct=bool(is_right), scores=scores)
    return {**item, "chosen": chosen, "gold": gold}


def choose(choices: Sequence[str], answer: Answer, silent: bool) -> int | None:
    """The choice that the evidence holds: best sentences first, then the passages in their ranking.

    The first text that holds exactly one choice whole decides. Failing that, the choice of whose words the
    evidence holds most; with "none of the above" among the choices, that one if the program is silent or no
    sentence shown holds a choice. None if the evidence has no word of any.
    """
    nota = next((n for n, c in enumerate(choices) if text.squad_normalise(c) == NONE_OF_THE_ABOVE), None)
    shown = shown_of(answer)
    ranked = [hit.text for hit in sorted(answer.hits, key=lambda hit: hit.rank)]
    open_to = [n for n in range(len(choices)) if n != nota]
    for evidence in shown if nota is not None else [*shown, *ranked]:
        held = [n for n in open_to if text.contains(evidence, choices[n])]
        if len(held) == 1 and not (silent and nota is not None):
            return held[0]
    if nota is not None:
        return nota
    words = set(text.squad_normalise(" ".join([*shown, *ranked])).split())
    shares = {n: _share(set(text.squad_normalise(choices[n]).split()), words) for n in open_to}
    best = max(shares, key=lambda n: shares[n], default=None)
    return best if best is not None and shares[best] > 0 else None


def _share(wanted: set[str], words: set[str]) -> float:
    return len(wanted & words) / len(wanted) if wanted else 0.0


NOTES = """
Not run on the whole real set here; rows of the benchmark's repository were.

A choice is made by whose words the evidence holds; nothing weighs a paraphrase or a negation. Choosing
blindly among four is right in a quarter.

Each question is asked of the search results that the benchmark publishes for it; questions without any
text among them are left out, which published figures do not do.

open_sentence_em and open_sentence_f1 are of a whole sentence and not comparable with EM and F1 of a short
answer; articles are left out too when comparing, which the benchmark does not do.

Intervals draw questions, the form with none of the above together with the plain one.
"""

SUITE = Suite(
    expects="a folder of JSON Lines: questions (question_sentence, choices), and search_result for them",
    load=load,
    score=score,
    notes=NOTES,
)
