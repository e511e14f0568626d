"""The time a question asks about, read from its words.

Three things may be meant: when something happened ("in October", "on Tuesday", "last week"), when it was
reported ("reported last week"), or what was known by then ("as of Tuesday"). A date
without a year is left open: which year is meant, the articles settle. Seasons and years that only name a
thing ("the winter inspection", "the 2011 strike") are words like others.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone

from index.models import Filters
from index.text import normalise
from qa.dates import (
    MONTHS,
    WEEKDAYS,
    Anchor,
    Leaning,
    Stretch,
    TimeExpression,
    find_dates,
    resolve_in_order,
    stretch_of,
)
from qa.dates.expression import Calendar, Counted, Months, Overnight, Unit, Weekday, Which

_LEAD_CHARS = 48
_STALE = 7  # days; "on Tuesday" is not that of a week of which nothing was published
_MONTH = 31  # days
_KNOWN = re.compile(
    r"\b(?:as (?:of|at)|known (?:by|on|until|before|at)|(?:report|publish|writ|sa)\w+ (?:up to|until|by))"
    r" (?:the )?$",
    re.I,
)
_KNOWN_BEHIND = re.compile(r"\s?,? what (?:was|had been|were|is) (?:known|reported|published)\b", re.I)
_REPORTED = re.compile(
    r"\b(?:report(?:ed|s|ing)?|publish(?:ed)?|articles?|stor(?:y|ies)|coverage|news|headlines?|dispatch(?:es)?)"
    r" (?:(?P<how>from|of|in|on|during|dated|published|since|before|after) )?(?:the )?$",
    re.I,
)
_REPORTED_BEHIND = re.compile(r"\s(?:reports?|articles?|stor(?:y|ies)|coverage|edition)\b", re.I)
_SIDE = re.compile(r"\b(?P<side>since|before|prior to|ahead of|after|by|until|till) (?:the )?$", re.I)
_ADVERB_LEAD = re.compile(
    r"(?:^|\b(?:in|on|at|during|over|within|throughout|from|of|for|between|and|to|through|around|about)"
    r"(?: (?:the|early|late|mid))?[ -])$",
    re.I,
)
_ADVERB_BEHIND = re.compile(
    r"\s?(?:[?.,;:!)]|$)|\s(?:[A-Z]|(?:and|or|but|the|an?|what|who|how|when|where|did|was|were|to|by|about)\b)"
)
_JOINT = re.compile(r"\s(?:and|to|until|till|through)\s(?:the\s)?", re.I)
_BETWEEN = re.compile(r"\b(?:between|from) (?:the )?$", re.I)
# "Net profit vs a year ago" asks for the profit of now; "up on last year" compares, "up on Tuesday" does not.
_SAME = r"(?:(?:in|of|for) )?(?:the )?(?:same \w+ )?(?:of |a )?$"
_COMPARED = re.compile(
    rf"\b(?:than|compared (?:to|with)|against|versus|vs\.?|relative to) {_SAME}|"
    rf"\b(?:up|down|ris|rose|fall|fell|grow|grew|chang|increas|decreas|declin|drop)\w*\b[^,;]{{0,40}} "
    rf"from {_SAME}",
    re.I,
)
_UP_ON = re.compile(
    r"\b(?:up|down|ris|rose|fall|fell|grow|grew|increas|decreas|declin|drop)\w* on (?:the )?$", re.I
)
# What is said or believed of a date: "what did she say about 30 June?", "does he believe in June 30?"
_TOPIC = re.compile(
    r"\b(?:about|regarding|concerning|believ\w* in|(?:st[iu]ck|sticks|h[oe]ld|holds|cling|clings|clung) to|"
    r"g[ia]ven?s? up(?: on)?|rul(?:e|es|ed|ing) out|aim(?:s|ed|ing)? for|insist(?:s|ed|ing)? on) (?:the )?$",
    re.I,
)
_OF_CALENDAR = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.I)
_SPOKEN_OF = re.compile(
    r"\b(?:sa(?:y|ys|id)|t(?:ell|old)|sp(?:eak|oke|oken)|talk\w*|th(?:ink|inks|ought)|ask\w*|"
    r"promis\w*|writ\w+|wrote|warn\w*)\b",
    re.I,
)
_YEARLY = re.compile(r"\b(?:last|a|one|previous) year\b|\byear before$", re.I)
_PAST = re.compile(r"\b(?:did|was|were|had|[a-z]+ed)\b", re.I)
_PLAIN = [word.lower() for word in (*MONTHS, *WEEKDAYS) if word not in ("March", "May")]
# Written small, as in a search box; "may" and "march" only where a date is.
_CALENDAR = re.compile(
    rf"\b(?:{'|'.join(_PLAIN)})\b|(?:(?<=\bin )|(?<=\d ))(?:may|march)\b|"
    r"\b(?:may|march)(?= \d)"
)
_QUOTED = re.compile(r"[\"“][^\"“”]{1,200}[\"”]")


@dataclass(frozen=True, slots=True)
class ReadAs:
    """Words of the question, the days they were taken for, and what of those days is meant."""

    words: str
    stretch: Stretch
    meant: str = ""

    def note(self) -> str:
        """“last week” read as 9 to 15 November 2026, the days of publication."""
        return f"“{self.words}” read as {self.stretch.words()}{self.meant}"


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The time a question asks about; at least one of the three is set.

    `told` are the days of what happened, any of them; `published` those of the reports; `known_by` is the
    last day of what may be known, told by `known_words`. `to_say` is how words were read that can be read
    otherwise.
    """

    told: tuple[ReadAs, ...] = ()
    published: Stretch | None = None
    known_by: date | None = None
    known_words: str = ""
    to_say: tuple[ReadAs, ...] = ()

    def without_known(self, question: str) -> str:
        """`question` without "as of 20 June": no sentence says that of itself."""
        if not self.known_words:
            return question
        form = rf"[ ,]*\bas (?:of|at) (?:the )?{re.escape(self.known_words)}"
        return re.sub(form, "", question, count=1, flags=re.I).strip(" ,") or question

    def narrowed(self, filters: Filters) -> Filters:
        """`filters` with the bounds on publication that the question sets; nothing gets wider."""
        first = self.published.first if self.published else None
        last = self.published.last if self.published else None
        return within(replace(filters, as_of=_earlier(filters.as_of, self.known_by)), first, last)


