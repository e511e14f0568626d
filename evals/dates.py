"""How well time expressions are found and resolved.

    python -m evals.dates PATH_TO_MEANTIME

The project's own sample has every date marked by hand (`gold/dates.jsonl`); MEANTIME (Minard et al. 2016;
a folder with its `dev.jsonl`, or the file) has the times of events, but not where the text says them.
Its documents by turns are for development and held out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from index.formats import parse
from index.models import Span
from qa.dates import dated, dateline_anchor

Value = tuple[str | None, str | None]
"""`date` and `end_date` as in a timeline."""

Marked = Mapping[Span, Value]
"""The dates of one text: where they stand and what they stand for."""


@dataclass(frozen=True, slots=True)
class SpanScores:
    """Counts over some texts, and the figures of TempEval-3 (UzZaman et al., SemEval 2013, section 4).

    A found expression matches a gold one strictly if their spans are equal, relaxedly if they overlap.
    `n_right` are the relaxed matches whose value is the gold value.
    """

    n_gold: int
    n_found: int
    n_strict: int
    n_relaxed_gold: int
    n_relaxed_found: int
    n_right: int

    @property
    def strict_f1(self) -> float:
        return _f1(self.n_strict / max(1, self.n_found), self.n_strict / max(1, self.n_gold))

    @property
    def relaxed_f1(self) -> float:
        return _f1(self.n_relaxed_found / max(1, self.n_found), self.n_relaxed_gold / max(1, self.n_gold))

    @property
    def value_accuracy(self) -> float:
        """Of the gold expressions that are found at all, the share with the right value."""
        return self.n_right / max(1, self.n_relaxed_gold)

    @property
    def value_f1(self) -> float:
        """ "Attribute F1" there: relaxed F1 times the accuracy of the values."""
        return self.relaxed_f1 * self.value_accuracy


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score_spans(texts: Sequence[tuple[Marked, Marked]]) -> SpanScores:
    """Scores (gold, found) of each text; each gold expression is compared with the first that overlaps it."""
    counts = [0] * 6
    for gold, found in texts:
        pairs = [(g, next((f for f in sorted(found) if _overlap(g, f)), None)) for g in gold]
        counts[0] += len(gold)
        counts[1] += len(found)
        counts[2] += len(gold.keys() & found.keys())
        counts[3] += sum(f is not None for _, f in pairs)
        counts[4] += sum(any(_overlap(g, f) for g in gold) for f in found)
        counts[5] += sum(f is not None and gold[g] == found[f] for g, f in pairs)
    return SpanScores(*counts)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def load_sample(gold_path: Path, articles_dir: Path) -> dict[str, tuple[str, str | None, Marked]]:
    """Text, publication date and marked dates of each sample article, by file name.

    Raises:
        ValueError: if a quote does not stand once in its article, or its expression once in the quote.
    """
    marked: dict[str, tuple[str, str | None, dict[Span, Value]]] = {}
    for path in sorted(articles_dir.iterdir()):
        draft = parse(path.read_bytes(), path.suffix)
        marked[path.name] = (draft.text, draft.published_at, {})
    for number, line in enumerate(gold_path.read_text("utf-8").splitlines(), 1):
        item = json.loads(line)
        text, _, dates = marked[item["article"]]
        quote, words = item["quote"], item["expression"]
        if text.count(quote) != 1 or quote.count(words) != 1:
            raise ValueError(
                f"{gold_path.name}, line {number}: {words!r} does not stand once in one {quote!r}"
            )
        start = text.index(quote) + quote.index(words)
        dates[Span(start, start + len(words))] = (item["value"], item["end"])
    return dict(marked)


def find(text: str, published_at: str | None) -> Marked:
    """What the program makes of a text, in the form of the gold."""
    return {e.span: (r.date, r.end_date) for e, r in dated(text, published_at)}


@dataclass(frozen=True, slots=True)
class EventScores:
    """How often the date of an event is right, over the event mentions that have a known one.

    `n_stated` of them happened on another day than the publication and `n_in_sentence` in a sentence that
    holds a time expression. `n_near`: the expression nearest to the mention has the event's date. Without
    one in the sentence the event is given the publication day (`n_right` counts both). `n_told` of the
    stated dates are among those found anywhere in the text. `n_publication` is the baseline that gives
    every event the publication day. A date counts as right if it is the gold one or covers it.
    """

    n_mentions: int
    n_right: int
    n_publication: int
    n_stated: int
    n_told: int
    n_in_sentence: int
    n_near: int


def score_events(documents: Sequence[Mapping[str, Any]]) -> EventScores:
    """MEANTIME documents: `text` (a sentence a line), and `events` with `text`, `sentence` and `time`."""
    counts = [0] * 7
    for document in documents:
        text = document["text"]
        anchor = dateline_anchor(text)
        published = anchor.day.isoformat() if anchor else ""
        by_sentence = _by_sentence(text, published)
        everywhere = [value for found in by_sentence for _, value in found]
        for event in document["events"]:
            gold = _known(event["time"])
            if gold is None:
                continue
            found = by_sentence[event["sentence"]] if event["sentence"] < len(by_sentence) else []
            at = document["sentences"][event["sentence"]].find(event["text"])
            near = min(found, key=lambda f: abs(f[0] - at))[1] if found else (published, None)
            counts[0] += 1
            counts[1] += covers(near, gold)
            counts[2] += covers((published, None), gold)
            counts[3] += (is_stated := not covers((published, None), gold))
            counts[4] += is_stated and any(covers(value, gold) for value in everywhere)
            counts[5] += bool(found)
            counts[6] += bool(found) and covers(near, gold)
    return EventScores(*counts)


def _by_sentence(text: str, published: str) -> list[list[tuple[int, Value]]]:
    """For each line: where its dates stand in it, and their values."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: list[list[tuple[int, Value]]] = [[] for _ in lines]
    for span, value in find(text, published).items():
        n = next(i for i in range(len(lines)) if span.start < starts[i + 1])
        found[n].append((span.start - starts[n], value))
    return found


