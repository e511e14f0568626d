"""The sums, spans of time, days, times and ages that a sentence states, and what each is of.

What a figure is of stands in its clause: of "the stock was insured for 4 million, and creditors are owed 2"
only one is what it was insured for. Two sentences differ where the question says the same of what both state,
and no value of one fits one of the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.models import Article, Span
from index.text import CAPITAL
from qa.asking.kind import AnswerType
from qa.asking.question import QuestionView
from qa.dates import find_dates, resolve
from qa.dates.clock import are_apart, asks_time_of_day, times_in
from qa.language.numbers import Quantity
from qa.language.words import content_stems, stem, words_of
from qa.weighing.counted import figures_in, is_denied

_BREAK = re.compile(
    r"(?P<pair>\b(?:between|both) (?:[\w'’-]+ ){1,4}?and )|"
    rf"[,;:](?!\d)|\.(?=\s+{CAPITAL})| [–—-] | (?:and|but|while|although|whereas|when) "
    r"| (?:after|before) (?!\d|noon|mid)"
)
# "In a plant room, at about 2.40am": what begins so says more of what stands before it.
_GOES_ON = re.compile(r"\W*(?:at|on|in|from|by|for|since|until|about|around|shortly|just|early|late)\b", re.I)
# What is asked by one word and told by another, and what both mean.
_CALENDAR = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
_MEANING = (
    (
        "begin",
        re.compile(
            r"\b(?:start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|commenc\w+|lit|ignited|br(?:eaks?|oke|oken) out|"
            r"t(?:akes?|ook|aken) effect|c(?:omes?|ame|oming) into (?:force|effect)|effective|"
            rf"(?:from|as of)(?= (?:on )?(?:\d{{1,2}} )?(?:next |this )?(?:{_CALENDAR})\w*))\b",
        ),
    ),
    (
        "price",
        re.compile(
            r"\b(?:fees?|price|pay(?:s|ing)?|paid|sale|sold|sell(?:s|ing)?|buy(?:s|ing)?|bought|purchased?|"
            r"signing(?= of))\b"
        ),
    ),
)
_ONLY_ASK = frozenset("time date day hour month year age old long much many".split())
_OF_TIME = re.compile(r"[ -](?:more |full )?(second|minute|hour|day|night|week|month|year)s?\b", re.I)
_EACH = re.compile(
    r"(?:\s[\w-]+)?\s(?:(?:an?|each|every) (year|quarter|month|week|day|night|hour|minute|share|head|person|"
    r"ton(?:ne)?|barrel|mile)|per ([a-z]+)|(annually|monthly|weekly|daily))\b",
    re.I,
)
_NO_SUM = frozenset({None, "%", "points", "part"})
_HOW_MUCH = re.compile(r"\bhow much\b(?! of\b)", re.I)
_NAME = rf"(?P<name>(?:{CAPITAL}[\w'’-]+ ){{0,3}}{CAPITAL}[\w'’-]+)"
_AGED = re.compile(
    rf"{_NAME}"
    r"(?:,? (?:who (?:is|was) |an? |the )?(?:[a-z][\w-]* ){0,4}?aged? |, | \()"
    r"(?P<age>\d{1,3})(?=[,.)]| and\b| (?:was|is|has|had|who)\b)"
)
_YEAR_OLD = re.compile(rf"\b(?P<age>\d{{1,3}})-year-old (?:[a-z][\w-]* ){{0,3}}{_NAME}")
_ROUNDED = Decimal("0.05")
_A_YEAR = 365  # days
_MORE, _LESS = frozenset({"over", "at least"}), frozenset({"under", "at most", "nearly"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of a sentence, its measure ("£", "hour", "date", "time", "age"), and by which words of the
    question it is told what it is of."""

    measure: str
    value: Quantity | str | int
    of: frozenset[str]


def stated_in(text: str, article: Article, view: QuestionView) -> list[Stated]:
    """What in `text`, a sentence of `article`, is of the kind that the question asks for and holds words of
    the question in its clause: only what holds the most of them."""
    if view.answer_type is AnswerType.AGE:
        return _ages(text, view)
    asked = _meant(view.text) - _ONLY_ASK
    found = []
    for measure, value, span in _values(text, article, view):
        clause = _reaching(text, span, asked)
        if own := _meant(clause) & asked:
            found.append(Stated(measure, value, own | _headed(clause, article, asked - own)))
    most = max((len(s.of) for s in found), default=0)
    return [s for s in found if len(s.of) == most]


