"""What the articles hold for one question: its passages, its sentences, and whether they are enough."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from index.models import Filters, Hit
from index.versions import may_correct
from qa.abstaining import comes_near, reason_for
from qa.asking.newest import asks_newest, without_newest
from qa.asking.parts import names_its_subject
from qa.asking.publisher import OfPublisher, asked_of
from qa.asking.times import AskedTime, ReadAs, asked_time, local_day, within
from qa.dates import publication_day
from qa.reader import Evidence, Reading, read
from qa.reading.before import NOTHING, Before
from qa.reading.candidates import candidates_of
from qa.reading.effort import WHOLE, Effort
from qa.reading.remembered import Remembered
from qa.weighing.became import with_what_no_longer_is
from qa.weighing.in_office import asks_who_is_in_office, with_who_is_in_office
from qa.weighing.in_time import in_time, note_on_closer, of_another_time, window
from qa.weighing.moved import with_what_was_moved
from qa.weighing.moved_place import asks_where_it_will_be, with_another_place
from qa.weighing.newest_count import asked_fate, with_newest_count
from qa.weighing.newest_first import newest_first
from qa.weighing.overtaken import with_what_overtook
from qa.weighing.succession import asks_who_followed, with_who_followed
from qa.weighing.supposed import with_what_was_found

if TYPE_CHECKING:
    from qa.answer import Tools

N_HITS = 14
_REPORTED_WITHIN_DAYS = 3  # what happened is reported then or soon after
_ON_IT = 0.35  # of the best score: a passage on what is asked
_N_NEWEST = 4  # passages of the newest articles, where the newest is asked for


@dataclass(frozen=True, slots=True)
class Found:
    """The best passages for a question, the time it asks about, and what it goes on from.
    `of` says of which publisher's articles it is asked, and what; `newest` are the best passages of the last
    days found, where how things stand is asked for; `beside` are those of others that may correct it."""

    hits: list[Hit]
    time: AskedTime | None = None
    before: Before = NOTHING
    of: OfPublisher | None = None
    newest: tuple[Hit, ...] = ()
    beside: tuple[Hit, ...] = ()


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
    query = without_newest(part if len(asked) == 1 or names_its_subject(part) else whole)
    hits = tools.retriever.search(query, N_HITS, filters)
    of = None if filters.publishers else asked_of(part, tools.retriever.publishers)
    if of and not of.is_told_of(hits):
        own = replace(filters, publishers=(of.publisher,))
        beside = [h for h in hits if h.publisher != of.publisher and may_correct(h.passage.text, h.title)]
        found = look_up(of.question, [of.question], of.question, tools, own, now)
        return replace(found, of=of, beside=tuple(beside))
    as_of = date.fromisoformat(filters.as_of) if filters.as_of else None
    today = as_of or (local_day(now, [hit.published_at for hit in hits]) if now else None)
    newest = max(_days_of(hits), default=None)
    time = asked_time(part, today, is_year_settled=as_of is not None, newest=newest)
    if time is None:
        return _with_newest(part, query, Found(hits), tools, filters)
    bounded, query = time.narrowed(filters), time.without_known(query)
    if bounded != filters:
        hits = tools.retriever.search(query, N_HITS, bounded)
    if days := window(time, days=_REPORTED_WITHIN_DAYS):
        hits = merged([lifted(tools.retriever.search(query, N_HITS, within(bounded, *days)), hits), hits])
    return _with_newest(part, query, Found(hits, time), tools, bounded)


def _with_newest(part: str, query: str, found: Found, tools: Tools, filters: Filters) -> Found:
    """`found` with the best passages of the last days found, where `part` asks how things stand."""
    is_newest = asks_newest(part)
    best = max((hit.score for hit in found.hits), default=0.0)
    days = _days_of([hit for hit in found.hits if hit.score >= _ON_IT * best])  # not of another story
    if not days or not (is_newest or asked_fate(query)):
        return found
    since = within(filters, max(days) - timedelta(days=1), None)
    newest = tools.retriever.search(query, _N_NEWEST, since)
    # A count is told by its form; what else is the newest must be read to be known.
    hits = merged([found.hits, lifted(newest, found.hits)]) if is_newest else found.hits
    return replace(found, hits=hits, newest=tuple(newest))


def _days_of(hits: Sequence[Hit]) -> list[date]:
    return [day for hit in hits if (day := publication_day(hit.published_at))]


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
    asked = without_newest(found.time.without_known(asked) if found.time else asked)
    models = Remembered(tools.skimmer, tools.comparer)

    def read_of(told: Sequence[ReadAs]) -> Reading:
        return read(
            asked,
            found.hits,
            tools.article_of,
            models,
            models,
            tools.parser,
            tools.idf,
            told,
            effort,
            found.before,
        )

    timed = in_time(read_of(told), found.time)
    reading, noted = _newest_of(timed.reading, question, found, tools)
    at_any_time = reading
    is_settled = bool(reading.evidence) and reading.confidence >= least
    why_not = "" if is_settled else reason_for(reading, [t.words for t in told])
    notes = (found.of.note(), *timed.notes) if found.of else timed.notes
    notes = (*notes, noted) if noted and is_settled else notes
    if found.time and timed.n_closer:
        at_any_time = reading if is_settled else read_of(())
        if not reading.evidence or (not is_settled and comes_near(at_any_time)):
            why_not = of_another_time(found.time)
        else:
            notes = (*notes, note_on_closer(timed.n_closer))
    return Part(question, found, reading, at_any_time, is_settled, notes, why_not)


def _newest_of(reading: Reading, question: str, found: Found, tools: Tools) -> tuple[Reading, str]:
    """`reading` with the newest first, where `question` asks for it or for what changes from day to day, and
    a note on it."""
    told = found.time.told if found.time else ()
    if any(t.stretch.first for t in told):
        return reading, ""  # that of other days
    if asked_fate(reading.view.text):
        hits = merged([found.newest, found.hits])
        counted, note = with_newest_count(reading, _unread(hits, tools), told)
        if note:
            return counted, note
    if asks_who_followed(reading.view.text):
        return with_who_followed(reading, _unread(found.hits, tools)), ""
    if asks_who_is_in_office(reading.view.text):
        held, note = with_who_is_in_office(reading, _unread(found.hits, tools))
        if held is not reading:
            return held, note
    if asks_where_it_will_be(reading.view.text):
        placed, note = with_another_place(reading, _unread(found.hits, tools))
        if note:
            return placed, note
    reading = with_what_no_longer_is(reading)
    for with_newer in (with_what_was_moved, with_what_was_found, with_what_overtook):
        newer, note = with_newer(reading)
        if newer is not reading:
            return newer, note
    return newest_first(reading) if asks_newest(question) else (reading, "")


def _unread(hits: Sequence[Hit], tools: Tools) -> list[Evidence]:
    """All sentences of the passages, whether they were read or not."""
    return [Evidence(c.places, 0.0) for c in candidates_of(hits, tools.article_of)]


def merged(lists: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The best hits of several searches by turns, each passage once, ranked anew."""
    found: dict[int, Hit] = {}
    for place in range(N_HITS):
        for hits in lists:
            if place < len(hits):
                found.setdefault(hits[place].passage.passage_id, hits[place])
    return [replace(hit, rank=n) for n, hit in enumerate(list(found.values())[:N_HITS], start=1)]
