"""What happened when: the dated clauses of some articles, in the order of their dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from qa.briefing.prose import ReadArticle, Sentence, dates_in, event_span, grounded
from qa.briefing.ranking import SAME_MATTER, Cosine, id_of, repeats
from qa.briefing.standing import speaks_for_itself
from qa.dates import Resolved, TimeExpression, dated
from qa.models import Precision, TimelineEntry

_PRECISE_FIRST = {Precision.DAY: 0, Precision.MONTH: 1, Precision.YEAR: 2, Precision.UNKNOWN: 3}
_OWNS = ("'s", "’s")


def make_timeline(readings: Sequence[ReadArticle], cosine: Cosine) -> list[TimelineEntry]:
    """The dated events, oldest first; days of an open year behind those with one, undated ones last.

    A sentence that gives one day twice makes one entry; so do articles that report one event of one day,
    with the citations of both. Datelines and publication dates are no events.
    """
    entries: list[TimelineEntry] = []
    for reading in readings:
        of_article = [_entry(*found) for found in _dated_sentences(reading)]
        for entry in of_article:
            _add(entries, entry, cosine)
    return sorted(entries, key=_order)


def _dated_sentences(reading: ReadArticle) -> list[tuple[Sentence, TimeExpression, Resolved]]:
    """The time expressions that stand in the article's sentences, in order."""
    sentences = reading.sentences
    if not any(dates_in(s.text) for s in sentences):
        return []
    starts = [s.span.start for s in sentences]
    read_text = reading.article.text[: sentences[-1].span.end]
    own = {n for n, s in enumerate(sentences) if speaks_for_itself(s)}
    found = []
    for expression, resolved in dated(read_text, reading.article.published_at):
        n = bisect_right(starts, expression.span.start) - 1
        # "An exciting time at today's GM" tells of GM as it is now; "Today's talks failed" of an event.
        is_nowadays = expression.words == "today" and read_text[expression.span.end :][:2] in _OWNS
        if n >= 0 and n not in own and sentences[n].span.contains(expression.span) and not is_nowadays:
            found.append((sentences[n], expression, resolved))
    return found


def _entry(sentence: Sentence, expression: TimeExpression, resolved: Resolved) -> TimelineEntry:
    return TimelineEntry(
        date=resolved.date,
        end_date=resolved.end_date,
        precision=resolved.precision,
        expression=expression.words,
        resolved_from=resolved.resolved_from,
        event=grounded(sentence, event_span(sentence, expression.span)),
    )


def _add(entries: list[TimelineEntry], entry: TimelineEntry, cosine: Cosine) -> None:
    for n, other in enumerate(entries):
        if (other.date, other.end_date) != (entry.date, entry.end_date) or entry.date is None:
            continue
        known = other.event.citations
        if _is_same_event(other, entry, cosine):
            more = [c for c in entry.event.citations if c not in known]
            event = other.event.model_copy(update={"citations": [*known, *more]})
            entries[n] = other.model_copy(update={"event": event})
            return
    entries.append(entry)


def _is_same_event(one: TimelineEntry, other: TimelineEntry, cosine: Cosine) -> bool:
    """True if two clauses of one date have the same words, or stand in near sentences of two articles."""
    if repeats(one.event.value or "", other.event.value or ""):
        return True
    a, b = (id_of(e.event.citations[0]) for e in (one, other))
    return a[0] != b[0] and cosine(a, b) >= SAME_MATTER


def _order(entry: TimelineEntry) -> tuple[int, str, int]:
    if entry.date is None:
        return 2, "", 0
    return (1 if entry.date.startswith("-") else 0), entry.date, _PRECISE_FIRST[entry.precision]