def differ(one: Sequence[Stated], other: Sequence[Stated], view: QuestionView, days: int) -> int:
    """By how many words of the question both tell the same, and differ in it, their articles so many `days`
    apart; 0 if they do not, or if it is not clear that it is the same."""
    found = _compared(one, other, days)
    apart = [of for of, is_same in found if not is_same and _is_told_whole(of, view)]
    return len(apart[0]) if apart else 0


def agree(one: Sequence[Stated], other: Sequence[Stated], view: QuestionView, days: int) -> bool:
    """True if both tell the same, and nothing of it otherwise."""
    found = _compared(one, other, days)
    return bool(found) and all(is_same and _is_told_whole(of, view) for of, is_same in found)


def are_of_one(one: Sequence[Stated], other: Sequence[Stated]) -> bool:
    """True if the question says the same of both, however little."""
    return bool(_compared(one, other, 0))


def _compared(one: Sequence[Stated], other: Sequence[Stated], days: int) -> list[tuple[frozenset[str], bool]]:
    """Of each measure that both have of the same: what it is of, and if a value of one may be one of the
    other."""
    out = []
    for measure in dict.fromkeys(s.measure for s in one):
        own, others = ([s for s in side if s.measure == measure] for side in (one, other))
        if others and len({s.of for s in (*own, *others)}) == 1:
            fits = _FITS.get(measure, _sums_fit)
            out.append((own[0].of, any(fits(a.value, b.value, days) for a in own for b in others)))
    return out


def _is_told_whole(of: frozenset[str], view: QuestionView) -> bool:
    """True if `of` are half of the words of the question, or have its last, where its verb mostly stands."""
    if view.answer_type is AnswerType.AGE:
        return True
    asked = _meant(view.text) - _ONLY_ASK
    last = next((s for s in reversed(content_stems(view.text)) if s not in _ONLY_ASK), "")
    is_date = view.answer_type is AnswerType.DATE and not asks_time_of_day(view.text)
    # A mayor elected on one day and sworn in on another: of a day more must be told.
    return len(of) >= (2 if is_date else 1) and (2 * len(of) >= len(asked) or last in of)


@lru_cache(maxsize=4_096)  # each sentence is held against each
def _meant(text: str) -> frozenset[str]:
    """The stems of `text`; of words that mean the same one for all."""
    stems = set[str]()
    for name, form in _MEANING:
        if form.search(text):
            stems.add(name)
            text = form.sub(" ", text)
    return frozenset(stems | set(content_stems(text)))


def _values(
    text: str, article: Article, view: QuestionView
) -> Iterator[tuple[str, Quantity | str | int, Span]]:
    """What in `text` is of the kind asked for: its measure, its value, and where it stands."""
    if asks_time_of_day(view.text):
        yield from (("time", minutes, span) for span, minutes in times_in(text))
    elif view.answer_type is AnswerType.DATE:
        days = ((resolve(d, article.published_at).date, d.span) for d in find_dates(text))
        yield from (("date", day, span) for day, span in days if day)
    elif view.answer_type is AnswerType.DURATION:
        for q in figures_in(text):
            if q.unit is None and not is_denied(text, q) and (unit := _OF_TIME.match(text, q.span.end)):
                yield unit[1].lower(), q, q.span
    elif view.answer_type is AnswerType.MONEY or _HOW_MUCH.search(view.text):
        asked = set(words_of(view.text.lower()))
        for q in figures_in(text):
            if q.unit not in _NO_SUM and not is_denied(text, q):
                # Of what a day costs "so much a day" says no more than "so much".
                sign, _, each = measure_of(text, q).partition(" ")
                yield sign if each in asked else f"{sign} {each}".strip(), q, q.span


def measure_of(text: str, quantity: Quantity) -> str:
    """The unit of a figure of `text`, "" if it has none, and of what time or thing it is each: "£ year"."""
    each = _EACH.match(text, quantity.span.end)
    return f"{quantity.unit or ''} {each[1] or each[2] or each[3] if each else ''}".strip()


