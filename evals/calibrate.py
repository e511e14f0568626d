"""Fits the coefficients of the reader's confidence and writes them to `qa/reader.json`.

    python -m evals.calibrate --squad dev.json --clapnq FOLDER

A logistic regression (scikit-learn) on the reader's features, over the project's gold questions and two
public sets that the caller has: SQuAD 2.0 (its paragraphs pooled, 250 answerable and 250 unanswerable
questions drawn by seed) and ClapNQ (one passage a question). A question counts as answered if a gold
sentence is among the two best; each set weighs the same. The area under the curve is that of ten folds.
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
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from index.models import Filters
from qa.reader import Evidence, read
from qa.service import Service
from qa.settings import Settings

FEATURES = ("late", "cosine", "weakest", "names", "figures")
_SEED = 1
_DRAWN = 250
_TOP = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A question over some articles: what the reader saw, and at which rank, from 1, the first gold
    sentence stands; None if there is none."""

    source: str
    features: dict[str, float]
    is_answerable: bool
    rank: int | None

    def is_within(self, k: int) -> bool:
        return self.rank is not None and self.rank <= k


@dataclass(frozen=True, slots=True)
class _Asked:
    question: str
    file_names: tuple[str, ...]  # the articles it is asked of; none = all
    is_answerable: bool
    is_gold: Callable[[Evidence], bool]
    as_of: str | None = None


def _gold(folder: Path) -> tuple[dict[str, str | Path], list[_Asked]]:
    articles: dict[str, str | Path] = {p.name: p for p in sorted((folder / "articles").iterdir())}
    asked = []
    for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        if item.get("history"):
            continue  # a turn of a conversation is no question by itself
        quotes = [e["quote"] for e in item["evidence"]]
        asked.append(_Asked(item["question"], (), item["answerable"], _overlaps(quotes), item["as_of"]))
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
                item = _Asked(qa["question"].strip(), (), bool(starts), _holds(starts))
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
            asked.append(_Asked(item["input"], (name,), kind == "answerable", _overlaps(quotes)))
    return articles, asked


def _markdown(title: str, text: str) -> str:
    return f"---\ntitle: {json.dumps(title)}\n---\n{text}\n"


def _overlaps(quotes: list[str]) -> Callable[[Evidence], bool]:
    bare = [q.strip() for q in quotes]
    return lambda e: any(e.text.strip() in q or q in e.text for q in bare)


def _holds(starts: list[tuple[int, str]]) -> Callable[[Evidence], bool]:
    """True for a sentence that holds one of the answers at its place in the paragraph."""

    def is_gold(evidence: Evidence) -> bool:
        places = ((article.text.strip(), span) for article, span in evidence.places)
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
            tools = service.tools()
            for n, item in enumerate(asked, start=1):
                ids = tuple(by_name[name] for name in item.file_names if name in by_name)
                if len(ids) < len(item.file_names):
                    continue  # the same passage stands under another name
                hits = tools.retriever.search(item.question, 10, Filters(article_ids=ids, as_of=item.as_of))
                args = (tools.article_of, tools.embedder, tools.parser, tools.idf)
                reading = read(item.question, hits, *args)
                gold_at = (n for n, e in enumerate(reading.evidence, start=1) if item.is_gold(e))
                if reading.features:
                    rank = next(gold_at, None)
                    yield Example(source, dict(reading.features), item.is_answerable, rank)
                if n % 50 == 0:
                    sys.stderr.write(f"{source}: {n} of {len(asked)}\n")


def fit(rows: list[Example]) -> dict[str, Any]:
    """Intercept and weights of the unscaled features, and how well they tell right from wrong."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    x = np.array([[row.features[name] for name in FEATURES] for row in rows])
    y = np.array([row.is_within(_TOP) for row in rows])
    sources = np.array([row.source for row in rows])
    answerable = np.array([row.is_answerable for row in rows])
    share = {s: len(rows) / (len(set(sources)) * int((sources == s).sum())) for s in sorted(set(sources))}
    weight = np.array([share[s] for s in sources])
    model = make_pipeline(StandardScaler(), LogisticRegression())
    weighted = {"logisticregression__sample_weight": weight}
    p = cross_val_predict(model, x, y, cv=10, method="predict_proba", params=weighted)[:, 1]
    model.fit(x, y, **weighted)
    scale, regression = model[0], model[1]
    weights = regression.coef_[0] / scale.scale_
    return {
        "intercept": round(float(regression.intercept_[0] - weights @ scale.mean_), 4),
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
        "measured": {
            s: {
                "questions": int((sources == s).sum()),
                **_found([row for row in rows if row.source == s and row.is_answerable]),
                "auroc_answerable": round(float(roc_auc_score(answerable[sources == s], p[sources == s])), 3),
                "auroc_answered": round(float(roc_auc_score(y[sources == s], p[sources == s])), 3),
            }
            for s in share
        },
    }


def _found(answerable: list[Example]) -> dict[str, float]:
    """The share of the answerable questions with a gold sentence first, and among the first three."""
    return {
        name: round(sum(row.is_within(k) for row in answerable) / len(answerable), 3)
        for name, k in (("gold_first", 1), ("gold_in_three", 3))
    }


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
    given.output.write_text(json.dumps(fit(rows) | made, indent=2) + "\n", "utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