def with_calendar(question: str) -> str:
    """`question` in its normal form, its months and days of the week with their capitals."""
    return _CALENDAR.sub(lambda m: m.group().capitalize(), normalise(question).text)


def asked_time(
    question: str, asked_on: date | None, *, is_year_settled: bool = False, newest: date | None = None
) -> AskedTime | None:
    """The time that `question` asks about; None if it asks about none.

    `asked_on` is the day that "last week" counts from; without it such words say nothing. "In October" is
    that of any year, unless `is_year_settled`: then the one nearest to `asked_on`, on the side its words
    lean to. `newest` is the day of the newest article found: where that is long over, "on Tuesday" counts
    from it.
    """
    text = with_calendar(question)
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    found = [e for e in find_dates(text) if not any(s <= e.span.start < t for s, t in quoted)]
    told: list[ReadAs] = []
    published: Stretch | None = None
    known_by: date | None = None
    known_words = ""
    to_say: list[ReadAs] = []
    is_any_time = False
    for start, end, stretch, is_counted in _joined(text, found, asked_on, is_year_settled, newest):
        lead, behind = text[max(0, start - _LEAD_CHARS) : start], text[end : end + _LEAD_CHARS]
        read = ReadAs(text[start:end].strip(), stretch)
        if _is_compared_with(read.words, lead) or _is_topic(read.words, lead):
            continue
        reported = _REPORTED.search(lead)
        if _KNOWN.search(lead) or _KNOWN_BEHIND.match(behind):
            stretch = _settled(stretch, newest or asked_on)
            known_by = stretch.last if not stretch.is_year_open else None
            known_words = read.words if known_by else ""
            meant = ", and nothing that was published later"
            read, is_counted = replace(read, stretch=stretch, meant=meant), True
        elif (reported or _REPORTED_BEHIND.match(behind)) and not stretch.is_year_open:
            published = _on_side((reported and reported["how"]) or "in", stretch)
            read, is_counted = replace(read, meant=", the time of publication"), True
        elif side := _SIDE.search(lead):
            bounded = _on_side(side["side"].lower(), stretch)
            is_any_time = is_any_time or bounded is None
            read = replace(read, words=f"{side['side']} {read.words}", stretch=bounded or stretch)
            told += [read] if bounded else []
        elif reported or _REPORTED_BEHIND.match(behind) or _is_adverb(lead, read, behind, is_counted):
            told.append(read)
        else:
            continue
        to_say += [read] if is_counted else []
    told = [] if is_any_time else told
    asked = AskedTime(tuple(told), published, known_by, known_words, tuple(to_say))
    return asked if told or published or known_by else None


def local_day(now: datetime, published: Sequence[str | None]) -> date:
    """The day it is where the articles were published, if their offsets agree; else in UTC."""
    offsets = {_offset(p) for p in published} - {None}
    offset = next(iter(offsets)) if len(offsets) == 1 else None
    return now.astimezone(timezone(offset) if offset is not None else UTC).date()


def within(filters: Filters, first: date | None, last: date | None) -> Filters:
    """`filters` that let through only what was published from `first` to `last` as well."""
    since = max(filter(None, (filters.since, first.isoformat() if first else None)), default=None)
    return replace(filters, since=since, until=_earlier(filters.until, last))