def _known(time: str | None) -> str | None:
    """A time of MEANTIME as a partial ISO date: `2010-02` of `2010-02-XX`; None if it is not known."""
    known = (time or "").split("-XX")[0]
    return known if known and not known.startswith("X") else None


def covers(value: Value, gold: str) -> bool:
    """True if `value` is the partial date `gold`, or a period of several days, months or years it lies in."""
    first, last = value
    if first is None:
        return False
    if last is None:
        return first == gold
    return first <= gold[: len(first)] and gold[: len(last)] <= last and len(gold) >= len(first)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Scores dates on the sample and on MEANTIME.")
    parser.add_argument(
        "meantime", type=Path, help="folder or file of MEANTIME's documents, a JSON object a line"
    )
    path = parser.parse_args(argv).meantime
    path = path / "dev.jsonl" if path.is_dir() else path
    with as_file(files("evals").joinpath("gold")) as gold:
        sample = load_sample(gold / "dates.jsonl", gold / "articles")
    _print("sample", score_spans([(marked, find(text, at)) for text, at, marked in sample.values()]))
    documents = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for name, half in (("MEANTIME, development", documents[::2]), ("MEANTIME, held out", documents[1::2])):
        _print_events(name, score_events(half))
    return 0


def _print(name: str, s: SpanScores) -> None:
    sys.stdout.write(
        f"{name}: {s.n_gold} expressions, {s.n_found} found; F1 strict {s.strict_f1:.3f}, relaxed "
        f"{s.relaxed_f1:.3f}; value accuracy {s.value_accuracy:.3f}, value F1 {s.value_f1:.3f}\n"
    )


def _print_events(name: str, s: EventScores) -> None:
    sys.stdout.write(
        f"{name}: {s.n_mentions} dated events, right {s.n_right / max(1, s.n_mentions):.3f} (publication day "
        f"alone {s.n_publication / max(1, s.n_mentions):.3f}); {s.n_in_sentence} beside a date, right "
        f"{s.n_near / max(1, s.n_in_sentence):.3f}; {s.n_stated} of other days, told "
        f"{s.n_told / max(1, s.n_stated):.3f}\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
