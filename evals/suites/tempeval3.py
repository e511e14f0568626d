"""TempEval-3, task A: the time expressions of news articles, their extent, type and value.

TimeML files (`.tml`): `<DCT>` holds the day of publication, `<TEXT>` the article with `<TIMEX3 type value>`
around each expression. The program's dates (`qa.dates`) are compared with them; no library is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from evals.metrics.citation import overlap
from evals.suites.cases import Case, Desk, Item, Loaded, Suite, SuiteError, SuiteFigure, files_of
from index.models import Span
from qa.dates import Resolved, TimeExpression, find_dates, publication_anchor, resolve_in_order

_THREE_MONTHS = {
    "01": "Q1", "04": "Q2", "07": "Q3", "10": "Q4", "03": "SP", "06": "SU", "09": "FA", "12": "WI",
}  # fmt: skip
_SIX_MONTHS = {"01": "H1", "07": "H2"}
_PARTS_OF_DAY = {"tonight": "TNI", "morning": "TMO", "afternoon": "TAF", "evening": "TEV"}


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TIMEX3 type and value; the value is empty where it is left open."""

    span: Span
    type: str
    value: str


def load(path: Path) -> Loaded:
    """One case for each TimeML document."""
    cases = [_case(file) for file in files_of(path, "*.tml")]
    return Loaded([], cases)


def _case(file: Path) -> Case:
    try:
        root = ElementTree.fromstring(file.read_bytes())
    except (OSError, ElementTree.ParseError) as e:
        raise SuiteError(f"{file} is not XML") from e
    body, dct = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None:
        raise SuiteError(f"{file} has no <TEXT>")
    pieces: list[str] = []
    gold = [[t.span.start, t.span.end, t.type, t.value] for t in _timexes(body, pieces)]
    return Case(
        id=file.stem,
        question="",
        cluster=file.stem,
        gold={
            "text": "".join(pieces),
            "published": (dct.get("value") or "")[:10] if dct is not None else "",
            "timexes": gold,
        },
    )


def _timexes(element: ElementTree.Element, pieces: list[str]) -> Iterator[Timex]:
    """The TIMEX3 in `element`, in order; its text is appended to `pieces`."""
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        yield from _timexes(child, pieces)
        pieces.append(child.tail or "")
    end = sum(map(len, pieces))
    if element.tag == "TIMEX3" and end > start:
        yield Timex(Span(start, end), element.get("type", ""), element.get("value", ""))


def score(case: Case, _: Desk) -> Item:
    text: str = case.gold["text"]
    gold = [Timex(Span(start, end), kind, value) for start, end, kind, value in case.gold["timexes"]]
    published = case.gold["published"] or None
    expressions = find_dates(text)
    resolved = resolve_in_order(expressions, publication_anchor(published))
    found = [timex_of(e, r) for e, r in zip(expressions, resolved, strict=True)]
    pairs = match(gold, found)
    return {
        "id": case.id,
        "cluster": case.cluster,
        "shown": [[t.span.of(text), t.type, t.value] for t in found],
        "gold": [[t.span.of(text), t.type, t.value] for t in gold],
        "counts": {
            "gold": len(gold),
            "found": len(found),
            "strict": sum(g.span == f.span for g, f in pairs),
            "relaxed": len(pairs),
            "type": sum(g.type == f.type for g, f in pairs),
            "value": sum(g.value == f.value for g, f in pairs),
            "gold_dates": sum(g.type == "DATE" for g in gold),
            "relaxed_dates": sum(g.type == "DATE" for g, _ in pairs),
            "value_dates": sum(g.type == "DATE" and g.value == f.value for g, f in pairs),
        },
        "scores": {},
    }