def clause_of(text: str, span: Span) -> str:
    """The words of `text` around `span` up to the next break on either side."""
    starts, end = _around(text, span)
    return text[starts[-1] : end]


def _around(text: str, span: Span) -> tuple[list[int], int]:
    """Where the clauses up to that of `span` begin, in order, and where that one ends."""
    breaks = [m.span() for m in _BREAK.finditer(text) if not m["pair"]]
    end = min((start for start, _ in breaks if start >= span.end), default=len(text))
    return [0, *(end for _, end in breaks if end <= span.start)], end


def _reaching(text: str, span: Span, asked: frozenset[str]) -> str:
    """The clause of `span`, with those before it where it only says when or where, up to one that holds a
    word of the question."""
    starts, end = _around(text, span)
    clause = text[starts[-1] : end]
    for start in reversed(starts[:-1]):
        if not _GOES_ON.match(clause) or _meant(clause) & asked:
            break
        clause = text[start:end]
    return clause


def _headed(clause: str, article: Article, missing: frozenset[str]) -> frozenset[str]:
    """Which of the `missing` words are names in the headline: whom an article is about is not said in each
    sentence. None if the clause names others."""
    title = {stem(w): w for w in words_of(article.title) if w[:1].isupper()}
    named = {s for s in missing if s in title and _is_name(title[s], article.text)}
    # "Fellside" stands for "Fellside Rail".
    goes_on = {s for s in missing - named if any(_is_name_of_two(title[n], s, article.text) for n in named)}
    known = {*title, *map(stem, words_of(article.publisher or ""))}
    others = re.findall(rf"(?<=[a-z,] ){CAPITAL}[\w'’-]+", clause)
    return frozenset() if any(stem(w) not in known for w in others) else frozenset(named | goes_on)


def _is_name(word: str, text: str) -> bool:
    """True if it is written with a capital within a sentence of `text`."""
    return re.search(rf"(?<=[a-z,] )(?:{CAPITAL}[\w'’-]+ )?{re.escape(word)}\b", text) is not None


def _is_name_of_two(word: str, last: str, text: str) -> bool:
    """True if behind the name `word` a second name of the stem `last` stands in `text`."""
    return any(stem(w) == last for w in re.findall(rf"\b{re.escape(word)} ({CAPITAL}[\w'’-]+)", text))


def _ages(text: str, view: QuestionView) -> list[Stated]:
    """The ages of whom the question names."""
    asked, out = set(content_stems(view.text)), []
    for form in (_AGED, _YEAR_OLD):
        for match in form.finditer(text):
            stems = [stem(w) for w in words_of(match["name"])]
            is_asked = set(stems) <= asked or (len(stems) > 2 and set(stems[-2:]) <= asked)
            if is_asked:
                out.append(Stated("age", int(match["age"]), frozenset(stems[-1:])))
    return out


def may_be_one(one: Quantity, other: Quantity) -> bool:
    """True if two figures may be one: equal, or rounded, or "more than" the less of them."""
    low, high = sorted((one, other), key=lambda q: q.value)
    if low.value == high.value or low.qualifier in _MORE or high.qualifier in _LESS:
        return True
    is_rounded = {low.qualifier, high.qualifier} & {"about", "nearly", "estimated"}
    return bool(is_rounded) and high.value - low.value <= _ROUNDED * high.value


def _sums_fit(one: Quantity | str | int, other: Quantity | str | int, _: int) -> bool:
    assert isinstance(one, Quantity)
    assert isinstance(other, Quantity)
    return may_be_one(one, other)


def _days_fit(one: Quantity | str | int, other: Quantity | str | int, _: int) -> bool:
    return str(one).startswith(str(other)) or str(other).startswith(str(one))


def _times_fit(one: Quantity | str | int, other: Quantity | str | int, _: int) -> bool:
    return not are_apart(frozenset({int(str(one))}), frozenset({int(str(other))}))


def _ages_fit(one: Quantity | str | int, other: Quantity | str | int, days: int) -> bool:
    """True if a birthday may lie between them."""
    return abs(int(str(one)) - int(str(other))) <= -(-days // _A_YEAR)


_FITS: dict[str, Callable[[Quantity | str | int, Quantity | str | int, int], bool]] = {
    "date": _days_fit,
    "time": _times_fit,
    "age": _ages_fit,
}