def _joined(
    text: str,
    found: Sequence[TimeExpression],
    asked_on: date | None,
    is_year_settled: bool,
    newest: date | None,
) -> Iterator[tuple[int, int, Stretch, bool]]:
    """Where each time stands, its days, and whether they are counted; "between A and B" is one time."""
    read = [(e, *_days(e, asked_on, is_year_settled, text, newest)) for e in found]
    n = 0
    while n < len(read):
        one, stretch, is_counted = read[n]
        end = one.span.end
        if n + 1 < len(read) and _BETWEEN.search(text[max(0, one.span.start - _LEAD_CHARS) : one.span.start]):
            other, until, is_other_counted = read[n + 1]
            is_pair = stretch and until and _JOINT.fullmatch(text[end : other.span.start])
            if stretch and until and is_pair and stretch.is_year_open == until.is_year_open:
                stretch = replace(stretch, last=until.last)
                end, is_counted, n = other.span.end, is_counted or is_other_counted, n + 1
        if stretch and (stretch.n_days or 1) > 0:
            yield one.span.start, end, stretch, is_counted
        n += 1


def _days(
    expression: TimeExpression,
    asked_on: date | None,
    is_year_settled: bool,
    question: str,
    newest: date | None,
) -> tuple[Stretch | None, bool]:
    """The days of an expression, and whether they are counted from the day of asking or open."""
    alone = stretch_of(resolve_in_order([expression], None)[0])
    if alone and not (alone.is_year_open and is_year_settled):
        return alone, alone.is_year_open
    if asked_on is None or (expression.words.lower() == "today" and not _PAST.search(question)):
        return None, False  # "where does the case stand today": by now
    is_past = expression.leaning is Leaning.NONE and isinstance(expression.meaning, (Calendar, Months))
    leaning = Leaning.PAST if is_past else expression.leaning
    leant = replace(expression, leaning=leaning)
    days = stretch_of(resolve_in_order([leant], Anchor(asked_on, "published"))[0])
    if newest and days and days.first and _is_near_day(expression) and (days.first - newest).days > _STALE:
        if leaning is Leaning.FUTURE:
            return None, False  # "what will open on Friday": of which of the weeks told of, nothing says
        days = stretch_of(resolve_in_order([leant], Anchor(newest, "published"))[0])
    return days, True


def _is_near_day(expression: TimeExpression) -> bool:
    """True of a day that is told by what is near: "on Tuesday", "last night", "yesterday"."""
    match expression.meaning:
        case Weekday(which=which):
            return which in (Which.NEAREST, Which.LAST, Which.THIS)
        case Counted(unit=unit, count=count):
            return unit is Unit.DAY and count in (-1, 0)
        case _:
            return isinstance(expression.meaning, Overnight)


def _is_compared_with(words: str, lead: str) -> bool:
    """True of a time behind `lead` that another is held against; not of "from May to June"."""
    if _JOINT.search(words):
        return False
    return bool(_COMPARED.search(lead) or (_YEARLY.search(words) and _UP_ON.search(lead)))


def _on_side(word: str, stretch: Stretch) -> Stretch | None:
    """The days that "since", "before", "after", "by" or "in" name; None where that is any time."""
    if word in ("in", "on", "of", "from", "during", "dated", "published"):
        return stretch
    if stretch.is_year_open or stretch.first is None or stretch.last is None:
        return None  # "before March", of some year
    match word:
        case "since":
            return Stretch(stretch.first, None)
        case "after":
            return Stretch(_next(stretch.last, 1), None)
        case "by" | "until" | "till":
            return Stretch(None, stretch.last)
        case _:
            return Stretch(None, _next(stretch.first, -1))


def _is_topic(words: str, lead: str) -> bool:
    """True of a date behind `lead` that somebody speaks of; not of "what happened about 3 May?"."""
    topic = _TOPIC.search(lead)
    if topic is None or not _OF_CALENDAR.search(words):
        return False
    return not topic.group().lower().startswith("about") or bool(_SPOKEN_OF.search(lead))


def _is_adverb(lead: str, read: ReadAs, behind: str, is_counted: bool) -> bool:
    """ "In October", "last week", "GM's sales, January 2009", but not "the winter inspection"."""
    is_inside = bool(_ADVERB_LEAD.search(lead) or re.search(r" in the | in [A-Z\d]", read.words))
    is_free = bool(_ADVERB_BEHIND.match(behind))
    has_article = lead.lower().endswith("the ") or read.words.lower().startswith("the ")
    is_exact = not has_article and read.stretch.length <= _MONTH
    return (is_inside and (is_free or not has_article)) or (is_free and (is_counted or is_exact))


def _settled(stretch: Stretch, today: date | None) -> Stretch:
    """`stretch`; where its year is open the last such days that end by `today`, if that is known."""
    first, last = stretch.first, stretch.last
    if not stretch.is_year_open or first is None or last is None or today is None:
        return stretch
    for year in range(today.year, max(0, today.year - 2), -1):
        ends = date(year, last.month, min(last.day, monthrange(year, last.month)[1]))
        if ends <= today:
            return Stretch(_next(ends, -(last - first).days), ends)
    return stretch


def _next(day: date, step: int) -> date:
    try:
        return day + timedelta(days=step)
    except OverflowError:  # the calendar of the program ends there
        return day


def _earlier(iso: str | None, day: date | None) -> str | None:
    return min(filter(None, (iso, day.isoformat() if day else None)), default=None)


def _offset(published_at: str | None) -> timedelta | None:
    try:
        return datetime.fromisoformat(published_at).utcoffset() if published_at else None
    except ValueError:
        return None
