"""How well twins are told from other articles: copies as desks make them, and stories that only look alike.

`python -m evals.twins` prints precision and recall on pairs made from the sample articles. Each article is
paired with copies of itself: another headline and byline, a cut tail, a local lead, light editing, and these
together. It is also paired with every other sample article, among them follow-ups and other outlets' own
reports of the same event, and with a new story that repeats two of its paragraphs as background.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import formats
from index.sketches import are_twins, shingles_of

# The sample articles that are copies of one wire report.
_COPIED = frozenset(
    {"2025-03-17-port-talks-resume.md", "2025-03-17-dockers-back-at-table.md"}
    | {"2025-03-18-lindhaven-quays-port-talks.html"}
)
_CORRECTED = frozenset({"2025-04-08-norvane-chip-plant.md", "2025-04-09-norvane-chip-plant-corrected.md"})
_EDITS = {
    "said": "told reporters", "percent": "per cent", "about": "around", "more than": "over",
    "agreed": "said yes", "would": "was to", "after": "following", "first": "maiden", "because": "since",
    "between": "among", "before": "ahead of", "called": "described", "announced": "made public",
    "million": "m", "also": "too",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, and whether they are twins; `made` says how the second came about."""

    made: str
    one: str
    other: str
    are_twins: bool


def pairs(folder: Path) -> Iterator[Pair]:
    """All pairs, those that are twins first for each article; the same each time."""
    texts = {p.name: formats.parse(p.read_bytes(), p.suffix).text for p in formats.files_in(folder)}
    names = sorted(texts)
    draw = random.Random(0)
    for at, name in enumerate(names):
        other = texts[names[(at + 7) % len(names)]]
        for made, copy in _copies(_paragraphs(texts[name]), _paragraphs(other), draw):
            yield Pair(made, texts[name], copy, are_twins=True)
        background = _paragraphs(texts[name])[-2:]
        new = [*_paragraphs(other), *background]
        if name not in _COPIED and sum(map(len, background)) < 0.4 * sum(map(len, new)):
            yield Pair("repeats its background", texts[name], "\n\n".join(new), are_twins=False)
        for later in names[at + 1 :]:
            same = {name, later} <= _COPIED or {name, later} <= _CORRECTED
            yield Pair("as they are", texts[name], texts[later], are_twins=same)


def _copies(own: Sequence[str], lead: Sequence[str], draw: random.Random) -> Iterator[tuple[str, str]]:
    head = ["By our own correspondent", *own]
    edited = [_edited(p, draw) for p in own]
    makings = {
        "headline and byline": ["Another headline altogether", *head],
        "tail cut to two thirds": own[: max(2, 2 * len(own) // 3)],
        "tail cut to 45 %": own[: max(2, round(0.45 * len(own)))],
        "local lead": [*lead[:2], *own],
        "light editing": edited,
        "lead, editing and a cut tail": [*lead[:1], *edited[: max(2, 2 * len(own) // 3)]],
    }
    return ((made, "\n\n".join(copy)) for made, copy in makings.items())


def _edited(paragraph: str, draw: random.Random) -> str:
    """Two in three of the words that a house style changes, changed."""

    def change(match: re.Match[str]) -> str:
        return _EDITS[match[0]] if draw.random() < 2 / 3 else match[0]

    return re.sub(rf"\b(?:{'|'.join(_EDITS)})\b", change, paragraph)


def _paragraphs(text: str) -> list[str]:
    return [p for p in re.split(r"\n+", text) if p.strip()]


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares in [0, 1] over `n` pairs, and the pairs that were judged wrongly."""

    precision: float
    recall: float
    n: int
    wrong: tuple[Pair, ...]


def score(judged: Sequence[Pair]) -> Scores:
    """Precision: of the pairs called twins, those that are. Recall: of the twins, those called so."""
    called = [are_twins(shingles_of(p.one), shingles_of(p.other)) for p in judged]
    right = sum(c and p.are_twins for c, p in zip(called, judged, strict=True))
    return Scores(
        precision=right / max(1, sum(called)),
        recall=right / max(1, sum(p.are_twins for p in judged)),
        n=len(judged),
        wrong=tuple(p for c, p in zip(called, judged, strict=True) if c != p.are_twins),
    )


if __name__ == "__main__":
    found = score(list(pairs(Path(__file__).parent / "gold" / "articles")))
    print(f"{found.n} pairs, precision {found.precision:.3f}, recall {found.recall:.3f}")  # noqa: T201
    for pair in found.wrong:
        print(f"wrong: {pair.made}: {pair.one[:60]!r} and {pair.other[:60]!r}")  # noqa: T201
