"""What a brief says that an earlier one did not, and the other way round.

Key points, figures, events, people and attributed words are compared, each kind within itself. Two lines
are paired, the closest first:

1. unchanged, where their words are the same but for endings, case, marks and words that carry nothing, or
   where they cite the same words of an article and state the same values;
2. changed, where at least half of what they are about is the same but a figure, a date, a role or the wording
   is not. People are about their names, all others about their words without figures and dates. A figure
   or a person whose value or role is the same is unchanged, whatever else the sentence says.

What finds no pair is new, or no longer in the brief: withdrawn, or just not chosen for it any more. No model
takes part: the same two briefs always compare alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from qa.briefing.entries import figure_entry
from qa.briefing.wording import human_dates
from qa.language.numbers import quantities
from qa.language.words import content_stems, stem, words_of
from qa.models import Attribution, Brief, Citation, Figure, Person, Shape, Statement, TimelineEntry

Kind = Literal["key point", "figure", "event", "person", "attribution"]
Difference = Literal["figures", "dates", "role", "wording"]
_ABOUT_THE_SAME = 0.5
_DATE_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december today yesterday tomorrow".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# They carry nothing of a subject and all of a meaning.
_TURNING = frozenset({"not", "no", "never", "none", "nor", "may", "might", "could", "without"})


class ToldLine(Shape):
    """A line of a brief with its evidence."""

    kind: Kind
    text: str
    citations: list[Citation]


class Pair(Shape):
    """A line as it was and as it is; `differs` is empty where nothing changed."""

    old: ToldLine
    new: ToldLine
    differs: list[Difference] = Field(default_factory=list)


class Comparison(Shape):
    """An earlier brief and this one, line by line. `withdrawn` is what only the earlier one tells, whatever
    the reason."""

    old_title: str
    new: list[ToldLine] = Field(default_factory=list)
    changed: list[Pair] = Field(default_factory=list)
    withdrawn: list[ToldLine] = Field(default_factory=list)
    unchanged: list[Pair] = Field(default_factory=list)

    def summary(self) -> str:
        """How many of each."""
        return (
            f"{len(self.new)} new, {len(self.changed)} changed, "
            f"{len(self.withdrawn)} no longer in the brief, {len(self.unchanged)} unchanged"
        )


class ComparedBrief(Brief):
    """A brief with what is new in it since an earlier one."""

    since_last: Comparison


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what it is compared by: only lines of one `sort` are, and `values` are what may differ."""

    told: ToldLine
    sort: str
    words: tuple[str, ...]
    about: frozenset[str]
    values: tuple[tuple[Difference, tuple[str, ...]], ...]
    quotes: frozenset[tuple[str, str]]


def compare(old: Brief, new: Brief) -> ComparedBrief:
    """`new` with what became of the lines of `old`."""
    before, after = _lines(old), _lines(new)
    pairs: dict[int, tuple[int, list[Difference]]] = {}  # place in `after`: place in `before`, differences
    candidates = sorted(
        (-_closeness(a, b), n, m)
        for n, a in enumerate(after)
        for m, b in enumerate(before)
        if a.sort == b.sort and _closeness(a, b) >= _ABOUT_THE_SAME
    )
    taken: set[int] = set()
    for _, n, m in candidates:
        if n not in pairs and m not in taken:
            taken.add(m)
            pairs[n] = (m, _differences(before[m], after[n]))
    both = [Pair(old=before[m].told, new=after[n].told, differs=d) for n, (m, d) in sorted(pairs.items())]
    comparison = Comparison(
        old_title=old.title,
        new=[line.told for n, line in enumerate(after) if n not in pairs],
        changed=[pair for pair in both if pair.differs],
        withdrawn=[line.told for m, line in enumerate(before) if m not in taken],
        unchanged=[pair for pair in both if not pair.differs],
    )
    return ComparedBrief(**dict(new), since_last=comparison)


