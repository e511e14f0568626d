"""Fits the weights of the reader's ranking and of its confidence and writes them to `qa/reader.json`.

    python -m evals.calibrate --squad dev.json --clapnq FOLDER

A conditional logit over the sentences of a question, then a logistic regression on what the best of them
shows (`evals.fitting`), over the project's gold questions and two public sets that the caller has: SQuAD 2.0
(its paragraphs pooled, 500 answerable and 500 unanswerable questions drawn by seed) and ClapNQ (one passage
a question). A question counts as answered if a gold sentence is among those that would be shown; each set
weighs the same. The figures written beside the weights are those of five folds by document.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from evals.fitting import Example, fit
from evals.metrics.text import overlaps
from index.models import Filters
from qa.answer import Tools
from qa.asked_time import asked_time
from qa.finding import N_HITS
from qa.reader import HOLDS, confidence_features, sight_of, worth_reading
from qa.reading.candidates import Candidate, candidates_of
from qa.reading.ranking import Then, best_first
from qa.reading.short import FEATURES as SHORT
from qa.reading.short import KINDS, candidates_in, features_of
from qa.service import Service
from qa.settings import Settings

RANKING = ("around", "around_rare", "asking", "weakest", "cosine", "words", "pairs", "is_title", *HOLDS)
CONFIDENCE = (
    "cosine",
    "weakest",
    "names",
    "figures",
    "denial_lost",
    "asks_name",
    "lacks_figure",
    "pairs",
    "quote",
    "lead",
    "length",
)
_WITH_ANSWERS = ("gold", "squad2")
_SEED = 1
_DRAWN = 500


@dataclass(frozen=True, slots=True)
class _Asked:
    question: str
    group: str  # the document it is about
    file_names: tuple[str, ...]  # the articles it is asked of; none = all
    is_answerable: bool
    is_gold: Callable[[Candidate], bool]
    as_of: str | None = None
    answers: tuple[str, ...] = ()


def _gold(folder: Path) -> tuple[dict[str, str | Path], list[_Asked]]:
    articles: dict[str, str | Path] = {p.name: p for p in sorted((folder / "articles").iterdir())}
    asked = []
    for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        if item.get("history"):
            continue  # a turn of a conversation is no question by itself
        if "desk" in item["tags"]:
            continue  # on these it is judged how sure is sure enough
        quotes = [e["quote"] for e in item["evidence"]]
        group = item["evidence"][0]["article"] if quotes else item["id"]
        is_gold = _overlaps(quotes)
        answers = tuple(item["answers"])
        asked.append(_Asked(item["question"], group, (), item["answerable"], is_gold, item["as_of"], answers))
    return articles, asked


def _squad(path: Path) -> tuple[dict[str, str | Path], list[_Asked]]:
    articles: dict[str, str | Path] = {}
    answerable: list[_Asked] = []
    unanswerable: list[_Asked] = []
    for topic in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in topic["paragraphs"]:
            name = f"{len(articles):05}.md"
            articles[name] = _markdown(topic["title"].replace("_", " "), paragraph["context"])
            for qa in paragraph["qas"]:
                starts = [(a["answer_start"], paragraph["context"]) for a in qa["answers"]]
                question = qa["question"].strip()
                answers = tuple(a["text"] for a in qa["answers"])
                item = _Asked(question, topic["title"], (), bool(starts), _holds(starts), answers=answers)
                (answerable if starts else unanswerable).append(item)
    draw = random.Random(_SEED).sample
    return articles, draw(answerable, _DRAWN) + draw(unanswerable, _DRAWN)


def _clapnq(folder: Path) -> tuple[dict[str, str | Path], list[_Asked]]:
    articles: dict[str, str | Path] = {}
    asked = []
    for kind in ("answerable", "unanswerable"):
        for line in (folder / f"{kind}.jsonl").read_text("utf-8").splitlines():
            item = json.loads(line)
            name = f"{kind}-{item['id']}.md"
            passage = item["passages"][0]
            articles[name] = _markdown(passage["title"], passage["text"])
            chosen = [s for o in item["output"] for s in o.get("selected_sentences") or []]
            quotes = chosen if kind == "answerable" else []
            title, is_answerable = passage["title"], kind == "answerable"
            asked.append(_Asked(item["input"], title, (name,), is_answerable, _overlaps(quotes)))
    return articles, asked


def _markdown(title: str, text: str) -> str:
    return f"---\ntitle: {json.dumps(title)}\n---\n{text}\n"


def _overlaps(quotes: list[str]) -> Callable[[Candidate], bool]:
    bare = [q.strip() for q in quotes]
    return lambda e: any(e.text.strip() in q or q in e.text for q in bare)


def _holds(starts: list[tuple[int, str]]) -> Callable[[Candidate], bool]:
    """True for a sentence that holds one of the answers at its place in the paragraph."""

    def is_gold(candidate: Candidate) -> bool:
        places = ((article.text.strip(), span) for article, span in candidate.places)
        return any(
            text == context.strip() and span.start <= start < span.end
            for text, span in places
            for start, context in starts
        )

    return is_gold


def examples(source: str, articles: dict[str, str | Path], asked: list[_Asked]) -> Iterator[Example]:
    """Ask every question of a fresh library of the articles."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "articles")
        inputs.mkdir()
        for name, content in articles.items():
            if isinstance(content, Path):
                content = content.read_bytes().decode("utf-8")
            (inputs / name).write_text(content, "utf-8")
        with Service(Settings(home=Path(folder, "home"))) as service:
            service.add([str(inputs)])
            by_name = {
                Path(service.article(a.article_id).origin).name: a.article_id for a in service.articles()
            }
            for n, item in enumerate(asked, start=1):
                ids = tuple(by_name[name] for name in item.file_names if name in by_name)
                if len(ids) < len(item.file_names):
                    continue  # the same passage stands under another name
                filters = Filters(article_ids=ids, as_of=item.as_of)
                if example := _example(source, item, service.tools(), filters):
                    yield example
                if n % 50 == 0:
                    sys.stderr.write(f"{source}: {n} of {len(asked)}\n")