def match(gold: Sequence[Timex], found: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Pairs that share at least a character, in the order of the text, each in one pair at most.

    The task's toolkit pairs them likewise: before it counts, what was found gets the id of its gold.
    """
    left = list(found)
    pairs: list[tuple[Timex, Timex]] = []
    for one in gold:
        other = next((f for f in left if overlap(one.span, f.span)), None)
        if other is not None:
            left.remove(other)
            pairs.append((one, other))
    return pairs


def timex_of(expression: TimeExpression, resolved: Resolved) -> Timex:
    """The expression in terms of TIMEX3: its type, and the value that `value_of` makes."""
    words = expression.words.lower()
    value = value_of(resolved.date, resolved.end_date)
    part = next((code for word, code in _PARTS_OF_DAY.items() if word in words), None)
    if part and len(value) == len("2013-03-22"):
        return Timex(expression.span, "TIME", value + part)
    return Timex(expression.span, "DATE", value)


def value_of(first: str | None, last: str | None) -> str:
    """Partial ISO days, both inclusive, as a TIMEX3 value; a span of days that has no name keeps its first.

    Source: TimeML annotation guidelines 1.2.1, TIMEX3 `value`. Bounds: empty where nothing is known.

    >>> [value_of("2013-03-11", "2013-03-17"), value_of("2013-03-16", "2013-03-17")]
    ['2013-W11', '2013-W11-WE']
    >>> [value_of("2013-01", "2013-03"), value_of("2012-12", "2013-02"), value_of("1990", "1999")]
    ['2013-Q1', '2012-WI', '199']
    """
    if first is None:
        return ""
    if first.startswith("-"):  # an open year is XXXX there and "-" here
        return f"XXXX{first[1:]}"
    if last is None:
        return first
    if len(first) == len("2013"):
        n_years = int(last) - int(first) + 1
        return {10: first[:3], 100: f"{int(first) // 100}"}.get(n_years, first)
    if len(first) == len("2013-01"):
        n_months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) + 1
        named = {3: _THREE_MONTHS, 6: _SIX_MONTHS}.get(n_months, {}).get(first[5:7])
        return f"{first[:4]}-{named}" if named else first
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    iso = start.isocalendar()
    suffix = {(1, 6): "", (6, 1): "-WE"}.get((iso.weekday, (end - start).days))
    return first if suffix is None else f"{iso.year}-W{iso.week:02}{suffix}"


def _f1(hits: str) -> SuiteFigure:
    """2·hits / (gold + found), over the counts of all documents together.

    Source: UzZaman et al., "SemEval-2013 Task 1: TempEval-3", 2013, and `get_performance` of its toolkit's
    `evaluate_entities.py`: strict, an extent is the same; relaxed, it overlaps; value and type, it overlaps
    and the attribute is equal, so that attribute F1 is relaxed F1 times the accuracy of the attribute.
    Bounds: [0, 1]; `None` without gold and found.
    """

    def of(items: Sequence[Item]) -> float | None:
        total = _sum(items, "gold") + _sum(items, "found")
        return 2 * _sum(items, hits) / total if total else None

    return SuiteFigure(lambda _: True, of)


def _share(hits: str, of_all: str) -> SuiteFigure:
    """hits / all over the counts of all documents together."""

    def of(items: Sequence[Item]) -> float | None:
        total = _sum(items, of_all)
        return _sum(items, hits) / total if total else None

    return SuiteFigure(lambda item: item["counts"][of_all] > 0, of)


def _sum(items: Sequence[Item], count: str) -> int:
    return sum(item["counts"][count] for item in items)


FIGURES: dict[str, SuiteFigure] = {
    "strict_f1": _f1("strict"),
    "relaxed_f1": _f1("relaxed"),
    "relaxed_precision": _share("relaxed", "found"),
    "relaxed_recall": _share("relaxed", "gold"),
    "value_f1": _f1("value"),
    "type_f1": _f1("type"),
    "value_accuracy": _share("value", "relaxed"),
    "date_recall": _share("relaxed_dates", "gold_dates"),
    "date_value_recall": _share("value_dates", "gold_dates"),
}

NOTES = """
The format was held against a document of the AQUAINT part of the training data.

Formulas are the task's. Strict is the same place here, the same words there; its own program that pairs
what overlaps was not seen.

The program looks for dates only: durations, sets and bare times of day are gold it never finds, which
lowers recall; date_recall and date_value_recall are of gold of type DATE alone.

A range (“October 3 to 5”) is one expression here and two there.

Intervals draw whole documents.
"""

SUITE = Suite(
    expects="TimeML files (*.tml) with <DCT> and <TEXT>",
    load=load,
    score=score,
    figures=FIGURES,
    needs_library=False,
    notes=NOTES,
)