def _closeness(a: _Line, b: _Line) -> float:
    """3 to 4 for the same words, 2 to 3 for the same evidence and values; below, how much of the subject is
    shared: 0 to 1."""
    shared = _dice(a.about, b.about)
    if a.words == b.words:
        return 3 + shared
    # A sentence may name several people; only the name tells whose line it is.
    if a.quotes & b.quotes and a.values == b.values and a.told.kind != "person":
        return 2 + shared
    return shared


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _differences(old: _Line, new: _Line) -> list[Difference]:
    was = dict(old.values)
    differs = [what for what, value in new.values if was.get(what) != value]
    # A person is a name and a role, a figure is a value: what else their sentences say is not theirs.
    is_bare = new.told.kind in {"person", "figure"}
    if differs or is_bare or old.words == new.words or old.quotes & new.quotes:
        return differs
    return ["wording"]


def _lines(brief: Brief) -> list[_Line]:
    lines = [
        *(_statement(s) for s in (*brief.bottom_line, *brief.key_points)),
        *(_figure(f) for f in brief.figures),
        *(_event(e) for e in brief.timeline),
        *(_person(p) for p in brief.people),
        *(_said(a) for a in brief.attributions),
    ]
    # The same line twice, as a wire copy makes it, is one.
    return list({(line.told.kind, line.words, line.values): line for line in lines}.values())


def _statement(statement: Statement) -> _Line:
    return _line("key point", statement.text, statement.citations)


def _figure(figure: Figure) -> _Line:
    entry = figure_entry(figure)
    value = (figure.qualifier or "", figure.value, figure.unit or "")
    text, unit = f"{entry.label}: {entry.words}", figure.unit or ""
    return _line("figure", text, figure.what.citations, figure.what.value, {"figures": value}, unit)


def _event(entry: TimelineEntry) -> _Line:
    event = entry.event.value or ""
    when = human_dates(entry.date, entry.end_date) if entry.date else entry.expression
    dates = (entry.date or entry.expression, entry.end_date or "")
    return _line("event", f"{when}: {event}", entry.event.citations, event, {"dates": dates})


def _person(person: Person) -> _Line:
    name = person.name.value or ""
    role = tuple(_stems(v.value or "") for v in (person.role, person.affiliation))
    stated = [v.value for v in (person.role, person.affiliation) if v.value]
    cited = [*person.name.citations, *person.role.citations, *person.affiliation.citations]
    text = f"{name}: {', '.join(stated) or 'role not stated'}"
    return _line("person", text, cited, name, {"role": tuple(" ".join(stems) for stems in role)})


def _said(attribution: Attribution) -> _Line:
    claim = " ".join((attribution.claim.value or "").split())
    text = f"{attribution.speaker.value or ''} {attribution.verb}: {claim}"
    return _line("attribution", text, attribution.claim.citations)


def _line(
    kind: Kind,
    text: str,
    citations: Sequence[Citation],
    about: str | None = None,
    values: dict[Difference, tuple[str, ...]] | None = None,
    unit: str = "",
) -> _Line:
    text = " ".join(text.split())
    subject = text if about is None else about
    found = values or {"figures": _figures(text), "dates": _dates(text)}
    for quantity in reversed(list(quantities(subject))):
        subject = f"{subject[: quantity.span.start]} {subject[quantity.span.end :]}"
    return _Line(
        ToldLine(kind=kind, text=text, citations=list(citations)),
        f"{kind} {unit}",
        _stems(text),
        frozenset(s for s in content_stems(subject) if s not in _DATE_STEMS and not _YEAR.fullmatch(s)),
        tuple(found.items()),
        frozenset((c.article_id, " ".join(c.quote.split())) for c in citations),
    )


def _stems(text: str) -> tuple[str, ...]:
    """The words that carry a meaning, in order."""
    return tuple(
        stem(w) for w in words_of(text) if w.lower() in _TURNING or w.endswith("n't") or content_stems(w)
    )


def _figures(text: str) -> tuple[str, ...]:
    found = ((q.value, q.unit, q.qualifier) for q in quantities(text) if not _YEAR.fullmatch(str(q.value)))
    return tuple(sorted(f"{qualifier or ''} {value:f} {unit or ''}" for value, unit, qualifier in found))


def _dates(text: str) -> tuple[str, ...]:
    words = (w.lower() for w in words_of(text) if w != "may")  # which is a month only when it is May
    return tuple(w for w in words if w in _DATE_WORDS or _YEAR.fullmatch(w))


_DATE_STEMS = frozenset(stem(word) for word in _DATE_WORDS)
