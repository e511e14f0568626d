"""What the articles hold for one question: its passages, its sentences, and whether they are enough."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from index.models import Filters, Hit
from qa.abstaining import comes_near, reason_for
from qa.asked_publisher import OfPublisher, asked_of
from qa.asked_time import AskedTime, ReadAs, asked_time, local_day, within
from qa.in_time import in_time, note_on_closer, of_another_time, window
from qa.parts import names_its_subject
from qa.reader import Reading, read
from qa.reading.effort import WHOLE, Effort

if TYPE_CHECKING:
    from qa.answer import Tools

N_HITS = 14
_REPORTED_WITHIN_DAYS = 3  # what happened is reported then or soon after


@dataclass(frozen=True, slots=True)
class Found:
    """The best passages for a question, the time it asks about, and what it goes on from, "" if nothing.
    `of` says of which publisher's articles it is asked, and what."""

    hits: list[Hit]
    time: AskedTime | None = None
    said: str = ""
    of: OfPublisher | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A question that the one asked holds, and what was found for it: what tells of the time asked about, and
    where that is no answer, what there is of any time."""

    question: str
    found: Found
    reading: Reading
    at_any_time: Reading
    is_settled: bool
    notes: tuple[str, ...]  # on how it was read
    why_not: str  # it is not settled; "" if it is


def look_up(
    part: str, asked: Sequence[str], whole: str, tools: Tools, filters: Filters, now: datetime | None
) -> Found:
    """The best passages for `part`, one of the questions `asked` together in `whole`.

    A part that names nothing is about what the whole question names. Where it asks about a time, it is
    looked up again among what was published then. Where it asks what a publisher says, only among that one's
    articles.
    """
    query = part if len(asked) == 1 or names_its_subject(part) else whole
    hits = tools.retriever.search(query, N_HITS, filters)
    of = None if filters.publishers else asked_of(part, tools.retriever.publishers)
    if of and not of.is_told_of(hits):
        own = replace(filters, publishers=(of.publisher,))
        return replace(look_up(of.question, [of.question], of.question, tools, own, now), of=of)
    as_of = date.fromisoformat(filters.as_of) if filters.as_of else None
    today = as_of or (local_day(now, [hit.published_at for hit in hits]) if now else None)
    time = asked_time(part, today, is_year_settled=as_of is not None)
    if time is None:
        return Found(hits)
    bounded, query = time.narrowed(filters), time.without_known(query)
    if bounded != filters:
        hits = tools.retriever.search(query, N_HITS, bounded)
    if days := window(time, days=_REPORTED_WITHIN_DAYS):
        hits = merged([lifted(tools.retriever.search(query, N_HITS, within(bounded, *days)), hits), hits])
    return Found(hits, time)


def lifted(then: list[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """The hits of one search with scores as far from its best as before, which is as good as that of `hits`:
    among fewer articles none stands out as far."""
    if not then or not hits:
        return then
    lift = max(h.score for h in hits) - max(h.score for h in then)
    return [replace(hit, score=hit.score + max(0.0, lift)) for hit in then]


def read_parts(
    asked: Sequence[str], found: Sequence[Found], tools: Tools, least: float, *, are_named: bool
) -> list[Part]:
    """`read_part` of each, several at once: while one waits for the parser, another is compared."""
    effort = Effort.shared(len(asked), are_named=are_named)
    read_one = partial(read_part, tools=tools, least=least, effort=effort)
    if len(asked) == 1:
        return [read_one(asked[0], found[0])]
    with ThreadPoolExecutor(len(asked)) as threads:
        return list(threads.map(read_one, asked, found))


def read_part(question: str, found: Found, tools: Tools, least: float, effort: Effort = WHOLE) -> Part:
    """What `found` holds for `question`; it is settled from a confidence of `least` on."""
    told = found.time.told if found.time else ()
    asked = found.of.question if found.of else question
    asked = found.time.without_known(asked) if found.time else asked

    def read_of(told: Sequence[ReadAs]) -> Reading:
        return read(
            asked,
            found.hits,
            tools.article_of,
            tools.skimmer,
            tools.comparer,
            tools.parser,
            tools.idf,
            told,
            effort,
            found.said,
        )

    timed = in_time(read_of(told), found.time)
    reading = at_any_time = timed.reading
    is_settled = bool(reading.evidence) and reading.confidence >= least
    why_not = "" if is_settled else reason_for(reading)
    notes = (found.of.note(), *timed.notes) if found.of else timed.notes
    if found.time and timed.n_closer:
        at_any_time = reading if is_settled else read_of(())
        if not reading.evidence or (not is_settled and comes_near(at_any_time)):
            why_not = of_another_time(found.time)
        else:
            notes = (*notes, note_on_closer(timed.n_closer))
    return Part(question, found, reading, at_any_time, is_settled, notes, why_not)


def merged(lists: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The best hits of several searches by turns, each passage once, ranked anew."""
    found: dict[int, Hit] = {}
    for place in range(N_HITS):
        for hits in lists:
            if place < len(hits):
                found.setdefault(hits[place].passage.passage_id, hits[place])
    return [replace(hit, rank=n) for n, hit in enumerate(list(found.values())[:N_HITS], start=1)]
