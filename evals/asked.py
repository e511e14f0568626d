"""Questions with the sentences that answer them, of the sets that the reader learns from.

The project's gold questions, the desks written for learning (`evals/desks`), and two public sets that the
caller has: SQuAD 2.0 (its paragraphs pooled) and ClapNQ (one passage a question). What the comparer
(`index.cross_encoder`) is taught with and what the weights of the reader are fitted on are never of the same
document: a model is surer of what it was taught than of anything else.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evals.conversed import Said, turns_as_written
from index.models import Filters
from qa.answer import Tools
from qa.conversing.turns import Turn
from qa.reading.candidates import Candidate
from qa.service import Service
from qa.settings import Settings

_ONE_IN = 4  # documents of a public set are kept from the comparer


@dataclass(frozen=True, slots=True)
class Asked:
    """`group` is the document that the question is about, `file_names` the articles it is asked of, none for
    all; `is_gold` says whether a sentence answers it, and `is_taught` whether the comparer may learn from
    it. `said` is what stands before it in a conversation, and `turns` the same over a library."""

    question: str
    group: str
    file_names: tuple[str, ...]
    is_answerable: bool
    is_gold: Callable[[Candidate], bool]
    is_taught: bool
    as_of: str | None = None
    answers: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedSet:
    """Questions over one library; `articles` are its files by name: where they are, or what is in them."""

    source: str
    articles: dict[str, Path | str]
    asked: list[Asked]


def given_sets(description: str, output: Path) -> argparse.Namespace:
    """What the command line gives: `squad`, `clapnq`, and `output` if it is to be another."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--squad", type=Path, required=True, help="a SQuAD 2.0 file")
    parser.add_argument(
        "--clapnq", type=Path, required=True, help="folder of answerable.jsonl, unanswerable.jsonl"
    )
    parser.add_argument("-o", "--output", type=Path, default=output)
    return parser.parse_args()


def gold(folder: Path, source: str = "gold") -> AskedSet:
    """The gold questions but for the turns of conversations, which are no questions by themselves, and the
    slice "desk", on which it is judged how sure is sure enough; or those of a desk in the same form. Nothing
    is taught of them."""
    asked = []
    for item in _lines(folder / "questions.jsonl"):
        if item.get("history") or "desk" in item["tags"]:
            continue
        quotes = [e["quote"] for e in item["evidence"]]
        group = item["evidence"][0]["article"] if quotes else item["id"]
        about = Asked(item["question"], group, (), item["answerable"], _overlaps(quotes), is_taught=False,
                      as_of=item["as_of"], answers=tuple(item["answers"]))  # fmt: skip
        asked.append(about)
    return AskedSet(source, _files(folder / "articles"), asked)


def desk(folder: Path) -> AskedSet:
    """A library of news with what a desk asks of it, some in conversations, all of it for learning."""
    asked = []
    for item in _lines(folder / "questions.jsonl"):
        quotes = [e["quote"] for e in item["evidence"]]
        question, is_answerable = item["question"], item["answerable"]
        asked.append(Asked(question, folder.name, (), is_answerable, _overlaps(quotes), is_taught=True))
    asked += _conversed(folder)
    return AskedSet("desk", _files(folder / "articles"), asked)


def _conversed(folder: Path) -> list[Asked]:
    """The turns of the conversations with a desk, if there are any."""
    path, asked = folder / "conversations.jsonl", []
    for conversation in _lines(path) if path.exists() else []:
        said: list[Said] = []
        for turn in conversation["turns"]:
            question, quotes = turn["question"], [e["quote"] for e in turn["evidence"]]
            asked.append(Asked(question, folder.name, (), turn["answerable"], _overlaps(quotes),
                               is_taught=True, said=tuple(said)))  # fmt: skip
            first = turn["evidence"][0] if quotes else {"article": "", "quote": ""}
            said.append(Said(question, first["article"], first["quote"]))
    return asked


def squad(path: Path) -> AskedSet:
    """SQuAD 2.0; of its articles every fourth by name is kept from the comparer."""
    articles: dict[str, Path | str] = {}
    asked = []
    topics = sorted(json.loads(path.read_text("utf-8"))["data"], key=lambda topic: topic["title"])
    for n, topic in enumerate(topics):
        for paragraph in topic["paragraphs"]:
            name, title = f"{len(articles):05}.md", topic["title"]
            articles[name] = _markdown(title.replace("_", " "), paragraph["context"])
            for qa in paragraph["qas"]:
                starts = [(a["answer_start"], paragraph["context"]) for a in qa["answers"]]
                answers = tuple(a["text"] for a in qa["answers"])
                about = Asked(qa["question"].strip(), title, (), bool(starts), _holds(starts),
                              is_taught=n % _ONE_IN > 0, answers=answers)  # fmt: skip
                asked.append(about)
    return AskedSet("squad2", articles, asked)


def clapnq(folder: Path) -> AskedSet:
    """ClapNQ; about every fourth title is kept from the comparer."""
    articles: dict[str, Path | str] = {}
    asked = []
    for kind in ("answerable", "unanswerable"):
        for item in _lines(folder / f"{kind}.jsonl"):
            name, is_answerable = f"{kind}-{item['id']}.md", kind == "answerable"
            passage = item["passages"][0]
            title = passage["title"]
            articles[name] = _markdown(title, passage["text"])
            chosen = [s for o in item["output"] for s in o.get("selected_sentences") or []]
            is_gold = _overlaps(chosen if is_answerable else [])
            is_taught = zlib.crc32(title.encode()) % _ONE_IN > 0
            asked.append(Asked(item["input"], title, (name,), is_answerable, is_gold, is_taught))
    return AskedSet("clapnq", articles, asked)


def over_a_library(of: AskedSet, asked: list[Asked]) -> Iterator[tuple[Asked, Tools, Filters]]:
    """Each of `asked`, questions of that set, with a fresh library of its articles to ask it of."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "articles")
        inputs.mkdir()
        for name, content in of.articles.items():
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
                tools = service.tools()
                turns = turns_as_written(item.said, lambda name: service.article(by_name[name]), tools.parser)
                yield replace(item, turns=turns), tools, Filters(article_ids=ids, as_of=item.as_of)
                if n % 50 == 0:
                    sys.stderr.write(f"{of.source}: {n} of {len(asked)}\n")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _files(folder: Path) -> dict[str, Path | str]:
    return {path.name: path for path in sorted(folder.iterdir())}


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