def _example(source: str, item: _Asked, tools: Tools, filters: Filters) -> Example | None:
    """The question as the reader sees it; None if nothing was found to read."""
    hits, _ = worth_reading(tools.retriever.search(item.question, N_HITS, filters))
    candidates = candidates_of(hits, tools.article_of)
    if not candidates:
        return None
    asked_on = date.fromisoformat(item.as_of) if item.as_of else None
    time = asked_time(item.question, asked_on, is_year_settled=asked_on is not None)
    then = Then.of(item.question, time.told if time else (), candidates)
    view, sight = sight_of(item.question, candidates, hits, tools.embedder, tools.parser, tools.idf, then)

    is_asked = source in _WITH_ANSWERS and view.answer_type in KINDS
    parses = tools.parser.parse([c.text for c in candidates]) if is_asked else []  # while the parser runs

    def shorts_of(best: int, confidence: float) -> list[tuple[dict[str, float], bool]]:
        if not is_asked:
            return []
        text = candidates[best].text
        found = candidates_in(view, text, parses[best])
        is_gold = item.is_gold(candidates[best])
        right = [is_gold and overlaps(c.span.of(text), item.answers) for c in found]
        return list(zip(features_of(view, text, found, confidence), right, strict=True))

    return Example(
        source,
        item.group,
        item.is_answerable,
        np.stack([sight.features[name] for name in RANKING], axis=1),
        np.array([item.is_gold(candidate) for candidate in candidates]),
        lambda odds: confidence_features(view, sight, candidates, odds, best_first(odds, then)),
        shorts_of,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the reader's confidence.")
    parser.add_argument("--squad", type=Path, required=True, help="a SQuAD 2.0 file")
    parser.add_argument(
        "--clapnq", type=Path, required=True, help="folder of answerable.jsonl, unanswerable.jsonl"
    )
    parser.add_argument("-o", "--output", type=Path, default=Path("qa/reader.json"))
    given = parser.parse_args()
    with as_file(files("evals").joinpath("gold")) as gold:
        sets = {"gold": _gold(gold), "squad2": _squad(given.squad), "clapnq": _clapnq(given.clapnq)}
    rows = [row for source, (articles, asked) in sets.items() for row in examples(source, articles, asked)]
    made = {"made_by": "python -m evals.calibrate", "squad_sha256": _sha256(given.squad)}
    given.output.write_text(
        json.dumps(fit(rows, RANKING, CONFIDENCE, SHORT) | made, indent=2) + "\n", "utf-8"
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
