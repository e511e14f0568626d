"""SQuAD 2.0: questions on Wikipedia paragraphs, half of them written so that no paragraph answers them.

The file is the one of the benchmark (`dev-v2.0.json`). All its paragraphs are pooled and each is an article
of its own, titled as its Wikipedia article: the program has to find the paragraph, which the benchmark's own
task hands over.
"""

from __future__ import annotations

from pathlib import Path

from evals.metrics import retrieval, text
from evals.suites.answers import ABSTAINING, holds, is_silent, item_of, shown_of
from evals.suites.cases import Case, Desk, Document, Item, Loaded, Suite, files_of, markdown, read_json


def load(path: Path) -> Loaded:
    """Paragraphs and questions of one SQuAD 2.0 file, or of the `dev*.json` of a folder."""
    documents: list[Document] = []
    cases: list[Case] = []
    for topic in (topic for file in files_of(path, "dev*.json") for topic in read_json(file)["data"]):
        title = topic["title"].replace("_", " ")
        for paragraph in topic["paragraphs"]:
            name = f"{len(documents):05}.md"
            documents.append(markdown(name, paragraph["context"], title=title))
            cases += [
                Case(
                    id=qa["id"],
                    question=qa["question"].strip(),
                    cluster=name,
                    gold={"document": name, "answers": list(dict.fromkeys(a["text"] for a in qa["answers"]))},
                )
                for qa in paragraph["qas"]
            ]
    return Loaded(documents, cases)


def score(case: Case, desk: Desk) -> Item:
    """Where the gold paragraph and the gold answer stand; an unanswerable question has neither."""
    answer = desk.ask(case.question)
    answers: list[str] = case.gold["answers"]
    shown = shown_of(answer)
    # A long paragraph is several passages, and is found where the first of them is.
    found = dict.fromkeys(hit.article_id for hit in sorted(answer.hits, key=lambda hit: hit.rank))
    ranking = [{article_id} for article_id in found]
    wanted = {desk.id_of(case.gold["document"])} if answers else set()
    best = "" if is_silent(answer, desk) else shown[0]
    marked = next((s.short.text for s in answer.statements if s.short), None)
    return item_of(
        case,
        answer,
        desk,
        answerable=bool(answers),
        correct=holds(shown, answers) == 1.0,
        scores={
            "hit@1": retrieval.success_at_k(ranking, wanted, 1),
            "hit@5": retrieval.success_at_k(ranking, wanted, 5),
            "hit@10": retrieval.success_at_k(ranking, wanted, 10),
            "mrr@10": retrieval.reciprocal_rank(ranking, wanted, 10),
            "answer_in_first": holds(shown, answers, 1),
            "answer_in_shown": holds(shown, answers),
            "short_right": None if marked is None or not best else float(text.overlaps(marked, answers)),
            # SQuAD's own scores, of a whole sentence where it asks for a span; silence is its "".
            "sentence_em": text.best_over(text.exact_match, best, answers or [""]),
            "sentence_f1": text.best_over(text.token_f1, best, answers or [""]),
        },
    )


NOTES = """
All paragraphs of the file are pooled, each an article titled as its Wikipedia article; the benchmark
itself hands each question its paragraph.

Of a file that the comparer was taught with (`evals.asked`: three articles in four of half of the dev split),
only the other articles tell how good the program is.

sentence_em and sentence_f1 are SQuAD's EM and F1 of the whole first sentence, silence counting as no
answer: not comparable with published EM and F1, which are of a span of a few words.

hit@k counts paragraphs, each where the first of its passages stands, in the ranking after reading.

hit@k, answer_in_first, answer_in_shown, auroc and aurc do not depend on the risk that is set;
sentence_em, sentence_f1, coverage and the abstention figures do.

short_right: of the questions that would be answered and have words marked in the first sentence, how many
are right (they hold an answer or stand in one); all others are unscored.

answer_in_shown looks at the one to three sentences that an answer shows.

Intervals draw whole paragraphs.
"""

SUITE = Suite(
    expects="a SQuAD 2.0 JSON file (data, paragraphs, qas), or a folder of dev*.json",
    load=load,
    score=score,
    figures=ABSTAINING,
    notes=NOTES,
)
