"""RealTime QA: weekly news quizzes with search results; multiple choice, with none of the above, and open.

JSON Lines of questions (`*_qa.jsonl`, `*_qa_nota.jsonl`: `question_id`, `question_sentence`, `choices`,
`answer`: indices from 0, as strings) and of what was retrieved for them (`*_gcs.jsonl`, `*_dpr.jsonl`,
`*_gold.jsonl`: `question_id`, `search_result`), in one folder or below it, as in the benchmark's `past`, or
beside the file of questions. The program chooses by what its evidence says.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path

from evals.metrics import text
from evals.suites.answers import is_silent, item_of, shown_of
from evals.suites.cases import (
    Case,
    Desk,
    Document,
    Item,
    Loaded,
    Row,
    Suite,
    SuiteError,
    files_of,
    markdown,
    read_rows,
)
from qa.models import Answer

NONE_OF_THE_ABOVE = text.squad_normalise("None of the above")
_N_RESULTS = 5
_BARE = str.maketrans("", "", string.punctuation + "年歳人년")
Results = dict[str, list[Row]]


def load(path: Path) -> Loaded:
    """Each question with its own search results; a question without any is left out."""
    results: dict[str, Results] = {"gcs": {}, "dpr": {}, "gold": {}}
    questions: dict[str, Row] = {}
    for file, row in _rows(path):
        if "search_result" in row:
            found = [r for r in row["search_result"] if (r.get("text") or "").strip()]
            # A folder of several releases may hold a question's results twice.
            results[_retriever_of(file)][row["question_id"]] = found
        elif "question_sentence" in row:
            questions[row["question_id"]] = row
    if not any(results.values()):
        raise SuiteError(f"there are no search results at {path}")
    documents: dict[str, Document] = {}
    cases: list[Case] = []
    for question_id, row in questions.items():
        cluster = question_id.removesuffix("_nota")
        names = [_document(result, documents) for result in _results_of(cluster, results)]
        if names:
            cases.append(
                Case(
                    id=question_id,
                    question=row["question_sentence"],
                    cluster=cluster,
                    documents=tuple(dict.fromkeys(names)),
                    gold={"choices": row["choices"], "answer": [int(index) for index in row["answer"]]},
                )
            )
    return Loaded(list(documents.values()), cases)


def _rows(path: Path) -> Iterator[tuple[Path, Row]]:
    """The lines of the file, and the search results beside it; or those of a folder.

    Files named `…_public` are of weeks whose answers were not yet told.
    """
    for file in files_of(path, "*.jsonl"):
        if not file.stem.endswith("_public"):
            yield from ((file, row) for row in read_rows(file))
    if path.is_file():
        for retriever in ("gcs", "dpr", "gold"):
            for file in sorted(path.parent.glob(f"[!.]*_{retriever}.jsonl")):
                if file != path and "_qa" not in file.stem:
                    yield from ((file, row) for row in read_rows(file))


def _retriever_of(file: Path) -> str:
    return next((name for name in ("dpr", "gold") if file.stem.endswith(f"_{name}")), "gcs")


def _results_of(question_id: str, results: Mapping[str, Results]) -> list[Row]:
    """Pages that the search engine found, made up to five by passages of Wikipedia, as in the benchmark's
    `fall_back`; the pages that the quiz itself links to only where there is nothing else."""
    pages = results["gcs"].get(question_id, [])
    passages = results["dpr"].get(question_id, [])[: max(0, _N_RESULTS - len(pages))]
    return [*pages, *passages] or results["gold"].get(question_id, [])


def _document(result: Row, documents: dict[str, Document]) -> str:
    key = result["text"]
    if key not in documents:
        name = f"{len(documents):05}.md"
        published = (result.get("publish_date") or "").replace("/", "-")
        title, body = result.get("title"), key
        if "doc_id" in result and " / " in key:  # a passage of Wikipedia, its title before it
            title, _, body = key.partition(" / ")
        title = title or f"Search result {len(documents)}"
        documents[key] = markdown(name, body, title=title, published=published)
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
    for name, measure in (("em", exact_match), ("f1", token_f1), ("contains", text.contains)):
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


def normalise_answer(answer: str) -> str:
    """Lower case, no ASCII punctuation, no counters of Japanese and Korean, single spaces; articles stay.

    Source: `normalize_answer` of the benchmark's `utils/tools.py`.

    >>> normalise_answer("The “Squid Game”, in 2021年!")
    'the “squid game” in 2021'
    """
    return " ".join(answer.lower().translate(_BARE).split())


def exact_match(shown: str, answer: str) -> float:
    """1 if both are equal in the benchmark's normal form, else 0.

    Source: `exact_match_score` of `utils/tools.py`. Bounds: 0 or 1.

    >>> exact_match("Tony Awards!", "tony awards"), exact_match("The Tony Awards", "Tony Awards")
    (1.0, 0.0)
    """
    return float(normalise_answer(shown) == normalise_answer(answer))


def token_f1(shown: str, answer: str) -> float:
    """2·|common| / (|shown| + |answer|) over the multiset of tokens in the benchmark's normal form.

    Source: `f1_score` of `utils/tools.py`; nothing in common is 0, both empty too. Bounds: [0, 1].

    >>> token_f1("The Tony Awards", "Tony Awards")  # 2·2 / (3 + 2)
    0.8
    """
    have, wanted = normalise_answer(shown).split(), normalise_answer(answer).split()
    n_common = (Counter(have) & Counter(wanted)).total()
    return 2 * n_common / (len(have) + len(wanted)) if n_common else 0.0


def _share(wanted: set[str], words: set[str]) -> float:
    return len(wanted & words) / len(wanted) if wanted else 0.0


NOTES = """
The format was held against the real files of 17 June 2022.

A choice is made by whose words the evidence holds; nothing weighs a paraphrase or a negation. Choosing
blindly among four is right in a quarter.

Each question is asked of the search results that the benchmark publishes for it: pages of Google's search
(gcs), made up to five by passages of Wikipedia (dpr), as its own baselines are; the pages the quiz links to
(gold) only where there is nothing else. Questions without any text among them are left out, which
published figures do not do.

One choice is made; a question with several right ones is never right, as the benchmark wants all of them.

open_sentence_em and open_sentence_f1 follow the benchmark's script, but are of a whole sentence, and not
comparable with EM and F1 of a short answer. Questions that end with "except" have no open form there either.

Intervals draw questions, the form with none of the above together with the plain one.
"""

SUITE = Suite(
    expects="a folder of JSON Lines: questions (question_sentence, choices), and search_result for them",
    load=load,
    score=score,
    notes=NOTES,
)
